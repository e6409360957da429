"""How many rows of each sort the inbox of a call has, and what they ask for: one walk through one index.

What is asked by kind, status and case worker is added from these groups, of which there are few, however many
the reports are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import BigIntegerField, Count, Q, QuerySet, Sum, TextField, Value
from django.db.models.expressions import Combinable

from measures.choices import READ_BY_OFFICE, ReportKind
from measures.models.call import Call
from measures.models.inbox_totals import Part, Totals, added
from measures.models.report import NeedsReport
from measures.models.selection import (
    ME,
    NOBODY,
    NOT_BEGUN,
    STATUSES,
    VIEWS,
    Selection,
    partnerships_called,
)
from partnerships.models import Partnership
from rekom.kit.json_rows import KeyList, among
from rekom.kit.prepared import Prepared

# Among the groups of reports, in place of their kind: the partnerships of the office.
OF_OFFICE, CALLED = "office", "called"
NO_KEYS = Value("", TextField())


class Group(NamedTuple):
    """Rows that are alike in kind, status and case worker; whole kroner, as they were sent last."""

    kind: str
    status: str
    case_worker: int | None
    count: int
    owner_nok: int = 0
    university_nok: int = 0
    keys: str = ""  # of the partnerships that a text finds

    @property
    def is_sent(self) -> bool:
        return self.status in READ_BY_OFFICE

    def part(self) -> Part:
        in_addition = self.kind == ReportKind.SUPPLEMENTARY
        if not self.is_sent:
            return Part(in_addition, self.count, 0, 0, 0)
        return Part(in_addition, self.count, self.count, self.owner_nok, self.university_nok)


@dataclass(frozen=True)
class Counts:
    """The groups of a call, or of those in it that a text finds, with the partnerships that have not begun."""

    groups: list[Group]
    mine_of: frozenset[int]  # the case workers whose reports the reader looks after

    @property
    def all(self) -> int:
        return self._count(lambda group: True)

    @property
    def partnerships(self) -> int:
        return self._count(lambda group: group.kind == ReportKind.ORDINARY)

    @property
    def in_addition(self) -> int:
        return self._count(lambda group: group.kind == ReportKind.SUPPLEMENTARY)

    @property
    def mine(self) -> int:
        return self._count(lambda group: group.case_worker in self.mine_of)

    def of(self, view: str) -> int:
        return self._count(lambda group: group.status in VIEWS[view])

    def ordinary(self, *statuses: str) -> int:
        return self._count(
            lambda group: group.kind == ReportKind.ORDINARY and group.status in statuses
        )

    def totals(self, selection: Selection) -> Totals:
        """What ``inbox_totals.totals`` says, of a selection that ``groups_tell``."""
        return added(group.part() for group in self.groups if self._is_in(selection, group))

    def _is_in(self, selection: Selection, group: Group) -> bool:
        return (
            selection.kind in ("", group.kind)
            and (not selection.status or group.status in STATUSES[selection.status])
            and (not selection.holder or self._is_held(selection.holder, group))
        )

    def _is_held(self, holder: str, group: Group) -> bool:
        if holder == NOBODY:
            return group.case_worker is None and group.status != NOT_BEGUN
        return group.case_worker in (self.mine_of if holder == ME else {int(holder)})

    def _count(self, chosen: Callable[[Group], bool]) -> int:
        return sum(group.count for group in self.groups if chosen(group))


def groups_tell(selection: Selection) -> bool:
    """What a selection comes to, given the groups of what its text finds."""
    return not (selection.scheme or selection.due or selection.lacks)


def read_counts(call: Call, mine: Iterable[int], text: str) -> tuple[Counts, Group | None]:
    """Of the whole call, and the partnerships that a text finds. One query."""
    if text:
        called = _partnerships(CALLED, partnerships_called(text, call), KeyList("pk"))
        rows = _groups.build(call.pk, call.county_governor_id).union(called, all=True)
    else:
        rows = _groups(call.pk, call.county_governor_id)
    groups = list(map(Group._make, rows))
    of_office, called = (_of_kind(groups, kind) for kind in (OF_OFFICE, CALLED))
    return _counts(groups, of_office.count, mine), called if text else None


def counts_of(call: Call, called: Group, mine: Iterable[int]) -> Counts:
    """Of what a text has found. One query."""
    groups = map(Group._make, _reports(call.pk, among(called.keys, "partnership")))
    return _counts(list(groups), called.count, mine)


def _counts(groups: list[Group], partnerships: int, mine: Iterable[int]) -> Counts:
    of_reports = [group for group in groups if group.kind in ReportKind]
    begun = sum(group.count for group in groups if group.kind == ReportKind.ORDINARY)
    not_begun = Group(ReportKind.ORDINARY, NOT_BEGUN, None, partnerships - begun)
    return Counts([*of_reports, not_begun], frozenset(mine))


def _of_kind(groups: list[Group], kind: str) -> Group:
    none = Group(kind, "", None, 0, keys="[]")
    return next((group for group in groups if group.kind == kind), none)


@Prepared
def _groups(call: int, office: int) -> QuerySet:
    partnerships = Partnership.objects.filter(county_governor=office).order_by()
    return _reports(call).union(_partnerships(OF_OFFICE, partnerships), all=True)


def _reports(call: int, *asked: Q) -> QuerySet:
    return (
        NeedsReport.objects.in_force()
        .order_by()
        .filter(*asked, call=call)
        .values("kind", "status", "case_worker")
        .annotate(
            count=Count("pk"),
            owner_nok=Sum("sent_owner_nok", default=0),
            university_nok=Sum("sent_university_nok", default=0),
            keys=NO_KEYS,
        )
        .values_list(*Group._fields)
    )


def _partnerships(kind: str, rows: QuerySet, keys: Combinable = NO_KEYS) -> QuerySet:
    none = Value(0, BigIntegerField())
    return (
        rows.values("county_governor")
        .annotate(
            kind=Value(kind),
            status=Value(""),
            case_worker=Value(None, BigIntegerField()),
            count=Count("pk"),
            owner_nok=none,
            university_nok=none,
            keys=keys,
        )
        .values_list(*Group._fields)
    )
