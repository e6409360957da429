"""A measure is withdrawn, read, and taken up again."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from tests.builders import make_call, make_ready_report


def test_a_measure_is_withdrawn_and_taken_up_again(cast, page_for, axe, reflows):
    call = make_call(office=cast.office)
    report = make_ready_report(partnership=cast.partnership, call=call, by=cast.kari, measures=2)
    first, second = report.measures.all()
    report.measures.filter(pk=second.pk).update(anchoring="Bygger på tiltak 1.")
    page = page_for(cast.kari, language="en")
    page.goto(reverse("measures:measure", args=[report.pk, first.pk]))
    page.get_by_role("link", name="Withdraw the measure and keep what is written").click()

    # without a reason nothing happens, and the page says why
    page.get_by_role("button", name="Withdraw measure 1").click()
    expect(page.get_by_role("link", name="Write why the measure is withdrawn.")).to_be_visible()
    inspect(page, [axe, reflows])
    page.get_by_label("Why is the measure withdrawn?").fill("The school is closed.")
    page.get_by_role("button", name="Withdraw measure 1").click()

    page.wait_for_url(re.compile(r"/behov/\d+/$"))
    expect(page.get_by_text("The school is closed.")).to_be_visible()
    expect(page.locator("main .rk-total-row, main tfoot").last).to_contain_text("150 000")
    inspect(page, [axe, reflows])
    second.refresh_from_db()
    assert second.anchoring == "Bygger på tiltak “Measure 1” (withdrawn)."

    page.get_by_role("link", name="Measure 1", exact=True).click()
    expect(page.get_by_text("Faglig ansvar på samlinger.")).to_be_visible()
    inspect(page, [axe, reflows])
    page.get_by_role("button", name="Take the measure up again").click()
    expect(page.get_by_text("is in the report again, as measure 2")).to_be_visible()
    second.refresh_from_db()
    assert (second.number, second.anchoring) == (1, "Bygger på tiltak 2.")


def inspect(page, checks) -> None:
    for check in checks:
        check(page)
