"""A report is written by several people while everything happens that can happen. No character is lost."""

import re

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from measures.choices import ReportStatus
from measures.models import NeedsReport, Presence, SentVersion
from tests.browser.writing import (
    expect_kept,
    expect_saved,
    expect_stored,
    kept,
    opened,
    status,
    until,
    write,
)
from tests.builders import make_call, make_member, make_plan, make_ready_report, make_target_groups

pytestmark = pytest.mark.django_db(transaction=True)

SERVER = re.compile(r".*/behov/.*")


@pytest.fixture
def report(cast):
    make_target_groups()
    call = make_call(office=cast.office, plan=make_plan(cast.office))
    return make_ready_report(partnership=cast.partnership, call=call, by=cast.kari)


@pytest.fixture
def measure(report):
    return report.measures.get()


@pytest.fixture
def colleague(cast):
    person = make_member(cast.partnership)
    person.name = "Jonas Mikalsen"
    person.save()
    return person


@pytest.fixture
def address(report, measure):
    return f"/behov/{report.pk}/tiltak/{measure.pk}/"


# Each answer comes most of a second later than it would.
ANSWER_LATE = """() => {
  const fetch = window.fetch;
  window.fetch = async (...request) => {
    const answer = await fetch(...request);
    await new Promise((resolve) => setTimeout(resolve, 800));
    return answer;
  };
}"""


# --- saving --------------------------------------------------------------------------------------


def test_what_is_written_is_saved_when_it_is_left_and_while_typing_pauses(
    cast, measure, page_for, address, axe
):
    page = opened(page_for(cast.kari, language="en"), address)

    page.locator("#id_anchoring").fill("Skrevet, og så en pause")
    expect_saved(page)
    expect_stored(page, measure, anchoring="Skrevet, og så en pause")
    write(page, "title", "Skrevet og forlatt")
    expect_stored(page, measure, title="Skrevet og forlatt")
    page.locator("#id_coordinator_needed_0").check()
    expect_stored(page, measure, coordinator_needed=True)
    page.locator("#id_terms_0").check()
    expect_stored(page, measure, terms=["2024-spring", *measure.terms])

    axe(page)
    expect_kept(page)
    with page.expect_navigation():
        page.locator("button[value=stay]").click()
    expect(page.locator("#id_anchoring")).to_have_value("Skrevet, og så en pause")


def test_lines_are_saved_as_they_are_written_added_and_removed(cast, measure, page_for, address):
    page = opened(page_for(cast.kari, language="en"), address)
    line = measure.lines.first()

    def expect_lines(*amounts: int) -> None:
        lines = measure.lines.filter(payee=line.payee).order_by("pk")
        until(page, lambda: [each.amount_nok for each in lines.all()], list(amounts))

    write(page, f"unit_price_nok-{line.pk}", "6 000")
    expect_lines(6_000)
    page.click(f"button[value=add-line-{line.payee_id}-grant]")
    expect(page.locator("#id_cost_type-n1")).to_be_focused()
    write(page, "unit_price_nok-n1", "2000")
    expect_lines(6_000, 2_000)
    write(page, "quantity-n1", "3")
    expect_lines(6_000, 6_000)
    page.click(f"button[value=remove-line-{line.pk}]")
    expect_lines(6_000)
    page.click(f"button[value=restore-line-{line.pk}]")
    expect_lines(6_000, 6_000)


# --- several at once -----------------------------------------------------------------------------


