"""A table of figures as an office has sent it, before anything is decided about it.

These values travel in a page between two requests (``rekom.kit.values``), so they are plain.
"""

from dataclasses import dataclass
from decimal import Decimal

from allocation.choices import BasisColumn
from allocation.rules.cells import exact_number, shown


@dataclass(frozen=True)
class Cell:
    """What a cell shows. ``is_number`` tells 228.1 of a spreadsheet from “228.1” that somebody typed."""

    text: str = ""
    is_number: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def exact(self) -> Decimal | None:
        return exact_number(float(self.text) if self.is_number else self.text)


@dataclass(frozen=True)
class Column:
    """A column that may be meant. ``kind`` is of BasisColumn, ``letter`` as in the sheet."""

    letter: str
    heading: str
    kind: str

    @property
    def label(self) -> str:
        return str(BasisColumn(self.kind).label)


@dataclass(frozen=True)
class Line:
    """A row below the headings: ``number`` and ``municipality`` as written, ``network`` also when its
    cell is merged with those above, and a figure for each of the columns."""

    row: int
    label: str  # the first text of the row, for totals and notes
    number: str
    municipality: str
    network: str
    count: Cell
    figures: tuple[Cell, ...]

    @property
    def is_blank(self) -> bool:
        return not (self.label or self.number or self.count or any(self.figures))


@dataclass(frozen=True)
class Table:
    sheet: str
    heading_row: int
    by_municipality: bool
    has_count: bool  # of municipalities, in a table of networks
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    hidden_sheets: tuple[str, ...] = ()


def cell(value: str | int | float | bool | None) -> Cell:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Cell(shown(value), is_number)
