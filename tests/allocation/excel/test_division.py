from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from random import Random

import openpyxl
import pytest

from allocation.choices import Rounding
from allocation.excel.basis import read_basis
from allocation.excel.division import FIRST_ROW, division_workbook
from allocation.rules.division import BasisFigure, DividedPot, divide
from tests.allocation.rules.test_division import FIGURES_2022, POT_2022
from tests.spreadsheet import needs_libreoffice, recalculated, stored

NOT_EXACT = divide(
    9,
    [BasisFigure("Kyst", 2, Decimal(6)), BasisFigure("Fjord", 0, Decimal(2)), BasisFigure("Fjell", 0, Decimal(5))],
    flat_percent=Decimal(5),
)  # fmt: skip


def workbook(divided: DividedPot, **words: str) -> bytes:
    return division_workbook(divided, **{"title": "Fordeling", "language": "en", **words})


def table(sheet, divided: DividedPot) -> list[tuple]:
    """Network, municipalities, flat part, FTE, FTE part and amount of each row."""
    rows = sheet.iter_rows(
        FIRST_ROW, FIRST_ROW + len(divided.lines) - 1, max_col=7, values_only=True
    )
    return [(*row[:3], Decimal(str(row[3])), *row[5:]) for row in rows]


def lines(divided: DividedPot) -> list[tuple]:
    return [
        (line.network, line.municipalities, line.flat_nok, line.fte, line.fte_nok, line.amount_nok)
        for line in divided.lines
    ]


