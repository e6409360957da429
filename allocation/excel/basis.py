"""The basis of a division, read from a workbook: networks with their municipalities and FTE.

The table may start anywhere, among other columns, with a total row and notes below it. What is not plainly
a network, a total or a note is refused by row: money is never divided by a guess.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import shorten

from django.utils.translation import gettext as _

from allocation.rules.cells import exact_number, folded, is_total, number, shown, sums
from allocation.rules.division import BasisFigure, check_figures
from rekom.kit.workbooks import Sheet, Value, WorkbookRefused, read_workbook

# A heading is of the first kind that it speaks of: "Årsverk i nettverket" is about FTE.
HEADINGS = {
    "fte": re.compile(r"\bårsverk\b|\bfte\b|\bfull-time equivalents\b"),
    "municipalities": re.compile(r"\bkommun(er|ar|ene|ane)\b|\bmunicipalities\b"),
    "network": re.compile(r"nettverk|\bnetworks?\b"),
}
# What the published table makes of the basis: rates, shares and kroner.
COMPUTED = re.compile(r"%|\b(andel|prosent|sats|tildeling|kr|kroner|nok|beløp)\b")
# Where several headings are of one kind, the plain one is meant.
PLAIN = re.compile(
    r"nettverk|networks?|((antall|tal|sum|number of) )?(kommun[ea]r|municipalities|årsverk|fte)"
)

NAME_CHARS = 200


def read_basis(data: bytes) -> list[BasisFigure]:
    """Return the networks of an .xlsx in the sheet's order, their names as written.

    Raises WorkbookRefused for what cannot be read, DivisionError for what cannot be divided by.
    """
    return basis_in(read_workbook(data))


def basis_in(sheets: Iterable[Sheet]) -> list[BasisFigure]:
    figures = list(_figures(_rows(*_find_table(sheets))))
    check_figures(figures)
    return figures


def _find_table(sheets: Iterable[Sheet]) -> tuple[Sheet, int]:
    """Return the sheet and the index of the row with the headings."""
    tables = [
        (sheet, index)
        for sheet in sheets
        if not sheet.hidden
        for index in [_heading_row(sheet)]
        if index is not None
    ]
    if not tables:
        raise WorkbookRefused(
            _(
                "No row of the workbook has headings for network, municipalities and FTE,"
                " for example Nettverk, Antall kommuner and Årsverk."
            )
        )
    if len(tables) > 1:
        raise WorkbookRefused(
            _("There is a table both in “%(first)s” and in “%(second)s”. Keep one of them.")
            % {"first": tables[0][0].title, "second": tables[1][0].title}
        )
    return tables[0]


def _heading_row(sheet: Sheet) -> int | None:
    return next(
        (index for index, row in enumerate(sheet.rows) if all(_columns(row).values())), None
    )


def _columns(row: Sequence[Value]) -> dict[str, list[int]]:
    """Return, by kind, the places of the headings in a row."""
    found: dict[str, list[int]] = {kind: [] for kind in HEADINGS}
    for place, value in enumerate(row):
        heading = folded(value)
        kinds = [kind for kind, pattern in HEADINGS.items() if pattern.search(heading)]
        if kinds and not COMPUTED.search(heading):
            found[kinds[0]].append(place)
    return found


def _column(headings: Sequence[Value], places: list[int]) -> int:
    if len(places) == 1:
        return places[0]
    plain = [place for place in places if PLAIN.fullmatch(folded(headings[place]))]
    if len(plain) == 1:
        return plain[0]
    raise WorkbookRefused(
        _("Both “%(first)s” and “%(second)s” could be the column to divide by. Keep one of them.")
        % {"first": shown(headings[places[0]]), "second": shown(headings[places[1]])}
    )


@dataclass(frozen=True)
class _Row:
    """What one row below the headings has in the three columns."""

    number: int
    network: str
    municipalities: Value
    fte: Value

    @property
    def municipality_count(self) -> Decimal | None:
        return number(self.municipalities)

    @property
    def fte_count(self) -> Decimal | None:
        return number(self.fte)

    @property
    def is_blank(self) -> bool:
        return not (self.network or shown(self.municipalities) or shown(self.fte))

    @property
    def has_no_figure(self) -> bool:
        return self.municipality_count is None and self.fte_count is None

    @property
    def is_total(self) -> bool:
        return is_total(self.network)

    @property
    def facts(self) -> dict[str, object]:
        return {
            "row": self.number,
            "network": self.network,
            "municipalities": shorten(shown(self.municipalities), 40, placeholder="…"),
            "fte": shorten(shown(self.fte), 40, placeholder="…"),
        }


def _rows(sheet: Sheet, heading_row: int) -> Iterator[_Row]:
    headings = sheet.rows[heading_row]
    columns = {kind: _column(headings, places) for kind, places in _columns(headings).items()}
    for index, row in enumerate(sheet.rows[heading_row + 1 :], start=heading_row + 1):
        cells = {kind: row[place] if place < len(row) else None for kind, place in columns.items()}
        yield _Row(index + 1, shown(cells["network"]), cells["municipalities"], cells["fte"])


def _figures(rows: Iterable[_Row]) -> Iterator[BasisFigure]:
    """Give the networks. Below a blank row or a total, text alone is a note."""
    networks: list[_Row] = []
    notes_may_follow = False
    for row in rows:
        if row.is_blank or (row.has_no_figure and notes_may_follow):
            notes_may_follow = True
        elif row.is_total and not row.has_no_figure:
            _check_total(row, networks)
            notes_may_follow = True
        else:
            yield _figure(row)
            networks.append(row)


def _figure(row: _Row) -> BasisFigure:
    municipalities, fte = row.municipality_count, row.fte_count
    if not row.network:
        raise WorkbookRefused(_("Row %(row)d has figures, but no network.") % row.facts)
    if len(row.network) > NAME_CHARS:
        raise WorkbookRefused(_("The name of the network in row %(row)d is too long.") % row.facts)
    if not shown(row.municipalities):
        raise WorkbookRefused(
            _("Row %(row)d, %(network)s, has no number of municipalities.") % row.facts
        )
    if not shown(row.fte):
        raise WorkbookRefused(_("Row %(row)d, %(network)s, has no FTE.") % row.facts)
    if municipalities is None or municipalities % 1:
        raise WorkbookRefused(
            _(
                "Row %(row)d, %(network)s: “%(municipalities)s” is not a number of municipalities."
                " Write a whole number, for example 3."
            )
            % row.facts
        )
    if fte is None:
        raise WorkbookRefused(
            _(
                "Row %(row)d, %(network)s: “%(fte)s” is not a number of FTE."
                " Write it like 228,1 or 2 903,5."
            )
            % row.facts
        )
    return BasisFigure(row.network, int(municipalities), fte)


def _check_total(total: _Row, networks: Sequence[_Row]) -> None:
    """Refuse a total that is not the sum of the rows above it."""
    for stated, above in (
        (total.municipalities, [row.municipalities for row in networks]),
        (total.fte, [row.fte for row in networks]),
    ):
        figure = number(stated)
        if figure in sums(exact_number(value) or Decimal(0) for value in above) or not shown(
            stated
        ):
            continue
        if not total.network:
            raise WorkbookRefused(
                _(
                    "Row %(row)d has figures but no network, and it is not the sum of the rows above."
                )
                % total.facts
            )
        raise WorkbookRefused(
            _("Row %(row)d, %(network)s, is not the sum of the rows above.") % total.facts
        )
