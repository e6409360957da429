import pytest
from django.urls import reverse
from django.utils import timezone

from measures.choices import ReportStatus
from measures.models import NeedsReport
from measures.services import lifecycle
from partnerships.services import new_key
from tests.builders import (
    make_call,
    make_line,
    make_measure,
    make_partnership,
    make_ready_report,
    owner_of,
)


@pytest.fixture
def call(cast):
    return make_call(office=cast.office)


@pytest.fixture
def sent(cast, call):
    report = make_ready_report(call=call, partnership=cast.partnership, by=cast.kari)
    return lifecycle.submit_report(report=report, by=cast.kari, key=new_key())


def post(client, name, report, **data):
    return client.post(reverse(f"measures:{name}", args=[report.pk]), data)


def test_the_inbox_shows_those_that_have_not_begun_too(cast, client, sent):
    client.force_login(cast.siri)

    inbox = client.get(reverse("measures:inbox")).context["inbox"]

    assert [(row.partnership.name, row.report and row.report.status) for row in inbox.rows] == [
        ("Salten", None),
        ("Ytre Helgeland", "submitted"),
    ]
    assert (inbox.totals.owner_nok, inbox.totals.university_nok) == (50_000, 100_000)
    assert (inbox.sent_count, inbox.draft_count, inbox.not_begun_count) == (1, 0, 1)


def test_of_a_draft_the_inbox_tells_no_amount(cast, client, call):
    draft = make_ready_report(call=call, partnership=cast.partnership, by=cast.kari)
    make_line(make_measure(draft), owner_of(draft), 1_203_457)
    client.force_login(cast.siri)

    page = client.get(reverse("measures:inbox"))

    assert page.context["inbox"].totals.total_nok == 0
    assert "203" not in page.content.decode().split("<main", 1)[1].split("csrf")[0]


@pytest.mark.parametrize("partnerships", [1, 3, 60])
def test_the_inbox_costs_the_same_however_many_there_are(
    cast, client, call, partnerships, django_assert_max_num_queries
):
    for _number in range(partnerships):
        partnership = make_partnership(office=cast.office)
        make_ready_report(
            call=call,
            partnership=partnership,
            by=cast.kari,
            status=ReportStatus.SUBMITTED,
        )
    client.force_login(cast.siri)

    with django_assert_max_num_queries(12):
        response = client.get(reverse("measures:inbox"))

    assert len(response.context["inbox"].rows) == min(partnerships + 2, 50)


def test_a_returned_report_says_what_to_put_right(cast, client, sent):
    client.force_login(cast.siri)

    response = post(
        client,
        "report_return",
        sent,
        reason="Skriv hvem som har deltatt.",
        until="01.02.2099 23.59",
        sections=["codetermination"],
        key=new_key(),
    )

    sent.refresh_from_db()
    assert response.status_code == 302
    assert sent.status == ReportStatus.RETURNED
    assert timezone.localtime(sent.may_send_until).strftime("%d.%m.%Y %H.%M") == "01.02.2099 23.59"


def test_a_return_without_reason_keeps_what_was_typed(cast, client, sent):
    client.force_login(cast.siri)

    response = post(client, "report_return", sent, reason="", until="i morgen", key=new_key())

    assert response.status_code == 422
    assert 'value="i morgen"' in response.content.decode()
    sent.refresh_from_db()
    assert sent.status == ReportStatus.SUBMITTED


def test_the_second_case_worker_is_told_on_the_page(cast, client, sent):
    lifecycle.check_off_report(report=sent, by=cast.siri, key=new_key())
    client.force_login(cast.siri)

    response = post(client, "report_check_off", sent, key=new_key())

    assert response.status_code == 422
    assert response.context["problem"].startswith("Siri")


def test_the_case_worker_lets_a_draft_be_sent_late_without_reading_it(cast, client, call):
    draft = make_ready_report(call=call, partnership=cast.partnership, by=cast.kari)
    client.force_login(cast.siri)
    assert post(client, "review", draft).status_code in (404, 405)
    assert client.get(reverse("measures:review", args=[draft.pk])).status_code == 404

    response = post(client, "permit_late", draft, until="01.02.2099 23.59", reason="Sykdom")

    draft.refresh_from_db()
    assert response.status_code == 302
    assert draft.may_send_reason == "Sykdom"


def test_a_report_that_came_by_email_is_registered_for_the_partnership(cast, client, call):
    client.force_login(cast.siri)

    response = client.post(
        reverse("measures:report_register", args=[call.pk]),
        {"partnership": cast.partnership.pk, "on_behalf": "E-post 30. januar"},
    )

    report = NeedsReport.objects.get()
    assert (response.status_code, report.on_behalf) == (302, "E-post 30. januar")
