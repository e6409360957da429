"""Units that are counted in the register, into the fields that nobody has filled in."""

from datetime import date

from django.urls import reverse
from playwright.sync_api import expect

from tests.builders import make_municipality, make_report, make_unit


def test_the_empty_fields_are_fetched_and_marked_until_they_are_saved(cast, page_for, axe, reflows):
    report = make_report(partnership=cast.partnership, public_schools=9)
    owner = cast.partnership.lead_owner
    home = make_municipality(office=cast.office, organisation=owner)
    for kind in ("kindergarten", "kindergarten", "school"):
        make_unit(
            owner=owner,
            municipality=home,
            kind=kind,
            source="the national register of kindergartens",
            as_of=date(2026, 10, 1),
        )
    page = page_for(cast.kari, language="en")
    page.goto(reverse("measures:scope", args=[report.pk]))
    page.get_by_role("button", name="Fetch from the register").click()

    expect(page.get_by_label("Municipal kindergartens")).to_have_value("2")
    expect(page.get_by_label("Public schools")).to_have_value("9")
    expect(page.get_by_label("Educational psychology services")).to_have_value("")
    expect(page.get_by_text("Counted in the national register of kindergartens.")).to_be_visible()
    expect(page.get_by_text("1 October 2026")).to_be_visible()
    expect(page.get_by_text("Look it over and save the page.")).to_be_visible()
    axe(page)
    reflows(page)

    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(f"**{reverse('measures:report', args=[report.pk])}")
    page.goto(reverse("measures:scope", args=[report.pk]))
    expect(page.get_by_text("Look it over and save the page.")).to_have_count(0)
