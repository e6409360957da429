"""A division's workbook that comes back: what was typed in it, and nothing else.

Cells of the tint may be changed: the pot, the percent, the rounding, municipalities and FTE. Every other cell
of the table must hold what its formula comes to, or what it held when it left; else its address is told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils import translation
from django.utils.translation import gettext as _

from allocation.choices import Rounding
from allocation.excel.division import FIRST_ROW, HEADING_ROW, KEY_CELL, KEY_SIGN, division_cells
from allocation.rules.division import BasisFigure, DividedPot, divide, name_key
from rekom.kit.workbooks import Sheet, Value, WorkbookRefused, read_workbook

POT, PERCENT, ROUNDING = "B4", "B5", "B8"
COLUMNS = "ABCDEFG"
FIRST_CHECKED_ROW = 4  # above stand the title and what it is about, in anybody's words
LANGUAGES = ("nb", "nn", "en")
# A heading says the percent with the mark for decimals that the program uses.
HEADINGS = {f"{column}{HEADING_ROW}" for column in COLUMNS}
LARGEST = Decimal(10) ** 12


@dataclass(frozen=True)
class ReturnedDivision:
    """What the workbook says that the pot is to be divided by."""

    pot_nok: int
    flat_percent: Decimal
    rounding: Rounding
    figures: tuple[BasisFigure, ...]


@dataclass(frozen=True)
class ReturnedWorkbook:
    """A workbook that has been through the guard. ``key`` is of the version it was made from."""

    key: int
    cells: dict[str, Value]


def open_returned(data: bytes) -> ReturnedWorkbook:
    """Read an .xlsx behind the guard and find which version it is. Raises WorkbookRefused."""
    for sheet in read_workbook(data):
        cells = _cells(sheet)
        key = str(cells.get(KEY_CELL) or "")
        if not sheet.hidden and key.startswith(KEY_SIGN) and key[len(KEY_SIGN) :].isdecimal():
            return ReturnedWorkbook(int(key[len(KEY_SIGN) :]), cells)
    raise WorkbookRefused(
        _(
            "The workbook was not downloaded from a version here, or cell %(cell)s is gone."
            " Download the version and make the changes there."
        )
        % {"cell": KEY_CELL}
    )


def read_returned(
    workbook: ReturnedWorkbook, original: DividedPot, *, language: str
) -> ReturnedDivision:
    """What was typed. Raises WorkbookRefused, with the address, for anything else that was changed."""
    cells = workbook.cells
    rows = range(FIRST_ROW, FIRST_ROW + len(original.lines))
    for row, line in zip(rows, original.lines, strict=True):
        if name_key(_text(cells.get(f"A{row}"))) != name_key(_text(line.network)):
            raise WorkbookRefused(
                _(
                    "Cell %(cell)s should be %(network)s, not “%(found)s”."
                    " Networks can neither be added, removed nor moved in the workbook."
                )
                % {
                    "cell": f"A{row}",
                    "network": line.network,
                    "found": _text(cells.get(f"A{row}")),
                }
            )
    typed = ReturnedDivision(
        pot_nok=_whole(cells, POT),
        flat_percent=_figure(cells, PERCENT, places=2),
        rounding=_rounding(cells),
        figures=tuple(
            BasisFigure(
                line.network,
                _whole(cells, f"B{row}"),
                _figure(cells, f"D{row}", places=4),
            )
            for row, line in zip(rows, original.lines, strict=True)
        ),
    )
    _check_results(cells, typed, original, language)
    return typed


def _check_results(
    cells: dict[str, Value], typed: ReturnedDivision, original: DividedPot, language: str
) -> None:
    """The formulas are those of the rounding that the workbook was made with."""
    computed = divide(
        typed.pot_nok,
        typed.figures,
        flat_percent=typed.flat_percent,
        rounding=original.rounding,
        column=original.column,
    )
    now, then = (division_cells(divided, language=language) for divided in (computed, original))
    given = {POT, PERCENT, ROUNDING} | {
        f"{column}{FIRST_ROW + row}" for column in "ABD" for row in range(len(original.lines))
    }
    places = {*_table_places(cells), *_table_places(now)} - given - HEADINGS
    for place in sorted(places, key=_reading_order):
        found = cells.get(place)
        if not any(_same(found, expected.get(place)) for expected in (now, then)):
            raise WorkbookRefused(
                _(
                    "Cell %(cell)s is “%(found)s”, and Rekom works it out itself."
                    " Change the pot, the percent, the rounding, municipalities or %(basis)s instead."
                )
                % {"cell": place, "found": _text(found), "basis": original.column.noun}
            )


def _table_places(cells: Mapping[str, object]) -> Iterator[str]:
    return (
        place
        for place, value in cells.items()
        if place[0] in COLUMNS
        and place[1:].isdecimal()
        and int(place[1:]) >= FIRST_CHECKED_ROW
        and _text(value)
    )


def _reading_order(place: str) -> tuple[int, str]:
    return int(place[1:]), place[0]


def _same(found: Value, expected: Value | Decimal) -> bool:
    """Numbers to the twelve digits that programs agree on; text without regard to spaces."""
    if isinstance(found, (int, float)) and isinstance(expected, (int, float, Decimal)):
        return f"{float(found):.12g}" == f"{float(expected):.12g}"
    return _text(found) == _text(expected)


def _cells(sheet: Sheet) -> dict[str, Value]:
    return {
        f"{_letter(column)}{number}": value
        for number, row in enumerate(sheet.rows, start=1)
        for column, value in enumerate(row)
        if value is not None
    }


def _letter(column: int) -> str:
    """0 is A; past Z the name of a column has no letter that is looked for."""
    return chr(ord("A") + column) if column < 26 else f"Z{column}_"


def _rounding(cells: dict[str, Value]) -> Rounding:
    """By its name in any of the languages."""
    found = _text(cells.get(ROUNDING)).casefold()
    for language in LANGUAGES:
        with translation.override(language):
            for rounding in Rounding:
                if found in (str(rounding.label).casefold(), rounding.value):
                    return rounding
    raise WorkbookRefused(
        _("Cell %(cell)s is “%(found)s”. Write “%(exact)s” or “%(nearest)s”.")
        % {
            "cell": ROUNDING,
            "found": _text(cells.get(ROUNDING)),
            "exact": Rounding.EXACT.label,
            "nearest": Rounding.NEAREST.label,
        }
    )


def _whole(cells: dict[str, Value], place: str) -> int:
    figure = _figure(cells, place, places=4)
    if figure % 1:
        raise _no_figure(cells, place)
    return int(figure)


def _figure(cells: dict[str, Value], place: str, *, places: int) -> Decimal:
    """Rounded half up to so many decimals, for a cell may hold 78.40000000000001."""
    value = cells.get(place)
    if isinstance(value, bool) or value is None:
        raise _no_figure(cells, place)
    text = str(value).replace("\u00a0", "").replace(" ", "").replace(",", ".")
    try:
        figure = Decimal(text)
        if not figure.is_finite() or not 0 <= figure < LARGEST:
            raise _no_figure(cells, place)
        return figure.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    except InvalidOperation:
        raise _no_figure(cells, place) from None


def _no_figure(cells: dict[str, Value], place: str) -> WorkbookRefused:
    return WorkbookRefused(
        _("Cell %(cell)s is “%(found)s”. Write a figure, zero or more.")
        % {"cell": place, "found": _text(cells.get(place))}
    )


def _text(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())
