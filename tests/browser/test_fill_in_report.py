"""Ytre Helgeland's report of 2024, filled in and sent in the browser.

Counts and sums are those of the report. The lines inside the measures, measures 4 to 7, people and texts
are invented.
"""

import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from measures.choices import ReportStatus
from measures.models import NeedsReport, read_content
from measures.rules.sums import report_table, scheme_table
from tests.browser.keyboard import press, tab_to
from tests.builders import make_call, make_plan, make_ready_report, make_target_groups

pytestmark = pytest.mark.django_db(transaction=True)

NO_BREAK = "\u00a0"


@dataclass
class Planned:
    scheme: str
    title: str
    owner: list[tuple[str, int, int]]  # text, quantity, unit price
    university: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def is_for_coordinator(self) -> bool:
        return self.title == "Koordinator"


COORDINATOR = [("Lønn", 1, 70_000)]
MEASURES = [
    Planned(
        "inclusive_practice",
        "Alvorlig skolefravær",
        [("Tre samlinger", 3, 6_000), ("Reise", 18, 1_000), ("Vikar", 40, 350)],
        [("Tre samlinger", 3, 20_000), ("Veiledning", 4, 6_000), ("Reiser", 4, 4_000)],
    ),
    Planned(
        "inclusive_practice",
        "Prøve ut arbeidsmåter i språk, lese- og skriveopplæring",
        [("Oppfølging", 1, 180_000)],
        [("Veiledning", 1, 180_000)],
    ),
    Planned("inclusive_practice", "Koordinator", COORDINATOR),
    Planned("regional", "Koordinator", COORDINATOR),
    Planned("regional", "Språk i barnehagen", [("Vikar", 1, 435_000)], [("Fag", 1, 794_000)]),
    Planned("decentralised", "Språk i skolen", [("Vikar", 1, 555_000)], [("Fag", 1, 919_000)]),
    Planned("decentralised", "Koordinator", COORDINATOR),
]


@pytest.fixture
def call(cast):
    make_target_groups()
    return make_call(office=cast.office, plan=make_plan(cast.office))


def test_the_report_is_filled_in_and_sent(cast, call, page_for, axe, reflows):
    page = page_for(cast.kari)
    look = [axe, reflows]

    page.goto("/behov/")
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url(re.compile(r"/behov/\d+/$"))
    report = NeedsReport.objects.get()
    inspect(page, look)

    fill_in_contacts(page, report, look)
    fill_in_parties(page, report, look)
    fill_in_scope_with_the_keyboard_alone(page, report, look)
    for planned in MEASURES:
        add_measure(page, report, planned, look)
    fill_in_codetermination(page, report, look)

    assert page.url.endswith(f"/behov/{report.pk}/kontroll/")
    inspect(page, look)
    expect(page.locator("tfoot").first).to_contain_text("3 423 000".replace(" ", NO_BREAK))
    press(page, "main form[action$='/send-inn/'] button")
    page.wait_for_url(re.compile(r"/kvittering/$"))
    inspect(page, look)

    report.refresh_from_db()
    expect(page.get_by_text(report.receipt_number, exact=True)).to_be_visible()
    assert report.status == ReportStatus.SUBMITTED
    content = report.versions.get().read()
    assert in_all(scheme_table(content, "inclusive_practice")) == (300_000, 280_000, 580_000)
    assert in_all(scheme_table(content, "regional")) == (505_000, 794_000, 1_299_000)
    assert in_all(scheme_table(content, "decentralised")) == (625_000, 919_000, 1_544_000)
    assert in_all(report_table(content)) == (1_430_000, 1_993_000, 3_423_000)


