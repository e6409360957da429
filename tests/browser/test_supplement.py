"""More money for a running measure, from the coordinator's first click to the overview of the desk."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from measures.models import NeedsReport
from measures.services import lifecycle
from partnerships.services import new_key
from tests.builders import make_call, make_frame, make_ready_report


def test_more_is_asked_for_to_a_running_measure_and_read_by_the_office(
    cast, page_for, axe, reflows
):
    checks = [axe, reflows]
    call = make_call(office=cast.office)
    report = make_ready_report(partnership=cast.partnership, call=call, by=cast.kari)
    report.measures.update(title="Language in kindergartens")
    lifecycle.submit_report(report=report, by=cast.kari, key=new_key())
    lifecycle.check_off_report(report=report, by=cast.siri, key=new_key())

    page = page_for(cast.kari, language="en")
    page.goto(reverse("measures:receipt", args=[report.pk]))
    page.get_by_role("link", name="Ask for more to a measure that is running").click()
    page.get_by_role("button", name="Begin the supplementary report").click()
    expect(page.get_by_role("link", name="Choose the measure.")).to_be_visible()
    inspect(page, checks)
    page.get_by_label("1. Language in kindergartens").check()
    page.get_by_role("button", name="Begin the supplementary report").click()

    page.wait_for_url(re.compile(r"/behov/\d+/$"))
    expect(page.get_by_role("heading", name="Supplementary needs report 2024")).to_be_visible()
    expect(page.get_by_text("Co-determination")).to_have_count(0)
    inspect(page, checks)
    page.get_by_role("link", name="1. Language in kindergartens").click()
    page.get_by_label("Why more is needed").fill("Two kindergartens more take part.")
    page.get_by_label("Autumn 2024").first.check()
    page.locator("input[name*=unit_price_nok]").first.fill("25 000")
    inspect(page, checks)
    page.get_by_role("button", name="Save and go to the report").click()

    page.get_by_role("link", name="Look over and send").click()
    inspect(page, checks)
    page.get_by_role("button", name="Send the needs report").click()
    page.wait_for_url(re.compile(r"/kvittering/$"))
    inspect(page, checks)
    page.get_by_role("link", name=re.compile("measure 1, “Language in kindergartens”")).click()
    expect(page.get_by_role("heading", name="Supplementary need")).to_be_visible()

    supplement = NeedsReport.objects.get(kind="supplementary")
    assert (supplement.status, supplement.sent_owner_nok) == ("submitted", 25_000)

    desk = page_for(cast.siri, language="en")
    desk.goto(reverse("measures:inbox_of_call", args=[call.pk]))
    in_addition = desk.get_by_role("row").filter(has_text="supplementary need to measure 1")
    expect(in_addition.get_by_role("cell", name="25 000")).to_have_count(
        2
    )  # the owner's, and the sum
    inspect(desk, checks)
    desk.get_by_role("link", name="Supplementary needs").click()
    desk.wait_for_url(re.compile("slag=supplementary"))
    expect(desk.get_by_role("rowheader")).to_have_count(2)  # the report, and the sum
    desk.get_by_role("link", name=cast.partnership.name, exact=True).click()
    expect(desk.get_by_text("Two kindergartens more take part.")).to_be_visible()
    inspect(desk, checks)
    desk.get_by_role("button", name="Check off the report").click()
    desk.wait_for_url(re.compile(r"/innboks/\d+/$"))
    supplement.refresh_from_db()
    assert supplement.status == "checked"

    frame = make_frame(call=call, scheme=supplement.measures.get().scheme)
    desk.goto(reverse("allocation:overview", args=[frame.pk]))
    network = desk.get_by_role("row").filter(
        has=desk.get_by_role("rowheader", name=cast.network.name)
    )
    expect(network.get_by_text("of this 25 000 supplementary")).to_be_visible()
    inspect(desk, checks)


def inspect(page, checks) -> None:
    for check in checks:
        check(page)
