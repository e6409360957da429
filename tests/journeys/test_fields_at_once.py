"""Fifty people write at the same moment, each a field of ten reports, and then all in one field."""

import threading
from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from measures.models import Measure
from measures.services import writing
from measures.services.measure_page import MeasurePage
from measures.services.merging import mark
from tests.builders import make_call, make_member, make_partnership, make_ready_report
from tests.journeys.test_many_at_once import MANY, at_once

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]

FIELDS = ("anchoring", "collective_process", "teacher_education", "owner_use", "title")
TIMES = 10


class Writer:
    """Somebody with a page of their own, who writes a word more in one field again and again."""

    def __init__(self, measure, field):
        person = make_member(measure.report.partnership)
        self.measure, self.field, self.client = measure, field, Client()
        self.client.force_login(person)
        self.seen = mark(getattr(measure, field))
        self.answers = Counter()

    def save(self, text):
        answer = self.client.post(
            reverse("measures:field", args=[self.measure.report_id]),
            {
                "place": f"measures-{self.measure.pk}",
                "field": self.field,
                "seen": self.seen,
                self.field: text,
            },
        )
        self.answers[answer.status_code] += 1
        if answer.status_code == 200:
            self.seen = answer.json()["mark"]

    def save_many(self):
        for number in range(1, TIMES + 1):
            self.save(self.text(number))

    def text(self, number):
        return f"{self.field} av {self.measure.pk}, gang {number}"


@pytest.fixture
def measures(cast):
    call = make_call(office=cast.office)
    return [
        make_ready_report(
            partnership=make_partnership(office=cast.office), call=call
        ).measures.get()
        for _report in range(MANY // len(FIELDS))
    ]


def answers_to(writers):
    return sum((writer.answers for writer in writers), Counter())


def test_of_fifty_who_write_each_in_a_field_nobody_loses_a_word(measures):
    writers = [Writer(measure, field) for measure in measures for field in FIELDS]

    assert at_once([writer.save_many for writer in writers]) == {"done": MANY}

    assert answers_to(writers) == {200: MANY * TIMES}
    for writer in writers:
        stored = Measure.objects.get(pk=writer.measure.pk)
        assert getattr(stored, writer.field) == writer.text(TIMES)


def in_one_field(measure):
    writers = [Writer(measure, "anchoring") for _person in range(MANY)]
    for number, writer in enumerate(writers):
        writer.act = lambda writer=writer, number=number: writer.save(writer.text(number))
    at_once([writer.act for writer in writers])
    return answers_to(writers)


def test_of_fifty_who_write_in_one_field_one_is_stored_and_the_others_see_it(measures):
    assert in_one_field(measures[0]) == {200: 1, 409: MANY - 1}


def test_without_the_lock_one_would_write_over_the_other(measures, monkeypatch):
    meeting_place = threading.Barrier(MANY)
    read = MeasurePage.read

    def read_and_wait(page, name):
        stored = read(page, name)
        meeting_place.wait(timeout=60)
        return stored

    monkeypatch.setattr(MeasurePage, "read", read_and_wait)
    monkeypatch.setattr(writing, "_claim", lambda report, by, section, name: [])

    assert in_one_field(measures[0])[200] > 1
