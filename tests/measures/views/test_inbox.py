"""The inbox: what the address asks for is what stands there, and what is done is done with just those."""

import csv
import io
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from measures.choices import ReportStatus
from measures.models import NeedsReport, Reminder, Transition
from measures.models.selection import WORDS
from partnerships.models import SavedView
from partnerships.services import new_key, tell_absence
from tests.builders import (
    make_call,
    make_line,
    make_measure,
    make_member,
    make_organisation,
    make_partnership,
    make_report,
    make_staff,
    owner_of,
    sum_up,
)
from tests.spreadsheet import needs_libreoffice, recalculated, stored


@pytest.fixture
def call(cast):
    return make_call(office=cast.office)


@pytest.fixture
def reports(cast, call):
    """One in each status, of growing sums, by the names of their partnerships; Salten has not begun."""
    made = {}
    names = ["Árran", "Bodø", "Saltdal", "Ørnes"]
    statuses = ["draft", "submitted", "returned", "checked"]
    for place, (name, status) in enumerate(zip(names, statuses, strict=True), start=1):
        partnership = make_partnership(office=cast.office, name=name)
        make_member(partnership)
        report = make_report(call=call, partnership=partnership, status=status)
        make_line(make_measure(report), owner_of(report), place * 10_000)
        made[name] = report if status == "draft" else sum_up(report)
    return made


def ask(client, cast, **asked):
    client.force_login(cast.siri)
    address = urlencode({WORDS.get(name, name): value for name, value in asked.items()})
    return client.get(f"{reverse('measures:inbox')}?{address}")


def names(response):
    return [row.partnership.name for row in response.context["inbox"].rows]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Bodø", "Saltdal", "Salten", "Ytre Helgeland", "Árran", "Ørnes"]),
        ({"text": "salt"}, ["Saltdal", "Salten"]),
        ({"text": "ØRNES"}, ["Ørnes"]),
        ({"text": "arran"}, ["Árran"]),
        ({"status": "office"}, ["Bodø"]),
        ({"status": "partnership"}, ["Saltdal", "Salten", "Ytre Helgeland", "Árran"]),
        ({"status": "not_begun"}, ["Salten", "Ytre Helgeland"]),
        ({"status": "draft"}, ["Árran"]),
        ({"status": "returned"}, ["Saltdal"]),
        ({"status": "forum"}, ["Ørnes"]),
        ({"status": "nothing we know"}, ["Bodø", "Saltdal", "Salten", "Ytre Helgeland", "Árran", "Ørnes"]),
        ({"scheme": "regional"}, ["Bodø", "Saltdal", "Ørnes"]),  # of a draft nothing is known
        ({"scheme": "decentralised"}, []),
        ({"status": "partnership", "text": "salt"}, ["Saltdal", "Salten"]),
        ({"order": "-navn"}, ["Ørnes", "Árran", "Ytre Helgeland", "Salten", "Saltdal", "Bodø"]),
        ({"order": "sum"}, ["Bodø", "Saltdal", "Ørnes", "Salten", "Ytre Helgeland", "Árran"]),
        ({"order": "-sum"}, ["Ørnes", "Saltdal", "Bodø", "Salten", "Ytre Helgeland", "Árran"]),
        ({"order": "status"}, ["Salten", "Ytre Helgeland", "Árran", "Saltdal", "Bodø", "Ørnes"]),
        ({"order": "endret"}, ["Árran", "Bodø", "Saltdal", "Ørnes", "Salten", "Ytre Helgeland"]),
        ({"order": "-frist"}, ["Saltdal", "Salten", "Ytre Helgeland", "Árran", "Bodø", "Ørnes"]),
    ],
)  # fmt: skip
def test_the_address_says_which_and_in_what_order(cast, client, reports, asked, found):
    assert names(ask(client, cast, **asked)) == found


def test_the_list_is_narrowed_by_what_is_lacking(cast, client, reports):
    for day, rules in enumerate([["R-28"], ["R-14", "R-27"]]):
        at = reports["Bodø"].submitted_at + timedelta(days=day - 1)
        sent_with(reports["Bodø"], rules, at)
    sent_with(reports["Ørnes"], [], reports["Ørnes"].submitted_at)

    assert names(ask(client, cast, lacks="merknader")) == ["Bodø"]
    assert names(ask(client, cast, lacks="ingenting")) == ["Ørnes"]  # Saltdal's is being changed
    client.cookies["django_language"] = "en"
    page = ask(client, cast, status="office").content.decode()
    assert "Further owners, organisation number" in page
    assert "ccount number" not in page


