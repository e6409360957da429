from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from measures.services import lifecycle
from partnerships.services import new_key
from tests.builders import make_later_call, make_ready_report


@pytest.fixture
def report(cast):
    """Sent, returned, changed in one answer, and sent again."""
    report = make_ready_report(partnership=cast.partnership, by=cast.kari, measures=2)
    lifecycle.submit_report(report=report, by=cast.kari, key=new_key())
    lifecycle.return_report(
        report=report,
        by=cast.siri,
        key=new_key(),
        reason="Skriv mer.",
        until=timezone.now() + timedelta(days=3),
    )
    report.measures.filter(number=2).update(anchoring="Helt ny <tekst>")
    report.payees.update(contact_phone="40000099")
    lifecycle.submit_report(report=report, by=cast.kari, key=new_key())
    report.refresh_from_db()
    return report


@pytest.fixture
def ask(client):
    def ask(person, name, *keys, **query):
        client.force_login(person)
        address = reverse(f"measures:{name}", args=keys)
        return client.get(address, query)

    return ask


def test_the_office_sees_what_was_changed_since_it_was_sent_last(cast, ask, report):
    response = ask(cast.siri, "review", report.pk)

    second = report.measures.get(number=2)
    fields = {change.place.field for change in response.context["changes"]}
    parts = {change.place.part for change in response.context["changes"]}
    assert parts == {"contacts", f"measure-{second.pk}"}
    assert {field.split()[0] for field in fields} == {"contact_phone", "anchoring"}


def test_a_report_that_was_sent_once_has_no_changes(cast, ask):
    report = make_ready_report(partnership=cast.partnership, by=cast.kari)
    lifecycle.submit_report(report=report, by=cast.kari, key=new_key())

    assert ask(cast.siri, "review", report.pk).context["changes"] == []
    assert ask(cast.siri, "history", report.pk).context["chosen"] == ()


def test_two_versions_stand_beside_each_other(cast, ask, report):
    old = report.versions.get(number=1).read().measures[1].anchoring

    response = ask(cast.kari, "history", report.pk)

    assert [each.code for each in response.context["chosen"]] == ["1", "2"]
    assert old in response.text
    assert "Helt ny &lt;tekst&gt;" in response.text


def test_each_version_can_be_read_as_it_was(cast, ask, report):
    first, second = (ask(cast.siri, "version", report.pk, number) for number in (1, 2))

    assert "Helt ny" not in first.text
    assert "Helt ny" in second.text
    assert ask(cast.siri, "version", report.pk, 3).status_code == 404


def test_who_does_not_pay_sees_no_telephone_number_in_what_was_changed(cast, ask, report):
    assert "40000099" in ask(cast.kari, "history", report.pk).text
    assert "40000099" not in ask(cast.per, "history", report.pk).text


@pytest.mark.parametrize("query", [{"fra": "9"}, {"til": "x"}, {"fra": "na"}])
def test_a_version_that_is_not_there_is_not_found(cast, ask, report, query):
    assert ask(cast.siri, "history", report.pk, **query).status_code == 404


def test_the_second_year_is_begun_from_the_first_and_compared_with_it(cast, client, ask, report):
    call = make_later_call(cast.office)
    page = ask(cast.kari, "report_list")
    assert page.context["to_begin"] == [(call, cast.partnership, report)]

    begun = client.post(
        reverse("measures:report_begin"),
        {"call": call.pk, "partnership": cast.partnership.pk, "earlier": report.pk},
    )
    new = call.reports.get()
    assert begun.url == reverse("measures:report", args=[new.pk])
    assert (
        ask(cast.kari, "report", new.pk).text.count('<span class="ds-tag" data-color="info">') == 5
    )

    response = ask(cast.kari, "history", new.pk)
    assert [each.code for each in response.context["chosen"]] == ["tidligere", "na"]
    other_way = ask(cast.kari, "history", new.pk, fra="na", til="tidligere")
    for compared in (response, other_way):
        parts = compared.context["parts"]
        fields = {change.place.field for _heading, part in parts for change in part}
        assert "terms" in fields
        assert "anchoring" not in fields