def test_two_who_write_in_different_fields_both_get_theirs(
    cast, measure, colleague, page_for, address
):
    kari, jonas = (opened(page_for(each), address) for each in (cast.kari, colleague))

    write(kari, "anchoring", "Karis tekst")
    write(jonas, "collective_process", "Jonas sin tekst")

    expect_stored(kari, measure, anchoring="Karis tekst", collective_process="Jonas sin tekst")
    write(kari, "title", "Karis navn")
    kari.locator("button[value=stay]").click()
    expect(kari.locator("h1")).to_have_text("Karis navn")
    expect(kari.locator("#id_collective_process")).to_have_value("Jonas sin tekst")


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_two_who_write_in_the_same_field_see_both_and_choose(
    cast, measure, colleague, page_for, address, axe, reflows, choice
):
    kari, jonas = (opened(page_for(each), address) for each in (cast.kari, colleague))
    write(jonas, "anchoring", "Jonas sin tekst")
    expect_stored(jonas, measure, anchoring="Jonas sin tekst")

    write(kari, "anchoring", "Karis tekst")

    both = kari.locator("[data-conflict=anchoring]")
    expect(both).to_contain_text("Jonas sin tekst")
    expect(both).to_contain_text("Karis tekst")
    expect(both).to_contain_text("Jonas Mikalsen")
    axe(kari)
    reflows(kari)
    expect_stored(kari, measure, anchoring="Jonas sin tekst")
    both.locator(f"[data-choose={choice}]").click()
    chosen = {"mine": "Karis tekst", "theirs": "Jonas sin tekst"}[choice]
    expect_stored(kari, measure, anchoring=chosen)
    expect(kari.locator("#id_anchoring")).to_have_value(chosen)
    expect(both).to_have_count(0)


def test_who_else_writes_on_the_page_is_shown(cast, report, colleague, page_for, address):
    jonas = opened(page_for(colleague, language="en"), address)
    jonas.locator("#id_anchoring").focus()
    jonas.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    until(jonas, Presence.objects.exists, True)

    kari = opened(page_for(cast.kari, language="en"), address)

    expect(kari.locator("[data-present]")).to_have_text("Jonas Mikalsen is writing in “Anchoring”")


# --- what goes wrong -----------------------------------------------------------------------------


@pytest.fixture
def sums_may_fail(complaints):
    """htmx writes a line about a sum that it could not ask for."""
    yield
    complaints[:] = [each for each in complaints if not each.startswith("htmx:")]


def test_what_was_never_sent_stands_there_when_the_page_is_opened_again(
    cast, measure, page_for, address, sums_may_fail
):
    page = opened(page_for(cast.kari, language="en"), address)
    context = page.context
    context.set_offline(True)
    write(page, "anchoring", "Linje én\nog linje to")
    line = measure.lines.first()
    write(page, f"unit_price_nok-{line.pk}", "77 000")
    expect_kept(page, "og linje to", "77 000")
    page.close()
    context.set_offline(False)

    page = opened(context.new_page(), address)

    expect(page.locator("#id_anchoring")).to_have_value("Linje én\nog linje to")
    expect(page.locator(f"#id_unit_price_nok-{line.pk}")).to_have_value("77 000")
    expect_stored(page, measure, anchoring="Linje én\r\nog linje to")
    expect_stored(page, line, unit_price_nok=77_000)
    expect_saved(page)


def test_an_added_line_that_was_never_sent_is_there_when_the_page_is_opened_again(
    cast, measure, page_for, address, sums_may_fail
):
    page = opened(page_for(cast.kari, language="en"), address)
    context = page.context
    line = measure.lines.first()
    page.click(f"button[value=add-line-{line.payee_id}-grant]")
    expect(page.locator("#id_cost_type-n1")).to_be_focused()
    expect_saved(page)
    context.set_offline(True)
    write(page, "unit_price_nok-n1", "4 321")
    expect_kept(page, "4 321")
    page.close()
    context.set_offline(False)

    page = opened(context.new_page(), address)

    expect(page.locator(".rk-lines input[value='4\u00a0321']")).to_have_count(1)
    assert (
        sorted(measure.lines.filter(payee=line.payee).values_list("unit_price_nok", flat=True))[0]
        == 4_321
    )


def test_what_a_colleague_wrote_while_one_was_away_is_shown_beside_what_was_kept(
    cast, measure, colleague, page_for, address
):
    page = opened(page_for(cast.kari), address)
    context = page.context
    context.set_offline(True)
    write(page, "anchoring", "Karis tekst")
    expect_kept(page, "Karis tekst")
    page.close()
    jonas = opened(page_for(colleague), address)
    write(jonas, "anchoring", "Jonas sin tekst")
    expect_stored(jonas, measure, anchoring="Jonas sin tekst")
    context.set_offline(False)

    page = opened(context.new_page(), address)

    expect(page.locator("[data-conflict=anchoring]")).to_contain_text("Jonas sin tekst")
    expect(page.locator("#id_anchoring")).to_have_value("Karis tekst")
    expect_stored(page, measure, anchoring="Jonas sin tekst")


