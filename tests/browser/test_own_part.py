"""A university's contact writes its part while the coordinator writes the rest."""

import pytest
from playwright.sync_api import expect

from tests.browser.writing import expect_saved, expect_stored, opened, write
from tests.builders import make_call, make_ready_report, university_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def report(cast):
    call = make_call(office=cast.office)
    return make_ready_report(partnership=cast.partnership, call=call, by=cast.kari)


@pytest.fixture
def measure(report):
    return report.measures.get()


def test_the_university_writes_its_part_and_confirms_what_it_has_written(
    cast, report, measure, page_for, axe, reflows
):
    line = university_of(report).lines.get()
    page = opened(page_for(cast.una, language="en"), "/")
    page.get_by_role("link", name="Write and confirm your part").click()
    axe(page)
    reflows(page)
    page.get_by_role("link", name=f"1. {measure.title}").click()
    axe(page)
    reflows(page)

    write(page, "university_use", "Vi leder samlingene.")
    expect_stored(page, measure, university_use="Vi leder samlingene.")
    write(page, f"unit_price_nok-{line.pk}", "120000")
    expect(page.locator("#bar-sum")).to_have_text("120 000")
    expect_stored(page, line, unit_price_nok=120_000)
    expect_saved(page)
    page.get_by_role("button", name="Save and go to your part").click()
    page.get_by_role("link", name="Confirmations").click()
    page.get_by_role("button", name="Confirm", exact=False).first.click()
    expect(page.locator(".rk-heading").first).to_contain_text("Confirmed")

    page.goto(f"/behov/{report.pk}/var-del/{measure.pk}/")
    write(page, f"unit_price_nok-{line.pk}", "90000")
    expect_stored(page, line, unit_price_nok=90_000)
    page.get_by_role("link", name="Back to your part").click()
    expect(page.locator("main")).to_contain_text("Changed since then")
    page.get_by_role("link", name="Contact person and payment of").click()
    axe(page)
    reflows(page)


def test_the_university_and_the_coordinator_in_the_same_field_see_both(
    cast, report, measure, page_for, axe
):
    kari = opened(page_for(cast.kari), f"/behov/{report.pk}/tiltak/{measure.pk}/")
    una = opened(page_for(cast.una), f"/behov/{report.pk}/var-del/{measure.pk}/")
    write(kari, "university_use", "Karis tekst")
    expect_stored(kari, measure, university_use="Karis tekst")

    write(una, "university_use", "Unas tekst")

    both = una.locator("[data-conflict=university_use]")
    expect(both).to_contain_text("Karis tekst")
    expect(both).to_contain_text("Unas tekst")
    axe(una)
    both.locator("[data-choose=mine]").click()
    expect_stored(una, measure, university_use="Unas tekst")


def test_without_script_the_university_s_part_is_a_form_with_a_button(
    cast, report, measure, page_for
):
    address = f"/behov/{report.pk}/var-del/{measure.pk}/"
    page = opened(page_for(cast.una, language="en", java_script_enabled=False), address)

    page.get_by_role("button", name="+ New line").click()
    page.locator("[name=unit_price_nok-n1]").fill("5 000")
    page.locator("[name=university_use]").fill("Uten skript")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("Your part of measure 1 is saved.")).to_be_visible()
    measure.refresh_from_db()
    assert measure.university_use == "Uten skript"
    prices = university_of(report).lines.order_by("pk").values_list("unit_price_nok", flat=True)
    assert list(prices) == [100_000, 5_000]
