"""A needs report from beginning to receipt, as the partnership meets it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from measures.choices import ReportStatus
from measures.models import NeedsReport
from measures.services import lifecycle
from partnerships.services import new_key
from tests.builders import make_call, make_measure, make_ready_report, make_report
from tests.pages import sent_by


@pytest.fixture
def call(cast):
    return make_call(office=cast.office)


@pytest.fixture
def report(cast, call):
    return make_ready_report(partnership=cast.partnership, call=call, by=cast.kari)


@pytest.fixture
def sent(cast, report):
    return lifecycle.submit_report(report=report, by=cast.kari, key=new_key())


@pytest.fixture
def log_in(client):
    def as_person(person):
        client.force_login(person)
        client.cookies["django_language"] = "en"
        return client

    return as_person


def url(name, report):
    return reverse(f"measures:{name}", args=[report.pk])


def status_of(report):
    return NeedsReport.objects.get(pk=report.pk).status


# --- begin ---------------------------------------------------------------------------------------


def test_a_coordinator_begins_the_report_of_a_call(cast, call, log_in):
    kari = log_in(cast.kari)
    listed = kari.get(reverse("measures:report_list")).context["to_begin"]

    answer = kari.post(
        reverse("measures:report_begin"), {"call": call.pk, "partnership": cast.partnership.pk}
    )

    begun = NeedsReport.objects.get()
    assert listed == [(call, cast.partnership, None)]
    assert answer["Location"] == url("report", begun)
    assert kari.get(reverse("measures:report_list")).context["to_begin"] == []


def test_a_report_that_is_begun_is_not_begun_again(cast, call, report, log_in):
    answer = log_in(cast.kari).post(
        reverse("measures:report_begin"), {"call": call.pk, "partnership": cast.partnership.pk}
    )

    assert answer["Location"] == reverse("measures:report_list")
    assert NeedsReport.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "status"), [("per", 403), ("una", 403), ("ola", 404), ("nils", 404)]
)
def test_nobody_else_begins_it(cast, call, log_in, name, status):
    answer = log_in(getattr(cast, name)).post(
        reverse("measures:report_begin"), {"call": call.pk, "partnership": cast.partnership.pk}
    )

    assert (answer.status_code, NeedsReport.objects.count()) == (status, 0)


@pytest.mark.parametrize("call_id", ["", "x", "-1", "99999999999999999999"])
def test_a_call_that_is_none_is_not_found(cast, log_in, call_id):
    answer = log_in(cast.kari).post(
        reverse("measures:report_begin"), {"call": call_id, "partnership": cast.partnership.pk}
    )

    assert answer.status_code == 404


# --- the task list -------------------------------------------------------------------------------


def test_the_task_list_tells_how_far_each_part_has_come(cast, call, log_in):
    report = make_report(partnership=cast.partnership, call=call)
    make_measure(report, title="Alvorlig skolefravær")

    tasks = log_in(cast.kari).get(url("report", report)).context["tasks"]

    assert [(row["title"], row["tag"]) for row in tasks.partnership()] == [
        ("Contacts and accounts", "Not begun"),
        ("Owners and universities", "Answers missing"),
        ("Kindergartens, schools and psychology services", "Not begun"),
    ]
    (group,) = tasks.ledger()["groups"]
    assert [(row["label"], row["tag"]) for row in group["rows"]] == [
        ("1. Alvorlig skolefravær", "Not begun")
    ]
    assert tasks.before_sending()[-1]["tag"] == "Not ready"


def test_a_reader_sees_how_far_it_is_and_gets_no_way_to_write(cast, report, log_in):
    page = log_in(cast.per).get(url("report", report))

    rows = [*page.context["tasks"].partnership(), *page.context["tasks"].before_sending()]
    assert {row["url"] for row in rows} == {""}
    assert "/tiltak/" not in page.content.decode()


def test_the_office_and_the_forum_are_led_to_where_they_read(cast, sent, log_in):
    lifecycle.check_off_report(report=sent, by=cast.siri, key=new_key())

    for person in (cast.siri, cast.frida):
        assert log_in(person).get(url("report", sent))["Location"] == url("review", sent)


# --- check and send ------------------------------------------------------------------------------


def test_a_report_is_checked_and_sent(cast, report, log_in):
    kari = log_in(cast.kari)
    check = kari.get(url("check", report))

    answer = kari.post(url("submit", report), sent_by(check))

    assert check.context["stops"] == []
    assert answer["Location"] == url("receipt", report)
    assert status_of(report) == ReportStatus.SUBMITTED
    assert NeedsReport.objects.get().receipt_number in kari.get(answer["Location"]).content.decode()


def test_a_second_press_sends_nothing_twice(cast, report, log_in):
    kari = log_in(cast.kari)
    sent = sent_by(kari.get(url("check", report)))

    first, second = kari.post(url("submit", report), sent), kari.post(url("submit", report), sent)

    assert (first["Location"], second["Location"]) == (url("receipt", report),) * 2
    assert report.versions.count() == 1


def test_what_is_missing_stops_the_sending_and_is_linked(cast, report, log_in):
    measure = report.measures.get()
    measure.purpose = ""
    measure.save(update_fields=["purpose"])
    kari = log_in(cast.kari)

    answer = kari.post(url("submit", report), sent_by(kari.get(url("check", report))))

    place = reverse("measures:measure", args=[report.pk, measure.pk])
    assert answer.status_code == 422
    assert [told.url for told in answer.context["stops"]] == [f"{place}#id_purpose_0"]
    assert 'id="id_purpose_0"' in kari.get(place).content.decode()
    assert status_of(report) == ReportStatus.DRAFT


def test_what_a_colleague_changed_after_the_page_was_opened_is_not_sent_unseen(
    cast, report, log_in
):
    kari = log_in(cast.kari)
    sent = sent_by(kari.get(url("check", report)))
    report.measures.update(title="Endret")

    answer = kari.post(url("submit", report), sent)

    assert answer.status_code == 422
    assert "was changed after you opened this page" in answer.content.decode()
    assert status_of(report) == ReportStatus.DRAFT


def test_after_the_deadline_nothing_is_sent(cast, log_in):
    closed = make_call(office=cast.office, closes_at=timezone.now() - timedelta(minutes=1))
    report = make_ready_report(partnership=cast.partnership, call=closed)
    kari = log_in(cast.kari)

    answer = kari.post(url("submit", report), sent_by(kari.get(url("check", report))))

    assert (answer.status_code, status_of(report)) == (422, ReportStatus.DRAFT)


@pytest.mark.parametrize(
    ("name", "status"), [("per", 403), ("una", 403), ("tor", 403), ("ola", 404), ("siri", 404)]
)
@pytest.mark.parametrize("page", ["check", "submit"])
def test_only_a_coordinator_checks_and_sends(cast, report, log_in, name, status, page):
    person = log_in(getattr(cast, name))

    answer = person.get(url(page, report)) if page == "check" else person.post(url(page, report))

    assert (answer.status_code, status_of(report)) == (status, ReportStatus.DRAFT)


@pytest.mark.parametrize(
    "field",
    [
        "anchoring",
        "owner_use",
        "university_use",
        "title",
        "terms",
        "coordinator_needed",
    ],
)
def test_each_message_about_a_measure_leads_to_a_place_on_its_page(cast, report, log_in, field):
    measure = report.measures.get()
    nothing = {"terms": [], "coordinator_needed": None}.get(field, "")
    setattr(measure, field, nothing)
    measure.save(update_fields=[field])
    kari = log_in(cast.kari)

    (told,) = kari.get(url("check", report)).context["stops"]

    page, _hash, place = told.url.partition("#")
    assert f'id="{place}"' in kari.get(page).content.decode()


# --- after it is sent ----------------------------------------------------------------------------


def test_it_is_taken_back_until_the_deadline(cast, sent, log_in):
    kari = log_in(cast.kari)
    assert kari.get(url("report", sent))["Location"] == url("receipt", sent)

    kari.post(url("take_back", sent))

    assert status_of(sent) == ReportStatus.DRAFT
    assert kari.get(url("report", sent)).status_code == 200


def test_it_is_not_taken_back_when_the_office_was_quicker(cast, sent, log_in):
    lifecycle.check_off_report(report=sent, by=cast.siri, key=new_key())

    answer = log_in(cast.kari).post(url("take_back", sent), follow=True)

    assert "Siri has done this first" in answer.content.decode()
    assert status_of(sent) == ReportStatus.CHECKED


@pytest.mark.parametrize("name", ["per", "una", "siri"])
def test_only_a_coordinator_takes_it_back(cast, sent, log_in, name):
    assert log_in(getattr(cast, name)).post(url("take_back", sent)).status_code == 403
    assert status_of(sent) == ReportStatus.SUBMITTED


def test_it_is_withdrawn_with_a_reason(cast, sent, log_in):
    kari = log_in(cast.kari)

    without = kari.post(url("withdraw", sent), {"reason": ""})
    assert (without.status_code, status_of(sent)) == (422, ReportStatus.SUBMITTED)

    kari.post(url("withdraw", sent), {"reason": "Vi står over i år."})
    assert status_of(sent) == ReportStatus.WITHDRAWN
    assert kari.get(url("report", sent)).status_code == 200


def test_a_draft_that_was_withdrawn_can_still_be_read(cast, report, log_in):
    kari = log_in(cast.kari)
    kari.post(url("withdraw", report), {"reason": "Vi står over i år."})

    for page in ("report", "review"):
        assert kari.get(url(page, report)).status_code == 200


def test_the_receipt_shows_what_was_sent_and_not_what_was_changed_since(cast, sent, log_in):
    sent.measures.first().lines.update(unit_price_nok=9_999_000)

    page = log_in(cast.kari).get(url("receipt", sent))

    assert page.context["table"].totals.total_nok == 150_000


def test_a_report_that_is_not_sent_has_no_receipt(cast, report, log_in):
    assert log_in(cast.kari).get(url("receipt", report))["Location"] == url("report", report)


@pytest.mark.parametrize("page", ["report_list", "receipt"])
def test_the_list_and_the_receipt_ask_at_most_twelve_queries(
    cast, sent, log_in, django_assert_max_num_queries, page
):
    kari = log_in(cast.kari)
    address = reverse(f"measures:{page}") if page == "report_list" else url(page, sent)

    with django_assert_max_num_queries(12):
        assert kari.get(address).status_code == 200


def test_own_reports_come_fifty_at_a_time(cast, call, log_in):
    for year in range(1950, 2001):
        make_report(partnership=cast.partnership, call=make_call(office=cast.office, year=year))
    kari, address = log_in(cast.kari), reverse("measures:report_list")

    first, last = kari.get(address), kari.get(address, {"page": 2})

    assert [report.call.year for report in first.context["reports"]] == [*range(2000, 1950, -1)]
    assert [report.call.year for report in last.context["reports"]] == [1950]
    assert "Page 2 of 2" in last.content.decode()


def test_a_case_worker_writes_and_sends_what_came_by_email(cast, call, log_in):
    siri = log_in(cast.siri)
    began = siri.post(
        reverse("measures:report_register", args=[call.pk]),
        {"partnership": cast.partnership.pk, "on_behalf": "E-post 30. januar"},
    )
    report = NeedsReport.objects.get()

    assert began["Location"] == url("report", report)
    for page in ("report", "contacts", "scope", "check", "review"):
        assert siri.get(url(page, report)).status_code == 200

    ready = make_ready_report(
        partnership=cast.neighbour, call=call, by=cast.siri, on_behalf="E-post 30. januar"
    )
    siri.post(url("submit", ready), sent_by(siri.get(url("check", ready))))
    assert status_of(ready) == ReportStatus.SUBMITTED
