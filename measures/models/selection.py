"""Which partnerships of a call the inbox shows, and in which order: said in the address, found in SQL."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from measures.choices import OPEN_FOR_EDITING, READ_BY_OFFICE, ReportKind, ReportStatus
from measures.models.call import Call
from measures.models.trail import Transition
from partnerships.models import Partnership

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
    "status": "vis",
    "scheme": "ordning",
    "holder": "hos",
    "due": "frist",
    "lacks": "mangler",
    "order": "sorter",
}
# From what has not begun to what is done.
_PLACES = [ReportStatus.DRAFT, ReportStatus.RETURNED, ReportStatus.SUBMITTED, ReportStatus.CHECKED]


@dataclass(frozen=True)
class Selection:
    """What somebody asks the inbox for. Empty is all of them, in the order of their names."""

    text: str = ""
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
        return any((self.text, self.status, self.scheme, self.holder, self.due, self.lacks))


@dataclass(frozen=True)
class Totals:
    """Of a whole selection; whole kroner, of those that have been sent."""

    count: int
    sent_count: int
    owner_nok: int
    university_nok: int
    total_nok: int

    @property
    def parts_nok(self) -> int:
        return self.owner_nok + self.university_nok


def partnerships_of(call: Call) -> QuerySet[Partnership]:
    """Every partnership of the office; ``of_call`` is its report of the call, or nothing."""
    in_force = Q(
        # From and to, not equal: else SQLite walks all of the call's reports for each partnership.
        reports__call__gte=call.pk,
        reports__call__lte=call.pk,
        reports__kind=ReportKind.ORDINARY,
        reports__status__in=sorted(OPEN_FOR_EDITING | READ_BY_OFFICE),
    )
    partnerships = Partnership.objects.filter(county_governor=call.county_governor_id)
    return partnerships.alias(of_call=FilteredRelation("reports", condition=in_force))


def select(
    call: Call, selection: Selection, *, mine: Iterable[int], now: datetime
) -> QuerySet[Partnership]:
    """``mine`` are the case workers whose reports the person looks after."""
    found = partnerships_of(call)
    if selection.text:
        found = found.called(selection.text)
    if selection.status:
        found = found.filter(_has_status(STATUSES[selection.status]))
    if selection.scheme:
        found = found.filter(sent(), of_call__sent_schemes__code=selection.scheme)
    if selection.holder:
        found = found.filter(_held_by(selection.holder, mine))
    if selection.due:
        found = found.filter(_overdue(call, now))
    if selection.lacks:
        found = found.filter(
            _with_the_office(), _warned() if selection.lacks == REMARKS else ~_warned()
        )
    return found


def in_order(found: QuerySet[Partnership], call: Call, order: str) -> QuerySet[Partnership]:
    """Those that have no such figure come last, whichever way; what is alike goes by name."""
    word, falls = order.removeprefix("-"), order.startswith("-")
    if word in ("", "navn"):
        return found.order_by("-name" if falls else "name")
    key = _keys(call)[word]
    first = key.desc(nulls_last=True) if falls else key.asc(nulls_last=True)
    return found.order_by(first, "name")


def totals(found: QuerySet[Partnership]) -> Totals:
    summed = found.order_by().aggregate(
        count=Count("pk"),
        sent_count=Count("pk", filter=sent()),
        owner_nok=Sum("of_call__sent_owner_nok", filter=sent()),
        university_nok=Sum("of_call__sent_university_nok", filter=sent()),
    )
    owner_nok, university_nok = summed["owner_nok"] or 0, summed["university_nok"] or 0
    return Totals(
        summed["count"], summed["sent_count"], owner_nok, university_nok, owner_nok + university_nok
    )


def _keys(call: Call) -> dict[str, Any]:
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
