from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

from allocation.excel.basis import basis_in, read_basis
from allocation.rules.division import BasisFigure
from rekom.kit.errors import DomainError
from rekom.kit.workbooks import Sheet
from tests.allocation.rules.test_division import FIGURES_2022

SAMPLE = Path(__file__).parents[2] / "cases/trondelag-2022-basis.xlsx"
HEADINGS = ("Nettverk", "Antall kommuner", "Årsverk")
FOSEN = BasisFigure("Fosen", 4, Decimal("318.1"))
VÆRNES = BasisFigure("Værnes", 5, Decimal("427.6"))


def read(*rows: tuple, **more_sheets: list[tuple]) -> list[BasisFigure]:
    sheets = {"Ark1": rows, **more_sheets}
    return basis_in(Sheet(title, hidden=False, rows=list(table)) for title, table in sheets.items())


def refusal(*rows: tuple, **more_sheets: list[tuple]) -> str:
    with translation.override("en"), pytest.raises(DomainError) as refused:
        read(*rows, **more_sheets)
    return str(refused.value)


def test_the_basis_of_2022_is_read_in_the_order_of_the_sheet():
    assert read_basis(SAMPLE.read_bytes()) == FIGURES_2022


def test_the_table_may_start_anywhere_among_other_columns():
    basis = read(
        ("Fordeling 2022",),
        (),
        (None, "Nr.", "Årsverk", "Sats 10%", "Kompetansenettverk", None, "Antall  kommuner"),
        (None, 1, 318.1, 121_979, "Fosen", "merknad", 4),
        (None, 2, 427.6, 152_474, "Værnes", None, 5),
    )

    assert basis == [FOSEN, VÆRNES]


def test_the_published_table_can_be_read_as_a_basis():
    basis = read(
        (*("Nettverk", "Antall kommuner", "Sats 10%", "Årsverk"), "Andel % av årsverk", "Årsverk tildeling", "Sum tildeling"),
        ("Fosen", 4, 121_979, 318.1, 0.052, 546_158, 668_137),
    )  # fmt: skip

    assert basis == [FOSEN]


@pytest.mark.parametrize(
    "headings",
    [
        ("NETTVERK", "Kommuner", "Antall årsverk"),
        ("Kompetansenettverk", "Tal kommunar", "A\u030arsverk per 15.12.2021"),
        ("Network", "Number of municipalities", "FTE"),
        ("Navn på nettverket", "Kommuner i nettverket", "Årsverk i nettverket:"),
    ],
)
def test_headings_are_recognised(headings):
    assert read(headings, ("Fosen", 4, 318.1)) == [FOSEN]


def test_of_two_headings_of_a_kind_the_plain_one_is_meant():
    headings = (
        "Nettverk",
        "Nettverk i fjor",
        "Kommuner i fjor",
        "Antall kommuner",
        "Årsverk 2020",
        "Årsverk",
    )

    assert read(headings, ("Fosen", "Fosna", 3, 4, 300, 318.1)) == [FOSEN]


@pytest.mark.parametrize(
    ("written", "fte"),
    [
        (228.1, "228.1"),
        (78.40000000000001, "78.4"),
        (0.00005, "0.0001"),
        (0.00004, "0"),
        ("2 903,5", "2903.5"),
        ("2\u00a0903,5", "2903.5"),
        ("2\u202f903,5", "2903.5"),
        (" 1 002 903,5 ", "1002903.5"),
        ("2903", "2903"),
        ("0", "0"),
    ],
)
def test_a_figure_is_a_number_or_norwegian_text(written, fte):
    (figure,) = read(HEADINGS, ("Fosen", "4", written))

    assert (figure.municipalities, figure.fte) == (4, Decimal(fte))


@pytest.mark.parametrize(
    "written", ["228.1", "1.380", "20 00", "2 903.5", "tre", "#DIV/0!", True, "1,5 åv", "1e3", "٣"]
)
def test_what_is_not_plainly_a_figure_is_refused(written):
    assert refusal(HEADINGS, ("Fosen", 4, written)) == (
        f"Row 2, Fosen: “{written}” is not a number of FTE. Write it like 228,1 or 2 903,5."
    )


@pytest.mark.parametrize("name", [None, "Sum", "SUM:", "Totalt", "I alt", "Sum av radene"])
def test_a_total_row_is_not_a_network(name):
    rows = (HEADINGS, ("Fosen", 4, 318.1), ("Værnes", 5, 427.6), (name, 9, 745.7))

    assert read(*rows) == [FOSEN, VÆRNES]


