"""An office's table of figures, row by row, with what a person has said about the rows in doubt.

Nothing is decided in silence: a row is matched, or somebody confirms, places or leaves out what it says.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from allocation.rules.basis_lines import Judged, State, judge_line
from allocation.rules.basis_merged import Same
from allocation.rules.basis_names import Group, Register
from allocation.rules.basis_sums import (
    MunicipalSum,
    NetworkSum,
    municipal_sums,
    network_sums,
)
from allocation.rules.basis_table import Column, Table
from allocation.rules.cells import sums
from rekom.kit.kroner import format_figure

# What a person says of a row: whom it is about ("m7", "n3") or that it is left out.
OUT = "out"
ADDED = {State.TOTAL, State.NOTE}
REASON_CHARS = 200


@dataclass(frozen=True)
class Decision:
    accepted: bool = False
    target: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Settled:
    """A row, what was decided about it, and what still has to be (``problem``)."""

    judged: Judged
    decision: Decision | None = None
    problem: str = ""

    @property
    def is_out(self) -> bool:
        return self.decision is not None and self.decision.target == OUT

    @property
    def is_figure(self) -> bool:
        """Whether the row brings a figure to the basis, once all is decided."""
        return not self.is_out and self.judged.state not in ADDED and self.judged.figure is not None

    @property
    def asks(self) -> bool:
        """Whether a person has, or has had, something to say about it."""
        return bool(self.problem or self.decision)


@dataclass(frozen=True)
class Reading:
    column: Column
    rows: tuple[Settled, ...]

    @property
    def problems(self) -> list[Settled]:
        return [row for row in self.rows if row.problem]

    @property
    def is_ready(self) -> bool:
        return not self.problems and bool(self.sums)

    @cached_property
    def counted(self) -> list[Settled]:
        return [row for row in self.rows if row.is_figure]

    @cached_property
    def sums(self) -> list[NetworkSum]:
        return network_sums(row.judged for row in self.counted)

    @property
    def municipal_sums(self) -> list[MunicipalSum]:
        return municipal_sums(row.judged for row in self.counted)

    @property
    def total(self) -> Decimal:
        return sum((each.figure for each in self.sums), Decimal(0))

    @property
    def municipalities(self) -> int:
        return sum(each.municipalities for each in self.sums)

    @property
    def outside(self) -> Decimal:
        """The figures of municipalities that are in no network: nothing is divided by them."""
        rows = (row.judged for row in self.counted if row.judged.network is None)
        return sum((row.figure or Decimal(0) for row in rows), Decimal(0))

    @property
    def left_out(self) -> list[Settled]:
        return [row for row in self.rows if row.is_out]

    @property
    def left_out_figure(self) -> Decimal:
        figures = (row.judged.figure for row in self.left_out if row.judged.state not in ADDED)
        return sum((figure for figure in figures if figure is not None), Decimal(0))

    @property
    def all_figures(self) -> Decimal:
        """What the rows of the workbook add up to, those included that nothing is divided by."""
        return self.total + self.outside + self.left_out_figure

    @property
    def own_total(self) -> Decimal | None:
        """What the workbook's own total row says, the last one that adds up all rows."""
        totals = [
            row.judged.figure
            for row in self.rows
            if row.judged.state == State.TOTAL and not row.is_out and not row.judged.network
        ]
        return totals[-1] if totals else None

    def of_state(self, state: State) -> list[Settled]:
        return [row for row in self.rows if row.judged.state == state]


def judge_table(
    table: Table, place: int, register: Register, day: date, decisions: Mapping[int, Decision]
) -> Reading:
    """``place``: which of the columns is meant. ``decisions``: by the number of the row in the sheet."""
    judged = _checked_totals(_whole_networks(list(_judged(table, place, register, day))))
    rows = [_settled(row, decisions.get(row.line.row), table, register) for row in judged]
    return Reading(table.columns[place], tuple(_once(rows, table)))


def missing_from(reading: Reading, table: Table, register: Register) -> list[str]:
    """Who counts in a network, or is one, and has no row in the table."""
    there = {row.judged.municipality for row in reading.counted}
    networks = {each.network for each in reading.sums}
    if not table.by_municipality:
        return [one.name for one in register.networks if one not in networks]
    return [
        f"{one.number} {one.name}"
        for one in register.municipalities
        if one.network and one not in there
    ]


def _judged(table: Table, place: int, register: Register, day: date) -> Iterator[Judged]:
    """Below a blank row or a total, text alone is a note."""
    notes_may_follow = False
    for line in table.lines:
        if line.is_blank:
            notes_may_follow = True
            continue
        row = judge_line(line, place, table, register, day, notes_may_follow=notes_may_follow)
        notes_may_follow = notes_may_follow or row.state == State.TOTAL
        yield row


def _whole_networks(rows: list[Judged]) -> list[Judged]:
    """A network among municipalities is their sum; where none of them is there, it speaks for them."""
    with_members = {row.network.pk for row in rows if row.municipality and row.network}
    doubt = _("It is a network among municipalities, and counts with all that it had.")
    return [
        row
        if row.state != State.WHOLE or row.network is None
        else replace(row, state=State.TOTAL)
        if row.network.pk in with_members
        else replace(row, state=State.GUESSED, why=" ".join(filter(None, (row.why, doubt))))
        for row in rows
    ]


