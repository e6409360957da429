"""A second year that begins where the first ended, and the pages beside the report."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from measures.services import lifecycle
from partnerships.services import new_key
from tests.builders import make_call, make_later_call, make_mail, make_ready_report

PDF = {"name": "Budsjett.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 budsjett"}


@pytest.fixture
def earlier(cast):
    """Kari's report of 2024, sent, with three measures."""
    call = make_call(office=cast.office)
    report = make_ready_report(partnership=cast.partnership, call=call, by=cast.kari, measures=3)
    return lifecycle.submit_report(report=report, by=cast.kari, key=new_key())


@pytest.fixture
def call(cast):
    return make_later_call(cast.office)


def test_the_second_year_is_begun_from_the_first_and_compared_with_it(
    cast, earlier, call, page_for, axe, reflows
):
    page = page_for(cast.kari, language="en")
    page.goto(reverse("measures:report_list"))
    page.get_by_role("button", name="Begin from the report of 2024").click()
    page.wait_for_url(re.compile(r"/behov/\d+/$"))
    expect(page.get_by_text("Copied, look over")).to_have_count(6)

    # one part is looked over and saved
    page.get_by_role("link", name="Kindergartens, schools and psychology services").click()
    expect(page.get_by_text("This is copied from an earlier report.")).to_be_visible()
    inspect(page, [axe, reflows])
    page.locator("main .rk-pager__next button").click()
    page.wait_for_url(re.compile(r"/behov/\d+/$"))
    expect(page.get_by_text("Copied, look over")).to_have_count(5)

    # what differs from last year: the terms and the money, not the words
    page.get_by_role("link", name="See what has changed").click()
    expect(
        page.get_by_role("heading", name="The report of 2024 → As it stands now")
    ).to_be_visible()
    changed = page.get_by_role("rowheader").all_inner_texts()
    assert "Duration" in changed
    assert "Anchoring" not in changed
    inspect(page, [axe, reflows])


def test_measures_are_put_in_order_and_linked_by_keyboard(cast, page_for, axe, reflows):
    call = make_call(office=cast.office)
    report = make_ready_report(partnership=cast.partnership, call=call, by=cast.kari, measures=3)
    first, second, third = report.measures.values_list("pk", flat=True)
    report.measures.filter(pk=third).update(anchoring="Se tiltak 1.")
    page = page_for(cast.kari, language="en")
    page.goto(reverse("measures:arrange", args=[report.pk]))
    inspect(page, [axe, reflows])

    page.locator(f"button[value='move-{first}-2']").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("is now measure 2")).to_be_visible()
    order = list(report.measures.order_by("number").values_list("pk", flat=True))
    assert order == [second, first, third]
    assert report.measures.get(pk=third).anchoring == "Se tiltak 2."

    # without an amount it comes back; with it the overlap is told
    for key in (first, third):
        page.locator(f"input[name=measures][value='{key}']").focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Link them as one need").press("Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    inspect(page, [axe, reflows])
    page.fill("#id_need_nok", "kr 200 000,-")
    page.keyboard.press("Enter")
    expect(page.get_by_text("One need of 200 000 kr in all")).to_be_visible()
    expect(page.get_by_text("is reported more than once")).to_contain_text("100 000 kr")
    inspect(page, [axe, reflows])


def test_the_university_confirms_and_files_are_added(cast, page_for, axe, reflows):
    call = make_call(office=cast.office)
    report = make_ready_report(partnership=cast.partnership, call=call, by=cast.kari)
    una = page_for(cast.una, language="en")
    una.goto(reverse("measures:confirmations", args=[report.pk]))
    inspect(una, [axe, reflows])
    una.get_by_role("button", name="Confirm").click()
    expect(una.get_by_text("Una confirmed")).to_be_visible()

    kari = page_for(cast.kari, language="en")
    kari.goto(reverse("measures:attachments", args=[report.pk]))
    kari.set_input_files("input[type=file]", PDF | {"buffer": b"MZ"})
    kari.get_by_role("button", name="Add the file").click()
    expect(kari.locator("[data-error-summary]")).to_be_focused()
    kari.set_input_files("input[type=file]", PDF)
    kari.get_by_role("button", name="Add the file").click()
    expect(kari.get_by_role("link", name="Budsjett.pdf")).to_be_visible()
    inspect(kari, [axe, reflows])
    with kari.expect_download() as download:
        kari.get_by_role("link", name="Budsjett.pdf").click()
    assert download.value.path().read_bytes() == PDF["buffer"]

    # the university's amount is changed: the confirmation no longer holds, and everybody sees it
    report.payees.get(kind="university").lines.update(unit_price_nok=7)
    kari.goto(reverse("measures:check", args=[report.pk]))
    expect(kari.get_by_text("Changed since then")).to_be_visible()
    inspect(kari, [axe, reflows])


def test_the_pages_that_nobody_passes_on_the_way(cast, earlier, page_for, axe, reflows):
    """A version to read, answers to use again, and the office's letters."""
    desk = page_for(cast.siri, language="nn")
    desk.goto(reverse("measures:version", args=[earlier.pk, 1]))
    expect(desk.get_by_text("Versjon 1, slik Kari sende henne")).to_be_visible()
    inspect(desk, [axe, reflows])
    make_mail(office=cast.office, is_held=True)
    desk.goto(reverse("partnerships:outbox"))
    inspect(desk, [axe, reflows])

    lifecycle.take_back_report(report=earlier, by=cast.kari)
    first, second, _third = earlier.measures.values_list("pk", flat=True)
    earlier.measures.filter(pk=second).update(anchoring="Et svar til.")
    page = page_for(cast.kari, language="nn")
    page.goto(reverse("measures:reuse", args=[earlier.pk, first]))
    inspect(page, [axe, reflows])
    page.locator(f"button[value='anchoring-{second}']").press("Enter")
    expect(page.get_by_text("Svaret er lagt til.")).to_be_visible()
    assert earlier.measures.get(pk=first).anchoring.endswith("Et svar til.")


def inspect(page: Page, checks: list) -> None:
    for check in checks:
        check(page)
