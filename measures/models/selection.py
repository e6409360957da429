"""Which rows of a call the inbox shows, and in which order: said in the address, found in SQL.

A row is a partnership with its ordinary report, or without one when none is begun, or else a partnership
with one of its supplementary reports. The two kinds are asked for by the same words and then joined.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import (
    Case,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from measures.choices import OPEN_FOR_EDITING, READ_BY_OFFICE, ReportKind, ReportStatus
from measures.models.call import Call
from measures.models.inbox_rows import Chosen, RowKey
from measures.models.trail import Transition
from partnerships.models import Partnership
from rekom.kit.json_rows import Unindexed, among

NOT_BEGUN = "not_begun"  # no status: a partnership without a report

# Who the report waits for.
VIEWS: dict[str, frozenset[str]] = {
    "office": frozenset({ReportStatus.SUBMITTED}),
    "partnership": frozenset({NOT_BEGUN, ReportStatus.DRAFT, ReportStatus.RETURNED}),
    "forum": frozenset({ReportStatus.CHECKED}),
}
STATUSES: dict[str, frozenset[str]] = VIEWS | {
    status: frozenset({status})
    for status in (NOT_BEGUN, str(ReportStatus.DRAFT), str(ReportStatus.RETURNED))
}
ME, NOBODY = "meg", "ingen"  # in the address; anybody else is their key
OVERDUE = "ute"
REMARKS, NOTHING = "merknader", "ingenting"  # what a sent report lacks
ORDERS = ("navn", "sum", "status", "endret", "frist")

# The words of the address.
WORDS = {
    "text": "sok",
    "kind": "slag",
    "status": "vis",
    "scheme": "ordning",
    "holder": "hos",
    "due": "frist",
    "lacks": "mangler",
    "order": "sorter",
}
# From what has not begun to what is done.
_PLACES = [ReportStatus.DRAFT, ReportStatus.RETURNED, ReportStatus.SUBMITTED, ReportStatus.CHECKED]
IN_FORCE = sorted(OPEN_FOR_EDITING | READ_BY_OFFICE)
KEY = ("pk", "is_supplement", "of_call__pk")  # the fields of RowKey


Found = list[QuerySet[Partnership]]  # the rows of each kind; ``of_call`` is the report of the row


@dataclass(frozen=True)
class Selection:
    """What somebody asks the inbox for. Empty is all of them, in the order of their names."""

    text: str = ""
    kind: str = ""  # a ReportKind
    status: str = ""  # a key of STATUSES
    scheme: str = ""  # its code
    holder: str = ""  # ME, NOBODY, or the key of a case worker
    due: str = ""  # OVERDUE
    lacks: str = ""  # REMARKS or NOTHING
    order: str = ""  # one of ORDERS, with - in front from the end

    def query(self, **changes: str) -> str:
        """What stands after ? in the address, with these things otherwise."""
        asked = {WORDS[name]: value for name, value in (asdict(self) | changes).items() if value}
        return urlencode(asked)

    @property
    def filters(self) -> bool:
        return self.query(order="") != ""


def partnerships_with(
    kind: ReportKind, call: Call, *asked: Q, begun: bool = False
) -> QuerySet[Partnership]:
    """Those of the office: all, with the ordinary report of the call or nothing as ``of_call``, or each
    that has a supplementary one, with that. What is asked of it is asked here: a filter that comes
    later would be of any of the partnership's reports.

    ``begun``: only those that have the report. They are found from the call's reports.
    """
    begun = begun or kind == ReportKind.SUPPLEMENTARY
    of_call: dict[str, Any] = {"kind": kind, "status__in": IN_FORCE}
    # From and to, not equal: else SQLite walks all of the call's reports for each partnership.
    of_call |= {"call": call.pk} if begun else {"call__gte": call.pk, "call__lte": call.pk}
    in_force = FilteredRelation("reports", condition=_each_at("reports", of_call))
    office = Q(county_governor=call.county_governor_id)
    if begun:
        # Else SQLite asks for the reports of each partnership of the office.
        office = Q(Exact(Unindexed(F("county_governor")), call.county_governor_id))
        office &= _each_at("of_call", of_call)
    return (
        Partnership.objects.alias(of_call=in_force)
        .filter(office, *asked)
        .annotate(is_supplement=Value(int(kind == ReportKind.SUPPLEMENTARY)))
    )


def _each_at(relation: str, asked: dict[str, Any]) -> Q:
    return Q(**{f"{relation}__{name}": value for name, value in asked.items()})


def select(
    call: Call,
    selection: Selection,
    *,
    mine: Iterable[int],
    now: datetime,
    called: Q | None = None,
) -> Found:
    """``mine`` are the case workers whose reports the person looks after.

    ``called``: whom the text finds, where that has been asked already.
    """
    asked = list(_asked(call, selection, mine=mine, now=now))
    if selection.text:
        asked.append(called or Q(pk__in=partnerships_called(selection.text, call)))
    kinds = [ReportKind(selection.kind)] if selection.kind else list(ReportKind)
    begun = finds_only_reports(call, selection, now)
    return [partnerships_with(kind, call, *asked, begun=begun) for kind in kinds]


def partnerships_called(text: str, call: Call) -> QuerySet[Partnership]:
    partnerships = Partnership.objects.filter(county_governor=call.county_governor_id)
    return partnerships.called(text).order_by()


def finds_only_reports(call: Call, selection: Selection, now: datetime) -> bool:
    """And no partnership that has not begun."""
    of_status = selection.status and NOT_BEGUN not in STATUSES[selection.status]
    of_due = selection.due and call.closes_at >= now
    return bool(of_status or of_due or selection.scheme or selection.holder or selection.lacks)


def _asked(call: Call, selection: Selection, *, mine: Iterable[int], now: datetime) -> Iterator[Q]:
    if selection.status:
        yield _has_status(STATUSES[selection.status])
    if selection.scheme:
        yield sent() & Q(of_call__sent_schemes__code=selection.scheme)
    if selection.holder:
        yield _held_by(selection.holder, mine)
    if selection.due:
        yield _overdue(call, now)
    if selection.lacks:
        yield _with_the_office() & Q(_warned() if selection.lacks == REMARKS else ~_warned())


def in_order(found: Found, call: Call, order: str, *columns: str | Combinable) -> QuerySet:
    """One list of tuples, that begin with a RowKey and the columns.

    Those that have no such figure come last, whichever way; what is alike goes by name, and a
    partnership's own report before what it asks for in addition.
    """
    word, falls = order.removeprefix("-"), order.startswith("-")
    by = {"by_name": F("name")}
    if word in ("", "navn"):
        first = F("by_name").desc() if falls else F("by_name").asc()
    else:
        by["by_figure"] = _figures(call)[word]
        figure = F("by_figure")
        first = figure.desc(nulls_last=True) if falls else figure.asc(nulls_last=True)
    rows = joined(part.order_by().annotate(**by).values_list(*KEY, *columns, *by) for part in found)
    return rows.order_by(first, "by_name", *KEY)


def rows_with(keys: Iterable[RowKey], call: Call) -> Found:
    """Those that the keys name."""
    chosen = Chosen.of(keys)
    ordinary, supplementary = Q(pk__in=chosen.partnerships), Q(of_call__in=chosen.supplements)
    return [
        partnerships_with(ReportKind.ORDINARY, call, ordinary),
        partnerships_with(ReportKind.SUPPLEMENTARY, call, supplementary),
    ]


def rows_of_reports(reports: dict[ReportKind, str], call: Call) -> Found:
    """Those of the reports of each kind, by ``KeyList``."""
    return [
        partnerships_with(kind, call, among(keys, "of_call__pk"), begun=True)
        for kind, keys in reports.items()
    ]


def keys_of(found: Found) -> Iterator[RowKey]:
    """In no order."""
    return map(RowKey._make, joined(rows.order_by().values_list(*KEY) for rows in found))


def joined(parts: Iterable[QuerySet]) -> QuerySet:
    first, *others = parts
    return first.union(*others, all=True) if others else first


def _figures(call: Call) -> dict[str, Any]:
    places = [When(of_call__status=status, then=at) for at, status in enumerate(_PLACES, start=1)]
    due = Coalesce(F("of_call__may_send_until"), Value(call.closes_at))
    return {
        "sum": when_sent(F("of_call__sent_owner_nok") + F("of_call__sent_university_nok")),
        "status": Case(*places, default=0, output_field=IntegerField()),
        "endret": F("of_call__changed_at"),
        "frist": Case(When(waits_for_partnership(), then=due)),
    }


def when_sent(expression: str | Combinable) -> Case:
    """None for what has not been sent: it is not the office's to know."""
    return Case(When(sent(), then=expression))


