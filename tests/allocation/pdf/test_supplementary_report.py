"""A supplementary report on paper: which measure it is to, and no question that it is not asked."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import translation

from allocation.pdf.report import report_context, report_pdf
from measures.content import ReportContent, SupplementedMeasure
from measures.word.filling import form_of, frame_of
from measures.word.writing import write_form
from tests.measures.content_builder import make_content, make_measure
from tests.papers import words_of


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def content() -> ReportContent:
    to = SupplementedMeasure(
        key=7, report=3, year=2023, receipt_number="2023-00003", number=4, title="Språk"
    )
    measure = make_measure(1, title="Språk", scheme="regional")
    empty = {"anchoring": "", "owner_use": "", "coordinator_needed": None, "target_groups": ()}
    asked = replace(measure, rationale="To barnehager til er med.", estimates=(), **empty)
    return make_content(kind="supplementary", supplements=to, measures=(asked,))


def test_the_paper_says_what_it_is_and_to_which_measure(content):
    paper = words_of(report_pdf(content, language="en"))

    assert "Supplementary needs report 2024" in paper
    assert "Needs report 2024" not in paper
    assert "Measure 4, “Språk”, of 2023, receipt 2023-00003" in paper
    assert "Why is more needed? To barnehager til er med." in paper


def test_nothing_stands_as_not_answered_that_is_not_asked(content):
    paper = words_of(report_pdf(content, language="en"))

    assert "Co-determination" not in paper
    assert "Not answered" not in paper


def test_an_ordinary_report_is_to_no_measure(content):
    labels = [label for label, _text in report_context(make_content())["facts"]]

    assert "Supplementary need to" not in labels


def test_the_word_form_says_it_too(content):
    form = write_form(form_of(content, "regional"), frame_of(content))

    said = "Tilleggsbehov til tiltak 4, «Språk», i behovsmelding 2023 (kvittering 2023-00003)"
    assert said in _text(form)
    ordinary = write_form(form_of(make_content(), "regional"), frame_of(make_content()))
    assert "Tilleggsbehov" not in _text(ordinary)


def _text(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as archive:
        return re.sub("<[^>]+>", "", archive.read("word/document.xml").decode())
