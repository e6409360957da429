from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from measures.choices import Audience, ReportStatus, Section
from measures.models import Comment, NeedsReport
from measures.services import ChangedMeanwhile, lifecycle
from measures.services.commenting import (
    answer_comment,
    change_comment,
    release_comment,
    retract_comment,
    return_with_comments,
    write_comment,
)
from measures.services.merging import mark
from partnerships.choices import MembershipRole
from partnerships.services import new_key
from rekom.kit.errors import DomainError
from tests.builders import make_call, make_member, make_ready_report, make_staff, make_user


@pytest.fixture
def report(cast):
    call = make_call(office=cast.office)
    report = make_ready_report(partnership=cast.partnership, call=call, by=cast.kari)
    return lifecycle.submit_report(report=report, by=cast.kari, key=new_key())


@pytest.fixture
def comment(cast, report):
    return comment_on(report, cast.siri)


@pytest.fixture
def released(cast, comment):
    return release_comment(comment=comment, to=Audience.PARTNERSHIP, by=cast.siri)


def comment_on(report, by, section=Section.MEASURES, text="Skaun er nevnt to ganger.", **fields):
    return write_comment(report=report, section=section, text=text, by=by, key=new_key(), **fields)


def returned(report, by, comments, sections=(), key=None):
    return return_with_comments(
        report=report,
        by=by,
        reason="Se merknadene.",
        until=timezone.now() + timedelta(days=7),
        sections=sections,
        comments=comments,
        key=key or new_key(),
    )


def answer(comment, by, text="Bare i tiltak 1.", seen=""):
    return answer_comment(comment=comment, text=text, seen=seen, by=by)


def test_a_comment_is_internal_until_it_is_released(comment):
    assert comment.is_internal
    assert not Comment.objects.released_to(Audience.PARTNERSHIP, Audience.FORUM).exists()


@pytest.mark.parametrize("to", Audience)
def test_a_release_is_to_one_audience_and_stamped(cast, comment, to):
    other = next(each for each in Audience if each != to)

    release_comment(comment=comment, to=to, by=cast.siri)

    assert Comment.objects.released_to(to).get() == comment
    assert not Comment.objects.released_to(other).exists()
    row = Comment.objects.values(f"{to}_by", f"{to}_at", f"{other}_by", f"{other}_at").get()
    assert row[f"{to}_by"] == cast.siri.pk
    assert row[f"{to}_at"] is not None
    assert (row[f"{other}_by"], row[f"{other}_at"]) == (None, None)


def test_a_second_release_stamps_nothing_anew(cast, released):
    colleague = make_staff(cast.office, user=make_user("Berit"))

    again = release_comment(comment=released, to=Audience.PARTNERSHIP, by=colleague)

    assert (again.partnership_by_id, again.partnership_at) == (
        cast.siri.pk,
        released.partnership_at,
    )


def test_its_author_changes_and_retracts_what_is_internal(cast, comment):
    assert change_comment(comment=comment, text="Nytt.", by=cast.siri).text == "Nytt."

    retract_comment(comment=comment, by=cast.siri)

    assert not Comment.objects.exists()


def test_a_colleagues_comment_is_left_alone(cast, comment):
    colleague = make_staff(cast.office, user=make_user("Berit"))

    with pytest.raises(PermissionDenied):
        change_comment(comment=comment, text="Nytt.", by=colleague)
    with pytest.raises(PermissionDenied):
        retract_comment(comment=comment, by=colleague)


def test_what_has_been_released_stands_as_it_was_read(cast, released):
    with pytest.raises(DomainError):
        change_comment(comment=released, text="Nytt.", by=cast.siri)
    with pytest.raises(DomainError):
        retract_comment(comment=released, by=cast.siri)


@pytest.mark.parametrize("name", ["arne", "liv", "frida", "kari", "nils"])
def test_nobody_but_the_case_worker_comments_and_releases(cast, report, comment, name):
    person = getattr(cast, name)

    with pytest.raises(PermissionDenied):
        comment_on(report, person)
    with pytest.raises(PermissionDenied):
        release_comment(comment=comment, to=Audience.FORUM, by=person)


def test_the_same_press_comments_once(cast, report):
    key = new_key()
    for _press in range(2):
        write_comment(report=report, section=Section.SCOPE, text="Noe.", by=cast.siri, key=key)

    assert Comment.objects.count() == 1


