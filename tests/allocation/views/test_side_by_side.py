"""Versions of a post beside each other, on the page and on paper."""

import io
import re

import pikepdf
import pytest
from django.urls import reverse

from allocation.choices import DivisionStatus, Rounding
from allocation.models import Division
from tests.allocation.views.test_pages import MOST_QUERIES, text_of
from tests.builders import NETWORKS_2022, make_basis, make_division
from tests.papers import assert_is_archivable, words_of


@pytest.fixture
def three(desk):
    """10 percent, 20 percent and other figures, all exact and of one pot."""
    other = make_basis(
        office=desk.office, figures=[("Midtre Namdal", 3, "300"), *NETWORKS_2022[1:]]
    )
    desk.three = [
        make_division(post=desk.post, basis=desk.basis, by=desk.siri),
        make_division(post=desk.post, basis=desk.basis, by=desk.siri, flat_percent=20),
        make_division(post=desk.post, basis=other, by=desk.siri),
    ]
    return desk


def address(desk, name="versions") -> str:
    return reverse(f"allocation:{name}", args=[desk.post.pk])


def test_the_first_version_is_compared_with_all_others(three, client_of):
    response = client_of(three.siri).get(address(three))

    assert response.context["reference"] == three.three[0]
    assert response.context["others"] == three.three[1:]
    assert [column.change_nok for column in response.context["table"].columns] == [0, 0]
    assert "Indre Namdal 287 082 424 599 +137 517 +47.9 %" in text_of(response)
    assert "Moves 519 831 kr from A." in text_of(response)
    assert "Every version adds up to its pot" in text_of(response)


def test_the_chart_is_told_in_words_and_drawn_at_an_address_of_its_own(three, client_of):
    client = client_of(three.siri)

    page = client.get(address(three), {"vis": three.three[1].pk})
    drawing = client.get(address(three, "versions_drawing"), {"vis": three.three[1].pk})

    alt = re.search(r'<img src="([^"]+)" alt="([^"]+)"', page.content.decode())
    assert alt[1] == f"{address(three, 'versions_drawing')}?vis={three.three[1].pk}"
    assert alt[2].startswith("For each network a dot at what it gets in each of 2 versions.")
    assert drawing.headers["Content-Type"] == "image/svg+xml"
    assert alt[2].encode() in drawing.content


def test_two_lines_stand_under_what_closes_and_nothing_else(three, client_of):
    make_division(post=three.post, basis=three.basis, rounding=Rounding.NEAREST)

    response = client_of(three.siri).get(address(three))

    sums = response.content.decode().split("<tfoot>")[1].split("</tfoot>")[0]
    unchecked = re.findall(r"data-unchecked>([^<]+)<", sums)
    assert unchecked == ["11\u00a0588\u00a0002", "+2"]
    assert "D: The rows come to 11 588 002 kr together, 2 kr more than is divided." in text_of(
        response
    )


def test_the_address_says_what_is_compared(three, client_of):
    first, second, third = three.three

    response = client_of(three.siri).get(
        address(three), {"mot": third.pk, "vis": [first.pk, third.pk]}
    )

    assert (response.context["reference"], response.context["others"]) == (third, [first])
    assert second.pk not in response.context["shown"]


def test_what_is_in_force_is_the_reference_and_what_is_set_aside_is_left_out(three, client_of):
    in_force = make_division(post=three.post, basis=three.basis, status=DivisionStatus.IN_FORCE)
    make_division(post=three.post, basis=three.basis, status=DivisionStatus.SET_ASIDE)

    response = client_of(three.siri).get(address(three))

    assert response.context["reference"] == in_force
    assert response.context["others"] == three.three


def test_ten_versions_stand_beside_each_other_and_no_more(desk, client_of):
    for percent in range(12):
        make_division(post=desk.post, basis=desk.basis, flat_percent=percent)

    response = client_of(desk.siri).get(address(desk))

    assert len(response.context["others"]) == 9


def test_the_forum_compares_only_what_it_has_had_before_it(three, client_of):
    client = client_of(three.frida)
    assert client.get(address(three)).status_code == 404

    laid = make_division(post=three.post, basis=three.basis, status=DivisionStatus.LAID)
    response = client.get(address(three), {"vis": [one.pk for one in three.three]})

    assert (response.context["reference"], response.context["others"]) == (laid, [])
    assert response.context["versions"] == [laid]


@pytest.mark.parametrize("count", [1, 9])
def test_the_page_costs_the_same_however_many_versions(
    desk, client_of, django_assert_max_num_queries, count
):
    for percent in range(count):
        make_division(post=desk.post, basis=desk.basis, flat_percent=percent)
    client = client_of(desk.siri)

    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(address(desk))


def test_the_comparison_is_printed_on_its_side(three, client_of):
    for percent in (30, 40):
        make_division(post=three.post, basis=three.basis, by=three.siri, flat_percent=percent)

    paper = client_of(three.siri).get(address(three, "versions_pdf")).content

    assert_is_archivable(paper, language="nb", title=_title(paper))
    assert words_of(paper).count("Indre Namdal") == 2  # three versions, and one more below
    assert "+137 517" in words_of(paper)


def test_a_draft_is_given_a_name_and_no_other_version_is(three, client_of):
    first, second, _third = three.three
    Division.objects.filter(pk=second.pk).update(status=DivisionStatus.LAID)
    client = client_of(three.siri)

    for division in (first, second):
        response = client.post(
            reverse("allocation:division_name", args=[division.pk]), {"title": "Ti prosent"}
        )
        division.refresh_from_db()

    assert (first.title, second.title) == ("Ti prosent", "")
    assert response.status_code == 422
    assert "Version 2 is laid before the forum, and keeps the name it has." in text_of(response)
    assert "Version 1: Ti prosent" in text_of(client.get(address(three)))


def _title(paper: bytes) -> str:
    with pikepdf.open(io.BytesIO(paper)) as document:
        return str(document.docinfo["/Title"])