def test_remarks_that_were_put_right_are_no_longer_lacking(cast, client, reports):
    sent_with(reports["Bodø"], ["R-28"], reports["Bodø"].submitted_at - timedelta(days=1))
    sent_with(reports["Bodø"], [], reports["Bodø"].submitted_at)

    assert names(ask(client, cast, lacks="merknader")) == []


def sent_with(report, rules, at):
    Transition.objects.create(
        report=report, from_status="draft", to_status="submitted", by=report.created_by, at=at,
        warnings=rules,
    )  # fmt: skip


def test_a_partnership_that_has_withdrawn_has_not_begun(cast, client, reports):
    NeedsReport.objects.filter(pk=reports["Bodø"].pk).update(status=ReportStatus.WITHDRAWN)

    assert names(ask(client, cast, status="not_begun")) == ["Bodø", "Salten", "Ytre Helgeland"]


def test_another_years_report_is_not_this_years(cast, client, call, reports):
    earlier = make_call(office=cast.office, year=2020)
    make_report(call=earlier, partnership=cast.neighbour, status="checked")

    assert names(ask(client, cast, status="not_begun")) == ["Salten", "Ytre Helgeland"]


def test_what_is_overdue_goes_by_its_own_deadline(cast, client, call, reports):
    call.closes_at = timezone.now() - timedelta(hours=1)
    call.save(update_fields=["closes_at"])
    later = timezone.now() + timedelta(days=3)
    NeedsReport.objects.filter(pk=reports["Saltdal"].pk).update(may_send_until=later)

    assert names(ask(client, cast, due="ute")) == ["Salten", "Ytre Helgeland", "Árran"]


def test_the_sums_in_the_foot_are_of_the_whole_selection(cast, client, reports):
    inbox = ask(client, cast, status="office").context["inbox"]

    assert (inbox.totals.count, inbox.totals.sent_count, inbox.totals.total_nok) == (1, 1, 20_000)
    assert ask(client, cast).context["inbox"].totals.total_nok == 90_000  # without the draft's


def test_the_pages_add_up_to_the_foot(cast, client, call):
    for place in range(1, 61):
        partnership = make_partnership(office=cast.office)
        status = ["submitted", "draft", "checked"][place % 3]
        report = make_report(call=call, partnership=partnership, status=status)
        make_line(make_measure(report), owner_of(report), place * 1_001)
        if status != "draft":
            sum_up(report)

    pages = [ask(client, cast, order="-sum", page=page).context["inbox"] for page in (1, 2)]
    rows = [row for page in pages for row in page.rows]
    sent = [row.report for row in rows if row.is_sent]
    added = sum(report.sent_owner_nok + report.sent_university_nok for report in sent)

    assert len({row.partnership.pk for row in rows}) == len(rows) == 62
    assert {page.totals.total_nok for page in pages} == {added}


def test_mine_are_those_of_whom_i_cover_for_too(cast, client, reports):
    away = make_staff(cast.office)
    NeedsReport.objects.filter(pk=reports["Bodø"].pk).update(case_worker=cast.siri)
    NeedsReport.objects.filter(pk=reports["Ørnes"].pk).update(case_worker=away)
    assert names(ask(client, cast, holder="meg")) == ["Bodø"]

    today = timezone.localdate()
    tell_absence(office=cast.office, first_day=today, last_day=today, covered_by=cast.siri, by=away)

    found = ask(client, cast, holder="meg")
    assert names(found) == ["Bodø", "Ørnes"]
    assert [row.cover for row in found.context["inbox"].rows] == [None, cast.siri]
    assert found.context["inbox"].counts.mine == 2
    assert names(ask(client, cast, holder=str(away.pk))) == ["Ørnes"]
    assert names(ask(client, cast, holder="ingen")) == ["Saltdal", "Árran"]


def test_the_inbox_asks_twelve_times_at_most(cast, client, reports, django_assert_max_num_queries):
    SavedView.objects.create(user=cast.siri, page="inbox", name="Alt")
    ask(client, cast)

    with django_assert_max_num_queries(12):
        client.get(f"{reverse('measures:inbox')}?sok=salt&vis=partnership&sorter=-sum")


