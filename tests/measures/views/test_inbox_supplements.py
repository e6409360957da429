"""Supplementary reports in the inbox: rows of their own under their partnership, asked for as the others."""

import csv
import io
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from measures.choices import ReportKind, ReportStatus
from measures.models import NeedsReport, Reminder
from measures.models.export import export_rows, rows_in_parts
from measures.models.selection import WORDS, Selection, select
from partnerships.services import new_key
from tests.builders import (
    make_call,
    make_line,
    make_measure,
    make_member,
    make_partnership,
    make_report,
    make_staff,
    owner_of,
    sum_up,
)
from tests.pages import text_of


@pytest.fixture
def call(cast):
    return make_call(office=cast.office)


@pytest.fixture
def earlier(cast):
    """Bodø's report of the year before, checked: its measure still runs."""
    partnership = make_partnership(office=cast.office, name="Bodø")
    make_member(partnership)
    call = make_call(office=cast.office, year=2020)
    report = make_report(call=call, partnership=partnership, status="checked")
    make_measure(report, title="Language")
    return report


@pytest.fixture
def more(call, earlier):
    """Make a supplementary report of Bodø's, to a measure of the year before."""

    def more(status="submitted", owner_nok=25_000, **fields):
        measure = make_measure(earlier)
        report = make_report(
            call=call,
            partnership=earlier.partnership,
            kind=ReportKind.SUPPLEMENTARY,
            supplements=measure,
            status=status,
            **fields,
        )
        make_line(make_measure(report, title=measure.title), owner_of(report), owner_nok)
        return report if status == "draft" else sum_up(report)

    return more


@pytest.fixture
def ordinary(call, earlier):
    report = make_report(call=call, partnership=earlier.partnership, status="submitted")
    make_line(make_measure(report), owner_of(report), 100_000)
    return sum_up(report)


def ask(client, cast, **asked):
    client.force_login(cast.siri)
    client.cookies["django_language"] = "en"
    address = urlencode({WORDS.get(name, name): value for name, value in asked.items()})
    return client.get(f"{reverse('measures:inbox')}?{address}")


def rows(response):
    """(partnership, whether it is a supplementary report)"""
    return [
        (row.partnership.name, bool(row.key.is_supplement))
        for row in response.context["inbox"].rows
    ]


REST = [("Salten", False), ("Ytre Helgeland", False)]


def test_it_stands_under_its_partnership_with_the_way_to_its_measure(
    cast, client, earlier, ordinary, more
):
    report = more()

    page = ask(client, cast)

    assert rows(page) == [("Bodø", False), ("Bodø", True), *REST]
    text = text_of(page)
    assert "supplementary need to measure 2, “Measure 2”, of 2020" in text
    measure = report.supplements
    for address in (
        f"{reverse('measures:review', args=[earlier.pk])}#measure-{measure.pk}",
        reverse("measures:review", args=[report.pk]),
    ):
        assert f'href="{address}"' in page.content.decode()


def test_a_partnership_that_has_only_asked_for_more_has_not_begun(cast, client, more):
    more()

    assert rows(ask(client, cast)) == [("Bodø", False), ("Bodø", True), *REST]
    assert rows(ask(client, cast, status="not_begun")) == [("Bodø", False), *REST]


def test_of_a_draft_there_is_neither_amount_nor_address(cast, client, more):
    report = more("draft")

    page = ask(client, cast, kind="supplementary")

    assert rows(page) == [("Bodø", True)]
    assert reverse("measures:review", args=[report.pk]) not in page.content.decode()
    assert page.context["inbox"].totals.total_nok == 0


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "ordinary"}, [("Bodø", False), *REST]),
        ({"kind": "supplementary"}, [("Bodø", True)]),
        ({"kind": "nothing we know"}, [("Bodø", False), ("Bodø", True), *REST]),
        ({"text": "bodø"}, [("Bodø", False), ("Bodø", True)]),
        ({"text": "salten"}, [("Salten", False)]),
        ({"text": "bodø", "kind": "supplementary"}, [("Bodø", True)]),
        ({"status": "office"}, [("Bodø", False), ("Bodø", True)]),
        ({"status": "forum"}, []),
        ({"scheme": "regional"}, [("Bodø", False), ("Bodø", True)]),
        ({"holder": "ingen"}, [("Bodø", False)]),
        ({"holder": "meg"}, [("Bodø", True)]),
        ({"lacks": "ingenting"}, [("Bodø", False), ("Bodø", True)]),
        ({"order": "sum"}, [("Bodø", True), ("Bodø", False), *REST]),
        ({"order": "-sum"}, [("Bodø", False), ("Bodø", True), *REST]),
        ({"order": "-navn"}, [*reversed(REST), ("Bodø", False), ("Bodø", True)]),
        ({"order": "-sum", "text": "b"}, [("Bodø", False), ("Bodø", True)]),
    ],
)
def test_it_is_found_and_sorted_as_the_others(cast, client, ordinary, more, asked, found):
    more(case_worker=cast.siri)

    assert rows(ask(client, cast, **asked)) == found


def test_what_is_withdrawn_or_of_another_call_or_office_is_not_there(cast, client, call, more):
    more("withdrawn")
    NeedsReport.objects.filter(pk=more().pk).update(call=make_call(office=cast.office, year=2021))

    client.force_login(cast.siri)
    page = client.get(reverse("measures:inbox_of_call", args=[call.pk]))

    assert rows(page) == [("Bodø", False), *REST]


