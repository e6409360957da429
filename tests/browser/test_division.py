"""The division in a browser: its pages for everybody, and the table that follows what is typed."""

import re

import pytest
from django.urls import reverse

from allocation.choices import DivisionStatus, PostKind, Rounding
from allocation.models import Division
from tests.allocation.conftest import desk  # noqa: F401
from tests.builders import (
    make_division,
    make_entry,
    make_item,
    make_line,
    make_measure,
    make_meeting,
    make_post,
    make_report,
)
from tests.papers import text_of


@pytest.fixture
def laid_out(desk):  # noqa: F811
    """The frame of 2022 with two versions of its division, one before the forum and one a draft."""
    make_post(frame=desk.frame, kind=PostKind.COMMON, title="Frikjøp", amount_nok=3_550_000)
    make_post(
        frame=desk.frame,
        kind=PostKind.INDIVIDUAL,
        title="Spesialpedagogisk studium",
        amount_nok=2_710_000,
        provisional=True,
        with_decision_basis=False,
        recipient="Barnehageeiere i sju kommuner",
    )
    desk.division = make_division(
        post=desk.post,
        basis=desk.basis,
        by=desk.siri,
        rounding=Rounding.NEAREST,
        status=DivisionStatus.RECOMMENDED,
        reason="Slik tabellen ble vist i møtet.",
    )
    desk.correction = make_division(post=desk.post, basis=desk.basis, by=desk.siri, flat_percent=20)
    make_item(make_meeting(forum=desk.forum, call=desk.call))
    report = make_report(partnership=desk.partnership, call=desk.call, status="submitted")
    payee = report.payees.get(organisation=desk.university)
    make_line(make_measure(report, scheme=desk.regional), payee, 280_000)
    make_entry(frame=desk.frame, organisation=desk.university, words="en god del")
    return desk


@pytest.mark.parametrize(
    ("name", "address", "about"),
    [
        ("siri", "allocation:frame_list", ()),
        ("siri", "allocation:frame_new", ()),
        ("siri", "allocation:frame", ("frame",)),
        ("siri", "allocation:frame_edit", ("frame",)),
        ("siri", "allocation:post_add", ("frame",)),
        ("siri", "allocation:post_edit", ("post",)),
        ("siri", "allocation:post", ("post",)),
        ("siri", "allocation:division", ("correction",)),
        ("arne", "allocation:division", ("correction",)),
        ("frida", "allocation:division", ("division",)),
        ("siri", "allocation:division_compare", ("correction",)),
        ("siri", "allocation:basis_list", ()),
        ("siri", "allocation:basis", ("basis",)),
        ("siri", "allocation:basis_upload", ()),
        ("una", "allocation:university", ()),
    ],
)
def test_pages_are_open_to_everybody(laid_out, page_for, axe, reflows, name, address, about):
    page = page_for(getattr(laid_out, name))
    page.goto(reverse(address, args=[getattr(laid_out, thing).pk for thing in about]))

    axe(page)
    reflows(page)


def amounts(page) -> list[str]:
    """The last column of the table, every space alike."""
    cells = page.locator(".rk-division tbody .rk-c-sum").all_inner_texts()
    return [re.sub(r"\s", " ", cell) for cell in cells]


@pytest.mark.parametrize("with_script", [True, False])
def test_the_table_follows_what_is_typed_and_is_kept_as_it_was_seen(desk, page_for, with_script):  # noqa: F811
    page = page_for(desk.siri, language="en", java_script_enabled=with_script)
    page.goto(reverse("allocation:post", args=[desk.post.pk]))
    assert amounts(page)[5] == "886 636"

    page.get_by_label("Flat part, %").fill("20")
    if with_script:
        page.locator(".rk-division .rk-c-sum", has_text="424").wait_for()
        assert page.url.endswith(f"/post/{desk.post.pk}/")
    else:
        page.get_by_role("button", name="Show").click()
    assert amounts(page)[1] == "424 599"
    assert Division.objects.count() == 0

    page.get_by_label("Why this version").fill("For å se hva 20 prosent betyr.")
    page.get_by_role("button", name="Save as version 1").click()

    page.get_by_role("heading", name="Version 1").wait_for()
    division = Division.objects.get()
    assert (division.flat_percent, division.rounding, division.reason, division.made_by) == (
        20,
        Rounding.EXACT,
        "For å se hva 20 prosent betyr.",
        desk.siri,
    )


def test_the_table_is_downloaded_as_pdf(laid_out, page_for, downloaded):
    page = page_for(laid_out.siri, language="en")
    page.goto(reverse("allocation:division", args=[laid_out.division.pk]))

    paper = downloaded(page, "PDF, landscape")

    assert paper.startswith(b"%PDF-")
    assert "11 588 002" in text_of(paper)  # ten cells, each rounded on its own
    assert laid_out.division.documents.count() == 1


def test_what_cannot_be_read_is_told_beside_the_rules(desk, page_for, axe):  # noqa: F811
    page = page_for(desk.siri, language="en")
    page.goto(reverse("allocation:post", args=[desk.post.pk]))
    page.get_by_label("Flat part, %").fill("ti")

    page.get_by_role("link", name=re.compile("Write a percentage")).wait_for()
    axe(page)
