"""The pages that are measured, who asks for them, and what they cost in the process itself."""

import math
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from allocation.models import Division, Meeting
from measures.models import NeedsReport
from measures.models.inbox import PAGE_SIZE
from measures.services.merging import mark
from partnerships.models import User
from tests.bench import data
from tests.bench.servers import Answer, Server


class Page(NamedTuple):
    name: str
    person: str  # "" is nobody
    address: str
    at_most: int  # times the bare view


class Count(NamedTuple):
    queries: int
    html_bytes: int


def pages() -> list[Page]:
    call = data.open_call()
    own = data.own_report()
    sent = NeedsReport.objects.filter(partnership=own.partnership).exclude(pk=own.pk).latest("pk")
    measure = own.measures.order_by("number").first()
    inbox = reverse("measures:inbox_of_call", args=[call.pk])
    # The last full page: half a page would flatter.
    last = math.floor(call.county_governor.partnerships.count() / PAGE_SIZE)
    division, meeting = Division.objects.earliest("pk"), Meeting.objects.earliest("pk")
    return [
        Page("log-in", "", reverse("account_login"), 10),
        Page("start, coordinator", "coordinator", reverse("start"), 15),
        Page("own reports", "many", reverse("measures:report_list"), 15),
        Page("inbox, first page", "caseworker", inbox, 15),
        Page("inbox, last page", "caseworker", f"{inbox}?page={last}", 15),
        Page("inbox, filtered, by sum", "caseworker", f"{inbox}?vis=office&sorter=-sum", 15),
        Page("inbox, searched", "caseworker", f"{inbox}?sok=kommune+0000&sorter=endret", 15),
        Page("report to review", "caseworker", _of("review", sent.pk), 15),
        Page("task list", "coordinator", _of("report", own.pk), 15),
        Page("measure, form", "coordinator", _of("measure", own.pk, measure.pk), 15),
        Page("check and send", "coordinator", _of("check", own.pk), 15),
        Page("division", "trondelag", reverse("allocation:division", args=[division.pk]), 15),
        Page("minutes", "secretary", reverse("forum:minutes", args=[meeting.pk]), 15),
    ]


class FieldSaves:
    """A person who writes: each call saves another text in one field of a measure."""

    def __init__(self) -> None:
        report = data.own_report()
        measure = report.measures.order_by("number").first()
        self.address = _of("field", report.pk)
        self.place = f"measures-{measure.pk}"
        self.cookie = cookie("coordinator")
        self.text, self.times = measure.anchoring, 0

    def __call__(self, server: Server) -> Answer:
        self.times += 1
        seen, self.text = mark(self.text), f"Svar nummer {self.times}. " * 20
        form = {"place": self.place, "field": "anchoring", "seen": seen, "anchoring": self.text}
        return server.post(self.address, self.cookie, form)


def log_in(person: str) -> Client:
    client = Client()
    if person:
        user = User.objects.get(email=f"{person}@example.no")
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def cookie(person: str) -> str:
    found = log_in(person).cookies.get(settings.SESSION_COOKIE_NAME)
    return f"{found.key}={found.value}" if found else ""


def count(page: Page) -> Count:
    client = log_in(page.person)
    client.get(page.address)  # the first time there is SQL to make and templates to read
    with CaptureQueriesContext(connection) as queries:
        response = client.get(page.address)
        if response.status_code != 200:
            raise RuntimeError(f"{page.name} answers {response.status_code}")
    return Count(len(queries), len(response.content))


def _of(name: str, *keys: int) -> str:
    return reverse(f"measures:{name}", args=keys)
