import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.builders import make_call, make_report

OSLO = ZoneInfo("Europe/Oslo")


def calendar_of(call) -> str:
    return reverse("measures:call_calendar", args=[call.pk])


def properties(file: str, name: str) -> list[str]:
    return re.findall(rf"^{name}[:;](.*)\r$", file, re.M)


@pytest.fixture
def call(cast):
    return make_call(
        office=cast.office,
        year=2098,
        opens_at=datetime(2024, 1, 2, 8, 0, tzinfo=OSLO),
        closes_at=datetime(2098, 2, 1, 23, 59, tzinfo=OSLO),
        forum_recommends_on=date(2098, 4, 15),
        decision_by=date(2098, 6, 1),
    )


def test_anyone_can_take_in_the_dates_of_an_open_call(client, call):
    answer = client.get(calendar_of(call))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''kalender-2098.ics"
    assert properties(answer.content.decode(), "DTSTART") == [
        "20240102T070000Z",
        "20980201T225900Z",
        "VALUE=DATE:20980415",
        "VALUE=DATE:20980601",
    ]


def test_the_name_of_a_date_stays_when_the_date_is_moved(client, call):
    before = client.get(calendar_of(call)).content.decode()
    call.closes_at += timedelta(days=7)
    call.save(update_fields=["closes_at"])
    after = client.get(calendar_of(call)).content.decode()

    assert properties(before, "UID") == properties(after, "UID")
    assert len(set(properties(after, "UID"))) == 4
    assert properties(after, "DTSTART")[1] == "20980208T225900Z"


def test_a_date_that_is_not_set_is_left_out(client, call):
    call.forum_recommends_on = call.decision_by = None
    call.save(update_fields=["forum_recommends_on", "decision_by"])

    assert len(properties(client.get(calendar_of(call)).content.decode(), "UID")) == 2


@pytest.mark.parametrize(
    "dates",
    [
        {"closes_at": timezone.now() - timedelta(minutes=1)},
        {"opens_at": timezone.now() + timedelta(days=1)},
    ],
    ids=["closed", "not open yet"],
)
def test_a_call_that_is_not_open_has_no_calendar(client, cast, dates):
    call = make_call(office=cast.office, **dates)

    assert client.get(calendar_of(call)).status_code == 404


def test_open_calls_and_the_deadline_lead_to_the_calendar(cast, client, call):
    report = make_report(call=call, partnership=cast.partnership, by=cast.kari)
    link = f'href="{calendar_of(call)}"'

    assert link in client.get(reverse("start")).content.decode()
    assert link in client.get(reverse("about")).content.decode()
    client.force_login(cast.kari)
    for page in ("report", "check"):
        address = reverse(f"measures:{page}", args=[report.pk])
        assert link in client.get(address).content.decode()


def test_a_returned_report_of_a_closed_call_leads_to_no_calendar(cast, client):
    call = make_call(office=cast.office, closes_at=timezone.now() - timedelta(days=1))
    report = make_report(
        call=call,
        partnership=cast.partnership,
        status="returned",
        may_send_until=timezone.now() + timedelta(days=9),
    )
    client.force_login(cast.kari)

    page = client.get(reverse("measures:report", args=[report.pk])).content.decode()

    assert calendar_of(call) not in page
