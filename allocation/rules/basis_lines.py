"""What one row of an office's table is about: matched, guessed with a reason, not matched, or a fault."""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from allocation.rules.basis_figures import Read, read_count, read_figure
from allocation.rules.basis_names import Former, Group, Municipal, Register, number_in
from allocation.rules.basis_table import Line, Table
from allocation.rules.cells import folded, is_total
from rekom.kit.dates import format_when

NAME_CHARS = 200
# "Sum Innherred", "Innherred totalt", "Delsum": words around the name of what is added up.
ADDED_UP = re.compile(
    r"^(delsum|sum|totalt?|i alt)\b[ :]*|[ ,:]*\b(sum|totalt?|i alt|samlet|samla)$"
)


class State(StrEnum):
    MATCHED = "matched"
    GUESSED = "guessed"
    UNMATCHED = "unmatched"
    FAULT = "fault"
    TOTAL = "total"
    WHOLE = "whole"  # a network among its municipalities: their sum, or there instead of them
    NOTE = "note"  # a heading inside the table, or text below it


@dataclass(frozen=True)
class Judged:
    """A row and what it is taken to be. ``why`` is one line, in the reader's language."""

    line: Line
    state: State
    name: str  # as written
    why: str = ""
    figure: Decimal | None = None
    municipality: Municipal | None = None
    network: Group | None = None
    former: Former | None = None  # what the municipality was then, where it has grown since
    count: int = 0  # of municipalities that the row adds to its network
    together: str = ""  # with which rows it is added up, in the reader's language


@dataclass(frozen=True)
class _Found:
    """Who a name means. ``doubt``: why that is a guess; ``fault``: why there is none."""

    municipality: Municipal | None = None
    network: Group | None = None
    doubt: str = ""
    fault: str = ""
    former: Former | None = None


def judge_line(
    line: Line, place: int, table: Table, register: Register, day: date, *, notes_may_follow: bool
) -> Judged:
    """``place``: which of the table's columns is meant. ``day``: the day the figures are of."""
    judge = _Judge(table, register, day, place)
    return judge.total(line) or judge.note(line, notes_may_follow) or judge.row(line)


