"""The table in a workbook as offices send it: found wherever it is, one row of headings or two."""

import pytest
from django.utils import translation

from allocation.excel.basis_table import MOST_ROWS, table_in
from allocation.rules.basis_table import Column, Table
from rekom.kit.errors import DomainError
from rekom.kit.workbooks import Sheet

HEAD = ("Kommune", "Årsverk")


def sheet(*rows: tuple, title: str = "Ark1", hidden: bool = False) -> Sheet:
    return Sheet(title, hidden, [list(row) for row in rows])


def found(*rows: tuple) -> Table:
    return table_in([sheet(*rows)])


def refusal(*sheets: Sheet) -> str:
    with translation.override("en"), pytest.raises(DomainError) as refused:
        table_in(sheets)
    return str(refused.value)


def cells(table: Table) -> list[tuple[str, ...]]:
    return [
        (line.network, line.municipality, *(each.text for each in line.figures))
        for line in table.lines
    ]


def headings(table: Table) -> list[tuple[str, str]]:
    return [(column.heading, column.kind) for column in table.columns]


def test_a_table_below_titles_and_among_other_columns():
    table = found(
        ("Grunnlag for fordeling 2022",),
        (),
        (None, "Knr", "Kommune", "Merknad", "Årsverk", "Andel årsverk"),
        (None, 5056.0, "Hitra", "ny", 28.5, 0.1),
    )

    assert (table.heading_row, table.by_municipality) == (3, True)
    assert table.columns == (Column("E", "Årsverk", "fte"),)
    (line,) = table.lines
    assert (line.row, line.number, line.municipality, line.label) == (4, "5056", "Hitra", "Hitra")


def test_two_rows_of_headings_with_merged_cells_are_read_as_one():
    table = found(
        ("Kommune", "Årsverk", None, "Barn", None),
        (None, 2020, 2021, "15.12.2020", "15.12.2021"),
        ("Hitra", 28, 29, 240, 244),
    )

    assert headings(table) == [
        ("Årsverk 2020", "fte"),
        ("Årsverk 2021", "fte"),
        ("Barn 15.12.2020", "children"),
        ("Barn 15.12.2021", "children"),
    ]
    assert cells(table) == [("", "Hitra", "28", "29", "240", "244")]


def test_the_names_may_be_headed_in_the_second_row():
    table = found((None, "Årsverk", None), ("Kommune", "2020", "2021"), ("Hitra", 28, 29))

    assert headings(table) == [("Årsverk 2020", "fte"), ("Årsverk 2021", "fte")]


def test_a_title_above_the_headings_is_no_heading():
    table = found(
        ("Årsverk og kommuner 2021",), ("Nettverk", "Antall kommuner", "Årsverk"), ("Fosen", 4, 318)
    )

    assert (table.heading_row, table.has_count, headings(table)) == (2, True, [("Årsverk", "fte")])


def test_a_network_merged_over_its_municipalities_is_carried_down():
    table = found(
        ("Nettverk", *HEAD),
        ("Innherred", "Steinkjer", 200),
        (None, "Snåsa", 30),
        ("Sum Innherred", None, 230),
        (None, "Rindal", 20),
    )

    assert cells(table) == [
        ("Innherred", "Steinkjer", "200"),
        ("Innherred", "Snåsa", "30"),
        ("Sum Innherred", "", "230"),
        ("", "Rindal", "20"),
    ]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Årsverk per 15.12.2021", "fte"),
        ("A\u030arsverk i barnehager", "fte"),
        ("Antall barn", "children"),
        ("Barnetal", "children"),
        ("Antall barnehageeiere", "owners"),
        ("Tal på eigarar", "owners"),
        ("Owners", "owners"),
    ],
)
def test_what_a_column_counts_is_told_by_its_heading(heading, kind):
    assert headings(found(("Kommune", heading), ("Hitra", 4))) == [(heading, kind)]


def test_municipalities_may_be_listed_below_the_plural():
    assert found(("Kommuner", "Årsverk"), ("Hitra", 4)).by_municipality is True
    assert found(("Nettverk", "Kommuner", "Årsverk"), ("Fosen", 4, 4)).by_municipality is False
    assert found(("Nettverk", "Kommuner", "Årsverk"), ("Fosen", None, 4)).has_count is True


def test_hidden_sheets_are_named_and_not_read():
    old = sheet(HEAD, ("Hitra", 1), title="Gammel", hidden=True)

    table = table_in([old, sheet(HEAD, ("Hitra", 2))])

    assert (table.hidden_sheets, cells(table)) == (("Gammel",), [("", "Hitra", "2")])


def test_what_has_no_headings_is_refused():
    message = (
        "No row of the workbook has a heading for municipality or network and one for FTE, children"
        " or owners, for example Kommune and Årsverk."
    )

    assert refusal(sheet()) == message
    assert refusal(sheet(("Hitra", 28))) == message
    assert refusal(sheet(HEAD)) == message
    assert refusal(sheet(("Årsverk per kommune",), ("Hitra", 28))) == message
    assert refusal(sheet(("Kommune", "Andel årsverk"), ("Hitra", 0.1))) == message


def test_two_tables_are_refused():
    table = (HEAD, ("Hitra", 28))

    assert refusal(sheet(*table), sheet((), *table, title="Ark2")) == (
        "There are two tables: in “Ark1” from row 1 and in “Ark2” from row 2. Keep one of them."
    )
    assert refusal(sheet(*table, (), *table)) == (
        "There are two tables: in “Ark1” from row 1 and in “Ark1” from row 4. Keep one of them."
    )


def test_two_tables_side_by_side_are_refused():
    assert refusal(sheet((*HEAD, None, *HEAD), ("Hitra", 28, None, "Frøya", 30))) == (
        "Both column A and column D are headed “Kommune”. Keep one of them."
    )


def test_more_rows_than_any_county_has_are_refused():
    rows = [("Hitra", number) for number in range(MOST_ROWS + 1)]

    assert refusal(sheet(HEAD, *rows)) == (
        "The table has more than 1000 rows. Keep those of your own county."
    )
