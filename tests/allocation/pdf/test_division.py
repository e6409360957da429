"""The allocation table as a paper of its own, upright and on its side."""

import re
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from django.utils import translation
from django.utils.translation import gettext

from allocation.choices import Rounding
from allocation.pdf.division import DivisionFacts, Orientation, division_pdf
from allocation.rules.division import BasisFigure, DividedPot, divide
from tests.allocation.rules.test_division import FIGURES_2022, POT_2022
from tests.papers import assert_is_archivable, page_count, tags_of, text_of, words_of

FACTS = DivisionFacts(
    title="Fordeling av kollektive tiltak 2022",
    office_name="Statsforvalteren i Trøndelag",
    office_parallel_names=("Trööndelagen Staatehaaltoje",),
    subtitle="Regional ordning for kompetanseutvikling i barnehage. Sak 8/2022 i samarbeidsforum.",
    version="Versjon 2, 14. mars 2022",
    prepared_by="Ingrid Solbakk",
    basis="Basil per 15. desember 2021",
    status="Innstilt",
    notes=("Versjon 1 var 2 kr for stor.",),
)


def paper(divided: DividedPot, orientation: Orientation = "landscape", facts=FACTS) -> bytes:
    return division_pdf(divided, facts=facts, orientation=orientation, language="nb")


def in_norwegian(text: str) -> str:
    with translation.override("nb"):
        return gettext(text)


def rows_of(pdf: bytes) -> list[list[str]]:
    """The cells of each line of the paper: they stand two spaces or more apart."""
    lines = text_of(pdf, layout=True).splitlines()
    return [[cell.strip() for cell in re.split(" {2,}", line) if cell] for line in lines]


def grouped(figure: int | Decimal) -> str:
    return f"{figure:,}".replace(",", " ").replace(".", ",")


def cells_of(divided: DividedPot) -> list[list[str]]:
    return [
        [
            *(line.network, str(line.municipalities), grouped(line.flat_nok), grouped(line.fte)),
            f"{grouped(divided.fte_percent(line))} %",
            *(grouped(line.fte_nok), grouped(line.amount_nok)),
        ]
        for line in divided.lines
    ]


@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
def test_the_paper_is_archivable_and_holds_every_figure(orientation):
    divided = divide(POT_2022, FIGURES_2022)

    pdf = paper(divided, orientation)

    assert_is_archivable(pdf, language="nb", title="Fordeling av kollektive tiltak 2022")
    rows = [[cell.removesuffix("*").strip() for cell in row] for row in rows_of(pdf)]
    assert [
        row for row in rows if row[:1] in [[line.network] for line in divided.lines]
    ] == cells_of(divided)
    assert [row[1:] for row in rows if row[:1] == [in_norwegian("Sum")]] == [
        ["38", "1 158 800", "6 074,3", "100,0 %", "10 429 200", "11 588 000"]
    ]


def test_what_does_not_add_up_is_told_below_the_table():
    pdf = paper(divide(POT_2022, FIGURES_2022, rounding=Rounding.NEAREST))

    assert [row[1:] for row in rows_of(pdf) if "+2" in row] == [["−2", "−1", "+2"]]
    assert [row for row in rows_of(pdf) if row[:1] in (["Værnes*"], ["Værnes *"])] == [
        ["Værnes *", "5", "152 474", "427,6", "7,0 %", "734 163", "886 637"]
    ]


def test_the_facts_around_the_table_are_on_the_paper():
    words = words_of(paper(divide(POT_2022, FIGURES_2022)))

    for fact in (
        *(FACTS.office_name, FACTS.office_parallel_names[0], FACTS.title, FACTS.subtitle),
        *(FACTS.version, FACTS.prepared_by, FACTS.basis, FACTS.status, FACTS.notes[0]),
    ):
        assert fact in words


def test_a_paper_from_the_terminal_has_neither_office_nor_version():
    pdf = paper(divide(POT_2022, FIGURES_2022), facts=DivisionFacts(title="Pro rata-fordeling"))

    assert_is_archivable(pdf, language="nb", title="Pro rata-fordeling")
    assert text_of(pdf).splitlines()[0] == "Pro rata-fordeling"


@pytest.mark.parametrize(
    ("orientation", "size"), [("landscape", (297, 210)), ("portrait", (210, 297))]
)
def test_a_long_table_has_its_headings_on_every_page_and_its_sum_once(orientation, size):
    figures = [
        BasisFigure(f"Nettverk {number}", number % 7, Decimal(number)) for number in range(1, 61)
    ]

    pdf = paper(divide(POT_2022, figures), orientation)

    pages = range(1, page_count(pdf) + 1)
    assert len(pages) > 1
    headings = [cells[:1] == [in_norwegian("Network")] for cells in rows_of(pdf)]
    assert (
        headings.count(True),
        len([row for row in rows_of(pdf) if row[:1] == [in_norwegian("Sum")]]),
    ) == (
        len(pages),
        1,
    )
    with pikepdf.open(BytesIO(pdf)) as document:
        assert {
            tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:])
            for page in document.pages
        } == {size}


def test_headings_of_columns_and_rows_are_tagged_as_headings():
    tags = tags_of(paper(divide(POT_2022, FIGURES_2022)))

    assert tags.count("/TH") == 7 + 10 + 1
    assert tags.count("/TD") == 6 * 11
