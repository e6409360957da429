"""The table of a workbook as an office sends it: found, not judged.

It may start anywhere, below titles, with headings in one row or two, among other columns. What each row
is about is for ``allocation.rules.basis`` to say, and for a person to confirm.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest

from django.utils.translation import gettext as _

from allocation.choices import BasisColumn
from allocation.excel.basis import COMPUTED, PLAIN
from allocation.rules.basis_figures import read_figure
from allocation.rules.basis_table import Cell, Column, Line, Table, cell
from allocation.rules.cells import exact_number, folded, is_total, shown
from rekom.kit.workbooks import Sheet, Value, WorkbookRefused, read_workbook

Row = Sequence[Value]

# A heading is of the first kind that it speaks of: "Årsverk i nettverket" is about FTE.
KINDS = {
    "number": re.compile(r"\bk(omm(une)?)?\.?[ -]?(nr|nummer)\b|\bmunicipality number\b"),
    BasisColumn.FTE: re.compile(r"årsverk|\båv\b|\bfte\b|\bfull-time equivalents\b"),
    BasisColumn.CHILDREN: re.compile(r"\bbarn\b|\bbarnetal|\bchildren\b"),
    BasisColumn.OWNERS: re.compile(r"ei(e|ga)r(e|ar|ane|ne)?\b|\bowners?\b"),
    "count": re.compile(r"\bkommun(er|ar|ene|ane)\b|\bmunicipalities\b"),
    "municipality": re.compile(r"\bkommune(navn|namn)?\b|\bmunicipality\b"),
    "network": re.compile(r"nettverk|\bnetworks?\b"),
}
FIGURES = tuple(BasisColumn.values)
NAMES = ("number", "municipality", "network")
# A figure with its unit, which is no heading: "78,4 årsverk".
WITH_UNIT = re.compile(r"[-\u2212]?\d[\d .,]*[a-zæøå.]+")
YEAR = re.compile(r"(19|20)\d\d([-/]\d+)?")

# No county has as many municipalities; a table of more is another table.
MOST_ROWS = 1_000
# Longer text is kept as far as it takes to say that it is too long.
TEXT_CHARS = 201


def read_table(data: bytes) -> Table:
    """The one table of an .xlsx. Raises WorkbookRefused."""
    return table_in(read_workbook(data))


def table_in(sheets: Iterable[Sheet]) -> Table:
    sheets = list(sheets)
    heads = [head for sheet in sheets if not sheet.hidden for head in _heads(sheet)]
    if not heads:
        raise WorkbookRefused(
            _(
                "No row of the workbook has a heading for municipality or network and one for FTE,"
                " children or owners, for example Kommune and Årsverk."
            )
        )
    if len(heads) > 1:
        raise WorkbookRefused(
            _(
                "There are two tables: in “%(first)s” from row %(first_row)d and in “%(second)s” from"
                " row %(second_row)d. Keep one of them."
            )
            % {
                "first": heads[0].sheet.title,
                "first_row": heads[0].first + 1,
                "second": heads[1].sheet.title,
                "second_row": heads[1].first + 1,
            }
        )
    return _table(heads[0], tuple(sheet.title for sheet in sheets if sheet.hidden))


@dataclass(frozen=True)
class _Head:
    """The headings of a table: one text a column, from the rows ``first`` to ``last``."""

    sheet: Sheet
    first: int
    last: int
    texts: list[str]
    places: Mapping[str, list[int]]

    @property
    def body(self) -> Sequence[Row]:
        return self.sheet.rows[self.last + 1 :]

    @property
    def figures(self) -> list[int]:
        """The columns of figures in the order of the sheet."""
        return sorted(place for kind in FIGURES for place in self.places.get(kind, ()))

    @property
    def names(self) -> list[int]:
        return [place for kind in NAMES for place in self.places.get(kind, ())]

    def kind_of(self, place: int) -> str:
        return next(kind for kind in FIGURES if place in self.places.get(kind, ()))


def _heads(sheet: Sheet) -> Iterator[_Head]:
    index = 0
    while index < len(sheet.rows):
        head = _head_at(sheet, index)
        if head:
            yield head
        index = head.last + 1 if head else index + 1


def _head_at(sheet: Sheet, index: int) -> _Head | None:
    row, below = sheet.rows[index], (*sheet.rows[index + 1 : index + 2], ())[0]
    if not any(isinstance(value, str) for value in row):
        return None
    alone = _head(sheet, index, index, [shown(value) for value in row])
    if not (_are_headings(row) and _are_headings(below)):
        return alone
    if alone and any(place < len(below) and shown(below[place]) for place in alone.names):
        return alone  # the row below has a name: it is the first of the table
    if not alone and _head(sheet, index + 1, index + 1, [shown(value) for value in below]):
        return None
    return _head(sheet, index, index + 1, _joined(row, below)) or alone


def _head(sheet: Sheet, first: int, last: int, texts: list[str]) -> _Head | None:
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        if kind := _kind(text):
            places.setdefault(kind, []).append(place)
    if not any(kind in places for kind in FIGURES) or len(places) < 2:
        return None
    body = sheet.rows[last + 1 :]
    if "municipality" not in places and "count" in places and _has_names(body, places["count"][0]):
        places["municipality"] = places.pop("count")  # "Kommuner" above their names
    for kind in FIGURES:
        places[kind] = [place for place in places.get(kind, ()) if _has_figure(body, place)]
    if not any(places[kind] for kind in FIGURES) or not any(kind in places for kind in NAMES):
        return None
    return _Head(sheet, first, last, texts, places)


@lru_cache(maxsize=10_000)
def _kind(text: str) -> str:
    heading = folded(text)
    if not heading or len(heading) > TEXT_CHARS or WITH_UNIT.fullmatch(heading):
        return ""
    if COMPUTED.search(heading):
        return ""
    return next((kind for kind, pattern in KINDS.items() if pattern.search(heading)), "")


def _has_number(body: Sequence[Row], place: int) -> bool:
    cells = (row[place] for row in body if place < len(row))
    return any(exact_number(value) is not None for value in cells)


def _has_figure(body: Sequence[Row], place: int) -> bool:
    cells = (cell(row[place]) for row in body if place < len(row))
    return any(read_figure(each, "").figure is not None for each in cells)


def _has_names(body: Sequence[Row], place: int) -> bool:
    shown_there = any(place < len(row) and shown(row[place]) for row in body)
    return shown_there and not _has_number(body, place)


def _are_headings(row: Row) -> bool:
    """Whether a row may belong to the headings: it has something, and no figures but years."""
    texts = [text for text in map(shown, row) if text]
    return bool(texts) and all(
        YEAR.fullmatch(text)
        or (exact_number(text) is None and not WITH_UNIT.fullmatch(folded(text)))
        for text in texts
    )


def _joined(above: Row, below: Row) -> list[str]:
    """Two rows of headings as one: a merged heading stands above all columns to its right until the next."""
    texts, group = [], ""
    for upper, lower in zip_longest(map(shown, above), map(shown, below), fillvalue=""):
        group = upper or group
        texts.append(f"{group} {lower}".strip() if lower else upper)
    return texts


def _table(head: _Head, hidden_sheets: tuple[str, ...]) -> Table:
    named = {kind: _the_one(head, kind) for kind in (*NAMES, "count")}
    by_municipality = named["municipality"] is not None or named["number"] is not None
    lines = list(_lines(head, named))
    while lines and lines[-1].is_blank:
        lines.pop()
    if sum(not line.is_blank for line in lines) > MOST_ROWS:
        raise WorkbookRefused(
            _("The table has more than %(count)d rows. Keep those of your own county.")
            % {"count": MOST_ROWS}
        )
    return Table(
        sheet=head.sheet.title,
        heading_row=head.first + 1,
        by_municipality=by_municipality,
        has_count=named["count"] is not None and not by_municipality,
        columns=tuple(
            Column(_letter(place), head.texts[place][:TEXT_CHARS], head.kind_of(place))
            for place in head.figures
        ),
        lines=tuple(lines),
        hidden_sheets=hidden_sheets,
    )


def _the_one(head: _Head, kind: str) -> int | None:
    """The column of names of a kind. Of several the plain one is meant, and none when it is not plain which."""
    places = head.places.get(kind, [])
    if len(places) > 1:
        places = [place for place in places if PLAIN.fullmatch(folded(head.texts[place]))] or places
    if len(places) > 1:
        raise WorkbookRefused(
            _(
                "Both column %(first)s and column %(second)s are headed “%(heading)s”. Keep one of them."
            )
            % {
                "first": _letter(places[0]),
                "second": _letter(places[1]),
                "heading": head.texts[places[0]],
            }
        )
    return places[0] if places else None


def _lines(head: _Head, named: Mapping[str, int | None]) -> Iterator[Line]:
    network = ""
    for row_number, row in enumerate(head.body, start=head.last + 2):
        texts = {kind: _text(row, place) for kind, place in named.items()}
        line = Line(
            row=row_number,
            label=_label(row),
            number=texts["number"] if any(map(str.isdigit, texts["number"])) else "",
            municipality=texts["municipality"],
            network=texts["network"],
            count=_cell(row, named["count"]),
            figures=tuple(_cell(row, place) for place in head.figures),
        )
        # One cell may be merged for all municipalities of a network: it shows its text in the first.
        if line.is_blank or (is_total(line.label) and not line.number):
            network = ""
        elif line.municipality or line.number:
            network = line.network or network
        yield replace(line, network=line.network or network)


def _label(row: Row) -> str:
    texts = (shown(value) for value in row if isinstance(value, str))
    return next((text[:TEXT_CHARS] for text in texts if text and exact_number(text) is None), "")


def _text(row: Row, place: int | None) -> str:
    value = row[place] if place is not None and place < len(row) else None
    whole = isinstance(value, float) and value.is_integer()  # 5014.0 is a municipality's number
    return shown(int(value) if whole and value is not None else value)[:TEXT_CHARS]


def _cell(row: Row, place: int | None) -> Cell:
    found = cell(row[place]) if place is not None and place < len(row) else Cell()
    return Cell(found.text[:TEXT_CHARS], found.is_number)


def _letter(place: int) -> str:
    first, last = divmod(place, 26)
    return (_letter(first - 1) if first else "") + chr(ord("A") + last)
