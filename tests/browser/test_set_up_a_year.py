"""The administrator starts next year's call from this year's, opens it, and a report is begun in it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from partnerships.choices import OfficeRoleKind
from tests.builders import (
    make_call,
    make_forum,
    make_plan,
    make_seat,
    make_staff,
    make_user,
)


@pytest.fixture
def last_year(cast):
    """Over; the next one is to open at once, whatever day it is."""
    now = timezone.now()
    return make_call(
        office=cast.office,
        year=now.year,
        opens_at=now - timedelta(days=500),
        closes_at=now - timedelta(days=200),
        plan=make_plan(cast.office),
    )


def test_a_year_is_set_up_and_a_report_begun_in_it(cast, last_year, page_for, axe, reflows):
    page = page_for(cast.anne, language="en")

    def inspect():
        axe(page)
        reflows(page)

    page.goto(reverse("measures:call_list"))
    inspect()
    page.get_by_role("button", name=f"Start {last_year.year + 1} from this one").click()
    page.wait_for_url(re.compile(r"/aret/\d+/$"))
    setup = page.url
    expect(page.get_by_text("Copied, look over")).to_have_count(5)
    inspect()

    # the dates: first wrong, then right
    page.get_by_role("link", name="Change Dates").click()
    closes = page.get_by_label("Deadline", exact=True)
    written = closes.input_value()
    closes.fill("in February")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    inspect()
    page.get_by_label("Deadline", exact=True).fill(written)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(setup)
    expect(page.get_by_text("Copied, look over")).to_have_count(4)

    # the other parts are right as they stand
    for left in (3, 2, 1, 0):
        page.get_by_role("button", name="It is right as it stands").first.click()
        expect(page.get_by_text("Copied, look over")).to_have_count(left)
    for part in ("omfang", "vilkar", "hjelp", "kriterium", "kriterium/ny", "punkt/ny"):
        page.goto(f"{setup}{part}/")
        inspect()
    page.goto(setup)
    page.get_by_role("button", name="Open the call").click()
    expect(page.get_by_text("The call is opened.")).to_be_visible()
    inspect()
    page.get_by_role("link", name="Move the deadline to a later time").click()
    inspect()

    # the coordinator begins a report in it
    kari = page_for(cast.kari, language="en")
    kari.goto(reverse("measures:report_list"))
    kari.get_by_role("button", name=re.compile("^Begin the needs report")).click()
    kari.wait_for_url(re.compile(r"/behov/\d+/$"))

    # and what it rests on stands
    page.goto(f"{setup}omfang/")
    expect(page.get_by_text("A needs report has been begun in the call")).to_have_count(5)
    inspect()


def test_two_who_reword_a_criterion_see_both_and_one_chooses(cast, page_for, axe, reflows):
    call = make_call(office=cast.office)
    row = call.criteria.first()
    other = make_staff(cast.office, OfficeRoleKind.ADMINISTRATOR, user=make_user("Berit"))
    address = reverse("measures:call_row", args=[call.pk, "kriterium", row.pk])
    anne, berit = page_for(cast.anne, language="en"), page_for(other, language="en")
    for page in (anne, berit):
        page.goto(address)
    berit.get_by_label("In bokmål").fill("Berits ord")
    berit.get_by_role("button", name="Save", exact=True).click()
    expect(berit.get_by_text("Saved.")).to_be_visible()

    anne.get_by_label("In bokmål").fill("Annes ord")
    anne.get_by_role("button", name="Save", exact=True).click()

    expect(anne.locator("[data-error-summary]")).to_be_focused()
    expect(anne.locator(".rk-stored")).to_have_text("Berit has saved: “Berits ord”")
    expect(anne.get_by_label("In bokmål")).to_have_value("Annes ord")
    axe(anne)
    reflows(anne)
    anne.get_by_role("button", name="Save", exact=True).click()
    expect(anne.get_by_text("Saved.")).to_be_visible()
    row.refresh_from_db()
    assert row.name_nb == "Annes ord"


def test_a_member_takes_a_seat_in_the_forum_and_leaves_it(cast, page_for, axe, reflows):
    forum = make_forum(office=cast.office, name="Samarbeidsforum")
    make_seat(forum, name="Berit")
    page = page_for(cast.anne, language="en")
    page.goto(reverse("forum:seat_list"))
    page.get_by_role("link", name=re.compile("^Add a seat")).click()
    axe(page)
    reflows(page)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    axe(page)
    page.get_by_label("Name", exact=True).fill("Hilde")
    page.get_by_label("Kind of seat").select_option("university")
    page.get_by_label("First day").fill("01.08.2030")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Before, or to come")).to_be_visible()
    axe(page)
    reflows(page)

    page.get_by_role("link", name="Hilde").click()
    page.get_by_label("Last day").fill("31.07.2031")
    axe(page)
    reflows(page)
    page.get_by_role("button", name="Save the last day").click()
    expect(page.get_by_text("to 31 July 2031")).to_be_visible()


def test_a_plan_is_made_for_the_years_to_come(cast, page_for, axe, reflows):
    make_plan(cast.office)
    page = page_for(cast.anne, language="en")
    page.goto(reverse("measures:plan_list"))
    axe(page)
    reflows(page)
    page.get_by_role("link", name="A new plan").click()
    page.get_by_role("button", name="Save the plan").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    axe(page)
    reflows(page)
    page.get_by_label("Title").fill("Plan 2027–2030")
    page.get_by_label("First year").fill("2027")
    page.get_by_label("Last year").fill("2030")
    page.get_by_label("Items").fill("3.1 Laget rundt barnet")
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_role("heading", name="Plan 2027–2030")).to_be_visible()
