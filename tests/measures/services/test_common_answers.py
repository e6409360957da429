"""An answer that is given once: where it is read, where it is written, what takes it along."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from measures.choices import MeasureKind
from measures.content import COMMON
from measures.models import CommonAnswer, NeedsReport, read_content, read_written
from measures.services import lifecycle
from measures.services.answers import common_values
from measures.services.arrangement import move_measure
from measures.services.common_answers import save_common_answers
from measures.services.importing import import_form
from measures.services.merging import WrittenByTwo, marks
from measures.services.starting import begin_from
from measures.word.filling import form_of, frame_of
from measures.word.reading import read_form
from measures.word.writing import write_form
from partnerships.services import new_key
from tests.builders import make_later_call, make_measure, make_ready_report
from tests.pages import sent_by

COMMON_TEXT = "Ledere og ansatte i alle enheter har meldt inn behov. Se tiltak 2."


@pytest.fixture
def report(cast):
    report = make_ready_report(partnership=cast.partnership, by=cast.kari, measures=2)
    CommonAnswer.objects.create(report=report, question="anchoring", text=COMMON_TEXT)
    report.measures.filter(number=2).update(anchoring="")
    return report


def now(report, read=read_content):
    return read(NeedsReport.objects.get(pk=report.pk))


def test_it_is_part_of_each_measure_s_answer_and_stands_apart_where_one_writes(report):
    own = report.measures.get(number=1).anchoring

    assert [each.anchoring for each in now(report).measures] == [
        f"{COMMON_TEXT}\n\n{own}",
        COMMON_TEXT,
    ]
    assert [each.anchoring for each in now(report, read_written).measures] == [own, ""]


def test_it_costs_no_query_more_to_read(report, django_assert_num_queries):
    found = NeedsReport.objects.for_page().get(pk=report.pk)
    with django_assert_num_queries(5):
        read_content(found)


def test_it_is_written_changed_and_taken_away(cast, report):
    answers = common_values(now(report)) | {"anchoring": "", "teacher_education": "Felles."}

    save_common_answers(report=report, answers=answers, by=cast.kari)

    assert common_values(now(report)) == dict.fromkeys(COMMON, "") | {
        "teacher_education": "Felles."
    }


def test_two_who_write_the_same_answer_are_told(cast, report):
    seen = marks(common_values(now(report)))
    CommonAnswer.objects.update(text="Kollegaens")

    with pytest.raises(WrittenByTwo):
        save_common_answers(report=report, answers={"anchoring": "Karis"}, by=cast.kari, seen=seen)
    assert CommonAnswer.objects.get().text == "Kollegaens"


def test_only_a_writer_writes_it(cast, report):
    for person in (cast.una, cast.per, cast.siri):
        with pytest.raises(PermissionDenied):
            save_common_answers(report=report, answers={"anchoring": ""}, by=person)


def test_its_references_follow_the_measures(cast, report):
    move_measure(report=report, measure=report.measures.get(number=2).pk, to=1, by=cast.kari)

    assert CommonAnswer.objects.get().text.endswith("Se tiltak 1.")


def test_what_is_sent_holds_the_answers_put_together(cast, report):
    lifecycle.submit_report(
        report=report, by=cast.kari, key=new_key(), seen=lifecycle.digest(now(report))
    )

    sent = NeedsReport.objects.get(pk=report.pk).sent_content()
    assert [each.anchoring for each in sent.measures] == [
        each.anchoring for each in now(report).measures
    ]


def test_a_new_year_begins_with_both_apart(cast, report):
    lifecycle.submit_report(
        report=report, by=cast.kari, key=new_key(), seen=lifecycle.digest(now(report))
    )
    begun = begin_from(
        call=make_later_call(cast.office),
        partnership=cast.partnership,
        earlier=NeedsReport.objects.get(pk=report.pk),
        by=cast.kari,
    )

    assert CommonAnswer.objects.get(report=begun).text == COMMON_TEXT
    for read in (read_written, read_content):
        before, after = now(report, read).measures, now(begun, read).measures
        assert [each.anchoring for each in after] == [each.anchoring for each in before]


def in_word(report):
    content = now(report)
    form = form_of(content, content.measures[0].scheme)
    return read_form(write_form(form, frame_of(content)))


def anchoring(report, read):
    return [each.anchoring for each in now(report, read).measures]


def test_a_word_form_of_the_report_changes_nothing_when_it_is_read_in_again(cast, report):
    before = anchoring(report, read_content), anchoring(report, read_written)

    import_form(report=report, form=in_word(report), by=cast.kari)

    assert (anchoring(report, read_content), anchoring(report, read_written)) == before


def test_what_is_chosen_from_a_word_form_is_not_stored_twice(cast, report):
    form = in_word(report)
    read = [each.anchoring for each in now(report).measures]
    written = [each.anchoring for each in now(report, read_written).measures]
    report.measures.update(anchoring="Noe annet")
    matched = import_form(report=report, form=form, by=cast.kari)
    differing = {each.key for each in matched.proposals if each.is_choice}

    import_form(report=report, form=form, by=cast.kari, chosen=differing)

    assert [each.anchoring for each in now(report).measures] == read
    assert [each.anchoring for each in now(report, read_written).measures] == written


# --- the pages -----------------------------------------------------------------------------------


@pytest.fixture
def kari(cast, client):
    client.force_login(cast.kari)
    client.cookies["django_language"] = "en"
    return client


def test_the_page_saves_what_is_common(kari, report):
    address = reverse("measures:common_answers", args=[report.pk])
    sent = sent_by(kari.get(address)) | {"teacher_education": "Felles."}

    assert kari.post(address, sent).status_code == 302
    assert common_values(now(report))["teacher_education"] == "Felles."


def test_a_common_answer_is_saved_by_itself(kari, report):
    seen = json.loads(
        sent_by(kari.get(reverse("measures:common_answers", args=[report.pk])))["seen"][0]
    )
    data = {"place": "common", "field": "anchoring", "seen": seen["anchoring"], "anchoring": "Ny"}
    address = reverse("measures:field", args=[report.pk])

    assert kari.post(address, data).status_code == 200
    assert CommonAnswer.objects.get().text == "Ny"
    title = {"place": "common", "field": "title", "title": "Ny"}
    assert kari.post(address, title).status_code == 422


def test_a_measure_shows_it_above_its_own_field_and_stores_only_its_own(kari, report):
    measure = report.measures.get(number=2)
    address = reverse("measures:measure", args=[report.pk, measure.pk])
    page = kari.get(address)
    sent = sent_by(page)

    assert page.context["common"] == {"anchoring": COMMON_TEXT}
    assert COMMON_TEXT in page.text
    assert sent["anchoring"] == [""]
    assert page.context["first"] is None  # nothing is missing

    assert kari.post(address, sent | {"title": "Nytt navn"}).status_code == 302
    measure.refresh_from_db()
    assert (measure.title, measure.anchoring) == ("Nytt navn", "")


def test_a_coordinator_s_measure_is_not_asked_and_shows_nothing(kari, report):
    measure = make_measure(report, kind=MeasureKind.COORDINATOR)

    page = kari.get(reverse("measures:measure", args=[report.pk, measure.pk]))

    assert page.context["common"] == {}
