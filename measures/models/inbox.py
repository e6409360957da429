"""The inbox of a call: every partnership, also those that have not begun, a page at a time.

Which partnerships stand on a page is found first (``selection``), and what their rows show is read for
that page only, so that the last page of ten thousand costs what the first does.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import (
    BigIntegerField,
    Count,
    ExpressionWrapper,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from measures.choices import OPEN_FOR_EDITING, READ_BY_OFFICE, ReportKind, ReportStatus
from measures.models.call import Call
from measures.models.reminder import Reminder
from measures.models.report import NeedsReport
from measures.models.selection import (
    NOT_BEGUN,
    VIEWS,
    Selection,
    Totals,
    in_order,
    partnerships_of,
    select,
    totals,
)
from measures.models.supplements import SENT, supplements
from measures.models.trail import Transition
from partnerships.choices import MembershipRole
from partnerships.models import CountyGovernor, Membership, Partnership, User
from partnerships.rules import covered_by
from rekom.kit.json_rows import rows_of
from rekom.kit.prepared import Prepared

PAGE_SIZE = 50


@dataclass(frozen=True)
class Colleagues:
    """The case workers of an office, and who looks after whose cases today."""

    person: User
    people: list[User]

    @cached_property
    def by_key(self) -> dict[int, User]:
        return {each.pk: each for each in self.people}

    @cached_property
    def covers(self) -> dict[int, int]:
        """Who is away → who covers, where that one is a case worker still."""
        return {each.pk: each.cover for each in self.people if each.cover in self.by_key}

    @cached_property
    def mine(self) -> set[int]:
        """The case workers whose reports the person looks after, the person among them."""
        return covered_by(self.person.pk, self.covers)

    def cover_of(self, case_worker: int | None) -> User | None:
        """Who looks after the case worker's reports today; None where they do so themselves."""
        if case_worker not in self.covers:
            return None
        ends = (key for key in self.by_key if case_worker in covered_by(key, self.covers) - {key})
        return self.by_key.get(next(ends, 0))


@dataclass
class InboxRow:
    partnership: Partnership  # with coordinators and reminded_at
    report: NeedsReport | None
    call: Call
    cover: User | None = None

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
    def coordinators(self) -> list[str]:
        return sorted(each["name"] for each in self.partnership.coordinators)

    @property
    def case_worker(self) -> User | None:
        return self.report and self.report.case_worker

    @property
    def due_at(self) -> datetime | None:
        """The partnership's deadline; none when it is not the partnership's turn."""
        if not self.waits_for_partnership:
            return None
        return (self.report and self.report.may_send_until) or self.call.closes_at


@dataclass(frozen=True)
class Inbox:
    selection: Selection
    page: Page
    rows: list[InboxRow]
    totals: Totals  # of the whole selection, not of the page
    # Of the whole call, by status; "not_begun", "all" is every one, "mine" the person's own. Beside them
    # the "supplements", and "supplements_nok" of those that have been sent.
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def sent_count(self) -> int:
        return sum(self.counts[status] for status in READ_BY_OFFICE)

    @property
    def draft_count(self) -> int:
        return self.counts[ReportStatus.DRAFT]

    @property
    def not_begun_count(self) -> int:
        return self.counts[NOT_BEGUN]

    def count_of(self, view: str) -> int:
        return sum(self.counts[status] for status in VIEWS[view])


class _Counted(Paginator):
    """Of something that has been counted already."""

    def __init__(self, found: QuerySet | list[int], count: int) -> None:
        super().__init__(found, PAGE_SIZE)
        self.count = count


def read_colleagues(office: int, person: User) -> Colleagues:
    """One query."""
    people = User.objects.case_workers_at(office).only("name")
    return Colleagues(person, list(people.with_cover(office, timezone.localdate())))


