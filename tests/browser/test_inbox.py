"""The inbox by keyboard: narrowed, sorted, kept as a view, and two reports given to a colleague."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from measures.models import NeedsReport
from tests.builders import (
    make_call,
    make_line,
    make_measure,
    make_partnership,
    make_report,
    make_staff,
    make_user,
    owner_of,
    sum_up,
)


@pytest.fixture
def reports(cast):
    """Sent, of growing sums: Bodø, Saltdal, Ørnes."""
    call = make_call(office=cast.office)
    made = []
    for place, name in enumerate(["Bodø", "Saltdal", "Ørnes"], start=1):
        partnership = make_partnership(office=cast.office, name=name)
        report = make_report(call=call, partnership=partnership, status="submitted")
        make_line(make_measure(report), owner_of(report), place * 10_000)
        made.append(sum_up(report))
    return made


@pytest.mark.parametrize("with_script", [True, False])
def test_a_list_is_narrowed_sorted_kept_and_handed_on_by_keyboard(
    cast, reports, page_for, axe, reflows, with_script
):
    colleague = make_staff(cast.office, user=make_user("Berit Lund"))
    page = page_for(cast.siri, language="en", java_script_enabled=with_script)
    page.goto(reverse("measures:inbox"))
    if with_script:
        axe(page)
        reflows(page)
    rows = page.get_by_role("rowheader")

    # only those with the office, the largest first
    page.get_by_label("Status").select_option("office")
    page.get_by_role("button", name="Show").press("Enter")
    page.wait_for_url(re.compile("vis=office"))
    page.get_by_role("link", name="Sum", exact=True).press("Enter")
    page.wait_for_url(re.compile("sorter=sum"))
    page.get_by_role("link", name="Sum").press("Enter")
    page.wait_for_url(re.compile("sorter=-sum"))
    expect(rows).to_have_text(
        [re.compile("Ørnes"), re.compile("Saltdal"), re.compile("Bodø"), re.compile("Sum of 3")]
    )
    expect(page.get_by_role("columnheader", name="Sum")).to_have_attribute(
        "aria-sort", "descending"
    )

    # the view is kept, and leads back here
    page.locator("summary", has_text="Keep this view").press("Enter")
    page.get_by_label("Name of the view").fill("Størst først")
    page.get_by_role("button", name="Keep the view").press("Enter")
    expect(page.get_by_text("The view is kept.")).to_be_visible()
    page.goto(reverse("measures:inbox"))
    page.get_by_role("link", name="Størst først", exact=True).press("Enter")
    page.wait_for_url(re.compile("sorter=-sum"))

    # two are ticked and given to a colleague
    page.get_by_label("Choose Ørnes").press("Space")
    page.get_by_label("Choose Bodø").press("Space")
    page.get_by_role("group", name="With those").get_by_label("Case worker").select_option(
        "Berit Lund"
    )
    page.get_by_role("button", name="Assign").press("Enter")
    expect(page.get_by_text("2 needs reports are now with Berit Lund.")).to_be_visible()
    page.wait_for_url(re.compile("sorter=-sum"))
    given = NeedsReport.objects.filter(case_worker=colleague)
    assert set(given) == {reports[0], reports[2]}


def test_what_could_not_be_done_is_told_for_each(cast, reports, page_for, axe, reflows):
    page = page_for(cast.siri, language="en")
    page.goto(reverse("measures:inbox"))
    page.get_by_label("Choose Bodø").check()
    page.get_by_label("Choose Salten").check()
    page.get_by_role("button", name="Check off").press("Enter")

    expect(page.get_by_role("heading", name="Not done with all")).to_be_visible()
    expect(page.get_by_role("definition")).to_have_text(["The report has not been begun."])
    axe(page)
    reflows(page)


def test_an_absence_is_told_of(cast, page_for, axe, reflows):
    make_staff(cast.office, user=make_user("Berit Lund"))
    page = page_for(cast.siri, language="en")
    page.goto(reverse("partnerships:absences"))
    page.get_by_label("First day away").fill("01.07.2031")
    page.get_by_label("Last day away").fill("01.06.2031")
    page.get_by_label("Who looks after your cases?").select_option("Berit Lund")
    page.get_by_role("button", name="Keep the absence").press("Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    axe(page)
    reflows(page)

    page.get_by_label("Last day away").fill("21.07.2031")
    page.get_by_role("button", name="Keep the absence").press("Enter")
    expect(page.get_by_text("covered by Berit Lund")).to_be_visible()
    axe(page)