def cells(sheet) -> dict[str, object]:
    """Every cell that holds something; a figure of a computed cell is the same to twelve digits."""
    return {
        cell.coordinate: float(f"{cell.value:.12g}")
        if isinstance(cell.value, float)
        else cell.value
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


def random_tables(count: int) -> list[DividedPot]:
    """Tables with ties, empty parts and odd percents, none too large for a spreadsheet."""
    random = Random(2022)
    tables = []
    for _table in range(count):
        decimals = random.choice([0, 0, 1, 4])
        figures = [
            BasisFigure(
                f"Nettverk {name}",
                random.randint(0, 4),
                Decimal(random.randint(0, random.choice([3, 9_000]))).scaleb(-decimals),
            )
            for name in random.sample(range(100), random.randint(1, 9))
        ]
        figures[0] = replace(figures[0], municipalities=1, fte=Decimal(1))
        tables.append(
            divide(
                random.randint(0, random.choice([30, 100_000_000])),
                figures,
                flat_percent=Decimal(random.choice([0, 10, 10, 12.5, 100, random.randint(0, 100)])),
                rounding=random.choice([Rounding.EXACT, Rounding.EXACT, Rounding.NEAREST]),
            )
        )
    return [*tables, NOT_EXACT]


@pytest.mark.parametrize("rounding", Rounding)
def test_the_workbook_shows_what_was_divided(rounding):
    divided = divide(POT_2022, FIGURES_2022, rounding=rounding)

    sheet = stored(workbook(divided))

    assert table(sheet, divided) == lines(divided)
    assert [sheet[place].value for place in ("B4", "B5", "B6", "B7")] == [
        POT_2022,
        10,
        1_158_800,
        10_429_200,
    ]
    assert [cell.value for cell in sheet[21]][1:7] == [
        *(38, divided.flat_total_nok, 6074.3, 1, divided.fte_total_nok, divided.total_nok)
    ]


def test_parts_amounts_and_totals_are_formulas_and_the_basis_is_numbers():
    sheet = openpyxl.load_workbook(BytesIO(workbook(divide(POT_2022, FIGURES_2022)))).active

    for row in range(FIRST_ROW, FIRST_ROW + 10):
        kinds = [cell.data_type for cell in sheet[row]][:7]
        assert kinds == ["s", "n", "f", "n", "f", "f", "f"]
    assert {cell.data_type for cell in sheet[21][1:7]} == {"f"}


def test_the_difference_is_said_when_each_cell_is_rounded_on_its_own():
    sheet = stored(workbook(divide(POT_2022, FIGURES_2022, rounding=Rounding.NEAREST)))

    assert [[sheet[f"{column}{row}"].value for column in "ACFG"] for row in (21, 22, 23)] == [
        ["Sum of the rows", 1_158_798, 10_429_199, 11_588_002],
        ["Should be", 1_158_800, 10_429_200, 11_588_000],
        ["Difference", -2, -1, 2],
    ]
    assert sheet["A25"].value == (
        "Each cell is rounded on its own, so that not all columns add up."
    )


def test_two_lines_stand_only_under_sums_that_have_been_checked():
    exact = openpyxl.load_workbook(BytesIO(workbook(divide(POT_2022, FIGURES_2022)))).active
    nearest = divide(POT_2022, FIGURES_2022, rounding=Rounding.NEAREST)
    rounded = openpyxl.load_workbook(BytesIO(workbook(nearest))).active

    def doubly_lined(sheet):
        return {
            cell.coordinate
            for row in sheet.iter_rows()
            for cell in row
            if cell.border.bottom and cell.border.bottom.style == "double"
        }

    assert doubly_lined(exact) == {"B21", "C21", "D21", "F21", "G21"}
    assert doubly_lined(rounded) == {"C22", "F22", "G22"}


def test_a_division_whose_parts_are_not_exact_says_so():
    sheet = stored(workbook(NOT_EXACT))

    assert sheet["A18"].value == "A part may be up to two kroner from its unrounded value."


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("rounding", Rounding)
def test_the_workbook_can_be_read_as_a_basis_before_anybody_has_opened_it(rounding, language):
    divided = divide(POT_2022, FIGURES_2022, rounding=rounding)

    assert read_basis(workbook(divided, language=language)) == FIGURES_2022


@needs_libreoffice
@pytest.mark.slow
def test_a_spreadsheet_computes_the_same_in_every_cell(tmp_path):
    """Helper columns included, for the table of 2022 and forty-one others."""
    divisions = [
        divide(POT_2022, FIGURES_2022),
        divide(POT_2022, FIGURES_2022, rounding=Rounding.NEAREST),
        *random_tables(40),
    ]
    workbooks = [workbook(divided) for divided in divisions]

    computed = recalculated(workbooks, tmp_path)

    assert [table(sheet, divided) for sheet, divided in zip(computed, divisions, strict=True)] == [
        lines(divided) for divided in divisions
    ]
    assert [cells(sheet) for sheet in computed] == [cells(stored(book)) for book in workbooks]


@needs_libreoffice
@pytest.mark.slow
def test_a_spreadsheet_divides_what_else_is_typed_in(tmp_path):
    figures = [
        replace(FIGURES_2022[0], municipalities=7, fte=Decimal("1000.1234")),
        *FIGURES_2022[1:],
    ]
    typed = {"B4": 17_873_001, "B5": 12.34, "B11": 7, "D11": 1000.1234}
    workbooks = [workbook(divide(POT_2022, FIGURES_2022, rounding=kind)) for kind in Rounding]

    sheets = recalculated(workbooks, tmp_path, typed)

    for sheet, kind in zip(sheets, Rounding, strict=True):
        divided = divide(17_873_001, figures, flat_percent=Decimal("12.34"), rounding=kind)
        assert table(sheet, divided) == lines(divided)
        assert sheet["C10"].value == "Flat part 12.34 %"
        assert [cell.value for cell in sheet[21]][1:4] == [
            *(divided.municipalities, divided.flat_total_nok, float(divided.fte))
        ]
        assert [sheet["F21"].value, sheet["G21"].value] == [
            divided.fte_total_nok,
            divided.total_nok,
        ]


@needs_libreoffice
@pytest.mark.slow
def test_a_spreadsheet_says_when_figures_are_too_large_for_it(tmp_path):
    workbooks = [workbook(divide(pot, FIGURES_2022)) for pot in (900_000_000, 10**14)]

    computed = recalculated(workbooks, tmp_path)

    warning = "The figures are too large for a spreadsheet to divide to the krone. Divide in Rekom."
    assert [sheet["A26"].value for sheet in computed] == [None, warning]
