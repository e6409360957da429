"""Twenty processes empty the outbox at the same moment: every letter goes, and goes once."""

from collections import Counter

import pytest
from django.core import mail
from django.db import connection

from measures.models import Reminder
from measures.services.reminders import remind
from partnerships.models import OutgoingMail
from partnerships.services import outbox as services
from partnerships.services import send_waiting
from tests.builders import make_call, make_mail
from tests.journeys.test_many_at_once import at_once

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]

PROCESSES = 20
LETTERS = 30


@pytest.fixture(autouse=True)
def letters(settings, mailoutbox):
    settings.EMAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    for number in range(LETTERS):
        make_mail(subject=f"Letter {number}")


def sent() -> Counter:
    return Counter(letter.subject for letter in mail.outbox)


def test_every_letter_goes_once():
    at_once([send_waiting] * PROCESSES)

    assert sent() == {f"Letter {number}": 1 for number in range(LETTERS)}
    assert OutgoingMail.objects.filter(sent_at=None).count() == 0


def test_without_taking_a_letter_first_they_go_several_times(monkeypatch):
    monkeypatch.setattr(services, "_take", lambda pk: OutgoingMail.objects.get(pk=pk))

    at_once([send_waiting] * PROCESSES)

    assert max(sent().values()) > 1


def test_nobody_is_reminded_twice(cast):
    call = make_call(office=cast.office)

    at_once([lambda: remind(call=call, partnership=cast.partnership, absolute=str)] * PROCESSES)

    assert Reminder.objects.count() == 1
    assert OutgoingMail.objects.held().count() == 1