def test_a_heading_turns_the_order_round(cast, client, reports):
    with translation.override("en"):
        client.cookies["django_language"] = "en"
        page = ask(client, cast, order="sum", status="partnership").content.decode()

    assert 'aria-sort="ascending"><a href="?vis=partnership&amp;sorter=-sum">Sum</a>' in page
    assert '<a href="?vis=partnership&amp;sorter=endret">' in page


# --- kept views ----------------------------------------------------------------------------------


def test_a_view_is_kept_renamed_and_deleted(cast, client, call, reports):
    client.force_login(cast.siri)
    form = {"utvalg": "sok=salt&vis=partnership&nonsense=1", "name": "Salten"}

    kept = client.post(reverse("measures:view_save", args=[call.pk]), form)
    view = SavedView.objects.get()
    assert (view.user, view.query) == (cast.siri, "sok=salt&vis=partnership")
    assert kept.url == f"{reverse('measures:inbox_of_call', args=[call.pk])}?{view.query}"

    client.post(reverse("measures:saved_view", args=[call.pk, view.pk]), {"name": "Nord"})
    view.refresh_from_db()
    assert view.name == "Nord"

    client.post(reverse("measures:view_delete", args=[call.pk, view.pk]))
    assert not SavedView.objects.exists()


def test_two_views_of_one_name_are_refused(cast, client, call):
    client.force_login(cast.siri)
    form = {"utvalg": "", "name": "Alt"}
    here = reverse("measures:view_save", args=[call.pk])

    assert [client.post(here, form).status_code for _time in range(2)] == [302, 422]
    assert SavedView.objects.count() == 1


# --- many at once --------------------------------------------------------------------------------


def act(client, cast, call, name, *chosen, **data):
    client.force_login(cast.siri)
    form = {"velg": [partnership.pk for partnership in chosen], "key": new_key(), **data}
    return client.post(reverse(f"measures:{name}", args=[call.pk]), form)


def test_those_that_are_ticked_are_given_to_a_colleague(cast, client, call, reports):
    colleague = make_staff(cast.office)
    bodo, ornes = reports["Bodø"], reports["Ørnes"]

    response = act(
        client, cast, call, "inbox_assign", bodo.partnership, ornes.partnership,
        case_worker=colleague.pk, utvalg="sorter=-sum",
    )  # fmt: skip

    assert response.status_code == 302
    assert response.url.endswith("?sorter=-sum")
    assert set(NeedsReport.objects.filter(case_worker=colleague)) == {bodo, ornes}
    assert bodo.history.first().case_worker == colleague


def test_all_that_the_filters_find_are_given_to_a_colleague(cast, client, call, reports):
    colleague = make_staff(cast.office)

    act(
        client, cast, call, "inbox_assign",
        case_worker=colleague.pk, utvalg="vis=office", alle="1",
    )  # fmt: skip

    assert list(NeedsReport.objects.filter(case_worker=colleague)) == [reports["Bodø"]]


def test_what_has_not_begun_is_told_of_and_given_to_nobody(cast, client, call, reports):
    response = act(
        client, cast, call, "inbox_assign", cast.neighbour, reports["Bodø"].partnership,
        case_worker=cast.siri.pk,
    )  # fmt: skip

    assert response.status_code == 422
    assert response.context["outcome"].done == 1
    assert [name for name, _why in response.context["outcome"].left] == ["Salten"]


def test_a_report_of_another_office_is_left_alone(cast, client, call, reports):
    elsewhere = make_report(
        call=make_call(office=cast.other_office),
        partnership=make_partnership(office=cast.other_office),
    )

    act(client, cast, call, "inbox_assign", elsewhere.partnership, case_worker=cast.siri.pk)

    elsewhere.refresh_from_db()
    assert elsewhere.case_worker is None


def test_nobody_but_a_case_worker_of_the_office_is_given_a_report(cast, client, call, reports):
    for person in (cast.nils, cast.kari, cast.liv):
        response = act(
            client, cast, call, "inbox_assign", reports["Bodø"].partnership, case_worker=person.pk
        )
        assert response.status_code == 422
    assert not NeedsReport.objects.exclude(case_worker=None).exists()


def test_nothing_ticked_is_said(cast, client, call, reports):
    response = act(client, cast, call, "inbox_check_off")

    assert (response.status_code, bool(response.context["problem"])) == (422, True)


