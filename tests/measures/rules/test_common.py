"""A measure's answer is the whole report's and what the measure adds."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.choices import MeasureKind
from measures.content import CommonAnswerContent
from measures.rules.answers import required_texts_are_written
from measures.rules.common import (
    addition,
    answers_have_room,
    put_together,
    taken_apart,
    together,
)
from measures.rules.prose import paragraphs_are_written_for_their_measure
from tests.measures.content_builder import make_content, make_measure

LONG = "Profesjonsfellesskapene undersøker egen praksis sammen, og deler det de finner. " * 3


def report(common="Felles.", *, question="anchoring", **answers):
    measure = make_measure(**answers)
    content = replace(make_content(), measures=(measure, replace(measure, key=200, number=2)))
    return replace(content, common_answers=(CommonAnswerContent(question, common),))


def answer(content, question="anchoring"):
    return getattr(put_together(content).measures[0], question)


@pytest.mark.parametrize(
    ("common", "own", "read"),
    [
        ("Felles.", "Eget.", "Felles.\n\nEget."),
        ("Felles.", "", "Felles."),
        ("Felles.", "Klikk her for å skrive inn tekst.", "Felles."),
        ("", "Eget.", "Eget."),
        ("–", "Eget.", "Eget."),
        (" Felles.\n", "\nEget. ", "Felles.\n\nEget."),
    ],
)
def test_the_answer_is_the_common_one_and_the_measure_s_own(common, own, read):
    assert answer(report(common, anchoring=own)) == read


def test_a_report_without_common_answers_is_left_as_it_is():
    content = replace(report(anchoring=" Eget.\n"), common_answers=())

    assert put_together(content) is content


def test_only_what_is_asked_of_a_measure_is_answered_for_it():
    coordinator = {"kind": MeasureKind.COORDINATOR}
    assert answer(report(anchoring="", **coordinator)) == ""

    reason = "coordinator_reason"
    for asked, read in (({"coordinator_needed": False}, ""), ({"coordinator_needed": True}, "F.")):
        content = report("F.", question=reason, coordinator_reason="", **asked)
        assert answer(content, reason) == read
    assert (
        answer(report("F.", question=reason, coordinator_reason="", **coordinator), reason) == "F."
    )


texts = st.text(alphabet="ab .–\n", max_size=12)


@given(common=texts, own=texts)
def test_what_is_put_together_is_taken_apart_again(common, own):
    read = put_together(report(common, anchoring=own))

    again = put_together(taken_apart(read))

    assert again == read


def test_an_answer_with_the_line_breaks_of_a_browser_is_taken_apart():
    assert addition("En.\r\nTo.\r\n\r\nEget.", "En.\nTo.") == "Eget."
    assert addition(together("En.", ""), "En.") == ""
    assert addition("Noe helt annet", "En.") == "Noe helt annet"


# --- the rules -----------------------------------------------------------------------------------


def test_a_question_that_the_whole_report_answers_is_answered_in_each_measure():
    missing = [
        each.field for each in required_texts_are_written(put_together(report("", anchoring="")))
    ]
    answered = required_texts_are_written(put_together(report(anchoring="")))

    assert missing.count("anchoring") == 2
    assert [each for each in answered if each.field == "anchoring"] == []


def test_the_common_paragraph_may_stand_in_several_measures_but_no_other():
    own = {"collective_process": "", "anchoring": ""}
    assert paragraphs_are_written_for_their_measure(put_together(report(LONG, **own))) == []

    pasted = put_together(report("Felles.", **own | {"anchoring": LONG}))
    assert [each.measure for each in paragraphs_are_written_for_their_measure(pasted)] == [200]


def test_together_they_have_the_room_of_one_answer():
    fits = put_together(report("f" * 2_000, anchoring="e" * 2_998))
    too_long = put_together(report("f" * 2_000, anchoring="e" * 2_999))

    assert answers_have_room(fits) == []
    found = answers_have_room(too_long)
    assert [(each.measure, each.field, each.severity) for each in found] == [
        (each.key, "anchoring", "block") for each in too_long.measures
    ]
