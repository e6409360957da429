"""Single keys of the desk: they move and mark, stay out of fields, and can be switched off (WCAG 2.1.4)."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from measures.choices import Mark
from measures.models import Assessment
from measures.services import lifecycle
from partnerships.services import new_key
from tests.builders import make_call, make_partnership, make_ready_report, make_report


@pytest.fixture
def report(cast):
    call = make_call(office=cast.office)
    report = make_ready_report(partnership=cast.partnership, call=call, by=cast.kari)
    return lifecycle.submit_report(report=report, by=cast.kari, key=new_key())


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_the_inbox_is_walked_through_and_opened(cast, report, page_for, axe):
    bodo = make_partnership(office=cast.office, name="Bodø")
    make_report(call=report.call, partnership=bodo, status="submitted")
    page = page_for(cast.siri, language="en")
    page.goto(reverse("measures:inbox"))
    search = page.get_by_role("searchbox")

    press(page, "j", "j", "j", "k", "k")
    expect(page.get_by_role("link", name="Bodø")).to_be_focused()

    press(page, "/")
    expect(search).to_be_focused()
    press(page, "j", "?")
    expect(search).to_have_value("j?")

    page.get_by_role("link", name="Bodø").focus()
    press(page, "?")
    expect(page.get_by_text("next and previous row")).to_be_visible()
    axe(page)

    # Salten has not begun: there is its tick to stand on and nothing to open
    press(page, "j")
    expect(page.get_by_label("Choose Salten")).to_be_focused()
    press(page, "j", "Enter")
    page.wait_for_url(f"**{reverse('measures:review', args=[report.pk])}")


def test_marks_are_set_by_keys_and_what_is_written_stays_text(cast, report, page_for, axe):
    page = page_for(cast.siri, language="en")
    page.goto(reverse("measures:review", args=[report.pk]))

    press(page, "j", "1")
    expect(page.locator("#marks")).to_have_text("1 met, 3 not assessed")
    press(page, "k")  # there is none before the first
    expect(page.get_by_label("Met", exact=True).first).to_be_focused()
    press(page, "n", "3")
    expect(page.locator("#marks")).to_have_text("1 met, 1 not met, 2 not assessed")
    press(page, "m")
    comment = page.locator(".rk-judge").nth(1).get_by_role("textbox")
    expect(comment).to_be_focused()
    press(page, "1", "m")
    expect(comment).to_have_value("1m")

    marks = (
        Assessment.objects.current().order_by("criterion").values_list("criterion__code", "mark")
    )
    assert list(marks) == [("T1", Mark.MET), ("T2", Mark.NOT_MET)]
    page.locator("summary", has_text="Keys").click()
    axe(page)


def test_keys_that_are_switched_off_do_nothing_the_next_time_either(cast, report, page_for):
    page = page_for(cast.siri, language="en")
    page.goto(reverse("measures:review", args=[report.pk]))
    page.locator("summary", has_text="Keys").click()
    page.get_by_label("Use single keys").uncheck()

    page.reload()
    page.get_by_label("Not assessed").first.focus()
    press(page, "1", "m", "n")

    expect(page.get_by_label("Not assessed").first).to_be_focused()
    expect(page.locator("#marks")).to_have_text("4 not assessed")
    page.locator("summary", has_text="Keys").click()
    page.get_by_label("Use single keys").check()
    page.get_by_label("Not assessed").first.focus()
    press(page, "1")
    expect(page.locator("#marks")).to_have_text("1 met, 3 not assessed")


def test_without_script_nothing_is_said_of_keys(cast, report, page_for):
    page = page_for(cast.siri, language="en", java_script_enabled=False)
    page.goto(reverse("measures:inbox"))

    expect(page.get_by_text("Use single keys")).to_be_hidden()