def test_many_are_checked_off_and_the_others_listed(cast, client, call, reports):
    chosen = [report.partnership for report in reports.values()]
    key = new_key()

    first = act(client, cast, call, "inbox_check_off", *chosen, cast.neighbour, key=key)
    again = act(client, cast, call, "inbox_check_off", reports["Bodø"].partnership, key=key)

    outcome = first.context["outcome"]
    assert (outcome.done, [name for name, _why in outcome.left]) == (
        1,
        ["Árran", "Saltdal", "Ørnes", "Salten"],
    )
    assert again.status_code == 302  # the same press once more does nothing and is no fault
    reports["Bodø"].refresh_from_db()
    assert reports["Bodø"].status == ReportStatus.CHECKED
    assert reports["Bodø"].transitions.count() == 1


def test_reminders_are_made_once_to_those_that_have_not_sent(cast, client, call, reports):
    chosen = [report.partnership for report in reports.values()] + [cast.neighbour]

    first = act(client, cast, call, "inbox_remind", *chosen)
    second = act(client, cast, call, "inbox_remind", cast.neighbour)

    reminded = Reminder.objects.order_by("partnership__name")
    assert [reminder.partnership.name for reminder in reminded] == ["Salten", "Árran"]
    assert all(reminder.mail.is_held for reminder in reminded)
    assert len(first.context["outcome"].left) == 3
    assert (second.status_code, second.context["outcome"].done) == (422, 0)


def test_one_is_given_to_a_colleague_from_its_row(cast, client, call, reports):
    client.force_login(cast.siri)
    address = reverse("measures:report_assign", args=[reports["Árran"].pk])

    assert client.get(address).status_code == 200
    client.post(address, {"case_worker": cast.siri.pk})

    reports["Árran"].refresh_from_db()
    assert reports["Árran"].case_worker == cast.siri


# --- files ---------------------------------------------------------------------------------------


def test_the_list_is_downloaded_as_it_is_shown(cast, client, call, reports):
    cast.neighbour.lead_owner = make_organisation(name='=HYPERLINK("x")')
    cast.neighbour.save(update_fields=["lead_owner"])
    client.force_login(cast.siri)

    response = client.get(f"{reverse('measures:inbox_csv', args=[call.pk])}?sorter=-sum")
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert [row[0] for row in rows[1:]] == [
        "Ørnes", "Saltdal", "Bodø", "Salten", "Ytre Helgeland", "Árran",
    ]  # fmt: skip
    assert [row[7] for row in rows[1:]] == ["40000", "30000", "20000", "", "", ""]
    assert rows[4][1] == '\'=HYPERLINK("x")'


def test_a_withdrawn_report_is_given_to_nobody_and_that_is_told(cast, client, reports):
    report = reports["Árran"]
    report.status = ReportStatus.WITHDRAWN
    report.save(update_fields=["status"])
    client.force_login(cast.siri)

    address = reverse("measures:report_assign", args=[report.pk])
    page = client.post(address, {"case_worker": cast.siri.pk}, follow=True)

    report.refresh_from_db()
    assert report.case_worker is None
    assert [message.level_tag for message in page.context["messages"]] == ["error"]


def test_the_workbook_has_the_rows_of_the_filters_and_a_live_sum(cast, client, call, reports):
    cast.neighbour.name = "=1+1"
    cast.neighbour.save(update_fields=["name"])
    client.force_login(cast.siri)

    response = client.get(f"{reverse('measures:inbox_excel', args=[call.pk])}?sorter=-sum")
    book = io.BytesIO(b"".join(response.streaming_content))
    live, seen = (load_workbook(book, data_only=only).active for only in (False, True))

    assert [row[0].value for row in seen.iter_rows(min_row=2, max_row=7)] == [
        "Ørnes", "Saltdal", "Bodø", "=1+1", "Ytre Helgeland", "Árran",
    ]  # fmt: skip
    assert [cell.data_type for cell in live["A"]] == ["s"] * 8
    assert (live["H8"].value, seen["H8"].value) == ("=SUM(H2:H7)", 90_000)


@needs_libreoffice
def test_libreoffice_computes_the_same_in_every_cell(cast, client, call, reports, tmp_path):
    client.force_login(cast.siri)
    response = client.get(reverse("measures:inbox_excel", args=[call.pk]))
    book = b"".join(response.streaming_content)

    (computed,) = recalculated([book], tmp_path)

    cells = [list(sheet.iter_rows(values_only=True)) for sheet in (computed, stored(book))]
    assert cells[0] == cells[1]