def sent() -> Q:
    return Q(of_call__status__in=sorted(READ_BY_OFFICE))


def waits_for_partnership() -> Q:
    return _has_status(STATUSES["partnership"])


def _has_status(statuses: frozenset[str]) -> Q:
    has = Q(of_call__status__in=sorted(statuses - {NOT_BEGUN}))
    if NOT_BEGUN not in statuses:
        return has
    has_none = Q(of_call__isnull=True)
    return has_none if statuses == {NOT_BEGUN} else has | has_none


def _held_by(holder: str, mine: Iterable[int]) -> Q:
    if holder == NOBODY:
        return Q(of_call__isnull=False, of_call__case_worker=None)
    return Q(of_call__case_worker__in=list(mine) if holder == ME else [int(holder)])


def _overdue(call: Call, now: datetime) -> Q:
    own = Q(of_call__may_send_until__lt=now)
    if call.closes_at < now:
        own |= Q(of_call__may_send_until=None)
    return waits_for_partnership() & own


def _with_the_office() -> Q:
    return Q(of_call__status__in=sorted(READ_BY_OFFICE - OPEN_FOR_EDITING))


def _warned() -> Exists:
    """Sent with remarks, the last time it was sent."""
    sent_last = Transition.objects.filter(
        report=OuterRef("of_call"),
        to_status=ReportStatus.SUBMITTED,
        at__gte=OuterRef("of_call__submitted_at"),
    )
    return Exists(sent_last.exclude(warnings=[]))