def test_a_total_may_be_summed_before_the_figures_were_rounded():
    thirds = [(f"Nettverk {number}", 1, 100 / 3) for number in range(3)]

    figures = read(HEADINGS, *thirds, ("Sum", 3, 100))

    assert [figure.fte for figure in figures] == [Decimal("33.3333")] * 3


def test_a_total_may_stand_under_one_column_alone():
    assert read(HEADINGS, ("Fosen", 4, 318.1), (None, None, 318.1)) == [FOSEN]


def test_networks_may_follow_below_a_subtotal():
    rows = (("Fosen", 4, 318.1), ("Sum", 4, 318.1), ("Værnes", 5, 427.6), ("Totalt", 9, 745.7))

    assert read(HEADINGS, *rows) == [FOSEN, VÆRNES]


def test_text_alone_below_a_total_or_a_blank_row_is_a_note():
    rows = (
        ("Fosen", 4, 318.1),
        ("Sum", 4, 318.1),
        ("Kilde: Basil",),
        (),
        ("Per 15. desember", "2021 ca."),
    )

    assert read(HEADINGS, *rows) == [FOSEN]
    assert read(HEADINGS, ("Fosen", 4, 318.1), (), ("Kilde: Basil",)) == [FOSEN]


def test_a_name_passes_as_written_but_for_what_cannot_be_seen():
    (figure,) = read(HEADINGS, ("  Åarjel\u00a0saemiej\u00ad \u202eskuvle\n", 1, 1))

    assert figure.network == "Åarjel saemiej skuvle"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("Fosen", 4, None)], "Row 2, Fosen, has no FTE."),
        ([("Fosen", None, 1)], "Row 2, Fosen, has no number of municipalities."),
        ([("Fosen",)], "Row 2, Fosen, has no number of municipalities."),
        ([("Fosen", 2.5, 1)], "Row 2, Fosen: “2.5” is not a number of municipalities. Write a whole number, for example 3."),
        ([("Fosen", "fire", 1)], "Row 2, Fosen: “fire” is not a number of municipalities. Write a whole number, for example 3."),
        ([("Fosen", 4, 1), (None, 5, 2)], "Row 3 has figures but no network, and it is not the sum of the rows above."),
        ([("Fosen", 4, 1), ("Sum", 4, 2)], "Row 3, Sum, is not the sum of the rows above."),
        ([("Fosen", 4, 1), ("Sum", None, 2)], "Row 3, Sum, is not the sum of the rows above."),
        ([("Fosen", 4, 1), ("Sum", "ca. 4", 1)], "Row 3, Sum, is not the sum of the rows above."),
        ([("Fosen", 4, 1), ("Sum",)], "Row 3, Sum, has no number of municipalities."),
        ([("F" * 201, 4, 1)], "The name of the network in row 2 is too long."),
        ([("Fosen", 4, 1), (), ("Værnes", 5, None)], "Row 4, Værnes, has no FTE."),
        ([("Fosen", -4, 1)], "Fosen has a negative number of municipalities."),
        ([("Fosen", 4, "−1,5")], "The FTE of Fosen must be zero or more, not -1.5000."),
        ([("Fosen", 4, 1), ("Fosen ", 5, 1)], "Fosen stands in two rows."),
        ([], "There is no network to divide between."),
        ([("Sum", 0, 0)], "There is no network to divide between."),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_divided_by_is_named(rows, message):
    assert refusal(HEADINGS, *rows) == message


def test_a_workbook_without_the_headings_is_refused():
    message = (
        "No row of the workbook has headings for network, municipalities and FTE,"
        " for example Nettverk, Antall kommuner and Årsverk."
    )

    assert refusal() == message
    assert refusal(("Nettverk", "Antall kommuner"), ("Fosen", 4)) == message
    assert refusal(("Årsverk per nettverk og antall kommuner",), ("Fosen", 4, 1)) == message


def test_two_tables_or_two_columns_to_choose_between_are_refused():
    table = [HEADINGS, ("Fosen", 4, 318.1)]

    assert refusal(*table, Ark2=table) == (
        "There is a table both in “Ark1” and in “Ark2”. Keep one of them."
    )
    assert refusal(
        ("Nettverk", "Kommuner", "Årsverk 2020", "Årsverk 2021"), ("Fosen", 4, 1, 2)
    ) == (
        "Both “Årsverk 2020” and “Årsverk 2021” could be the column to divide by. Keep one of them."
    )


def test_a_hidden_sheet_is_not_read():
    old = Sheet("Gammel", hidden=True, rows=[HEADINGS, ("Fosen", 4, 300)])
    new = Sheet("Ny", hidden=False, rows=[HEADINGS, ("Fosen", 4, 318.1)])

    assert basis_in([old, new]) == [FOSEN]