def test_sums_appear_while_typing_and_lines_come_and_go_in_place(cast, call, page_for):
    report = make_ready_report(partnership=cast.partnership, call=call)
    measure = report.measures.get()
    first = measure.lines.first()
    page = page_for(cast.kari)
    page.goto(f"/behov/{report.pk}/tiltak/{measure.pk}/")

    page.fill(f"#id_quantity-{first.pk}", "3")
    page.fill(f"#id_unit_price_nok-{first.pk}", "6 000")
    page.keyboard.press("Enter")  # goes on, and does not send
    expect(page.locator(f"#sum-{first.pk}")).to_have_text(f"18{NO_BREAK}000")
    expect(page.locator("#sum-total")).to_have_text(f"118{NO_BREAK}000")
    expect(page.locator("#sums")).to_contain_text(f"118{NO_BREAK}000")
    expect(page.locator("#bar-sum")).to_have_text(f"118{NO_BREAK}000")

    page.click(f"button[value=add-line-{first.payee_id}-grant]")
    expect(page.locator("#id_cost_type-n1")).to_be_focused()
    page.fill("#id_unit_price_nok-n1", "2000")
    page.keyboard.press("Tab")
    expect(page.locator("#sum-total")).to_have_text(f"120{NO_BREAK}000")

    page.click(f"button[value=remove-line-{first.pk}]")
    undo = page.locator(f"button[value=restore-line-{first.pk}]")
    expect(undo).to_be_focused()
    expect(page.locator("#sum-total")).to_have_text(f"102{NO_BREAK}000")
    page.keyboard.press("Enter")
    expect(page.locator("#sum-total")).to_have_text(f"120{NO_BREAK}000")

    with page.expect_navigation():
        page.click("button[value=stay]")
    lines = measure.lines.order_by("payee__kind", "pk")
    assert [line.amount_nok for line in lines] == [18_000, 2_000, 100_000]


def test_the_page_of_a_measure_works_without_script(cast, call, page_for):
    report = make_ready_report(partnership=cast.partnership, call=call)
    measure = report.measures.get()
    first = measure.lines.first()
    page = page_for(cast.kari, java_script_enabled=False)
    page.goto(f"/behov/{report.pk}/tiltak/{measure.pk}/")

    page.click(f"button[value=add-line-{first.payee_id}-grant]")
    page.fill("#id_text-n1", "Reise")
    page.fill("#id_unit_price_nok-n1", "2 000")
    page.click(f"button[value=remove-line-{first.pk}]")
    assert page.locator("#sum-total").inner_text() == f"102{NO_BREAK}000"
    page.click("button[value=stay]")

    assert [line.amount_nok for line in measure.lines.order_by("pk")] == [2_000, 100_000]


def test_what_is_wrong_takes_focus_and_leads_to_its_field(cast, call, page_for, axe):
    report = make_ready_report(partnership=cast.partnership, call=call)
    measure = report.measures.get()
    line = measure.lines.first()
    page = page_for(cast.kari)
    page.goto(f"/behov/{report.pk}/tiltak/{measure.pk}/")

    page.fill(f"#id_unit_price_nok-{line.pk}", "200 00")
    page.click("button[value=stay]")

    expect(page.locator("[data-error-summary]")).to_be_focused()
    axe(page)
    page.locator("[data-error-summary] a").click()
    expect(page.locator(f"#id_unit_price_nok-{line.pk}")).to_be_focused()
    expect(page.locator(f"#id_unit_price_nok-{line.pk}")).to_have_value("200 00")


def test_two_who_write_in_the_same_measure_see_both_texts(cast, call, page_for, axe, reflows):
    report = make_ready_report(partnership=cast.partnership, call=call)
    measure = report.measures.get()
    page, colleague = page_for(cast.kari), page_for(cast.kari)
    for each in (page, colleague):
        each.goto(f"/behov/{report.pk}/tiltak/{measure.pk}/")
    colleague.fill("#id_anchoring", "Kollegaens tekst")
    colleague.click("button[value=stay]")

    page.fill("#id_anchoring", "Min tekst")
    page.click("button[value=stay]")

    expect(page.locator(".rk-stored")).to_contain_text("Kollegaens tekst")
    expect(page.locator("#id_anchoring")).to_have_value("Min tekst")
    inspect(page, [axe, reflows])
    page.click("button[value=stay]")
    measure.refresh_from_db()
    assert measure.anchoring == "Min tekst"


# --- steps ---------------------------------------------------------------------------------------


def inspect(page: Page, look) -> None:
    for check in look:
        check(page)


def fill_in_contacts(page: Page, report: NeedsReport, look) -> None:
    page.goto(f"/behov/{report.pk}/kontakt/")
    inspect(page, look)
    for payee in report.payees.all():
        page.fill(f"#id_contact_name-{payee.pk}", "Ingrid Solbakk")
        page.fill(f"#id_contact_role-{payee.pk}", "Koordinator")
        page.fill(f"#id_contact_phone-{payee.pk}", "40 00 00 01")
        page.fill(f"#id_contact_email-{payee.pk}", "ingrid.solbakk@example.no")
        page.fill(f"#id_payment_reference-{payee.pk}", "God opplæring for alle")
    save(page)