@pytest.mark.parametrize("in_a_new_tab", [True, False])
def test_who_is_logged_out_logs_in_again_and_has_lost_nothing(
    cast, measure, page_for, address, in_a_new_tab
):
    cast.kari.set_password("et langt passord")
    cast.kari.save()
    page = opened(page_for(cast.kari, language="en"), address)
    Session.objects.all().delete()

    write(page, "anchoring", "Skrevet etter at økten var utløpt")

    expect(status(page)).to_contain_text("You have been logged out")
    tab = page
    if in_a_new_tab:
        with page.expect_popup() as popup:
            page.locator("[data-log-in] a").click()
        tab = popup.value
    else:
        page.locator("button[value=stay]").click()
    tab.fill("[name=login]", cast.kari.email)
    tab.fill("[name=password]", "et langt passord")
    tab.locator("main form button").click()
    tab.wait_for_url(re.compile(re.escape(address)))
    if in_a_new_tab:
        page.bring_to_front()
        page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect_stored(page, measure, anchoring="Skrevet etter at økten var utløpt")
    expect(page.locator("#id_anchoring")).to_have_value("Skrevet etter at økten var utløpt")
    if in_a_new_tab:  # the form's own token was from before the log-in
        with page.expect_navigation():
            page.locator("button[value=stay]").click()
        expect(page.locator("h1")).to_have_text(measure.title)


def test_what_is_written_while_a_refusal_is_on_its_way_is_saved(cast, measure, page_for, address):
    page = opened(page_for(cast.kari, language="en"), address)
    page.evaluate(ANSWER_LATE)

    write(page, "anchoring", "x" * 5_001)
    write(page, "anchoring", "Kortet ned")

    expect_stored(page, measure, anchoring="Kortet ned")
    expect(page.locator("#id_anchoring_error")).to_have_count(0)
    expect_saved(page)


def test_back_and_another_language_lose_nothing(cast, measure, page_for, address):
    page = opened(page_for(cast.kari, language="en"), address)
    page.locator("#id_anchoring").fill("Skrevet rett før siden ble forlatt")
    with page.expect_navigation():
        page.locator("nav a").first.click()
    page.go_back()
    expect(page.locator("#id_anchoring")).to_have_value("Skrevet rett før siden ble forlatt")
    expect_stored(page, measure, anchoring="Skrevet rett før siden ble forlatt")

    page.locator("#id_collective_process").fill("Og rett før språket ble byttet")
    with page.expect_navigation():
        page.locator("button[name=language][value=nn]").click()
    expect(page.locator("#id_collective_process")).to_have_value("Og rett før språket ble byttet")
    expect_stored(page, measure, collective_process="Og rett før språket ble byttet")


def test_a_second_press_sends_once_and_with_the_last_word(cast, report, measure, page_for, address):
    page = opened(page_for(cast.kari, language="en"), address)
    page.locator("#id_anchoring").fill("Det siste ordet")
    page.locator(".rk-pager button:not([data-variant])").dblclick()
    page.wait_for_url(re.compile(r"/behov/\d+/$"))
    expect_stored(page, measure, anchoring="Det siste ordet")

    page.goto(f"/behov/{report.pk}/kontroll/")
    page.locator("main form[action$='/send-inn/'] button").dblclick()
    page.wait_for_url(re.compile(r"/kvittering/$"))

    report.refresh_from_db()
    assert report.status == ReportStatus.SUBMITTED
    assert SentVersion.objects.get().read().measures[0].anchoring == "Det siste ordet"