def read_inbox(
    call: Call, selection: Selection, colleagues: Colleagues, *, page: str = "1", now: datetime
) -> Inbox:
    """A page of what was asked for. Five queries, whatever the size."""
    found = select(call, selection, mine=colleagues.mine, now=now)
    keys: QuerySet | list[int] = in_order(found, call, selection.order).values_list("pk", flat=True)
    if selection.text:  # every name is looked through once, and what was found is added by its keys
        keys = list(keys)
        found = partnerships_of(call).filter(pk__in=keys)
    summed = totals(found)
    shown = _Counted(keys, summed.count).get_page(page)
    rows = _rows(call, list(shown.object_list), colleagues)
    return Inbox(selection, shown, rows, summed, _counts(call, colleagues.mine))


def _rows(call: Call, keys: list[int], colleagues: Colleagues) -> list[InboxRow]:
    reports = {report.partnership_id: report for report in _report_rows(call.pk, *keys)}
    partnerships = {row.pk: row for row in _partnership_rows(call.pk, *keys)}
    return [
        InboxRow(partnerships[key], report, call, colleagues.cover_of(report.case_worker_id))
        if (report := reports.get(key))
        else InboxRow(partnerships[key], None, call)
        for key in keys
        if key in partnerships
    ]


@Prepared
def _partnership_rows(call: int, *keys: int) -> QuerySet[Partnership]:
    coordinators = Membership.objects.filter(role=MembershipRole.COORDINATOR)
    reminders = Reminder.objects.filter(partnership=OuterRef("pk"), call=call).order_by()
    return (
        Partnership.objects.only("name", "lead_owner__name")
        .select_related("lead_owner")
        .filter(pk__in=keys)
        .annotate(
            coordinators=rows_of(coordinators, "partnership", name="user__name"),
            reminded_at=Subquery(reminders.values("mail__created_at")[:1]),
        )
    )


@Prepared
def _report_rows(call: int, *keys: int) -> QuerySet[NeedsReport]:
    sent = Transition.objects.filter(report=OuterRef("pk"), to_status=ReportStatus.SUBMITTED)
    return (
        NeedsReport.objects.in_force()
        .order_by()
        # Not the call's own column: with it SQLite walks all of the call's reports, not these fifty.
        .alias(of_call=ExpressionWrapper(F("call") + 0, BigIntegerField()))
        .filter(of_call=call, kind=ReportKind.ORDINARY, partnership__in=keys)
        .select_related("case_worker")
        .only(
            *("partnership", "status", "submitted_at", "changed_at", "may_send_until"),
            *("open_sections", "case_worker__name"),
            *("sent_owner_nok", "sent_university_nok", "sent_measures"),
        )
        .with_open_flags()
        .annotate(sent_with=Subquery(sent.values("warnings")[:1]))
    )


def _counts(call: Call, mine: Iterable[int]) -> dict[str, int]:
    """One query: each figure is read from an index."""
    reports = call.reports.filter(kind=ReportKind.ORDINARY).order_by()
    partnerships = Partnership.objects.filter(county_governor=call.county_governor_id).order_by()
    in_force = [*OPEN_FOR_EDITING, *(READ_BY_OFFICE - OPEN_FOR_EDITING)]
    figures = {
        str(status): _count(reports.filter(status=status).values("call")) for status in in_force
    }
    own = reports.in_force().filter(case_worker__in=list(mine)).values("call")
    more = supplements(call.pk).order_by().values("call")
    counts = (
        CountyGovernor.objects.filter(pk=call.county_governor_id)
        .order_by()
        .values(
            **figures,
            mine=_count(own),
            all=_count(partnerships.values("county_governor")),
            supplements=_count(more),
            supplements_nok=_sum(more.filter(SENT), "sent_nok"),
        )
        .get()
    )
    begun = sum(counts[status] for status in figures)
    return counts | {NOT_BEGUN: counts["all"] - begun}


def _count(rows: QuerySet) -> Coalesce:
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), Value(0))


def _sum(rows: QuerySet, amount: str) -> Coalesce:
    return Coalesce(Subquery(rows.annotate(nok=Sum(amount)).values("nok")), Value(0))
