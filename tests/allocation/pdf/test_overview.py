"""Need and money on paper: what the page says, in the text layer."""

from dataclasses import replace

import pytest

from allocation.models.overview import divisions_of, read_overview
from allocation.pdf.overview import overview_paper
from allocation.rules.overview import ForecastRow, Overview
from tests.allocation.rules.test_overview import VAERNES
from tests.builders import make_division
from tests.papers import assert_is_archivable, tags_of, words_of


@pytest.fixture
def paper(desk):
    desk.division = make_division(post=desk.post, basis=desk.basis, rounding="nearest")

    def render(**changed) -> str:
        overview = read_overview(desk.frame, divisions_of(desk.frame)[0])
        overview = Overview(**(vars(overview) | changed))
        pdf = overview_paper(overview, desk.frame, desk.division, language="en")
        assert_is_archivable(pdf, language="en", title=f"Need and money, {desk.frame}")
        return words_of(pdf)

    return render


def test_every_network_and_the_two_kroner_stand_there(desk, paper):
    words = paper()

    for line in desk.division.lines.all():
        assert line.name in words
    assert "its rows come to 11 588 002 kr, and 11 588 000 kr was to be divided" in words


def test_supplementary_need_is_told_apart(paper):
    words = paper(networks=(replace(VAERNES, supplementary_nok=200_000),))

    assert "Of this supplementary" in words
    assert "500 000 1 700 000 200 000 886 637" in words
    assert "Of the needs 200 000 kr is supplementary need to measures that run." in words
    assert "supplementary" not in paper(networks=(VAERNES,))


def test_the_chart_is_a_figure(desk):
    make_division(post=desk.post, basis=desk.basis)
    overview = read_overview(desk.frame, divisions_of(desk.frame)[0])

    pdf = overview_paper(overview, desk.frame, None, language="en")

    assert "/Figure" in tags_of(pdf)
    assert "The same in a chart" in words_of(pdf)


def test_the_years_to_come_stand_there_when_something_is_known_of_them(paper):
    assert "The years to come" not in paper()
    words = paper(forecast=(ForecastRow("2025-autumn", 2, 50_000, 75_000),))
    assert "Autumn 2025" in words
    assert "2 50 000 75 000 125 000" in words