def test_a_text_that_is_too_long_is_refused_with_its_limit_and_kept(
    cast, measure, page_for, address
):
    page = opened(page_for(cast.kari, language="en"), address)
    before, long = measure.anchoring, "x" * 100_000

    write(page, "anchoring", long)

    expect(page.locator("#id_anchoring_error")).to_contain_text("there is room for 5000")
    write(page, "title", "Nytt navn")
    expect_stored(page, measure, title="Nytt navn")
    expect(status(page)).to_contain_text("One answer cannot be saved as it is.")
    expect_kept(page, long)
    page.reload()
    expect(page.locator("#id_anchoring")).to_have_value(long)
    expect_stored(page, measure, anchoring=before)
    write(page, "anchoring", "Kortet ned")
    expect_stored(page, measure, anchoring="Kortet ned")
    expect(page.locator("#id_anchoring_error")).to_have_count(0)


# --- what the browser may keep -------------------------------------------------------------------


def test_an_identity_number_is_not_kept(cast, measure, page_for, address):
    page = opened(page_for(cast.kari, language="en"), address)

    write(page, "anchoring", "Barnet 01019000083 trenger hjelp.")

    expect(page.locator("#id_anchoring_error")).to_contain_text("▮▮▮▮▮▮▮▮▮▮▮")
    expect_kept(page)


def test_an_identity_number_is_not_kept_without_a_connection_either(
    cast, measure, page_for, address
):
    page = opened(page_for(cast.kari, language="en"), address)
    page.route(SERVER, lambda route: route.abort("connectionrefused"))

    write(page, "anchoring", "Barnet 010190 0008")
    expect(status(page)).to_contain_text("What you write is kept in this browser.")
    assert "010190" in kept(page)
    write(page, "anchoring", "Barnet 010190 00083 trenger hjelp.")

    expect(status(page)).to_have_text("Not saved yet. Keep this page open.")
    assert kept(page) == ""


def test_contact_details_are_never_kept_and_the_page_asks_before_they_are_lost(
    cast, report, page_for
):
    page = opened(page_for(cast.kari, language="en"), f"/behov/{report.pk}/kontakt/")
    payee = report.payees.first()
    page.route(SERVER, lambda route: route.abort("connectionrefused"))

    write(page, f"contact_phone-{payee.pk}", "40 00 00 09")
    write(page, f"amount_nok-regional-{payee.pk}", "800 000")

    expect(status(page)).to_have_text("Not saved yet. Keep this page open.")
    expect_kept(page, "800 000")
    assert "40 00" not in kept(page)
    page.unroute(SERVER)
    page.context.set_offline(True)
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.accept()


def test_logging_out_takes_what_was_kept_with_it(cast, measure, page_for, address):
    page = opened(page_for(cast.kari, language="en"), address)
    page.route(re.compile(r".*/felt/"), lambda route: route.abort("connectionrefused"))
    write(page, "anchoring", "Ikke lagret")
    expect_kept(page, "Ikke lagret")

    page.locator("header form button").click()
    page.wait_for_url(lambda url: address not in url)

    assert kept(page) == []
    assert settings.SESSION_COOKIE_NAME not in {each["name"] for each in page.context.cookies()}


def test_nothing_is_kept_for_more_than_a_day(cast, measure, page_for, address):
    page = opened(page_for(cast.kari, language="en"), address)
    page.route(re.compile(r".*/felt/"), lambda route: route.abort("connectionrefused"))
    page.clock.install()
    page.clock.set_system_time("2024-01-01")
    write(page, "anchoring", "For lenge siden")
    expect_kept(page, "For lenge siden")
    page.unroute(re.compile(r".*/felt/"))
    page.clock.set_system_time("2024-01-03")
    before = measure.anchoring

    page.reload()

    expect_kept(page)
    expect(page.locator("#id_anchoring")).to_have_value(before)


def test_without_script_the_page_is_a_form_with_a_button(cast, measure, page_for, address):
    page = opened(page_for(cast.kari, language="en", java_script_enabled=False), address)

    expect(page.get_by_text("What you write is kept when you press Save.")).to_be_visible()
    page.locator("#id_anchoring").fill("Uten skript")
    page.locator("button[value=stay]").click()

    assert NeedsReport.objects.get().measures.get().anchoring == "Uten skript"
