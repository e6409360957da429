"""A whole report, from the start page to the receipt, by somebody who has no mouse."""

import re

import pytest
from playwright.sync_api import Page, expect

from measures.choices import ReportStatus
from measures.models import NeedsReport
from measures.rules.sums import report_table
from tests.browser.keyboard import press, tab_to
from tests.builders import make_call, make_plan, make_target_groups

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Barnehagene og skolene har meldt inn sine behov."
NEXT = "main form .rk-pager button:not([data-variant])"


def test_the_whole_report_with_the_keyboard_alone(cast, page_for):
    make_target_groups()
    make_call(office=cast.office, plan=make_plan(cast.office))
    page = page_for(cast.kari)
    page.goto("/")

    press(page, "main a[href='/behov/']")
    page.wait_for_url(re.compile(r"/behov/$"))
    press(page, "main form button")
    page.wait_for_url(re.compile(r"/behov/\d+/$"))
    report = NeedsReport.objects.get()
    go_on_to(page, report, "kontakt")
    contacts(page, report)
    parties(page, report)
    scope(page)
    measure(page, report)
    codetermination(page, report)
    press(page, "main form[action$='/send-inn/'] button")
    page.wait_for_url(re.compile(r"/kvittering/$"))

    report.refresh_from_db()
    assert report.status == ReportStatus.SUBMITTED
    totals = report_table(report.versions.get().read()).totals
    assert (totals.owner_nok, totals.university_nok) == (36_000, 60_000)


def contacts(page: Page, report: NeedsReport) -> None:
    for payee in report.payees.order_by("pk"):
        write(page, f"#id_contact_name-{payee.pk}", "Ingrid Solbakk")
        write(page, f"#id_contact_role-{payee.pk}", "Koordinator")
        write(page, f"#id_contact_phone-{payee.pk}", "40 00 00 01")
        write(page, f"#id_contact_email-{payee.pk}", "ingrid.solbakk@example.no")
    go_on(page)


def parties(page: Page, report: NeedsReport) -> None:
    write(page, f"#id_contact_name-{report.partners.get().pk}", "Jonas Mikalsen")
    go_on(page)


def scope(page: Page) -> None:
    tab_to(page, "#id_municipal_kindergartens")
    for count in (14, 0, 13, 0, 1):
        page.keyboard.type(str(count))
        page.keyboard.press("Tab")
    go_on(page)


def measure(page: Page, report: NeedsReport) -> None:
    form = "form[action$='/tiltak/ny/'] "
    write(page, f"{form}[name=title]", "Alvorlig skolefravær")
    choose(page, f"{form}[name=scheme]", "[value=inclusive_practice]")
    choose(page, f"{form}[name=kind]", "[value=collective]")
    press(page, f"{form}button")
    page.wait_for_url(re.compile(r"/tiltak/\d+/$"))
    choose(page, "[name=purpose]", "#id_purpose_2")
    for name in ("anchoring", "collective_process", "teacher_education", "plan_anchoring"):
        write(page, f"#id_{name}", TEXT)
    tab_to(page, "#id_target_groups_0")
    page.keyboard.press("Space")
    owner = report.payees.get(kind="owner")
    line(page, "n1", "Vikar", 3, 6_000)
    press(page, f"button[value=add-line-{owner.pk}-grant]")
    key = new_line(page)
    line(page, key, "Reise", 18, 1_000)
    line(page, "n2", "Samlinger", 3, 20_000)
    write(page, "#id_owner_use", "Lokaler, servering, reise og vikarer.")
    write(page, "#id_university_use", "Faglig ansvar på samlinger, reise og opphold.")
    choose(page, "[name=coordinator_needed]", "#id_coordinator_needed_1")
    tab_to(page, "#id_terms_1")
    page.keyboard.press("Space")
    go_on(page)


def new_line(page: Page) -> str:
    expect(page.locator("select[name^=cost_type]:focus")).to_have_count(1)
    return page.evaluate("document.activeElement.name").removeprefix("cost_type-")


def line(page: Page, key: str, text: str, quantity: int, price: int) -> None:
    write(page, f"#id_text-{key}", text)
    write(page, f"#id_quantity-{key}", str(quantity))
    write(page, f"#id_unit_price_nok-{key}", str(price))


def codetermination(page: Page, report: NeedsReport) -> None:
    go_on_to(page, report, "drofting")
    choose(page, "[name=discussed]", "#id_discussed_0")
    write(page, "#id_held_on", "24.01.2024")
    write(page, "#id_role-0", "Hovedtillitsvalgt")
    write(page, "#id_name-0", "Anne Brekke")
    go_on(page)


# --- the keys ------------------------------------------------------------------------------------


def write(page: Page, selector: str, text: str) -> None:
    """What stands there is selected when a field is reached with Tab, and is written over."""
    tab_to(page, selector)
    page.keyboard.type(text)


def choose(page: Page, group: str, option: str) -> None:
    """In a group of radio buttons: Tab reaches the group, the arrows its buttons."""
    tab_to(page, group)
    page.keyboard.press("Space")
    for _press in range(10):
        if page.evaluate("option => document.activeElement.matches(option)", option):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrows do not reach {option}")


def go_on(page: Page) -> None:
    before = page.url
    press(page, NEXT)
    page.wait_for_url(lambda url: url != before)


def go_on_to(page: Page, report: NeedsReport, part: str) -> None:
    """By the link in the task list, unless the page before led there itself."""
    address = f"/behov/{report.pk}/{part}/"
    if not page.url.endswith(address):
        press(page, f"main a[href^='{address}']")
        page.wait_for_url(re.compile(re.escape(address)))
