"""The office's review of a report, and what becomes of it at the partnership and in the forum."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from measures.choices import Audience, Mark, ReportStatus
from measures.models import Assessment, Comment, DiscussionNote, Flag, NeedsReport
from measures.services import lifecycle
from measures.services.assessing import assess
from measures.services.commenting import answer_comment, release_comment
from partnerships.services import new_key
from tests.builders import (
    make_call,
    make_comment,
    make_later_call,
    make_measure,
    make_member,
    make_partnership,
    make_ready_report,
    make_staff,
    make_university,
    make_user,
)
from tests.pages import sent_by


@pytest.fixture
def call(cast):
    return make_call(office=cast.office)


@pytest.fixture
def report(cast, call):
    report = make_ready_report(partnership=cast.partnership, call=call, by=cast.kari, measures=2)
    return lifecycle.submit_report(report=report, by=cast.kari, key=new_key())


@pytest.fixture
def log_in(client):
    def as_person(person):
        client.force_login(person)
        client.cookies["django_language"] = "en"
        return client

    return as_person


def url(name, report, *keys):
    return reverse(f"measures:{name}", args=[report.pk, *keys])


def mark_data(report, **changed):
    data = {
        "measure": report.measures.first().pk,
        "criterion": report.call.criteria.first().pk,
        "mark": Mark.PARTLY,
        "comment": "Uklart.",
        "seen": "0",
    }
    return data | changed


def text_of(response) -> str:
    return response.content.decode()


# --- marks ---------------------------------------------------------------------------------------


def test_a_mark_is_stored_and_shown_beside_the_answer_that_it_judges(cast, report, log_in):
    siri = log_in(cast.siri)

    answer = siri.post(url("assess", report), mark_data(report))

    held = Assessment.objects.get()
    name = f"mark-{held.measure_key}-{held.criterion_id}"
    assert answer["Location"] == f"{url('review', report)}#{name}"
    desk = siri.get(url("review", report)).context["desk"]
    content = report.sent_content()
    fields = [
        [judged.criterion.field for judged in judgements]
        for _label, _text, judgements in desk.answers(content.measures[0])
    ]
    assert [each for each in fields if each] == [
        ["anchoring"],
        ["collective_process"],
        ["teacher_education"],
        ["plan_anchoring"],
    ]
    assert desk.judgements(content.measures[0])[0].mark == Mark.PARTLY
    assert desk.counts == "1 partly met, 7 not assessed"


def test_htmx_gets_the_mark_alone(cast, report, log_in):
    answer = log_in(cast.siri).post(
        url("assess", report), mark_data(report), headers={"HX-Request": "true"}
    )

    text = text_of(answer)
    assert answer.status_code == 200
    assert text.lstrip().startswith('<input type="hidden" name="seen" value="1"')
    assert "1 partly met, 7 not assessed" in text
    assert "<h1" not in text


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_colleagues_mark_is_shown_and_one_can_let_ones_own_stand(cast, report, log_in, headers):
    colleague = make_staff(cast.office, user=make_user("Berit"))
    assess(
        report=report,
        measure=report.measures.first().pk,
        criterion=report.call.criteria.first(),
        mark=Mark.NOT_MET,
        comment="Berits ord.",
        seen=0,
        by=colleague,
    )
    siri = log_in(cast.siri)

    answer = siri.post(url("assess", report), mark_data(report), headers=headers)

    text = text_of(answer)
    assert answer.status_code == 422
    assert ("Berits ord." in text, "Berit saved this" in text) == (True, True)
    # htmx leaves on the page what was written there
    assert ("Uklart." in text) is not bool(headers)
    siri.post(url("assess", report), mark_data(report, seen="1"))
    assert [row.comment for row in Assessment.objects.order_by("number")] == [
        "Berits ord.",
        "Uklart.",
    ]


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"mark": "splendid"}, 422),
        ({"comment": "x" * 1001}, 422),
        ({"seen": ""}, 422),
        ({"measure": "999999"}, 404),
        ({"measure": "x"}, 404),
        ({"criterion": "999999"}, 404),
    ],
)
def test_what_cannot_be_marked_is_refused(cast, report, log_in, changed, status):
    answer = log_in(cast.siri).post(url("assess", report), mark_data(report, **changed))

    assert (answer.status_code, Assessment.objects.count()) == (status, 0)


def test_a_criterion_that_has_ended_is_asked_no_more(cast, report, log_in):
    ended = report.call.criteria.first()
    ended.valid_until = ended.valid_from
    ended.save()

    desk = log_in(cast.siri).get(url("review", report)).context["desk"]

    assert [each.code for each in desk.review.criteria] == ["T2", "T3", "T4"]


@pytest.mark.parametrize("name", ["kari", "per", "una", "frida"])
def test_nobody_outside_the_office_reads_a_mark_or_a_flag(cast, report, log_in, name):
    secret = "Hemmelig vurdering"
    lifecycle.check_off_report(report=report, by=cast.siri, key=new_key())
    siri = log_in(cast.siri)
    siri.post(url("assess", report), mark_data(report, comment=secret))
    siri.post(url("note", report), note_data(report, text=secret))
    siri.post(url("flag_raise", report), flag_data(cast.siri, text=secret))
    make_comment(report, by=cast.siri, text=secret)
    assert text_of(siri.get(url("review", report))).count(secret) > 3
    person = log_in(getattr(cast, name))

    pages = [person.get(url(page, report), follow=True) for page in ("review", "report")]

    assert [secret in text_of(page) for page in pages] == [False, False]
    assert [page.status_code for page in pages] == [200, 200]


def test_colleagues_at_the_office_read_marks_without_a_form(cast, report, log_in):
    log_in(cast.siri).post(url("assess", report), mark_data(report))

    text = text_of(log_in(cast.arne).get(url("review", report)))

    assert ("Uklart." in text, 'name="mark"' in text) == (True, False)


# --- discussion points ---------------------------------------------------------------------------


def note_data(report, code="K1", **changed):
    point = report.call.discussion_points.get(code=code)
    return {"point": point.pk, "text": "To møter.", "seen": "0"} | changed


def test_a_note_is_kept_without_a_mark(cast, report, log_in):
    siri = log_in(cast.siri)

    siri.post(url("note", report), note_data(report))

    notes = siri.get(url("review", report)).context["desk"].notes
    assert [(line.point.code, line.held and line.held.text) for line in notes] == [
        ("K1", "To møter."),
        *((code, None) for code in ("K2", "K3", "K4", "K5", "KU1")),
    ]


def test_a_universitys_note_stands_in_every_report_that_it_takes_part_in(
    cast, call, report, log_in
):
    neighbour = make_partnership(office=cast.office, universities=(cast.university,))
    other = make_ready_report(partnership=neighbour, call=call, by=cast.kari)
    lifecycle.submit_report(
        report=NeedsReport.objects.get(pk=other.pk), by=neighbours_own(neighbour), key=new_key()
    )
    siri = log_in(cast.siri)
    siri.post(url("note", report), note_data(report, "KU1", university=cast.university.pk))

    line = siri.get(url("review", other)).context["desk"].notes[-1]

    assert (line.university.name, line.held.text) == (cast.university.name, "To møter.")


def neighbours_own(partnership):
    return make_member(partnership)


def test_what_is_noted_of_another_university_is_not_told_of_the_report(cast, report, log_in):
    other = make_university()
    point = report.call.discussion_points.get(code="KU1")
    point.notes.create(
        university=other, number=1, text="Ikke her.", by=cast.siri, at=timezone.now()
    )

    answer = log_in(cast.siri).get(url("review", report))

    assert "Ikke her." not in text_of(answer)


def test_a_university_that_is_not_in_the_report_gets_no_note(cast, report, log_in):
    data = note_data(report, "KU1", university=cast.owner.pk)

    assert log_in(cast.siri).post(url("note", report), data).status_code == 404


def test_a_colleagues_note_is_shown_before_ones_own_is_stored(cast, report, log_in):
    siri = log_in(cast.siri)
    siri.post(url("note", report), note_data(report, text="Først."))

    answer = siri.post(url("note", report), note_data(report, text="Så."))

    assert answer.status_code == 422
    assert ("Først." in text_of(answer), DiscussionNote.objects.count()) == (True, 1)


# --- comments ------------------------------------------------------------------------------------


def comment_data(place="measures", text="Hvem deltar?"):
    return {"place": place, "text": text, "key": new_key()}


@pytest.mark.parametrize("place", ["report", "measures", "scope", "codetermination", "a measure"])
def test_a_comment_stands_where_it_belongs(cast, report, log_in, place):
    if place == "a measure":
        place = f"measure-{report.measures.first().pk}"
    siri = log_in(cast.siri)

    answer = siri.post(url("comment_add", report), comment_data(place))

    assert answer["Location"] == f"{url('review', report)}#comments-{place}"
    remarks = siri.get(url("review", report)).context["remarks"]
    assert [line.comment.text for line in remarks.at(place)] == ["Hvem deltar?"]
    assert Comment.objects.get().is_internal


@pytest.mark.parametrize("data", [{"text": ""}, {"place": "weather"}, {"place": "measure-99999"}])
def test_a_comment_on_nothing_keeps_what_was_typed(cast, report, log_in, data):
    answer = log_in(cast.siri).post(url("comment_add", report), comment_data() | data)

    assert (answer.status_code, Comment.objects.count()) == (422, 0)


def test_a_comment_is_changed_and_retracted_by_its_author(cast, report, log_in):
    comment = make_comment(report, by=cast.siri)
    siri = log_in(cast.siri)

    siri.post(url("comment_change", report, comment.pk), {"text": "Nytt."})
    comment.refresh_from_db()
    assert comment.text == "Nytt."
    empty = siri.post(url("comment_change", report, comment.pk), {"text": ""})
    assert empty.status_code == 422
    siri.post(url("comment_retract", report, comment.pk))

    assert not Comment.objects.exists()


@pytest.mark.parametrize("name", ["comment_change", "comment_retract"])
def test_what_was_released_is_told_to_stand(cast, report, log_in, name):
    comment = make_comment(report, by=cast.siri, released_to=(Audience.FORUM,))

    answer = log_in(cast.siri).post(url(name, report, comment.pk), {"text": "Nytt."})

    assert answer.status_code == 422
    assert "stands as it was read" in text_of(answer)


@pytest.mark.parametrize("to", Audience)
def test_one_press_releases_to_one_audience(cast, report, log_in, to):
    comment = make_comment(report, by=cast.siri)

    log_in(cast.siri).post(url("comment_release", report, comment.pk), {"to": to})

    released = [each for each in Audience if Comment.objects.released_to(each).exists()]
    assert released == [to]


@pytest.mark.parametrize("to", ["", "everybody", "partnership,forum"])
def test_a_release_to_nobody_known_is_refused(cast, report, log_in, to):
    comment = make_comment(report, by=cast.siri)

    answer = log_in(cast.siri).post(url("comment_release", report, comment.pk), {"to": to})

    assert answer.status_code == 404


def test_the_forum_reads_what_was_released_to_it_on_the_report(cast, report, log_in):
    for to in Audience:
        make_comment(report, by=cast.siri, text=f"Til {to}", released_to=(to,))
    lifecycle.check_off_report(report=report, by=cast.siri, key=new_key())

    text = text_of(log_in(cast.frida).get(url("review", report)))

    assert ("Til forum" in text, "Til partnership" in text) == (True, False)


# --- returned, answered, sent again ---------------------------------------------------------------


def test_the_report_is_returned_with_the_comments_that_are_ticked(cast, report, log_in):
    chosen = make_comment(report, by=cast.siri, section="scope", text="Tell på nytt.")
    make_comment(report, by=cast.siri, text="Bare til oss.")
    siri = log_in(cast.siri)
    data = {"comments": [chosen.pk], "until": "01.02.2099 23.59", "key": new_key()}

    answer = siri.post(url("report_return", report), data)

    report.refresh_from_db()
    assert answer.status_code == 302
    assert (report.status, report.open_sections) == (ReportStatus.RETURNED, ["scope"])
    kari = log_in(cast.kari)
    pages = [kari.get(url(name, report)) for name in ("report", "comments", "scope")]
    assert ["Tell på nytt." in text_of(page) for page in pages] == [True, True, True]
    assert ["Bare til oss." in text_of(page) for page in pages] == [False, False, False]


def test_a_return_needs_a_reason_or_a_comment(cast, report, log_in):
    make_comment(report, by=cast.siri)
    data = {"until": "01.02.2099 23.59", "key": new_key()}

    answer = log_in(cast.siri).post(url("report_return", report), data)

    assert (answer.status_code, NeedsReport.objects.get().status) == (422, ReportStatus.SUBMITTED)


def test_the_partnership_answers_one_by_one_and_the_office_reads_it(cast, report, log_in):
    comments = [make_comment(report, by=cast.siri, released_to=("partnership",)) for _ in range(2)]
    kari = log_in(cast.kari)
    page = kari.get(url("comments", report))
    assert page.context["answered"] == 0

    answer = kari.post(
        url("comment_answer", report, comments[0].pk),
        {"answer": "Alle barnehagene.", "seen": page.context["rows"][0].form["seen"].value()},
    )

    assert answer["Location"] == f"{url('comments', report)}#comment-{comments[0].pk}"
    assert kari.get(url("comments", report)).context["answered"] == 1
    assert "Alle barnehagene." in text_of(log_in(cast.siri).get(url("review", report)))


def test_an_empty_answer_is_asked_for_again(cast, report, log_in):
    comment = make_comment(report, by=cast.siri, released_to=("partnership",))

    answer = log_in(cast.kari).post(url("comment_answer", report, comment.pk), {"answer": ""})

    assert answer.status_code == 422


def test_two_coordinators_answers_are_both_shown(cast, report, log_in):
    comment = make_comment(report, by=cast.siri, released_to=("partnership",))
    NeedsReport.objects.update(status=ReportStatus.RETURNED)
    kari = log_in(cast.kari)
    seen = kari.get(url("comments", report)).context["rows"][0].form["seen"].value()
    answer_comment(
        comment=comment, text="Kollegaens svar.", seen=seen, by=make_member(cast.partnership)
    )

    answer = kari.post(
        url("comment_answer", report, comment.pk), {"answer": "Mitt svar.", "seen": seen}
    )

    text = text_of(answer)
    assert answer.status_code == 422
    assert ("Kollegaens svar." in text, "Mitt svar." in text) == (True, True)
    again = sent_by(answer)
    kari.post(url("comment_answer", report, comment.pk), again)
    comment.refresh_from_db()
    assert comment.answer == "Mitt svar."


def test_an_internal_comment_is_nothing_to_the_partnership(cast, report, log_in):
    comment = make_comment(report, by=cast.siri)

    answer = log_in(cast.kari).post(url("comment_answer", report, comment.pk), {"answer": "Ja."})

    assert answer.status_code == 404


def test_before_it_is_sent_again_one_is_told_what_is_not_answered(cast, report, log_in):
    make_comment(report, by=cast.siri, released_to=("partnership",))
    NeedsReport.objects.update(status=ReportStatus.RETURNED)

    warnings = log_in(cast.kari).get(url("check", report)).context["warnings"]

    assert url("comments", report) in [each["action_url"] for each in warnings]


def test_a_comment_on_a_measure_that_was_removed_stays(cast, report, log_in):
    gone = report.measures.last()
    make_comment(report, by=cast.siri, measure_key=gone.pk, released_to=("partnership",))
    NeedsReport.objects.update(status=ReportStatus.RETURNED)
    gone.delete()

    rows = log_in(cast.kari).get(url("comments", report)).context["rows"]

    assert [(row.place, row.url) for row in rows] == [("A measure that has been removed", "")]


# --- flags ---------------------------------------------------------------------------------------


def flag_data(owner, text="Se på vikarprisen."):
    return {"text": text, "owner": owner.pk, "key": new_key()}


def test_a_flag_is_raised_for_a_colleague_and_resolved(cast, report, log_in):
    siri = log_in(cast.siri)
    siri.post(url("flag_raise", report), flag_data(cast.arne))
    flag = Flag.objects.get()
    desk = siri.get(url("review", report)).context["desk"]
    assert [(line.flag.text, line.flag.owner) for line in desk.open_flags] == [
        ("Se på vikarprisen.", "Arne")
    ]

    arne = log_in(cast.arne)
    empty = arne.post(url("flag_resolve", report, flag.pk), {"resolution": ""})
    done = arne.post(url("flag_resolve", report, flag.pk), {"resolution": "Rettet."})
    late = arne.post(url("flag_resolve", report, flag.pk), {"resolution": "Rettet igjen."})

    assert [each.status_code for each in (empty, done, late)] == [422, 302, 422]
    assert "has resolved this flag already" in text_of(late)
    assert not arne.get(url("review", report)).context["desk"].open_flags


def test_a_flag_is_given_to_another(cast, report, log_in):
    siri = log_in(cast.siri)
    siri.post(url("flag_raise", report), flag_data(cast.arne))
    flag = Flag.objects.get()

    nobody = siri.post(url("flag_hand_on", report, flag.pk), {"owner": ""})
    given = siri.post(url("flag_hand_on", report, flag.pk), {"owner": cast.liv.pk})
    late = siri.post(url("flag_hand_on", report, flag.pk), {"owner": cast.arne.pk})

    assert [each.status_code for each in (nobody, given, late)] == [422, 302, 422]
    desk = siri.get(url("review", report)).context["desk"]
    assert [line.flag.owner for line in desk.open_flags] == ["Liv"]


@pytest.mark.parametrize("owner", ["kari", "frida", "nils"])
def test_a_flag_is_for_somebody_at_the_office(cast, report, log_in, owner):
    answer = log_in(cast.siri).post(url("flag_raise", report), flag_data(getattr(cast, owner)))

    assert (answer.status_code, Flag.objects.count()) == (422, 0)


# --- the timeline and what is compared ------------------------------------------------------------


def test_everything_that_happened_stands_in_one_list(cast, report, log_in):
    siri = log_in(cast.siri)
    siri.post(url("assess", report), mark_data(report))
    siri.post(url("assess", report), mark_data(report, criterion=report.call.criteria.last().pk))
    siri.post(url("note", report), note_data(report))
    siri.post(url("comment_add", report), comment_data())
    comment = release_comment(comment=Comment.objects.get(), to=Audience.PARTNERSHIP, by=cast.siri)
    release_comment(comment=comment, to=Audience.FORUM, by=cast.siri)
    answer_comment(comment=comment, text="Alle.", seen="", by=cast.kari)
    siri.post(url("flag_raise", report), flag_data(cast.arne))
    siri.post(url("flag_resolve", report, Flag.objects.get().pk), {"resolution": "Rettet."})

    steps = siri.get(url("review", report)).context["timeline"]

    assert [step.text for step in steps] == [
        "Siri resolved the flag",
        "Siri raised a flag for Arne",
        "Kari answered the comment on “Measures and amounts”",
        "Siri released the comment on “Measures and amounts” to the forum",
        "Siri released the comment on “Measures and amounts” to the partnership",
        "Siri commented on “Measures and amounts”",
        "Siri wrote a note to K1",
        "Siri marked Measure 1, Measure 1: T1 partly met, T4 partly met",
        "Kari sent the report",
    ]
    moments = [step.at for step in steps]
    assert moments == sorted(moments, reverse=True)


def test_the_review_asks_at_most_twelve_queries(
    cast, report, log_in, django_assert_max_num_queries
):
    later = make_ready_report(
        partnership=cast.partnership, call=make_later_call(cast.office), by=cast.kari, measures=7
    )
    later.measures.update(terms=["2031-autumn"])
    lifecycle.submit_report(report=later, by=cast.kari, key=new_key())
    until = timezone.now() + timedelta(days=3)
    lifecycle.return_report(report=later, by=cast.siri, key=new_key(), reason="Mer.", until=until)
    later = lifecycle.submit_report(report=later, by=cast.kari, key=new_key())
    for measure in later.measures.all():
        for criterion in later.call.criteria.all():
            assess(
                report=later,
                measure=measure.pk,
                criterion=criterion,
                mark=Mark.MET,
                seen=0,
                by=cast.siri,
            )
        make_comment(later, by=cast.siri, measure_key=measure.pk, released_to=Audience)
    siri = log_in(cast.siri)
    siri.post(url("flag_raise", later), flag_data(cast.arne))
    siri.get(url("review", later))

    with django_assert_max_num_queries(12):
        answer = siri.get(url("review", later))

    assert answer.context["earlier"] == report
    assert answer.context["desk"].counts == "28 met"


def test_last_years_report_is_compared_even_when_this_was_not_begun_from_it(cast, report, log_in):
    later = make_ready_report(
        partnership=cast.partnership, call=make_later_call(cast.office), by=cast.kari, measures=2
    )
    later.measures.update(terms=["2031-autumn"])
    later.measures.filter(number=2).update(anchoring="Noe helt annet.")
    lifecycle.submit_report(report=later, by=cast.kari, key=new_key())

    answer = log_in(cast.siri).get(url("history", later), {"fra": "tidligere", "til": "1"})

    first, second = later.measures.all()
    changed = {
        heading: [each.label for each in changes] for heading, changes in answer.context["parts"]
    }
    assert [version.label for version in answer.context["chosen"]] == [
        "The report of 2024",
        "Version 1",
    ]
    assert "Anchoring" in changed[f"Measure 2, {second.title}"]
    assert "Anchoring" not in changed.get(f"Measure 1, {first.title}", [])


def test_a_measure_that_is_new_is_compared_with_nothing(cast, report, log_in):
    later = make_ready_report(
        partnership=cast.partnership, call=make_later_call(cast.office), by=cast.kari
    )
    make_measure(later, title="Helt nytt")
    NeedsReport.objects.filter(pk=later.pk).update(status=ReportStatus.DRAFT)

    answer = log_in(cast.kari).get(url("history", later))

    parts = dict(answer.context["parts"])
    new = next(changes for heading, changes in parts.items() if heading.endswith("Helt nytt"))
    assert {each.before for each in new} == {""}
