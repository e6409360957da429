import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from measures.choices import Mark, ReportStatus
from measures.models import Assessment, DiscussionNote, NeedsReport
from measures.services import lifecycle
from measures.services.assessing import JudgedByTwo, assess, note
from partnerships.services import new_key
from tests.builders import make_call, make_partnership, make_ready_report, make_staff, make_user


@pytest.fixture
def report(cast):
    call = make_call(office=cast.office)
    report = make_ready_report(partnership=cast.partnership, call=call, by=cast.kari)
    return lifecycle.submit_report(report=report, by=cast.kari, key=new_key())


@pytest.fixture
def colleague(cast):
    return make_staff(cast.office, user=make_user("Berit"))


def judge(report, by, mark=Mark.MET, comment="", seen=0, criterion="T1"):
    return assess(
        report=report,
        measure=report.measures.get().pk,
        criterion=report.call.criteria.get(code=criterion),
        mark=mark,
        comment=comment,
        seen=seen,
        by=by,
    )


def say(report, by, text, *, code="K1", university=None, seen=0):
    point = report.call.discussion_points.get(code=code)
    return note(
        report=report,
        point=point,
        university=university and university.pk,
        text=text,
        seen=seen,
        by=by,
    )


def test_the_last_mark_holds_and_those_before_it_are_kept(cast, report):
    judge(report, cast.siri, Mark.MET)
    judge(report, cast.siri, Mark.PARTLY, "Uklart i tiltak 3.", seen=1)
    judge(report, cast.siri, Mark.MET, criterion="T2")

    current = Assessment.objects.current().order_by("criterion")
    assert [(row.criterion.code, row.mark, row.number) for row in current] == [
        ("T1", Mark.PARTLY, 2),
        ("T2", Mark.MET, 1),
    ]
    assert Assessment.objects.count() == 3


def test_what_stands_already_is_not_stored_again(cast, report):
    judge(report, cast.siri, Mark.MET)

    again = judge(report, cast.siri, Mark.MET, seen=1)
    nothing = judge(report, cast.siri, Mark.NOT_ASSESSED, criterion="T2")

    assert (again.number, nothing, Assessment.objects.count()) == (1, None, 1)


def test_a_colleagues_newer_mark_is_shown_before_anything_is_stored(cast, report, colleague):
    judge(report, cast.siri, Mark.NOT_MET, "Ingen forankring.")

    with pytest.raises(JudgedByTwo) as told:
        judge(report, colleague, Mark.MET, "Godt forankret.")

    theirs = told.value.theirs
    assert (theirs.mark, theirs.comment, theirs.by) == (
        Mark.NOT_MET,
        "Ingen forankring.",
        cast.siri,
    )
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize("status", [ReportStatus.RETURNED, ReportStatus.CHECKED])
def test_a_mark_waits_for_no_control(cast, report, status):
    NeedsReport.objects.update(status=status)

    assert judge(report, cast.siri).mark == Mark.MET


def test_the_control_waits_for_no_mark(cast, report):
    checked = lifecycle.check_off_report(report=report, by=cast.siri, key=new_key())

    assert (checked.status, Assessment.objects.count()) == (ReportStatus.CHECKED, 0)


@pytest.mark.parametrize("name", ["arne", "liv", "anne", "frida", "kari", "nils"])
def test_nobody_but_the_case_worker_marks(cast, report, name):
    with pytest.raises(PermissionDenied):
        judge(report, getattr(cast, name))
    with pytest.raises(PermissionDenied):
        say(report, getattr(cast, name), "Noe.")


def test_a_criterion_of_another_call_is_refused(cast, report):
    other = make_call(office=cast.office, year=2020)

    with pytest.raises(PermissionDenied):
        assess(
            report=report,
            measure=1,
            criterion=other.criteria.first(),
            mark=Mark.MET,
            seen=0,
            by=cast.siri,
        )


def test_a_mark_outlives_the_measures_row(cast, report):
    key = judge(report, cast.siri).measure_key
    NeedsReport.objects.update(status=ReportStatus.RETURNED)

    report.measures.all().delete()

    assert Assessment.objects.get().measure_key == key


def test_a_note_on_a_report_is_its_own(cast, report):
    say(report, cast.siri, "To møter med INN.")
    say(report, cast.siri, "Tre møter med INN.", seen=1)

    assert [(row.report, row.university, row.text) for row in DiscussionNote.objects.all()] == [
        (report, None, "Tre møter med INN."),
        (report, None, "To møter med INN."),
    ]


def test_a_universitys_note_is_the_same_in_every_report_of_the_call(cast, report):
    neighbour = make_partnership(office=cast.office, universities=(cast.university,))
    other = make_ready_report(
        partnership=neighbour, call=report.call, by=cast.kari, status=ReportStatus.SUBMITTED
    )
    say(report, cast.siri, "Har kapasitet.", code="KU1", university=cast.university)

    with pytest.raises(JudgedByTwo):
        say(other, cast.siri, "Har ikke kapasitet.", code="KU1", university=cast.university)


def test_a_point_is_answered_for_the_one_that_it_is_about(cast, report):
    with pytest.raises(PermissionDenied):
        say(report, cast.siri, "Noe.", code="K1", university=cast.university)
    with pytest.raises(PermissionDenied):
        say(report, cast.siri, "Noe.", code="KU1")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE measures_assessment SET mark = 'not_met'",
        "DELETE FROM measures_assessment",
        "UPDATE measures_discussionnote SET text = 'Annet'",
        "DELETE FROM measures_discussionnote",
    ],
)
def test_the_database_alters_no_mark_and_no_note(cast, report, change):
    judge(report, cast.siri)
    say(report, cast.siri, "Noe.")

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.parametrize("wrong", [{"mark": "splendid"}, {"number": 1}])
def test_the_database_knows_the_marks_and_counts_them(cast, report, wrong):
    held = judge(report, cast.siri)
    row = {field.attname: getattr(held, field.attname) for field in Assessment._meta.fields}

    with pytest.raises(IntegrityError):
        Assessment.objects.create(**(row | {"id": None, "number": 2} | wrong))


def test_the_database_takes_no_note_of_nobody(cast, report):
    held = say(report, cast.siri, "Noe.")
    row = {"point": held.point, "number": 2, "by": cast.siri, "at": held.at}

    with pytest.raises(IntegrityError):
        DiscussionNote.objects.create(**row)
