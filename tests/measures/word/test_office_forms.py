"""Each form of ``office_forms`` is read as a person would read it, and no word of it disappears."""

import json
from pathlib import Path

import pytest
from django.utils import translation

from measures.word.recognition import NotTheForm
from tests.measures.word.forms import read_here
from tests.measures.word.office_forms import FORMS
from tests.measures.word.ooxml import b, docx, p, tbl, tick

READ = json.loads(
    (Path(__file__).parents[2] / "cases/office-forms.json").read_text(encoding="utf-8")
)


def said(value):
    """What was answered: without what is empty."""
    if isinstance(value, dict):
        return {
            name: part for name, each in value.items() if (part := said(each)) not in (None, [], {})
        }
    return [said(part) for part in value] if isinstance(value, list | tuple) else value  # fmt: skip


def read(data: bytes) -> dict:
    with translation.override("en"):
        found = said(read_here(data).as_json())
    del found["not_answered"]
    return found


@pytest.mark.parametrize("name", FORMS)
def test_a_form_of_another_office_is_read_as_a_person_reads_it(name):
    assert read(FORMS[name]()) == READ[name]


def test_every_form_has_its_reading():
    assert set(READ) == set(FORMS)


HEAD = (p("Behovsmelding"), p(b("Behovsmeldingen gjelder: "), tick(on=True), " Regional ordning"))


def not_understood(*blocks: str) -> list[str]:
    return [loose["text"] for loose in read(docx(*HEAD, *blocks)).get("not_understood", [])]


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        ((p(b("Behov for koordinator? "), "Ja, 20 % stilling"),), "Ja, 20 % stilling"),
        ((p(b("Varighet: "), "Høst 2025, kanskje lenger"),), "Høst 2025, kanskje lenger"),
        ((p(b("Målgruppe lærere i Salten")),), "Målgruppe lærere i Salten"),
        ((p("Tiltak 1: Lek"), p(b("Navn på tiltak: "), "Læring")), "Lek"),
        ((p(b("Flere eiere? "), tick(on=True), " Ja, se brev ", tick(on=False), " Nei"),), "Ja, se brev"),
        ((tbl(("Eier", "UH"), ("10 000", "20 000 (utstyr 5 000)")),), "20 000 (utstyr 5 000)"),
        ((tbl(("", "Eier", "UH", "Navn"), ("Høst 2026 (usikkert)", "1 000", "2 000", "")),), "Høst 2026 (usikkert)"),
    ],
)  # fmt: skip
def test_what_an_answer_says_beside_its_value_is_listed(blocks, text):
    assert not_understood(*blocks) == [text]


def test_a_table_within_an_answer_is_part_of_it():
    form = read(docx(*HEAD, p(b("Kollektive prosesser:")), p("Vi møtes:"), tbl(("Uke", "Tema"), ("36", "Brøk"))))  # fmt: skip

    assert form["measures"][0]["collective_process"] == "Vi møtes:\nUke\tTema\n36\tBrøk"


def test_yes_and_no_may_be_columns_to_cross_in():
    crosses = tbl(
        ("", "Ja", "Nei"), ("Flere eiere i partnerskapet?", "X", ""), ("Flere UH?", "", "x")
    )
    form = read(docx(*HEAD, crosses))

    assert (form["several_owners"], form["several_institutions"]) == (True, False)


def test_a_form_for_one_scheme_may_say_so_in_its_name():
    form = read(docx(p("Behovsmelding REKOM 2025", style="Title"), p(b("Antall tiltak: "), "2")))

    assert form == {"schemes": ["regional"], "measure_count": 2}


def test_a_repeated_heading_is_the_same_measure_when_nothing_is_said_twice():
    form = read(docx(*HEAD, p(b("Tiltak 1")), p(b("Navn på tiltak: "), "Lek"), p(b("Tiltak 1")), p(b("Målgruppe: "), "Alle")))  # fmt: skip

    assert form["measures"] == [{"number": 1, "title": "Lek", "target_groups": "Alle"}]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Referat fra møte i kompetansenettverket", "Til stede: Kari Nordmann", "Sak 1: Målgruppe", "Neste møte i mai"),
        ("Kari Nordmann", "Utdanning", "Høgskolen i Molde 2010–2014", "Arbeidserfaring", "Lærer", "Telefon: 40 00 00 09"),
        ("Tiltak 1: Ny skole", "Tiltak 2: Nytt bad", "Totalt 40 millioner kroner"),
    ],
)  # fmt: skip
def test_another_document_altogether_is_refused(paragraphs):
    with pytest.raises(NotTheForm):
        read_here(docx(*map(p, paragraphs)))
