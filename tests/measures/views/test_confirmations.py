import pytest
from django.urls import reverse

from measures.models import read_content
from measures.services.confirming import asked_for
from tests.builders import make_ready_report, university_of


@pytest.fixture
def report(cast):
    return make_ready_report(partnership=cast.partnership, by=cast.kari)


@pytest.fixture
def send(cast, client, report):
    def send(person, **data):
        client.force_login(person)
        amount = asked_for(report, read_content(report))[0]
        shown = {"kind": "amount", "university": amount.university, "seen": amount.mark}
        return client.post(reverse("measures:confirmations", args=[report.pk]), shown | data)

    return send


def states(client, report):
    response = client.get(reverse("measures:confirmations", args=[report.pk]))
    return [str(line.asked.state) for line in response.context["lines"]]


def test_the_university_s_contact_confirms_in_the_browser(cast, client, report, send):
    assert send(cast.una, answer="yes").status_code == 302
    assert states(client, report) == ["holds", "none"]


def test_a_refusal_needs_its_reason_and_keeps_what_was_typed(cast, client, report, send):
    response = send(cast.una, answer="no", refused_because=" ")
    assert response.status_code == 422
    assert states(client, report) == ["none", "none"]

    assert send(cast.una, answer="no", refused_because="Vi har ikke folk.").status_code == 302
    assert states(client, report) == ["refused", "none"]


def test_a_reason_that_was_typed_is_not_stored_with_a_yes(cast, report, send):
    send(cast.una, answer="yes", refused_because="Vi har ikke folk.")

    assert report.confirmations.get().refused_because == ""


def test_who_was_overtaken_is_told_so_and_stores_nothing(cast, report, send):
    seen = asked_for(report, read_content(report))[0].mark
    university_of(report).lines.update(unit_price_nok=9)

    assert send(cast.una, answer="yes", seen=seen).status_code == 422
    assert not report.confirmations.exists()


def test_only_who_is_asked_sees_a_button(cast, client, report):
    for person, buttons in ((cast.una, 1), (cast.tor, 1), (cast.kari, 0), (cast.per, 0)):
        client.force_login(person)
        page = client.get(reverse("measures:confirmations", args=[report.pk]))
        assert page.text.count('name="answer" value="yes"') == buttons


def test_a_reader_cannot_answer(cast, send):
    assert send(cast.per, answer="yes").status_code == 403


def test_the_partnership_decides_on_approval_by_a_second_coordinator(cast, client):
    client.force_login(cast.kari)
    address = reverse("partnerships:partnership_approval", args=[cast.partnership.pk])

    client.post(address, {"needs_approval": "on"})
    cast.partnership.refresh_from_db()
    assert cast.partnership.needs_approval

    client.post(address)
    cast.partnership.refresh_from_db()
    assert not cast.partnership.needs_approval