@dataclass(frozen=True)
class _Judge:
    table: Table
    register: Register
    day: date
    place: int

    def total(self, line: Line) -> Judged | None:
        """A row that adds up others; whether it does is seen when all rows have been read."""
        label = line.label
        if line.number or not (is_total(label) or ADDED_UP.search(folded(label))):
            return None
        if not line.figures[self.place]:
            return Judged(line, State.NOTE, label)
        read = read_figure(line.figures[self.place], "")
        state = State.FAULT if read.figure is None else State.TOTAL
        network = self.register.network_named(ADDED_UP.sub("", folded(label)))
        return Judged(line, state, label, read.fault, read.figure, network=network)

    def note(self, line: Line, notes_may_follow: bool) -> Judged | None:
        if line.figures[self.place] or line.count:
            return None
        name, register = self._name(line), self.register
        is_whole = self.table.by_municipality and register.network_named(name or line.label)
        if (
            line.number
            or register.municipality_named(name)
            or (register.network_named(name) and not is_whole)
        ):
            return None
        if is_whole or notes_may_follow:
            return Judged(line, State.NOTE, line.label)
        why = _("It has no figure, and is read as a heading or a note.")
        return Judged(line, State.GUESSED, line.label, why)

    def row(self, line: Line) -> Judged:
        name = self._name(line) or line.number
        kind = self.table.columns[self.place].kind
        read = read_figure(line.figures[self.place], kind)
        found = self._municipal(line) if self.table.by_municipality else self._network(line.network)
        count, doubt, fault = self._count(line, found)
        if len(name) > NAME_CHARS:
            fault = _("The name is too long.")
        is_whole = self.table.by_municipality and found.network and not found.municipality
        return Judged(
            line=line,
            state=_state(read, found, fault, found.doubt or doubt, is_whole=bool(is_whole)),
            name=name,
            why=" ".join(
                filter(None, (found.fault or found.doubt, doubt, read.fault or read.doubt, fault))
            ),
            figure=read.figure,
            municipality=found.municipality,
            network=found.network,
            former=found.former,
            count=count,
        )

    def _name(self, line: Line) -> str:
        if not self.table.by_municipality:
            return line.network
        return line.municipality or ("" if line.number else line.network) or ""

    def _count(self, line: Line, found: _Found) -> tuple[int, str, str]:
        """How many municipalities the row adds to its network, with doubt and fault."""
        if self.table.by_municipality:
            return (
                (1 if found.municipality else found.network.members if found.network else 0),
                "",
                "",
            )
        members = found.network.members if found.network else 0
        if not self.table.has_count:
            return members, "", ""
        if not line.count:
            doubt = _("It has no number of municipalities. The register has %(count)d.")
            return members, doubt % {"count": members}, ""
        if (count := read_count(line.count)) is None:
            fault = _("“%(text)s” is not a number of municipalities.")
            return 0, "", fault % {"text": line.count.text[:40]}
        return count, "", ""

    def _network(self, text: str) -> _Found:
        register = self.register
        if network := register.network_named(text):
            return _Found(network=network)
        if not (near := register.networks_near(text)):
            return _Found(fault=_("“%(name)s” is no network of the office.") % {"name": text})
        return _Found(network=near[0], doubt=_near(text, [one.name for one in near]))

    def _municipal(self, line: Line) -> _Found:
        number, name = number_in(line.number or self._name(line))
        if line.number:
            number, name = (number or line.number.zfill(4)), self._name(line)
        named, numbered = (
            self.register.municipality_named(name),
            self.register.by_number.get(number),
        )
        found = self._by_both(number, name, named, numbered)
        if found.municipality is None:
            network = self.register.network_named(name)
            return _Found(network=network) if network and not number else found
        former = found.former or self.register.part_of(found.municipality, number)
        return self._counted(line, replace(found, former=former))

    def _by_both(
        self, number: str, name: str, named: Municipal | None, numbered: Municipal | None
    ) -> _Found:
        facts = {"number": number, "name": name}
        if numbered and named and numbered != named:
            fault = _("%(number)s is the number of %(other)s, and the name is “%(name)s”.")
            return _Found(fault=fault % {**facts, "other": numbered.name})
        if numbered and (named or not name):
            return _Found(numbered)
        if numbered:
            doubt = _("“%(name)s” is not the name of %(number)s, which is %(other)s.")
            return _Found(numbered, doubt=doubt % {**facts, "other": numbered.name})
        if (not named or number) and (former := self.register.former_of(number, name)):
            return _grown(*former, named)
        if named and number:
            doubt = _("%(number)s is no number of the office's municipalities.")
            return _Found(named, doubt=doubt % facts)
        if named:
            return _Found(named)
        if number or not (near := self.register.municipalities_near(name)):
            fault = _("“%(name)s” is no municipality of the office.")
            return _Found(fault=fault % {"name": f"{number} {name}".strip()})
        return _Found(near[0], doubt=_near(name, [one.name for one in near]))

    def _counted(self, line: Line, found: _Found) -> _Found:
        """The network that the municipality counts in: the workbook's, when that differs from the register's."""
        own = (
            self.register.network_of.get(found.municipality.network or 0)
            if found.municipality
            else None
        )
        stated = self._network(line.network) if line.network else _Found(network=own)
        facts = {
            "network": stated.network.name if stated.network else line.network,
            "own": own.name if own else "",
            "day": format_when(self.day, "long"),
        }
        network, doubt = stated.network or own, ""
        if own and stated.doubt and own in self.register.networks_near(line.network):
            network = own  # a spelling that the register knows the meaning of
        elif network is None:
            doubt = _("It was in no network on %(day)s, and is not divided by.") % facts
        elif stated.fault:
            doubt = _("“%(network)s” is no network of the office. It counts in %(own)s.") % facts
        elif own is None:
            doubt = (
                _(
                    "It counts in “%(network)s”, as the workbook says. The register has it in no network on %(day)s."
                )
                % facts
            )
        elif network != own:
            doubt = (
                _(
                    "It counts in “%(network)s”, as the workbook says. The register has it in %(own)s."
                )
                % facts
            )
        return replace(found, network=network, doubt=" ".join(filter(None, (found.doubt, doubt))))


def _state(read: Read, found: _Found, fault: str, doubt: str, *, is_whole: bool) -> State:
    if read.fault or fault:
        return State.FAULT
    if found.fault:
        return State.UNMATCHED
    if is_whole:
        return State.WHOLE
    return State.GUESSED if read.doubt or doubt else State.MATCHED


def _grown(former: Former, now: list[Municipal], named: Municipal | None) -> _Found:
    """What became of a municipality of earlier: a guess where it is one, and told where it is several."""
    names = {one.number: one.name for one in now}
    facts = {
        "number": former.number,
        "name": former.name,
        "now": get_text_list([names.get(each, each) for each in former.became], _("and")),
    }
    if named in now:
        doubt = _("%(number)s is the number that %(now)s had before.")
        return _Found(named, doubt=doubt % {**facts, "now": named.name}, former=former)
    if named:
        fault = _("%(number)s was the number of %(name)s, which is now part of %(now)s.")
        return _Found(fault=fault % facts)
    if len(former.became) > 1:
        fault = _("%(number)s %(name)s has been divided between %(now)s. Give each its own row.")
        return _Found(fault=fault % facts, former=former)
    doubt = _("%(number)s %(name)s is now %(now)s.")
    return _Found(now[0], doubt=doubt % facts, former=former)


def _near(text: str, names: list[str]) -> str:
    facts = {"name": text, "guess": names[0], "others": ", ".join(names[1:])}
    if len(names) == 1:
        return _("“%(name)s” is taken to be %(guess)s, which it is like.") % facts
    return _("“%(name)s” is taken to be %(guess)s; it is also like %(others)s.") % facts
