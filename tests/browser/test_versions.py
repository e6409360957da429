"""From the figures of 2022 to a division in force: three versions, compared, laid, adopted, printed."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from allocation.models import Basis, Division, Meeting
from tests.allocation.conftest import desk  # noqa: F401
from tests.allocation.views.test_returned import typed
from tests.architecture.source import ROOT
from tests.builders import NETWORKS_2022, make_basis, make_division, make_item, make_meeting
from tests.papers import words_of

BASIS_2022 = ROOT / "tests/cases/trondelag-2022-basis.xlsx"


def import_basis(page) -> None:
    """The workbook as it was published, read in and confirmed."""
    page.goto(reverse("allocation:basis_upload"))
    page.get_by_label("Title").fill("Basil 2022")
    page.get_by_label("Source").fill("Basil")
    page.get_by_label("The figures are of").fill("15.12.2021")
    page.get_by_label("Excel workbook").set_input_files(BASIS_2022)
    page.get_by_role("button", name=re.compile("Read")).click()
    page.get_by_role("button", name=re.compile("^Store the figures")).click()


def save_version(page, post, *, percent: str, basis: Basis, number: int) -> None:
    page.goto(
        f"{reverse('allocation:post', args=[post.pk])}?pot_nok={post.amount_nok}"
        f"&flat_percent={percent}&basis={basis.pk}&rounding=exact"
    )
    page.get_by_role("button", name=f"Save as version {number}").click()
    page.get_by_role("heading", name=f"Version {number}").wait_for()


@pytest.mark.slow
def test_three_versions_are_compared_and_one_comes_into_force(
    desk,  # noqa: F811
    page_for,
    axe,
    reflows,
    downloaded,
):
    item = make_item(make_meeting(forum=desk.forum, call=desk.call))
    # The published table spells this network in a way of its own.
    desk.basis.rows.get(name="Trøndelag Sørvest").network.aliases.create(name="SørVest")
    page = page_for(desk.siri, language="en")
    import_basis(page)
    page.wait_for_url(re.compile(r"/grunnlag/\d+/$"))
    imported = Basis.objects.get(title="Basil 2022")
    other = make_basis(
        office=desk.office, figures=[("Midtre Namdal", 3, "300"), *NETWORKS_2022[1:]]
    )

    save_version(page, desk.post, percent="10", basis=imported, number=1)
    save_version(page, desk.post, percent="20", basis=imported, number=2)
    page.get_by_text("Give the version a name").click()
    page.get_by_label("What the version is called").fill("Tjue prosent")
    page.get_by_role("button", name="Save the name").click()
    page.get_by_role("heading", name="Version 2: Tjue prosent").wait_for()
    save_version(page, desk.post, percent="10", basis=other, number=3)

    page.goto(reverse("allocation:versions", args=[desk.post.pk]))
    sums = page.locator("tfoot td:not([data-unchecked])").all_inner_texts()
    assert [re.sub(r"\s", " ", text) for text in sums] == [
        *("11 588 000", "11 588 000", "0", "11 588 000", "0")
    ]
    axe(page)
    reflows(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="PDF, landscape").press("Enter")
    assert "+137 517" in words_of(waiting.value.path().read_bytes())

    first = Division.objects.get(version=1)
    page.goto(first.get_absolute_url())
    page.get_by_role("button", name="Put it on the agenda").click()
    page.get_by_text("The version is on the agenda").wait_for()
    hold_meeting(page_for(desk.liv, language="en"), item.meeting, item)

    page = page_for(desk.arne, language="en")
    page.goto(first.get_absolute_url())
    page.get_by_role("button", name="Adopt version 1").click()
    page.get_by_text("The version is in force").wait_for()
    assert list(Division.objects.order_by("version").values_list("version", "status")) == [
        (1, "in_force"),
        (2, "draft"),
        (3, "draft"),
    ]
    table = words_of(downloaded(page, "PDF, portrait"))
    assert "11 588 000" in table


def hold_meeting(page, meeting, item) -> None:
    """The outcome is written, and the meeting held. Only the clock is put forward by hand."""
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - timedelta(hours=3))
    page.goto(reverse("forum:item", args=[meeting.pk, item.pk]))
    page.get_by_label("Outcome").select_option("recommended")
    with page.expect_navigation():
        page.get_by_role("button", name="Save the item").click()
    page.goto(reverse("forum:meeting", args=[meeting.pk]))
    page.get_by_role("button", name="The meeting is held").click()
    page.get_by_text("What was laid before it stands.").wait_for()


@pytest.mark.parametrize("with_script", [True, False])
def test_a_division_is_tried_out_in_the_meeting_by_keys_and_without_them(
    desk,  # noqa: F811
    page_for,
    axe,
    reflows,
    with_script,
):
    page = page_for(desk.siri, language="en", java_script_enabled=with_script)
    page.goto(reverse("allocation:meeting_room", args=[desk.post.pk]))
    page.get_by_role("heading", name="Flat part 10 %").wait_for()

    if with_script:
        axe(page)
        reflows(page)
        page.keyboard.press("+")
    else:
        page.get_by_role("button", name="+1 percent flat").click()
    page.get_by_role("heading", name="Flat part 11 %").wait_for()
    assert page.get_by_label("Flat part, %").input_value() == "11"
    assert Division.objects.count() == 0

    page.get_by_role("button", name="Save as version 1").click()
    page.get_by_role("button", name="Save as version 2").wait_for()
    assert Division.objects.get().flat_percent == 11


def test_keys_can_be_switched_off_and_never_act_in_a_field(desk, page_for):  # noqa: F811
    page = page_for(desk.siri, language="en")
    page.goto(reverse("allocation:meeting_room", args=[desk.post.pk]))

    page.get_by_label("Flat part, %").press("+")
    page.get_by_label("Keys").uncheck()
    page.get_by_label("Keys").press("+")
    page.wait_for_timeout(600)

    assert page.get_by_label("Flat part, %").input_value() != "11"


@pytest.fixture
def handed_in(desk):  # noqa: F811
    desk.division = make_division(post=desk.post, basis=desk.basis, by=desk.siri)
    return desk


def test_a_workbook_is_handed_in_again(handed_in, page_for, axe, reflows, tmp_path):
    workbook = tmp_path / "Fordeling.xlsx"
    workbook.write_bytes(typed(handed_in.division, percent=20))
    page = page_for(handed_in.siri, language="en")
    page.goto(reverse("allocation:post", args=[handed_in.post.pk]))

    page.get_by_text("Changed in Excel").click()
    page.get_by_label("Excel workbook").set_input_files(workbook)
    page.get_by_role("button", name="Read the workbook").click()
    page.get_by_text("1 change from Version 1").wait_for()
    axe(page)
    reflows(page)
    page.get_by_role("button", name="Save as a new version").click()

    page.get_by_role("heading", name="Version 2").wait_for()
    assert Division.objects.get(version=2).flat_percent == 20


def test_an_explanation_is_open_to_everybody(handed_in, page_for, axe, reflows):
    page = page_for(handed_in.siri, language="en")
    page.goto(handed_in.division.get_absolute_url())
    page.get_by_role("link", name="Værnes").click()
    page.get_by_role("heading", name="Why this amount? Værnes").wait_for()

    axe(page)
    reflows(page)
