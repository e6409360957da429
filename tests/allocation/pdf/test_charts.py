"""What the charts show is what the tables hold, in figures and in a sentence."""

from dataclasses import replace

from django.utils import translation

from allocation.pdf.charts import overview_chart, versions_chart
from allocation.rules.earlier import Told
from allocation.rules.overview import Overview
from tests.allocation.pdf.versions_case import three_versions
from tests.allocation.rules.test_overview import VAERNES

NO_BREAK = "\u00a0"
FOSEN = replace(
    VAERNES, network="Fosen", owner_nok=None, allotted_nok=668_137, earlier=Told(words="noe")
)


def plain(text: str) -> str:
    return text.replace(NO_BREAK, " ")


def test_need_stands_above_what_there_is_to_meet_it_with():
    with translation.override("en"):
        chart = overview_chart(Overview((VAERNES, FOSEN)))

    (need,), (pro_rata, drawn) = chart.bars
    assert chart.rows == ("Værnes", "Fosen")
    assert need.values == (1_700_000, None)
    assert pro_rata.values == (886_637, 668_137)
    assert drawn.values == (886_637, None)
    assert plain(chart.description) == (
        "Bars for 2 networks: the need, 1 700 000 kr in all, and beneath it pro rata, 1 554 774 kr,"
        " with the stated draw on earlier money, 886 637 kr."
        " Værnes needs most beyond pro rata: 813 363 kr."
    )


def test_every_version_is_a_dot_at_what_it_gives():
    with translation.override("en"):
        chart = versions_chart(three_versions(), "ABC")

    assert [(dots.name, dots.values) for dots in chart.dots] == [
        ("A", (100_000, 110_000, 120_000)),
        ("B", (99_000, 109_000, 119_000)),
        ("C", (102_000, 112_000, 122_000)),
    ]
    assert plain(chart.description) == (
        "For each network a dot at what it gets in each of 3 versions."
        " Furthest apart is Nettverk 0 čđŋ, from 100 000 kr to 102 000 kr."
    )


def test_a_version_alone_is_told_without_a_difference():
    with translation.override("en"):
        chart = versions_chart(replace(three_versions(), columns=()), "A")

    assert chart.description == "For each network a dot at what it gets, in 1 version."
