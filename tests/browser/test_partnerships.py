"""The pages of partnerships: nothing that axe finds, and a screen of 320 px is wide enough."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.choices import MembershipRole
from partnerships.models import AccountChange
from partnerships.services import invite_to_partnership
from tests.builders import make_member


@pytest.fixture
def change(cast):
    cast.university.bank_account = "86011117947"
    cast.university.payment_reference = "17020.2100"
    cast.university.save(update_fields=["bank_account", "payment_reference"])
    return AccountChange.objects.create(
        organisation=cast.university,
        bank_account="12345678903",
        proposed_by=cast.una,
        proposed_at=timezone.now(),
    )


@pytest.fixture
def ulla(cast):
    return make_member(
        cast.partnership, MembershipRole.UNIVERSITY_CONTACT, university=cast.university
    )


@pytest.mark.parametrize(
    ("name", "address", "about"),
    [
        ("kari", "partnerships:partnership_list", ()),
        ("siri", "partnerships:partnership_list", ()),
        ("kari", "partnerships:partnership_detail", ("partnership",)),
        ("per", "partnerships:partnership_detail", ("partnership",)),
        ("una", "partnerships:account", ("university",)),
        ("per", "partnerships:account", ("university",)),
        ("anne", "partnerships:person_list", ()),
        ("anne", "partnerships:person", ("siri",)),
        ("kari", "profile", ()),
        ("kari", "account_logout", ()),
    ],
)
def test_pages_are_open_to_everybody(cast, change, page_for, axe, reflows, name, address, about):
    page = page_for(getattr(cast, name))
    page.goto(reverse(address, args=[getattr(cast, thing).pk for thing in about]))

    axe(page)
    reflows(page)


def test_a_member_page_is_open_to_everybody(cast, page_for, axe, reflows):
    page = page_for(cast.kari)
    membership = cast.per.memberships.get()
    page.goto(reverse("partnerships:member", args=[cast.partnership.pk, membership.pk]))

    axe(page)
    reflows(page)


@pytest.mark.parametrize(
    "address",
    ["account_reset_password", "account_reset_password_done", "account_signup", "account_inactive"],
)
def test_pages_before_log_in_are_open_to_everybody(page_for, axe, reflows, address):
    page = page_for(None)
    page.goto(reverse(address))

    axe(page)
    reflows(page)


def test_a_new_person_comes_in_by_the_link(cast, page_for, axe, reflows, mailoutbox, live_server):
    invite_to_partnership(
        partnership=cast.partnership,
        email="new@example.no",
        role=MembershipRole.READER,
        by=cast.kari,
        absolute=str,
    )
    link = re.search(r"/samarbeid/invitasjon/\S+", mailoutbox[0].body)[0]
    page = page_for(None)
    page.goto(link)
    axe(page)
    reflows(page)

    # Nothing filled in: the errors are told, and have the focus.
    page.locator("main button").click()
    axe(page)
    assert page.evaluate(
        "document.activeElement.closest('ds-error-summary, .ds-error-summary') !== null"
    )

    page.locator("input[name=name]").fill("Nina Ny")
    page.locator("input[name=password]").fill("a long password")
    page.locator("main button").click()
    page.wait_for_url(f"{live_server.url}/")
    assert page.get_by_text("Nina Ny").first.is_visible()


def test_a_second_person_confirms_the_account(cast, change, ulla, page_for, axe):
    page = page_for(ulla)
    page.goto(reverse("partnerships:account", args=[cast.university.pk]))
    axe(page)

    confirm = reverse("partnerships:account_confirm", args=[cast.university.pk, change.pk])
    page.locator(f"form[action='{confirm}'] button").click()
    page.locator(f"form[action='{confirm}']").wait_for(state="detached")

    cast.university.refresh_from_db()
    assert cast.university.bank_account == "12345678903"
