"""The inbox of a call: every partnership, also those that have not begun, and every supplementary report.

Which rows stand on a page is found first (``selection``), and what they show is read for that page
only, so that the last page of ten thousand costs what the first does.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from measures.choices import OPEN_FOR_EDITING, READ_BY_OFFICE, ReportStatus
from measures.models.call import Call
from measures.models.inbox_counts import Counts, counts_of, groups_tell, read_counts
from measures.models.inbox_rows import RowKey
from measures.models.inbox_totals import Totals, totals, totals_and_reports
from measures.models.measure import Measure
from measures.models.reminder import Reminder
from measures.models.report import NeedsReport
from measures.models.selection import (
    NOT_BEGUN,
    Selection,
    finds_only_reports,
    in_order,
    rows_of_reports,
    select,
)
from measures.models.trail import Transition
from partnerships.choices import MembershipRole
from partnerships.models import Membership, Partnership, User
from partnerships.rules import covered_by
from rekom.kit.json_rows import among, rows_of
from rekom.kit.prepared import Prepared

PAGE_SIZE = 50
STATUSES_IN_FORCE = sorted(OPEN_FOR_EDITING | READ_BY_OFFICE)


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
    key: RowKey
    partnership: Partnership  # with coordinators and reminded_at
    report: NeedsReport | None
    call: Call
    cover: User | None = None

    @property
    def supplements(self) -> Measure | None:
        """The measure that more is asked for to, where it is a supplementary report."""
        return self.report and self.report.supplements

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
    counts: Counts

    @property
    def sent_count(self) -> int:
        return self.counts.ordinary(*READ_BY_OFFICE)

    @property
    def draft_count(self) -> int:
        return self.counts.ordinary(ReportStatus.DRAFT)

    @property
    def not_begun_count(self) -> int:
        return self.counts.ordinary(NOT_BEGUN)


class _Counted(Paginator):
    """Of something that has been counted already. What is nearer the end is read from there, so that no
    database walks through thousands of rows to the last page."""

    def __init__(self, found: QuerySet, count: int) -> None:
        super().__init__(found, PAGE_SIZE)
        self.count = count

    def page(self, number: int) -> Page:
        number = self.validate_number(number)
        before = (number - 1) * PAGE_SIZE
        after = max(self.count - before - PAGE_SIZE, 0)
        if before <= after:
            return super().page(number)
        from_the_end = self.object_list.reverse()[after : self.count - before]
        return Page(list(from_the_end)[::-1], number, self)


def read_colleagues(office: int, person: User) -> Colleagues:
    """One query."""
    people = User.objects.case_workers_at(office).only("name")
    return Colleagues(person, list(people.with_cover(office, timezone.localdate())))


def read_inbox(
    call: Call, selection: Selection, colleagues: Colleagues, *, page: str = "1", now: datetime
) -> Inbox:
    """A page of what was asked for. Five queries at most, whatever the size."""
    counts, called = read_counts(call, colleagues.mine, selection.text)
    keys = among(called.keys) if called else None
    found = select(call, selection, mine=colleagues.mine, now=now, called=keys)
    if groups_tell(selection):
        of_those = counts_of(call, called, colleagues.mine) if called else counts
        summed = of_those.totals(selection)
    elif finds_only_reports(call, selection, now):
        summed, reports = totals_and_reports(found)
        found = rows_of_reports(reports, call)
    else:
        summed = totals(found)
    shown = _Counted(in_order(found, call, selection.order), summed.count).get_page(page)
    rows = _rows(call, list(map(RowKey.first_of, shown.object_list)), colleagues)
    return Inbox(selection, shown, rows, summed, counts)


def _rows(call: Call, keys: list[RowKey], colleagues: Colleagues) -> list[InboxRow]:
    reports = {row.pk: row for row in _report_rows(*(key.report for key in keys if key.report))}
    found = {row.pk: row for row in _partnership_rows(call.pk, *{key.partnership for key in keys})}
    rows = [
        InboxRow(key, found[key.partnership], reports.get(key.report), call)
        for key in keys
        if key.partnership in found
    ]
    for row in rows:
        row.cover = row.report and colleagues.cover_of(row.report.case_worker_id)
    return rows


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
def _report_rows(*keys: int) -> QuerySet[NeedsReport]:
    sent = Transition.objects.filter(report=OuterRef("pk"), to_status=ReportStatus.SUBMITTED)
    return (
        NeedsReport.objects.filter(pk__in=keys)
        .order_by()
        .select_related("case_worker", "supplements__report__call")
        .only(
            *("partnership", "status", "submitted_at", "changed_at", "may_send_until"),
            *("open_sections", "case_worker__name"),
            *("sent_owner_nok", "sent_university_nok", "sent_measures"),
            *("supplements__number", "supplements__title", "supplements__report__call__year"),
        )
        .with_open_flags()
        .annotate(sent_with=Subquery(sent.values("warnings")[:1]))
    )