def fill_in_parties(page: Page, report: NeedsReport, look) -> None:
    inspect(page, look)
    partner = report.partners.get()
    page.fill(f"#id_contact_name-{partner.pk}", "Jonas Mikalsen")
    page.fill("#id_organisation-owner1", "Lurøy kommune")
    page.fill("#id_contact_name-owner1", "Kim Berg")
    page.check("#id_as_written-owner1")
    save(page)


def fill_in_scope_with_the_keyboard_alone(page: Page, report: NeedsReport, look) -> None:
    inspect(page, look)
    tab_to(page, "#id_municipal_kindergartens")
    for count in (14, 4, 13, 0, 1):
        page.keyboard.type(str(count))
        page.keyboard.press("Tab")
    press(page, "main form .rk-pager button")
    page.wait_for_url(re.compile(r"/behov/\d+/$"))


def add_measure(page: Page, report: NeedsReport, planned: Planned, look) -> None:
    page.goto(f"/behov/{report.pk}/")
    kind = "coordinator" if planned.is_for_coordinator else "collective"
    form = page.locator("form[action$='/tiltak/ny/']")
    if not form.is_visible():
        page.locator("details", has=form).locator("summary").click()
    form.locator("[name=title]").fill(planned.title)
    form.locator(f"[value={planned.scheme}]").check()
    form.locator(f"[value={kind}]").check()
    form.locator("button").click()
    page.wait_for_url(re.compile(r"/tiltak/\d+/$"))
    payees = {payee.kind: payee.pk for payee in report.payees.all()}
    write_lines(page, payees["owner"], "n1", planned.owner)
    write_lines(page, payees["university"], "n2", planned.university)
    page.check("#id_terms_1")
    page.fill("#id_owner_use", "Lokaler, servering, reise og vikarer.")
    if planned.is_for_coordinator:
        page.fill("#id_coordinator_reason", "Kommunene er små, og én må holde i arbeidet.")
    else:
        answer_measure(page)
    if report.measures.count() in (1, 3):
        inspect(page, look)
    save(page)


def answer_measure(page: Page) -> None:
    page.check("#id_purpose_2")
    for name in ("anchoring", "collective_process", "teacher_education", "plan_anchoring"):
        page.fill(f"#id_{name}", "Barnehagene og skolene har meldt inn sine behov.")
    page.check("#id_target_groups_0")
    page.fill("#id_university_use", "Faglig ansvar på samlinger, reise og opphold.")
    page.check("#id_coordinator_needed_1")


def write_lines(page: Page, payee: int, first_key: str, lines: list[tuple[str, int, int]]) -> None:
    """The first in the empty row that is there, each further one in a new row."""
    for place, (text, quantity, price) in enumerate(lines):
        key = first_key
        if place:
            rows = page.locator("select[name^=cost_type]")
            before = rows.count()
            page.click(f"button[value=add-line-{payee}-grant]")
            expect(rows).to_have_count(before + 1)
            expect(page.locator("select[name^=cost_type]:focus")).to_have_count(1)
            key = page.evaluate("document.activeElement.name").removeprefix("cost_type-")
        page.fill(f"#id_text-{key}", text)
        page.fill(f"#id_quantity-{key}", str(quantity))
        page.fill(f"#id_unit_price_nok-{key}", str(price))
        page.keyboard.press("Tab")
        amount = f"{quantity * price:,}".replace(",", NO_BREAK)
        expect(page.locator(f"#sum-{key}")).to_have_text(amount)


def fill_in_codetermination(page: Page, report: NeedsReport, look) -> None:
    page.goto(f"/behov/{report.pk}/drofting/")
    inspect(page, look)
    page.check("#id_discussed_0")
    page.fill("#id_held_on", "24.01.2024")
    page.fill("#id_role-0", "Hovedtillitsvalgt")
    page.fill("#id_name-0", "Anne Brekke")
    save(page)
    assert read_content(NeedsReport.objects.get()).codetermination.held_on == "2024-01-24"


def save(page: Page) -> None:
    """The one primary button at the foot, and the page it leads to."""
    before = page.url
    page.locator("main form .rk-pager button:not([data-variant])").click()
    page.wait_for_url(lambda url: url != before)


def in_all(table) -> tuple[int, int, int]:
    assert table.adds_up
    return table.totals.owner_nok, table.totals.university_nok, table.totals.total_nok
