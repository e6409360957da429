"""Need beside money: read on a wide and a narrow screen, and what was told of earlier money written."""

import pytest
from playwright.sync_api import expect

from allocation.models import LedgerEntry
from measures.choices import ReportStatus
from tests.builders import (
    make_basis,
    make_call,
    make_division,
    make_frame,
    make_line,
    make_measure,
    make_partnership,
    make_post,
    make_report,
    make_university,
)

pytestmark = pytest.mark.django_db(transaction=True)

NO_BREAK = "\u00a0"


@pytest.fixture
def frame(cast):
    call = make_call(office=cast.office, year=2022)
    frame = make_frame(call=call, scheme=cast.regional)
    basis = make_basis(office=cast.office, by=cast.siri)
    division = make_division(post=make_post(frame=frame), basis=basis, status="in_force")
    fosen = division.lines.get(name="Fosen").network
    partnership = make_partnership(
        office=cast.office, network=fosen, universities=(make_university(name="DMMH"),)
    )
    report = make_report(call=call, partnership=partnership, status=ReportStatus.CHECKED)
    measure = make_measure(report, scheme=cast.regional)
    amounts = {"owner": 200_000, "university": 1_565_000}
    for payee in report.payees.all():
        make_line(measure, payee, amounts[payee.kind])
    return frame


def test_a_draw_is_written_with_the_keyboard_and_seen_beside_the_need(
    cast, frame, page_for, axe, reflows
):
    page = page_for(cast.siri)
    page.goto(f"/tildeling/ramme/{frame.pk}/tidligere/")
    axe(page)
    reflows(page)
    page.get_by_role("link", name="Fosen").press("Enter")
    axe(page)
    reflows(page)

    page.locator("#id_opening").press_sequentially("900 000")
    page.locator("#id_planned_draw").press_sequentially("1 000 000")
    page.keyboard.press("Enter")

    expect(page.get_by_text(f"100{NO_BREAK}000{NO_BREAK}kr")).to_be_visible()  # more than is held
    axe(page)
    page.goto(f"/tildeling/ramme/{frame.pk}/oversikt/")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Fosen"))
    for amount in ("1 565 000", "200 000", "1 765 000", "668 137", "1 096 863", "96 863"):
        expect(row.get_by_text(amount.replace(" ", NO_BREAK), exact=True)).to_be_visible()
    chart = page.locator("img[src*='/oversikt/figur/']")
    chart.scroll_into_view_if_needed()
    expect(chart).to_have_js_property("complete", True)
    assert chart.evaluate("image => image.naturalWidth") == 860
    axe(page)
    reflows(page)
    assert LedgerEntry.objects.count() == 2


def test_the_overview_can_be_fetched_as_a_workbook_and_as_a_paper(cast, frame, page_for):
    page = page_for(cast.siri)
    page.goto(f"/tildeling/ramme/{frame.pk}/oversikt/")

    for link, begins in (("excel", b"PK"), ("pdf", b"%PDF")):
        with page.expect_download() as waiting:
            page.locator(f"a[href*='/oversikt/{link}/']").click()
        assert waiting.value.path().read_bytes().startswith(begins)


def test_the_frame_carries_over_what_is_left(cast, frame, page_for, axe, reflows):
    page = page_for(cast.siri)
    page.goto(f"/tildeling/ramme/{frame.pk}/")
    axe(page)
    reflows(page)

    page.locator("a[href*='slag=carried_over']").click()
    page.fill("#id_note", "Avklares i april")
    page.locator("main form button.ds-button").first.click()

    page.wait_for_url(f"**/ramme/{frame.pk}/")
    assert frame.posts.get(kind="carried_over").amount_nok == 17_873_000 - 11_588_000