@pytest.mark.parametrize("asked", [{}, {"text": "o"}])
def test_the_foot_adds_both_and_says_how_much_is_supplementary(cast, client, ordinary, more, asked):
    more()
    more("draft")

    page = ask(client, cast, **asked)

    totals = page.context["inbox"].totals
    assert (totals.sent_count, totals.total_nok, totals.supplements_nok) == (2, 125_000, 25_000)
    assert totals.parts_nok == totals.total_nok
    assert "Of this 25 000 kr is supplementary need." in text_of(page)


def test_the_views_count_both_and_the_lead_the_reports_of_the_year(cast, client, ordinary, more):
    more(case_worker=cast.siri)
    more("draft")

    page = ask(client, cast)

    counts = {label: count for _query, label, count in page.context["fixed_views"]}
    assert counts == {
        "All": 5,
        "Mine": 1,
        "With us": 2,
        "With the partnership": 3,
        "Ready for the forum": 0,
        "Supplementary needs": 2,
    }
    for query, _label, count in page.context["fixed_views"]:
        found = client.get(f"{reverse('measures:inbox')}?{query}")
        assert found.context["inbox"].totals.count == count
    assert "1 of 3 needs reports have been sent, 0 are being written, and 2 have not" in text_of(
        page
    )


def test_the_pages_hold_each_row_once(cast, client, earlier, more):
    for _time in range(60):
        more()

    pages = [ask(client, cast, page=page).context["inbox"] for page in (1, 2)]

    keys = [row.key for page in pages for row in page.rows]
    assert len(set(keys)) == len(keys) == 63


# --- many at once --------------------------------------------------------------------------------


def act(client, cast, call, name, *chosen, **data):
    client.force_login(cast.siri)
    form = {"velg": chosen, "key": new_key(), **data}
    return client.post(reverse(f"measures:{name}", args=[call.pk]), form)


def test_it_alone_is_given_to_a_colleague(cast, client, call, ordinary, more):
    colleague, report = make_staff(cast.office), more()

    act(client, cast, call, "inbox_assign", f"t{report.pk}", case_worker=colleague.pk)

    assert list(NeedsReport.objects.filter(case_worker=colleague)) == [report]


def test_all_that_the_filters_find_are_given_to_a_colleague(cast, client, call, ordinary, more):
    colleague, report = make_staff(cast.office), more()

    act(
        client, cast, call, "inbox_assign",
        case_worker=colleague.pk, utvalg="vis=office", alle="1",
    )  # fmt: skip

    assert set(NeedsReport.objects.filter(case_worker=colleague)) == {ordinary, report}


def test_it_is_given_to_a_colleague_from_its_row(cast, client, ordinary, more):
    report = more()
    client.force_login(cast.siri)

    client.post(reverse("measures:report_assign", args=[report.pk]), {"case_worker": cast.siri.pk})

    assert list(NeedsReport.objects.filter(case_worker=cast.siri)) == [report]


def test_it_is_checked_off_with_the_others(cast, client, call, ordinary, more):
    report, draft = more(), more("draft")
    chosen = [ordinary.partnership_id, f"t{report.pk}", f"t{draft.pk}"]

    left = act(client, cast, call, "inbox_check_off", *chosen).context["outcome"].left

    checked = NeedsReport.objects.filter(status=ReportStatus.CHECKED, call=call)
    assert set(checked) == {ordinary, report}
    assert [name.startswith("Bodø, ") for name, _why in left] == [True]


def test_nobody_is_reminded_of_what_nobody_waits_for(cast, client, call, more):
    draft = more("draft")
    chosen = [draft.partnership_id, f"t{draft.pk}"]

    outcome = act(client, cast, call, "inbox_remind", *chosen).context["outcome"]

    assert [each.partnership for each in Reminder.objects.all()] == [draft.partnership]
    assert (outcome.done, len(outcome.left)) == (1, 1)


@pytest.mark.parametrize("name", ["t0", "t", "tt1", "t-1", "1t", "", "x"])
def test_what_names_no_row_is_nothing_ticked(cast, client, call, more, name):
    more()

    response = act(client, cast, call, "inbox_check_off", name)

    assert (response.status_code, bool(response.context["problem"])) == (422, True)


def test_one_of_another_office_is_left_alone(cast, client, call, more):
    report = more()
    elsewhere = make_call(office=cast.other_office)
    NeedsReport.objects.filter(pk=report.pk).update(call=elsewhere)

    act(client, cast, call, "inbox_assign", f"t{report.pk}", case_worker=cast.siri.pk)

    report.refresh_from_db()
    assert report.case_worker is None


# --- files ---------------------------------------------------------------------------------------


def test_the_files_say_which_kind_and_to_which_measure(cast, client, call, ordinary, more):
    more()
    client.force_login(cast.siri)
    client.cookies["django_language"] = "en"
    query = "vis=office"

    response = client.get(f"{reverse('measures:inbox_csv', args=[call.pk])}?{query}")
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(content), delimiter=";"))
    asked = client.get(f"{reverse('measures:inbox_excel', args=[call.pk])}?{query}")
    book = load_workbook(io.BytesIO(b"".join(asked.streaming_content)), data_only=True)

    assert [(line["Kind"], line["Sum"]) for line in lines] == [
        ("Ordinary", "100000"),
        ("Supplementary", "25000"),
    ]
    assert [line["Supplementary need to"] for line in lines] == ["", "Measure 2, “Measure 2”, 2020"]
    assert [row[7] for row in book.active.iter_rows(values_only=True)][1:] == [
        *(100_000, 25_000, 125_000)
    ]


@pytest.mark.parametrize("order", ["", "-navn", "sum", "-frist"])
def test_the_rows_in_parts_are_the_same_rows(call, ordinary, more, order):
    more()
    more("draft")
    found = select(call, Selection(), mine=[], now=timezone.now())

    assert list(rows_in_parts(found, call, order)) == list(export_rows(found, call, order))
