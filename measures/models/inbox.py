"""The inbox of a call: every partnership, also those that have not begun, a page at a time.

Which partnerships stand on a page is found from indexes alone, so that the last page of ten
thousand costs what the first does; what a row shows is read for that page only.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import (
    BigIntegerField,
    Count,
    ExpressionWrapper,
    F,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from measures.choices import READ_BY_OFFICE, ReportStatus
from measures.models.call import Call
from measures.models.measure import Measure
from measures.models.report import NeedsReport
from partnerships.choices import MembershipRole
from partnerships.models import Membership, Partnership
from rekom.kit.prepared import Prepared

PAGE_SIZE = 50

# Who the report waits for; "not begun" waits for the partnership and has no row.
VIEWS: dict[str, frozenset[str]] = {
    "office": frozenset({ReportStatus.SUBMITTED}),
    "partnership": frozenset({ReportStatus.DRAFT, ReportStatus.RETURNED}),
    "forum": frozenset({ReportStatus.CHECKED}),
}


@dataclass
class InboxRow:
    partnership: Partnership
    report: NeedsReport | None
    call: Call
    coordinators: list[str]

    @property
    def is_sent(self) -> bool:
        """Before it is sent, the office knows nothing of sums."""
        return self.report is not None and self.report.status in READ_BY_OFFICE

    @property
    def waits_for_partnership(self) -> bool:
        return self.report is None or self.report.is_open

    @property
    def status_at(self) -> datetime | None:
        if self.report is None:
            return None
        sent = self.report.status == ReportStatus.SUBMITTED
        return self.report.submitted_at if sent else self.report.changed_at

    @property
    def holders(self) -> list[str]:
        """Who the report waits for: the coordinators, or the case worker who has taken it."""
        if self.waits_for_partnership:
            return self.coordinators
        case_worker = self.report and self.report.case_worker
        return [case_worker.name] if case_worker else []

    @property
    def due_at(self) -> datetime | None:
        """The partnership's deadline; none when it is not the partnership's turn."""
        if not self.waits_for_partnership:
            return None
        return (self.report and self.report.may_send_until) or self.call.closes_at


@dataclass(frozen=True)
class Inbox:
    page: Page
    rows: list[InboxRow]
    counts: dict[str, int]  # by status, of the whole call; "" has not begun, "all" is every one

    @property
    def sent_count(self) -> int:
        return sum(self.counts[status] for status in READ_BY_OFFICE)

    @property
    def draft_count(self) -> int:
        return self.counts[ReportStatus.DRAFT]

    @property
    def not_begun_count(self) -> int:
        return self.counts[""]

    @property
    def sent_rows(self) -> list[InboxRow]:
        return [row for row in self.rows if row.is_sent]

    @property
    def owner_nok(self) -> int:
        return sum(row.report.owner_nok for row in self.sent_rows)

    @property
    def university_nok(self) -> int:
        return sum(row.report.university_nok for row in self.sent_rows)

    @property
    def parts_nok(self) -> int:
        return self.owner_nok + self.university_nok

    @property
    def total_nok(self) -> int:
        return sum(row.report.total_nok for row in self.sent_rows)


def read_inbox(call: Call, *, view: str = "", page: str = "1") -> Inbox:
    """A page of the call's partnerships, in the order of their names. Six queries, whatever the size.

    ``view`` is a key of VIEWS, or empty for all.
    """
    found = Paginator(_partnerships(call, view), PAGE_SIZE).get_page(page)
    every = _partnerships(call).count() if view in VIEWS else found.paginator.count
    return Inbox(found, _rows(call, list(found.object_list)), _counts(call, every))


def _partnerships(call: Call, view: str = "") -> QuerySet[Partnership]:
    partnerships = Partnership.objects.filter(county_governor=call.county_governor_id)
    if view in VIEWS:
        reports = call.reports.in_force().filter(status__in=VIEWS[view])
        partnerships = partnerships.filter(pk__in=reports.values("partnership"))
    return partnerships.order_by("name").values_list("pk", flat=True)


def _rows(call: Call, keys: list[int]) -> list[InboxRow]:
    reports = {report.partnership_id: report for report in _report_rows(call.pk, *keys)}
    coordinators: dict[int, list[str]] = {key: [] for key in keys}
    for partnership, name in _coordinator_names(*keys):
        coordinators[partnership].append(name)
    partnerships = {row.pk: row for row in _partnership_rows(*keys)}
    return [
        InboxRow(partnerships[key], reports.get(key), call, coordinators[key])
        for key in keys
        if key in partnerships
    ]


@Prepared
def _partnership_rows(*keys: int) -> QuerySet[Partnership]:
    named = Partnership.objects.only("name", "lead_owner__name")
    return named.select_related("lead_owner").filter(pk__in=keys)


@Prepared
def _coordinator_names(*keys: int) -> QuerySet[Membership]:
    coordinators = Membership.objects.filter(role=MembershipRole.COORDINATOR)
    return (
        coordinators.filter(partnership__in=keys)
        .order_by("user__name")
        .values_list("partnership", "user__name")
    )


@Prepared
def _report_rows(call: int, *keys: int) -> QuerySet[NeedsReport]:
    measures = Measure.objects.filter(report=OuterRef("pk")).order_by().values("report")
    return (
        NeedsReport.objects.in_force()
        .order_by()
        # Not the call's own column: with it SQLite walks all of the call's reports, not these fifty.
        .alias(of_call=ExpressionWrapper(F("call") + 0, BigIntegerField()))
        .filter(of_call=call, partnership__in=keys)
        .select_related("case_worker")
        .only(
            *("partnership", "status", "submitted_at", "changed_at", "may_send_until"),
            "case_worker__name",
        )
        .with_totals()
        .annotate(measure_count=Coalesce(Subquery(measures.values(n=Count("pk"))), 0))
    )


def _counts(call: Call, every: int) -> dict[str, int]:
    by_status = call.reports.in_force().order_by().values_list("status").annotate(n=Count("pk"))
    counts = dict.fromkeys(ReportStatus.values, 0) | dict(by_status)
    return counts | {"": every - sum(counts.values()), "all": every}
