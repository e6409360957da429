"""The first page tells each person what waits for them, and nobody what waits for others."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import translation
from pytest_django.asserts import assertContains

from allocation.choices import DivisionStatus
from measures.choices import CallPart, ConfirmationKind, ReportStatus
from measures.models import CodeterminationMeeting, NeedsReport, read_content
from measures.services.confirming import asked_for, confirm
from measures.services.flagging import raise_flag
from partnerships.choices import MembershipRole
from partnerships.models import AccountChange
from partnerships.permissions import represents
from partnerships.services import new_key
from partnerships.services.accounts import propose_account_change
from rekom.kit.kroner import format_nok
from tests.builders import (
    make_basis,
    make_call,
    make_division,
    make_frame,
    make_member,
    make_post,
    make_ready_report,
    make_user,
)
from tests.conftest import EVERYONE

QUERIES = 12


@pytest.fixture
def told(cast, client):
    """Who of the cast finds the address among what waits for them, and what it says there."""

    def tell(url: str) -> dict[str, str]:
        found = {}
        for name in EVERYONE:
            client.force_login(getattr(cast, name))
            page = client.get(reverse("start"))
            for thing in page.context["waiting"]:
                if thing.url == url:
                    assertContains(page, f'<a href="{url}">{thing.title}</a>')
                    found[name] = f"{thing.title} {thing.note}"
        return found

    return tell


@pytest.fixture
def frame(cast):
    return make_frame(
        call=make_call(office=cast.office, year=2022), scheme=cast.regional, amount_nok=1_000_000
    )


def test_what_is_returned_waits_for_the_coordinator_until_its_own_deadline(cast, told):
    report = make_ready_report(
        partnership=cast.partnership, by=cast.kari, status=ReportStatus.RETURNED
    )
    NeedsReport.objects.update(may_send_until=datetime(2024, 2, 1, 11, 30, tzinfo=UTC))

    found = told(reverse("measures:comments", args=[report.pk]))

    assert set(found) == {"kari"}
    assert "torsdag 1. februar 2024 kl. 12.30" in found["kari"]


def test_a_meeting_waits_for_the_unions_until_they_answer_and_again_when_it_is_changed(cast, told):
    report = make_ready_report(partnership=cast.partnership, by=cast.kari)
    url = reverse("measures:confirmations", args=[report.pk])
    assert set(told(url)) == {"tor"}

    kind = ConfirmationKind.CODETERMINATION
    asked = next(each for each in asked_for(report, read_content(report)) if each.kind == kind)
    confirm(report=report, kind=kind, university=None, seen=asked.mark, by=cast.tor)
    assert told(url) == {}

    CodeterminationMeeting.objects.update(comment="Tillitsvalgte er uenige.")
    assert set(told(url)) == {"tor"}


def test_a_meeting_that_nobody_has_reported_waits_for_nobody(cast, told):
    report = make_ready_report(partnership=cast.partnership, by=cast.kari)
    CodeterminationMeeting.objects.update(discussed=False)

    assert told(reverse("measures:confirmations", args=[report.pk])) == {}


def test_a_new_account_waits_for_a_second_of_the_payees_own_people(cast, told):
    cast.ola = make_user("Second")
    make_member(
        cast.partnership,
        MembershipRole.UNIVERSITY_CONTACT,
        user=cast.ola,
        university=cast.university,
    )
    propose_account_change(
        organisation=cast.university,
        bank_account="86011117947",
        by=cast.una,
        absolute=str,
    )

    assert set(told(reverse("partnerships:account", args=[cast.university.pk]))) == {"ola"}


def test_whose_new_accounts_one_sees_is_whom_one_represents(cast):
    changes = [
        propose_account_change(
            organisation=organisation, bank_account="86011117947", by=by, absolute=str
        )
        for organisation, by in ((cast.lead_owner, cast.kari), (cast.university, cast.una))
    ]
    seen = {}
    for name in EVERYONE:
        person = getattr(cast, name)
        seen[name] = set(AccountChange.objects.visible_to(person))
        assert seen[name] == {each for each in changes if represents(person, each.organisation)}

    assert {name: len(found) for name, found in seen.items() if found} == {"kari": 1, "una": 1}


def test_a_flag_waits_for_whom_it_was_given_to_until_it_is_resolved(cast, told):
    report = make_ready_report(
        partnership=cast.partnership, by=cast.kari, status=ReportStatus.SUBMITTED
    )
    url = reverse("measures:review", args=[report.pk])
    flag = raise_flag(
        report=report, text="Ring eieren", owner=cast.arne, by=cast.siri, key=new_key()
    )
    found = told(url)
    assert set(found) == {"arne"}
    assert "Ring eieren" in found["arne"]

    flag.resolution, flag.resolved_by, flag.resolved_at = "Gjort", cast.arne, flag.raised_at
    flag.save()
    assert told(url) == {}


def test_money_that_is_not_placed_waits_for_the_offices_case_workers(cast, frame, told):
    url = reverse("allocation:frame", args=[frame.pk])
    make_post(frame=frame, amount_nok=975_000)
    found = told(url)
    assert set(found) == {"siri"}
    assert format_nok(25_000) in found["siri"]

    make_post(frame=frame, amount_nok=25_000)
    assert told(url) == {}


def test_a_recommended_version_waits_for_the_approvers_who_have_not_made_it(cast, frame, told):
    post, basis = make_post(frame=frame), make_basis(office=cast.office, by=cast.siri)
    drafted, own, others = (
        make_division(post=post, basis=basis, by=by, status=status)
        for by, status in (
            (cast.siri, DivisionStatus.DRAFT),
            (cast.arne, DivisionStatus.RECOMMENDED),
            (cast.siri, DivisionStatus.RECOMMENDED),
        )
    )

    assert told(drafted.get_absolute_url()) == {}
    assert told(own.get_absolute_url()) == {}
    assert set(told(others.get_absolute_url())) == {"arne"}


def test_a_call_that_is_prepared_waits_for_those_who_set_up_the_year(cast, told):
    make_call(office=cast.other_office, is_being_prepared=True, to_look_over=["dates"])
    call = make_call(
        office=cast.office,
        year=2031,
        opens_at=datetime(2030, 11, 1, 7, tzinfo=UTC),
        closes_at=datetime(2031, 2, 1, 7, tzinfo=UTC),
        is_being_prepared=True,
        to_look_over=["dates", "criteria"],
    )

    found = told(reverse("measures:call_setup", args=[call.pk]))

    assert set(found) == {"siri", "anne"}
    assert "2031" in found["anne"]
    with translation.override("nb"):
        assert "fredag 1. november 2030" in found["anne"]
        assert f"{CallPart.DATES.label}, {CallPart.CRITERIA.label}" in found["anne"]


@pytest.mark.parametrize("name", EVERYONE)
def test_the_first_page_asks_at_most_twelve_queries(
    cast, client, frame, name, django_assert_max_num_queries
):
    for _each in range(3):
        make_ready_report(partnership=cast.partnership, by=cast.kari)
    make_call(office=cast.office, is_being_prepared=True)
    client.force_login(getattr(cast, name))
    client.get(reverse("start"))
    with django_assert_max_num_queries(QUERIES):
        assert client.get(reverse("start")).status_code == 200


def test_only_who_has_no_role_yet_is_told_to_wait_for_an_invitation(cast, client):
    def is_new(person) -> bool:
        client.force_login(person)
        return client.get(reverse("start")).context["is_new"]

    assert is_new(make_user("New"))
    assert not any(is_new(getattr(cast, name)) for name in EVERYONE)