def test_a_return_releases_the_chosen_comments_and_opens_what_they_are_on(cast, report):
    chosen = [
        comment_on(report, cast.siri, Section.SCOPE),
        comment_on(report, cast.siri, measure=report.measures.get().pk),
    ]
    comment_on(report, cast.siri, Section.CONTACTS, "Bare til oss.")

    report = returned(report, cast.siri, chosen)

    assert report.status == ReportStatus.RETURNED
    assert report.open_sections == [Section.SCOPE, Section.MEASURES]
    assert set(Comment.objects.released_to(Audience.PARTNERSHIP)) == set(chosen)
    assert not Comment.objects.released_to(Audience.FORUM).exists()


def test_sections_that_are_named_are_those_that_open(cast, report, comment):
    report = returned(report, cast.siri, [comment], sections=[Section.CODETERMINATION])

    assert report.open_sections == [Section.CODETERMINATION]


def test_a_comment_on_the_whole_report_opens_all_of_it(cast, report):
    whole = comment_on(report, cast.siri, Section.REPORT)

    assert returned(report, cast.siri, [whole]).open_sections == []


def test_nothing_is_released_when_somebody_was_quicker(cast, report, comment):
    NeedsReport.objects.update(status=ReportStatus.DRAFT)

    with pytest.raises(DomainError):
        returned(report, cast.siri, [comment])

    assert not Comment.objects.released_to(Audience.PARTNERSHIP).exists()


def test_the_partnership_answers_and_may_write_it_anew_while_it_has_the_report(
    cast, report, comment
):
    returned(report, cast.siri, [comment])
    given = answer(comment, cast.kari)

    again = answer(comment, cast.kari, "I begge.", seen=mark(given.answer))

    assert (again.answer, again.answered_by) == ("I begge.", cast.kari)
    assert again.answered_at >= given.answered_at


def test_a_colleagues_answer_is_not_written_over(cast, report, comment):
    other = make_member(cast.partnership, MembershipRole.COORDINATOR)
    returned(report, cast.siri, [comment])
    answer(comment, cast.kari)

    with pytest.raises(ChangedMeanwhile):
        answer(comment, other, "Noe annet.")

    assert Comment.objects.get().answer == "Bare i tiltak 1."


def test_what_was_released_without_a_return_is_answered_once(cast, released):
    given = answer(released, cast.kari)

    with pytest.raises(PermissionDenied):
        answer(released, cast.kari, "Noe annet.", seen=mark(given.answer))


@pytest.mark.parametrize("name", ["per", "una", "tor", "ola", "siri", "frida"])
def test_nobody_but_a_coordinator_answers(cast, released, name):
    with pytest.raises(PermissionDenied):
        answer(released, getattr(cast, name))


def test_an_internal_comment_has_no_answer(cast, comment):
    with pytest.raises(PermissionDenied):
        answer(comment, cast.kari)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE measures_comment SET text = 'Annet'",
        "UPDATE measures_comment SET section = 'scope'",
        "UPDATE measures_comment SET measure_key = 7",
        "UPDATE measures_comment SET partnership_at = NULL, partnership_by_id = NULL",
        "UPDATE measures_comment SET partnership_at = '1999-01-01 00:00:00'",
        "DELETE FROM measures_comment",
    ],
)
def test_the_database_calls_no_release_back(released, change):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_the_database_lets_a_release_to_the_forum_follow(cast, released):
    assert release_comment(comment=released, to=Audience.FORUM, by=cast.siri).forum_at


@pytest.mark.parametrize(
    "wrong",
    [
        {"partnership_at": timezone.now()},
        {"forum_at": timezone.now()},
        {"section": "weather"},
        {"section": Section.SCOPE, "measure_key": 7},
        {"answer": "Ja."},
        {"answer": "Ja.", "answered_at": timezone.now()},
    ],
)
def test_the_database_takes_no_half_release_or_answer(comment, wrong):
    with pytest.raises(IntegrityError):
        Comment.objects.filter(pk=comment.pk).update(**wrong)


def test_the_database_takes_no_answer_to_what_is_internal(cast, comment):
    answered = {"answer": "Ja.", "answered_by": cast.kari, "answered_at": timezone.now()}

    with pytest.raises(IntegrityError):
        Comment.objects.filter(pk=comment.pk).update(**answered)
