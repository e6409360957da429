"""The page and the paper that take an amount apart."""

import pytest
from django.urls import reverse

from allocation.choices import DivisionStatus, Rounding
from tests.allocation.views.test_pages import MOST_QUERIES, text_of
from tests.builders import (
    NETWORKS_2022,
    make_basis,
    make_call,
    make_division,
    make_frame,
    make_post,
    make_scheme,
)
from tests.papers import assert_is_archivable, page_count, words_of


@pytest.fixture
def two_years(desk):
    """2021 in force and 2022 in draft, by other figures and with another percent."""
    figures = [("Fosen", 5, "330"), *NETWORKS_2022[:9], ("Lierne", 1, "12")]
    post = make_post(
        frame=make_frame(call=make_call(office=desk.office, year=2021), scheme=desk.regional),
        amount_nok=11_000_000,
    )
    desk.last_year = make_division(
        post=post,
        basis=make_basis(office=desk.office, figures=figures),
        flat_percent=8,
        by=desk.siri,
        status=DivisionStatus.IN_FORCE,
    )
    desk.division = make_division(post=desk.post, basis=desk.basis, by=desk.siri)
    return desk


def address(division, network: str, name: str = "explanation") -> str:
    line = division.lines.get(name=network)
    return reverse(f"allocation:{name}", args=[division.pk, line.pk])


def test_an_amount_is_told_with_its_figures_and_its_rounding(desk, client_of):
    division = make_division(post=desk.post, basis=desk.basis, by=desk.siri)

    text = text_of(client_of(desk.siri).get(address(division, "Værnes")))

    assert "Værnes gets 886 636 kr: 152 474 kr by municipalities and 734 162 kr by FTE." in text
    assert "11 588 000 kr × 10 % × 5 of 38 municipalities 152 473.68 152 474" in text
    assert "11 588 000 kr × 90 % × 427.6 of 6 074.3 FTE 734 162.94 734 162" in text
    assert "Sum allocation 886 636.62 886 636" in text
    assert "7 kroner are then left of the pot." in text
    assert "The remainder here is 0.6199 kr, number 9 of 10: the network gets none." in text
    assert "there is nothing to compare with" in text


def test_two_lines_stand_under_a_sum_only_when_its_parts_come_to_it(desk, client_of):
    nearest = make_division(
        post=desk.post, basis=desk.basis, by=desk.siri, rounding=Rounding.NEAREST
    )

    apart = client_of(desk.siri).get(address(nearest, "Gauldal"))
    together = client_of(desk.siri).get(address(nearest, "Fosen"))

    assert "come to 1 067 706 kr" in text_of(apart)
    assert [b"rk-two-lines" in page.content for page in (apart, together)] == [False, True]
    assert "come to" not in text_of(together).split("Compare")[0]


def test_the_change_from_last_year_adds_up(two_years, client_of):
    response = client_of(two_years.siri).get(address(two_years.division, "Fosen"))

    effects = response.context["network"]["effects"]
    assert response.context["earlier"] == two_years.last_year
    assert effects.before_nok == two_years.last_year.lines.get(name="Fosen").amount_nok
    assert sum(row["nok"] for row in response.context["network"]["changes"]) == effects.change_nok
    assert "The change from 2021" in text_of(response)
    assert "11 000 000 kr 11 588 000 kr" in text_of(response)


def test_a_network_under_a_new_name_is_no_new_network(two_years, client_of):
    line = two_years.division.lines.get(name="Fosen")
    older = make_division(
        post=make_post(
            frame=make_frame(
                call=make_call(office=two_years.office, year=2020), scheme=two_years.regional
            )
        ),
        basis=two_years.basis,
        status=DivisionStatus.IN_FORCE,
    )
    line.network.name = "Fosen og omland"
    line.network.save()
    division = make_division(post=two_years.post, basis=two_years.basis)

    response = client_of(two_years.siri).get(
        address(division, "Fosen og omland"), {"mot": older.pk}
    )

    assert response.context["network"]["effects"].is_new is False
    assert response.context["network"]["effects"].change_nok == 0


@pytest.mark.parametrize("elsewhere", ["office", "scheme", "draft"])
def test_only_what_is_settled_in_the_same_office_and_scheme_is_last_year(
    desk, client_of, elsewhere
):
    office = desk.other_office if elsewhere == "office" else desk.office
    scheme = make_scheme("inclusive_practice") if elsewhere == "scheme" else desk.regional
    status = DivisionStatus.DRAFT if elsewhere == "draft" else DivisionStatus.IN_FORCE
    frame = make_frame(call=make_call(office=office, year=2021), scheme=scheme)
    other = make_division(post=make_post(frame=frame), status=status)
    division = make_division(post=desk.post, basis=desk.basis)

    response = client_of(desk.siri).get(address(division, "Fosen"), {"mot": other.pk})

    assert response.context["earlier"] is None


def test_a_line_of_another_version_is_not_explained_here(two_years, client_of):
    line = two_years.last_year.lines.first()

    response = client_of(two_years.siri).get(
        reverse("allocation:explanation", args=[two_years.division.pk, line.pk])
    )

    assert response.status_code == 404


def test_the_forum_reads_why_of_what_was_laid_before_it_and_of_nothing_else(two_years, client_of):
    laid = make_division(post=two_years.post, basis=two_years.basis, status=DivisionStatus.LAID)
    client = client_of(two_years.frida)

    assert client.get(address(laid, "Fosen")).status_code == 200
    assert client.get(address(two_years.division, "Fosen")).status_code == 404


def test_every_row_of_the_table_leads_to_its_explanation(two_years, client_of):
    page = client_of(two_years.siri).get(two_years.division.get_absolute_url()).content.decode()

    wanted = [address(two_years.division, line.name) for line in two_years.division.lines.all()]
    assert [url in page for url in wanted] == [True] * 10


def test_the_page_costs_the_same_however_many_networks(
    two_years, client_of, django_assert_max_num_queries
):
    client = client_of(two_years.siri)

    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(address(two_years.division, "Fosen"))


def test_there_is_a_paper_for_a_network_and_one_for_all(two_years, client_of):
    client = client_of(two_years.siri)

    one = client.get(address(two_years.division, "Fosen", "explanation_pdf"))
    everyone = client.get(reverse("allocation:explanations_pdf", args=[two_years.division.pk]))

    assert_is_archivable(one.content, language="nb", title="Kollektive tiltak")
    assert (page_count(one.content), page_count(everyone.content)) == (1, 10)
    assert "668 137" in words_of(one.content)
    assert "668 137" in words_of(everyone.content, page=10)
