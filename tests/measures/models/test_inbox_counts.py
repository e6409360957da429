"""What is added from groups is what the rows come to, and either way to the rows leads to the same ones."""

from datetime import timedelta
from itertools import product

import pytest
from django.db.models import Q
from django.utils import timezone

from measures.choices import ReportKind, ReportStatus
from measures.models import Transition, inbox
from measures.models.inbox_counts import counts_of, groups_tell, read_counts
from measures.models.inbox_totals import totals, totals_and_reports
from measures.models.selection import (
    IN_FORCE,
    ME,
    NOBODY,
    NOTHING,
    ORDERS,
    OVERDUE,
    REMARKS,
    STATUSES,
    Selection,
    in_order,
    keys_of,
    partnerships_with,
    rows_of_reports,
    select,
)
from tests.builders import make_call, make_measure, make_member, make_partnership, make_report

LATER = timedelta(days=1)


@pytest.fixture
def call(cast):
    """Of every kind, status and case worker a report, each of an amount of its own; two have not begun."""
    call = make_call(office=cast.office)
    earlier = make_report(
        call=make_call(office=cast.office, year=2020), partnership=cast.partnership
    )
    sorts = product(ReportKind, ReportStatus, [None, cast.siri, cast.ola])
    for place, (kind, status, case_worker) in enumerate(sorts):
        partnership = make_partnership(office=cast.office, name=f"{place} {'Ås' * (place % 2)}")
        make_member(partnership)
        report = make_report(
            call=call,
            partnership=partnership,
            kind=kind,
            supplements=make_measure(earlier) if kind == ReportKind.SUPPLEMENTARY else None,
            status=status,
            case_worker=case_worker,
            may_send_until=timezone.now() + LATER * (place % 3 - 1),
        )
        if report.submitted_at:
            report.sent_owner_nok, report.sent_university_nok = 2**place, 3**place
            report.save(update_fields=["sent_owner_nok", "sent_university_nok"])
            report.sent_schemes.set(cast.schemes[: place % 2])
            sent_with(report, ["R-28"] if place % 3 else [])
    return call


def sent_with(report, remarks):
    Transition.objects.create(
        report=report,
        to_status=ReportStatus.SUBMITTED,
        by=report.created_by,
        at=report.submitted_at,
        warnings=remarks,
    )


def selections(case_worker):
    holders = ["", ME, NOBODY, str(case_worker.pk)]
    for kind, status, holder, text in product(
        ["", *ReportKind], ["", *STATUSES], holders, ["", "as"]
    ):
        yield Selection(kind=kind, status=status, holder=holder, text=text)


def test_what_the_groups_tell_is_what_the_rows_come_to(cast, call):
    mine, now = {cast.siri.pk}, timezone.now()
    for selection in selections(cast.ola):
        counts, called = read_counts(call, mine, selection.text)
        of_those = counts_of(call, called, mine) if called else counts
        rows = totals(select(call, selection, mine=mine, now=now))

        assert (selection, of_those.totals(selection)) == (selection, rows)
        assert groups_tell(selection)


def test_the_reports_that_were_added_lead_to_the_same_rows(cast, call):
    now, code = timezone.now(), cast.schemes[0].code
    some = [{"lacks": REMARKS}, {"lacks": NOTHING}, {"due": OVERDUE}, {"scheme": code}]
    for asked, kind in product([*some, {"scheme": "none"}], ["", *ReportKind]):
        found = select(call, Selection(kind=kind, **asked), mine=[], now=now)
        summed, reports = totals_and_reports(found)
        rows = sorted(keys_of(rows_of_reports(reports, call)))

        assert (asked, rows) == (asked, sorted(keys_of(found)))
        assert summed == totals(found)
        assert bool(rows) == (asked in some)


@pytest.mark.parametrize("status", IN_FORCE)
def test_the_way_from_the_reports_leads_to_the_same_rows_as_that_from_the_office(call, status):
    asked = Q(of_call__status=status)
    ways = [
        partnerships_with(ReportKind.ORDINARY, call, asked, begun=begun) for begun in (False, True)
    ]
    from_office, from_reports = (sorted(keys_of([rows])) for rows in ways)

    assert from_office == from_reports
    assert len(from_office) == 3


def test_a_partnership_of_another_office_is_not_among_the_rows(cast, call):
    report = call.reports.get(kind="supplementary", status="draft", case_worker=cast.ola)
    moved = report.partnership
    moved.county_governor = make_call().county_governor
    moved.save(update_fields=["county_governor"])

    found = partnerships_with(ReportKind.SUPPLEMENTARY, call)

    assert moved.pk not in {key.partnership for key in keys_of([found])}


def test_the_pages_from_the_end_go_on_where_those_from_the_beginning_end(cast, call, monkeypatch):
    monkeypatch.setattr(inbox, "PAGE_SIZE", 4)
    mine, now = {cast.siri.pk}, timezone.now()
    for order in ["", *(f"{sign}{word}" for word in ORDERS for sign in ("", "-"))]:
        found = select(call, Selection(order=order), mine=mine, now=now)
        rows = list(in_order(found, call, order))
        pages = inbox._Counted(in_order(found, call, order), len(rows))

        assert pages.num_pages > 6
        assert (order, [row for page in pages for row in page]) == (order, rows)