def _checked_totals(rows: list[Judged]) -> list[Judged]:
    """Totals that are not the sum of what they stand below become faults."""
    checked: list[Judged] = []
    for index, row in enumerate(rows):
        if row.state != State.TOTAL:
            checked.append(row)
            continue
        expected = _summed(rows, index, row.network)
        if any(row.figure in sums(figures) for figures in expected):
            checked.append(row)
            continue
        facts = {
            "name": row.name,
            "total": format_figure(row.figure or 0),
            "sum": format_figure(sum(expected[0], Decimal(0))),
        }
        if row.name:
            fault = _("“%(name)s” says %(total)s, and the rows add up to %(sum)s.")
        else:
            fault = _("It has a figure and no name, and is not the sum of the rows above.")
        checked.append(replace(row, state=State.FAULT, why=fault % facts))
    return checked


def _summed(rows: Sequence[Judged], index: int, network: Group | None) -> list[list[Decimal]]:
    """What a total may be the sum of: its network's rows; all rows above; those since the total before."""
    if network:
        of_network = [row for row in rows if row.network == network and row is not rows[index]]
        named = [
            row.figure for row in of_network if row.state not in ADDED and row.figure is not None
        ]
    above = rows[:index]
    last = max((at for at, row in enumerate(above) if row.state == State.TOTAL), default=-1)
    since = _figures(above[last + 1 :])
    return [named, since] if network else [_figures(above), since]


def _figures(rows: Sequence[Judged]) -> list[Decimal]:
    return [row.figure for row in rows if row.state not in ADDED and row.figure is not None]


def _settled(row: Judged, decision: Decision | None, table: Table, register: Register) -> Settled:
    if row.state in (State.MATCHED, *ADDED) and not (decision and decision.target == OUT):
        return Settled(row)
    decision = decision or Decision()
    if decision.target == OUT:
        return Settled(row, decision, _reason_problem(decision.reason))
    if row.state == State.FAULT:
        return Settled(
            row, decision, _("Put it right in the workbook and read it in again, or leave it out.")
        )
    if decision.target:
        return _placed(row, decision, table, register)
    if row.state == State.GUESSED:
        problem = "" if decision.accepted else _("Confirm it, choose another or leave it out.")
        as_note = row.figure is None and decision.accepted
        return Settled(replace(row, state=State.NOTE) if as_note else row, decision, problem)
    return Settled(row, decision, _("Choose whom it is about, or leave it out."))


def _reason_problem(reason: str) -> str:
    if not reason:
        return _("Write why it is left out.")
    too_long = _("Write the reason with %(count)d characters at most.") % {"count": REASON_CHARS}
    return too_long if len(reason) > REASON_CHARS else ""


def _placed(row: Judged, decision: Decision, table: Table, register: Register) -> Settled:
    """The row is about whom the person has chosen."""
    kind, key = decision.target[:1], decision.target[1:]
    pk = int(key) if key.isdecimal() else 0
    municipality = register.municipality_of.get(pk) if kind == "m" else None
    network = register.network_of.get(pk) if kind == "n" else None
    if row.figure is None or not (municipality or network):
        return Settled(row, decision, _("Choose whom it is about, or leave it out."))
    if municipality:
        network = register.network_of.get(municipality.network or 0)
        return Settled(replace(row, municipality=municipality, network=network, count=1), decision)
    if network and not table.by_municipality and not table.has_count:
        return Settled(replace(row, network=network, count=network.members), decision)
    # A municipality that is known stays so, in the network that was chosen.
    return Settled(replace(row, network=network), decision)


def _once(rows: list[Settled], table: Table) -> Iterator[Settled]:
    """Two rows about the same are a fault of both until one is left out, unless they have become one since."""
    alike: dict[tuple[str, int], list[Judged]] = {}
    for row in rows:
        if row.is_figure and (key := _key(row.judged, table)):
            alike.setdefault(key, []).append(row.judged)
    for row in rows:
        same = Same(alike.get(_key(row.judged, table) or ("", 0), []) if row.is_figure else [])
        if len(same.rows) < 2:
            yield row
        elif same.adds_up:
            # The municipality is counted once.
            count = row.judged.count if row.judged is same.rows[0] else 0
            yield replace(row, judged=replace(row.judged, count=count, together=same.together))
        elif row.problem:
            yield row
        else:
            judged = replace(row.judged, state=State.FAULT, why=same.fault)
            yield Settled(judged, row.decision, _("Leave it out, or leave out the other."))


def _key(row: Judged, table: Table) -> tuple[str, int] | None:
    if row.municipality:
        return "m", row.municipality.pk
    # Several rows that are not municipalities may be placed in one network among municipalities.
    is_whole = bool(row.count) or not table.by_municipality
    return ("n", row.network.pk) if row.network and is_whole else None
