"""The case worker's desk in a browser: returned and sent again, checked off and undone, on paper."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from measures.choices import ReportStatus
from measures.rules.sums import report_table
from measures.services import lifecycle
from partnerships.services import new_key
from tests.builders import make_call, make_ready_report
from tests.papers import text_of

COMMENT = "Enhetsprisen på vikar er ført opp to ganger."


@pytest.fixture
def report(cast):
    """Kari's, sent: 50 000 to the owner and 100 000 to the university."""
    call = make_call(office=cast.office)
    report = make_ready_report(partnership=cast.partnership, call=call, by=cast.kari)
    return lifecycle.submit_report(report=report, by=cast.kari, key=new_key())


def test_the_report_is_returned_with_a_comment_put_right_and_sent_again(
    cast, report, page_for, axe, reflows
):
    # the case worker finds it in the inbox and returns it, first without a word of why
    desk = page_for(cast.siri, language="en")
    desk.goto(reverse("measures:inbox"))
    desk.get_by_role("main").get_by_role("link", name="Ytre Helgeland").click()
    desk.get_by_role("button", name="Return the report").click()
    expect(desk.locator("[data-error-summary]")).to_be_focused()
    inspect(desk, [axe, reflows])
    desk.get_by_label("What is to be put right?").fill(COMMENT)
    desk.get_by_label("Measures and amounts").check()
    desk.get_by_role("button", name="Return the report").click()
    expect(desk.get_by_text("The report has been returned to the partnership.")).to_be_visible()

    # the coordinator reads the comment, and puts right what was opened
    page = page_for(cast.kari, language="en")
    page.goto(reverse("measures:report", args=[report.pk]))
    expect(page.get_by_role("main")).to_contain_text(COMMENT)
    inspect(page, [axe, reflows])
    measure = report.measures.get()
    line = measure.lines.get(payee__kind="owner")
    page.get_by_role("main").get_by_role("link", name=measure.title).first.click()
    page.fill(f"#id_unit_price_nok-{line.pk}", "25 000")
    with page.expect_navigation():
        page.click("button[value=stay]")
    page.goto(reverse("measures:check", args=[report.pk]))
    page.get_by_role("button", name="Send the needs report").click()
    page.wait_for_url(re.compile(r"/kvittering/$"))

    # the case worker has it again, with the comment in its trail
    desk.goto(reverse("measures:review", args=[report.pk]))
    report.refresh_from_db()
    assert report.status == ReportStatus.SUBMITTED
    sums = [report_table(version.read()).totals.total_nok for version in report.versions.all()]
    assert sums == [125_000, 150_000]
    expect(desk.get_by_role("region", name="Trail")).to_contain_text(COMMENT)
    expect(desk.get_by_role("region", name="Amounts")).to_contain_text("125\u00a0000")


@pytest.mark.parametrize("with_script", [True, False])
def test_the_report_is_checked_off_by_keyboard_and_the_check_is_undone(
    cast, report, page_for, axe, reflows, with_script
):
    desk = page_for(cast.siri, language="en", java_script_enabled=with_script)
    here = reverse("measures:review", args=[report.pk])
    desk.goto(here)
    desk.get_by_role("button", name="Check off the report").press("Enter")
    expect(desk.get_by_text("The report is checked.")).to_be_visible()
    assert status_of(report) == ReportStatus.CHECKED

    # the forum reads it while it is checked, and no longer than that
    member = page_for(cast.frida, language="en")
    assert member.goto(here).status == 200

    desk.goto(here)
    inspect(desk, [axe, reflows] if with_script else [])
    expect(desk.get_by_role("heading", name="Undo the check")).to_be_visible()
    desk.get_by_label("What is to be put right?").fill("Avkryssa ved en feil.")
    desk.get_by_role("button", name="Return the report").press("Enter")
    expect(desk.get_by_text("The report has been returned to the partnership.")).to_be_visible()
    assert status_of(report) == ReportStatus.RETURNED
    assert member.goto(here).status == 404


def test_the_report_is_printed_without_its_buttons_and_with_what_is_folded(cast, page_for):
    draft = make_ready_report(partnership=cast.partnership, call=make_call(office=cast.office))
    page = page_for(cast.kari, language="en")
    page.goto(reverse("measures:check", args=[draft.pk]))
    page.emulate_media(media="print")

    answer = page.get_by_text(draft.measures.get().anchoring)
    assert answer.evaluate("words => words.checkVisibility({contentVisibilityAuto: true})")
    expect(page.get_by_role("button", name="Send the needs report")).to_be_hidden()
    expect(page.get_by_role("navigation").first).to_be_hidden()


def test_focus_is_seen_in_the_colours_of_the_system(cast, report, page_for, axe):
    page = page_for(cast.siri, language="en", forced_colors="active")
    page.goto(reverse("measures:review", args=[report.pk]))
    button = page.get_by_role("button", name="Check off the report")
    page.keyboard.press("Tab")
    button.focus()

    style = button.evaluate("one => getComputedStyle(one).outlineStyle")
    assert (style, page.evaluate("matchMedia('(forced-colors: active)').matches")) == (
        "solid",
        True,
    )
    axe(page)


def test_the_needs_report_is_downloaded_as_pdf(cast, report, page_for, downloaded):
    page = page_for(cast.kari, language="en")
    page.goto(reverse("measures:receipt", args=[report.pk]))

    paper = downloaded(page, "Download the needs report (PDF)")

    assert paper.startswith(b"%PDF-")
    assert "150 000" in text_of(paper)
    assert report.versions.get().documents.count() == 1


def inspect(page: Page, look) -> None:
    for check in look:
        check(page)


def status_of(report) -> str:
    report.refresh_from_db()
    return report.status
