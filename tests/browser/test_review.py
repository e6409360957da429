"""A report is reviewed in a browser: marked by keyboard, commented on, returned, answered, sent again."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from measures.choices import Audience, Mark, ReportStatus
from measures.models import Assessment, Comment
from measures.services import lifecycle
from partnerships.services import new_key
from tests.builders import make_call, make_comment, make_ready_report

QUESTION = "Hvilke barnehager er med?"
ANSWER = "Alle fjorten."


@pytest.fixture
def report(cast):
    call = make_call(office=cast.office)
    report = make_ready_report(partnership=cast.partnership, call=call, by=cast.kari)
    return lifecycle.submit_report(report=report, by=cast.kari, key=new_key())


def judgement(page: Page, code: str):
    return page.locator(".rk-judge", has=page.locator("legend", has_text=code))


@pytest.mark.parametrize("with_script", [True, False])
def test_a_measure_is_marked_by_keyboard(cast, report, page_for, axe, reflows, with_script):
    desk = page_for(cast.siri, language="en", java_script_enabled=with_script)
    desk.goto(reverse("measures:review", args=[report.pk]))
    first = judgement(desk, "T1")

    # from "not assessed", the last of four, one step on is the first: met
    first.get_by_label("Not assessed").focus()
    desk.keyboard.press("ArrowRight")
    if not with_script:
        first.get_by_role("button", name="Save").press("Enter")
    expect(judgement(desk, "T1")).to_contain_text("Siri")
    expect(desk.locator("#marks")).to_have_text("1 met, 3 not assessed")
    if with_script:
        expect(first.get_by_label("Met", exact=True)).to_be_focused()

    second = judgement(desk, "T2")
    second.get_by_label("Partly met").check()
    second.get_by_text("Comment", exact=False).first.press("Enter")
    second.get_by_role("textbox").fill("Uklart mellom samlingene.")
    second.get_by_role("button", name="Save").press("Enter")
    expect(second).to_contain_text("Siri")
    expect(desk.locator("#marks")).to_have_text("1 met, 1 partly met, 2 not assessed")
    expect(second.get_by_role("textbox")).to_have_value("Uklart mellom samlingene.")

    assert [
        (row.criterion.code, row.mark, row.comment)
        for row in Assessment.objects.current().order_by("criterion")
    ] == [("T1", Mark.MET, ""), ("T2", Mark.PARTLY, "Uklart mellom samlingene.")]
    if with_script:
        axe(desk)
        reflows(desk)


def test_a_comment_stays_as_it_is_written_while_the_mark_is_stored(cast, report, page_for):
    desk = page_for(cast.siri, language="en")
    desk.goto(reverse("measures:review", args=[report.pk]))
    first = judgement(desk, "T1")
    comment = first.get_by_role("textbox")
    held = []  # answers that wait while she goes on writing

    desk.route("**/vurdering/", lambda route: held.append(route), times=1)
    with desk.expect_request("**/vurdering/"):
        first.get_by_label("Partly met").check()
    first.locator("summary").click()
    comment.press_sequentially("Ukl")
    held[0].continue_()
    expect(first).to_contain_text("Siri")
    comment.press_sequentially("art.")

    expect(comment).to_be_focused()
    expect(comment).to_have_value("Uklart.")
    with desk.expect_response("**/vurdering/"):
        comment.press("Tab")
    assert Assessment.objects.current().get().comment == "Uklart."


def test_the_browser_asks_before_a_comment_that_was_not_sent_is_left(cast, report, page_for):
    asked = []
    desk = page_for(cast.siri, language="en")
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    here = reverse("measures:review", args=[report.pk])
    desk.goto(here)
    place = desk.locator("#comments-contacts")

    place.locator("summary").click()
    place.get_by_role("textbox").press_sequentially(QUESTION)
    desk.reload()
    assert asked == ["beforeunload"]

    place.locator("summary").click()
    place.get_by_role("textbox").press_sequentially(QUESTION)
    place.get_by_role("button", name="Store the comment").click()
    expect(place).to_contain_text("Siri")
    desk.reload()
    assert asked == ["beforeunload"]


def test_comments_go_back_with_the_report_and_are_answered_one_by_one(
    cast, report, page_for, axe, reflows
):
    here = reverse("measures:review", args=[report.pk])
    desk = page_for(cast.siri, language="en")
    desk.goto(here)
    place = desk.locator("#comments-contacts")
    place.locator("summary").click()
    place.get_by_label("What is it about?").select_option("scope")
    place.get_by_role("textbox").fill(QUESTION)
    place.get_by_role("button", name="Store the comment").press("Enter")
    expect(desk.get_by_role("group", name="Comment on")).to_contain_text("Internal")

    # it is released by being returned, and by nothing else
    desk.get_by_role("checkbox", name=re.compile(QUESTION.replace("?", r"\?"))).check()
    inspect(desk, [axe, reflows])
    desk.get_by_role("button", name="Return the report").press("Enter")
    expect(desk.get_by_text("The report has been returned to the partnership.")).to_be_visible()

    # the coordinator reads it on the task list and on the page, answers, and sends again
    page = page_for(cast.kari, language="en")
    page.goto(reverse("measures:report", args=[report.pk]))
    expect(page.get_by_role("region", name="Comments from the county governor")).to_contain_text(
        "Not answered"
    )
    inspect(page, [axe, reflows])
    page.goto(reverse("measures:scope", args=[report.pk]))
    expect(page.get_by_role("main")).to_contain_text(QUESTION)
    inspect(page, [axe, reflows])
    page.get_by_role("link", name="Answer the comment").press("Enter")
    page.get_by_label("Answer").fill(ANSWER)
    inspect(page, [axe, reflows])
    page.get_by_role("button", name="Store the answer").press("Enter")
    expect(page.get_by_text("1 of 1 are answered.")).to_be_visible()
    page.goto(reverse("measures:check", args=[report.pk]))
    page.get_by_role("button", name="Send the needs report").press("Enter")
    page.wait_for_url(re.compile(r"/kvittering/$"))

    # the case worker reads the answer where the comment stands, and in the trail
    desk.goto(here)
    report.refresh_from_db()
    assert report.status == ReportStatus.SUBMITTED
    expect(desk.get_by_role("group", name="Comment on")).to_contain_text(ANSWER)
    expect(desk.get_by_role("region", name="Trail")).to_contain_text(ANSWER)


def test_a_comment_is_released_to_the_forum_alone(cast, report, page_for, axe):
    make_comment(report, by=cast.siri, text=QUESTION)
    lifecycle.check_off_report(report=report, by=cast.siri, key=new_key())
    here = reverse("measures:review", args=[report.pk])
    desk, member, kari = (
        page_for(person, language="en") for person in (cast.siri, cast.frida, cast.kari)
    )
    member.goto(here)
    expect(member.get_by_role("main")).not_to_contain_text(QUESTION)

    desk.goto(here)
    desk.get_by_role("button", name="Release to the forum").press("Enter")
    expect(desk.get_by_text("The comment is released to the forum.")).to_be_visible()
    expect(desk.get_by_role("button", name="Release to the partnership")).to_be_visible()
    expect(desk.get_by_role("button", name="Retract")).to_have_count(0)

    member.goto(here)
    expect(member.get_by_role("group", name="Comment on")).to_contain_text(QUESTION)
    axe(member)
    kari.goto(here)
    expect(kari.get_by_role("main")).not_to_contain_text(QUESTION)
    assert not Comment.objects.released_to(Audience.PARTNERSHIP).exists()


def inspect(page: Page, look) -> None:
    for check in look:
        check(page)
