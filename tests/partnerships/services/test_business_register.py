import json
import time

import pytest
from django.urls import reverse
from django.utils import translation

from measures.models import read_content
from partnerships.models import Organisation
from partnerships.services import business_register
from partnerships.services.business_register import NotReached, look_up
from partnerships.services.organisations import Listed
from tests.builders import make_report
from tests.pages import sent_by
from tests.partnerships.business_register import ANSWER, register

NUMBER = ANSWER["organisasjonsnummer"]
FOUND = Listed(NUMBER, "FJELLVANG BARNEHAGE AS")


@pytest.fixture
def there(settings, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with register() as server:
        settings.BUSINESS_REGISTER_URL = server.url
        yield server


def test_a_number_is_looked_up(there):
    assert look_up("918 108 467") == FOUND
    assert there.asked == [f"/api/enheter/{NUMBER}"]


def test_a_name_is_looked_up_and_nothing_else_is_sent(there):
    there.body = {"_embedded": {"enheter": [ANSWER]}}

    assert look_up("Fjellvang & co/../x") == [FOUND]
    assert there.asked == ["/api/enheter?navn=Fjellvang+%26+co%2F..%2Fx&size=5"]


@pytest.mark.parametrize("status", [404, 410])
def test_what_the_register_does_not_have_is_no_fault(there, status):
    there.status = status

    assert look_up(NUMBER) == []
    assert look_up("Fjellvang") == []


def test_no_match_of_a_name_is_no_fault(there):
    there.body = {"page": {"totalElements": 0}}

    assert look_up("Fjellvang") == []


def test_without_the_setting_nobody_is_asked(there, settings):
    settings.BUSINESS_REGISTER_URL = ""

    assert look_up(NUMBER) == []
    assert there.asked == []


@pytest.mark.parametrize("text", ["", "ab", "918108468", "12345"])
def test_what_is_neither_a_number_nor_a_name_is_not_asked_for(there, text):
    assert look_up(text) == []
    assert there.asked == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"\xff\xfe",
        b"[" * 100_000,
        b" " * (business_register.MOST_BYTES + 1),
        [],
        {},
        {"organisasjonsnummer": 918108467, "navn": "A"},
        {"organisasjonsnummer": "918108468", "navn": "A"},
        {"organisasjonsnummer": "974760673", "navn": "Another than was asked for"},
        {"organisasjonsnummer": NUMBER},
        {"organisasjonsnummer": NUMBER, "navn": "  "},
        {"organisasjonsnummer": NUMBER, "navn": "A\u202eB"},
        {"organisasjonsnummer": NUMBER, "navn": "x" * 121},
    ],
)
def test_an_answer_that_cannot_be_used_is_no_answer(there, body):
    there.body = body

    with pytest.raises(NotReached):
        look_up(NUMBER)


@pytest.mark.parametrize(
    "body", [{"_embedded": []}, {"_embedded": {"enheter": {}}}, {"_embedded": {"enheter": ["A"]}}]
)
def test_a_list_that_is_none_is_no_answer(there, body):
    there.body = body

    with pytest.raises(NotReached):
        look_up("Fjellvang")


@pytest.mark.parametrize("status", [301, 302, 307, 400, 403, 429, 500, 503])
def test_another_status_is_no_answer_and_no_one_else_is_asked(there, status):
    with register() as other:
        there.status, there.headers = status, {"Location": f"{other.url}/enheter/{NUMBER}"}

        with pytest.raises(NotReached):
            look_up(NUMBER)
        assert other.asked == []


def test_a_slow_answer_is_let_go(there, monkeypatch):
    monkeypatch.setattr(business_register, "SECONDS", 0.3)
    there.pause = 0.5  # after each byte
    began = time.monotonic()

    with pytest.raises(NotReached):
        look_up(NUMBER)
    assert time.monotonic() - began < there.pause * len(json.dumps(there.body)) / 2


def test_a_host_that_is_not_there_is_no_answer(settings, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with register() as server:
        settings.BUSINESS_REGISTER_URL = server.url

    with pytest.raises(NotReached):
        look_up(NUMBER)


# --- where an owner is added ----------------------------------------------------------------------


@pytest.fixture
def add(cast, client):
    """Write an owner on the page of the parties as Kari, and return the answer and the report."""
    report = make_report(partnership=cast.partnership)
    client.force_login(cast.kari)
    page = reverse("measures:parties", args=[report.pk])

    def write(text: str, **more: str):
        with translation.override("en"):
            sent = sent_by(client.get(page)) | {"organisation-owner1": text} | more
            return client.post(page, sent, headers={"accept-language": "en"}), report

    return write


def test_an_owner_is_taken_by_its_number(there, add):
    answer, report = add("918 108 467")

    assert answer.status_code == 302
    partner = read_content(report).partners[-1]
    assert (partner.name, partner.organisation_number) == (FOUND.name, NUMBER)
    assert Organisation.objects.get(organisation_number=NUMBER).kind == "private_owner"


def test_a_name_is_answered_with_the_number_to_write(there, add):
    there.body = {"_embedded": {"enheter": [ANSWER]}}
    answer, _report = add("Fjellvang")

    assert answer.status_code == 422
    assert f"{FOUND.name}, {NUMBER}" in answer.text


def test_when_it_cannot_be_reached_the_owner_is_typed(there, add):
    there.status = 503
    refused, _report = add("Fjellvang barnehage")
    assert refused.status_code == 422

    taken, report = add("Fjellvang barnehage", **{"as_written-owner1": "on"})

    assert taken.status_code == 302
    assert read_content(report).partners[-1].name == "Fjellvang barnehage"
    assert len(there.asked) == 1


def test_what_is_here_already_is_not_looked_up(there, add):
    Organisation.objects.create(organisation_number=NUMBER, name="Fjellvang", kind="private_owner")
    answer, report = add("918 108 467")

    assert answer.status_code == 302
    assert read_content(report).partners[-1].name == "Fjellvang"
    assert there.asked == []
