"""docs/algorithms/division.md: the tables on the page are what the code gives."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from allocation.choices import Rounding
from allocation.rules.division import BasisFigure, DividedPot, divide
from tests.allocation.rules.promises import Table
from tests.allocation.rules.test_division import FIGURES_2022, POT_2022

PAGE = (Path(__file__).parents[3] / "docs/algorithms/division.md").read_text(encoding="utf-8")


def table_with(heading: str, number: int = 0) -> list[list[str]]:
    """The cells of a table of the page, found by how its heading begins."""
    block = [block for block in PAGE.split("\n\n") if block.startswith(heading)][number]
    _headings, _line, *rows = block.strip().splitlines()
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def grouped(figure: int) -> str:
    return f"{figure:,}".replace(",", " ")


def shown(divided: DividedPot, total: str) -> list[list[str]]:
    rows = [
        [
            *(line.network, str(line.municipalities), grouped(line.flat_nok), str(line.fte)),
            *(str(divided.fte_percent(line)), grouped(line.fte_nok), grouped(line.amount_nok)),
        ]
        for line in divided.lines
    ]
    sums = [
        *(total, str(divided.municipalities), grouped(divided.flat_total_nok), str(divided.fte)),
        *("100.0", grouped(divided.fte_total_nok), grouped(divided.total_nok)),
    ]
    return [*rows, sums]


@pytest.mark.parametrize(
    ("number", "rounding", "total"),
    [(0, Rounding.NEAREST, "Sum of the rows"), (1, Rounding.EXACT, "Sum")],
)
def test_the_table_of_2022_is_what_the_code_gives(number, rounding, total):
    divided = divide(POT_2022, FIGURES_2022, rounding=rounding)

    assert table_with("| Network |", number) == shown(divided, total)


def test_the_seven_kroner_and_the_nine_remainders_of_the_text_are_right():
    table = Table(POT_2022, Decimal(10), FIGURES_2022, FIGURES_2022)
    remainders = {figure.network: table.amount(figure) % 1 for figure in FIGURES_2022}
    over_half = sorted(rest for rest in remainders.values() if rest > 0.5)

    assert (sum(remainders.values()), len(over_half)) == (7, 9)
    assert over_half[:2] == [remainders["Værnes"], remainders["TrondheimMalvik"]]
    assert [f"{float(rest):.4f}" for rest in over_half[:2]] == re.findall(r"\((0\.\d{4})\)", PAGE)


def test_the_rare_table_is_what_the_code_gives():
    rows = table_with("| pot 9, flat 5 percent |")
    figures = [BasisFigure(name, int(count), Decimal(fte)) for name, count, fte, *_rest in rows]
    table = Table(9, Decimal(5), figures, figures)

    divided = table.divided(divide)

    assert divided.parts_exact is False
    assert [row[3:] for row in rows] == [
        [
            *(f"{float(table.flat(line)):.2f}", f"{float(table.fte(line)):.4f}"),
            *(str(line.flat_nok), str(line.fte_nok), str(line.amount_nok)),
        ]
        for line in divided.lines
    ]
