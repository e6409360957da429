"""The forum in a browser: its pages for everybody, and minutes written and approved by keyboard."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from allocation import services
from allocation.choices import PostKind, Rounding
from allocation.models import Meeting
from partnerships.models import Network
from partnerships.services import new_key
from tests.allocation.conftest import desk  # noqa: F401
from tests.builders import (
    make_division,
    make_entry,
    make_item,
    make_meeting,
    make_partnership,
    make_post,
    make_seat,
)
from tests.papers import text_of


@pytest.fixture
def forum(desk):  # noqa: F811
    """The meeting of 2022: the frame, the division rounded one by one, Værnes written, Frida there."""
    make_post(frame=desk.frame, kind=PostKind.COMMON, title="Frikjøp", amount_nok=3_550_000)
    desk.seat = make_seat(
        desk.forum, user=desk.frida, represents="INN", organisation=desk.university
    )
    fosen = Network.objects.get(name="Fosen")
    make_partnership(office=desk.office, network=fosen, universities=(desk.university,))
    make_entry(frame=desk.frame, network=fosen, words="om lag 1 000 000")
    desk.meeting = make_meeting(
        forum=desk.forum,
        call=desk.call,
        title="Samarbeidsforum 10. mars",
        place="Statens hus",
        chair=desk.siri,
        secretary=desk.liv,
    )
    desk.meeting.attendances.create(seat=desk.seat, presence="present")
    make_item(desk.meeting, title="Økonomisk ramme", frame=desk.frame, text="Rammen er {frame}.")
    desk.item = make_item(desk.meeting, title="Kollektive tiltak", text="{pot} fordeles.")
    desk.item.outcome = "recommended"
    desk.item.save(update_fields=["outcome"])
    division = make_division(
        post=desk.post, basis=desk.basis, by=desk.siri, rounding=Rounding.NEAREST
    )
    services.lay_before_forum(division=division, item=desk.item, by=desk.siri, key=new_key())
    desk.item.refresh_from_db()
    desk.line = division.lines.get(name="Fosen")
    record(desk, desk.item.division.lines.get(name="Værnes"))
    return desk


def record(desk, line) -> None:  # noqa: F811
    services.record_recommendation(
        item=desk.item,
        line=line,
        outcome="recommended",
        criteria_confirmed=True,
        reason="",
        text="Årets tildeling er {allotted}. Forumet var enig.",
        by=desk.liv,
    )


def hold(desk) -> None:  # noqa: F811
    Meeting.objects.filter(pk=desk.meeting.pk).update(
        starts_at=timezone.now() - timedelta(hours=6), ends_at=timezone.now()
    )
    services.hold_meeting(meeting=desk.meeting, by=desk.liv, key=new_key())


@pytest.mark.parametrize(
    ("name", "address", "about"),
    [
        ("liv", "forum:meeting_list", ()),
        ("liv", "forum:meeting_new", ()),
        ("liv", "forum:meeting", ("meeting",)),
        ("liv", "forum:meeting_edit", ("meeting",)),
        ("liv", "forum:attendance", ("meeting",)),
        ("liv", "forum:item_new", ("meeting",)),
        ("liv", "forum:item", ("meeting", "item")),
        ("liv", "forum:impartiality", ("meeting", "item")),
        ("liv", "forum:networks", ("meeting", "item")),
        ("liv", "forum:network", ("meeting", "item", "line")),
        ("liv", "forum:minutes", ("meeting",)),
        ("frida", "forum:meeting_list", ()),
        ("frida", "forum:meeting", ("meeting",)),
    ],
)
def test_pages_are_open_to_everybody(forum, page_for, axe, reflows, name, address, about):
    page = page_for(getattr(forum, name))
    page.goto(reverse(address, args=[getattr(forum, thing).pk for thing in about]))

    axe(page)
    reflows(page)


@pytest.mark.parametrize(
    ("address", "about"),
    [
        ("forum:meeting_new", ()),
        ("forum:item_new", ("meeting",)),
        ("forum:impartiality", ("meeting", "item")),
        ("forum:network", ("meeting", "item", "line")),
    ],
)
def test_a_form_that_came_back_is_open_to_everybody(forum, page_for, axe, reflows, address, about):
    page = page_for(forum.liv)
    page.goto(reverse(address, args=[getattr(forum, thing).pk for thing in about]))
    page.locator("main form:not([action*='fjern']) button.ds-button").first.click()

    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    axe(page)
    reflows(page)


def test_a_figure_is_put_in_by_a_button_and_a_wrong_name_comes_back(forum, page_for):
    page = page_for(forum.liv, language="en")
    page.goto(reverse("forum:network", args=[forum.meeting.pk, forum.item.pk, forum.line.pk]))

    text = page.get_by_label("Text of the minutes")
    text.fill("Årets tildeling er ")
    page.get_by_role("button", name="Put in {allotted}").press("Enter")
    assert text.input_value() == "Årets tildeling er {allotted}"
    assert text.evaluate("control => control === document.activeElement")

    text.fill("Årets tildeling er {alloted}.")
    page.get_by_label("Recommended", exact=True).check()
    page.get_by_role("button", name="Save", exact=True).press("Enter")

    assert page.get_by_text("{alloted} stands for no figure here.").first.is_visible()
    assert page.get_by_label("Text of the minutes").input_value() == "Årets tildeling er {alloted}."


def test_the_source_of_a_figure_is_shown_to_the_keyboard(forum, page_for):
    page = page_for(forum.liv, language="en")
    page.goto(reverse("forum:minutes", args=[forum.meeting.pk]))

    figure = page.locator("a.rk-bound").first
    figure.focus()
    shown = figure.evaluate("link => getComputedStyle(link, '::after').content")

    assert "Regional ordning (REKOM) 2022: frame" in shown
    page.keyboard.press("Enter")
    assert page.locator(":target").evaluate("place => place.tagName") == "TABLE"


def test_the_secretary_writes_and_another_approves_by_keyboard_alone(
    forum, page_for, axe, reflows, downloaded
):
    hold(forum)
    for line in forum.item.division.lines.exclude(pk=forum.line.pk):
        record(forum, line)
    here = reverse("forum:minutes", args=[forum.meeting.pk])

    # the secretary writes, and is told what is missing
    page = page_for(forum.liv, language="en")
    page.goto(here)
    page.get_by_label("Before the items").focus()
    page.keyboard.type("Forumet var samlet i Steinkjer.")
    page.get_by_role("button", name="Begin the minutes").press("Enter")
    page.get_by_role("button", name="Send for approval").press("Enter")
    problem = page.locator("[data-error-summary] a")
    assert "No outcome is written for Fosen." in problem.inner_text()
    axe(page)

    # the outcome of Fosen, where the list leads
    problem.press("Enter")
    page.locator(f"#network-{forum.line.pk}").get_by_role("link", name="Change").press("Enter")
    page.get_by_label("Recommended", exact=True).press("Space")
    page.get_by_label("Text of the minutes").focus()
    page.keyboard.type("Forumet var enig om {allotted}.")
    page.get_by_role("button", name="Save and go to").or_(
        page.get_by_role("button", name="Save", exact=True)
    ).first.press("Enter")
    page.goto(here)
    page.get_by_role("button", name="Send for approval").press("Enter")
    assert page.get_by_text("The minutes are sent for approval.").is_visible()
    assert page.get_by_role("button", name="Approve the minutes").count() == 0

    # another approves, from the first page
    page = page_for(forum.arne, language="en")
    page.goto("/")
    page.get_by_role("link", name="Approve the minutes of Samarbeidsforum 10. mars").press("Enter")
    axe(page)
    page.get_by_role("button", name="Approve the minutes").press("Enter")
    assert page.get_by_text("Approved by Arne").first.is_visible()

    # and the member reads it, on the screen and on paper
    page = page_for(forum.frida, language="en")
    page.goto(reverse("forum:meeting", args=[forum.meeting.pk]))
    page.get_by_role("link", name="Read the minutes").press("Enter")
    assert "668 137 kr" in page.locator("article").inner_text().replace("\u00a0", " ")
    axe(page)
    reflows(page)
    paper = downloaded(page, "Minutes as PDF")
    assert paper.startswith(b"%PDF-")
    assert "11 588 002" in text_of(paper)  # the sum of the table that was laid before it
