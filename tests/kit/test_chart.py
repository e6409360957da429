"""Charts: the same drawing every time, told in words, and nothing in it that a page would refuse."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from django.conf import settings

from rekom.kit import chart_drawing, pdf
from rekom.kit.chart import PAPER_HEIGHT, Series, chart_response, draw, drawings_for_paper
from tests.kit.chart_case import BARS, DOTS

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("chart", [BARS, DOTS], ids=["bars", "dots"])
def test_the_same_figures_give_the_same_bytes(chart):
    assert draw(chart) == draw(chart)
    assert draw(chart) != draw(replace(chart, rows=("Fosen", "Indre Namdal")))


def test_a_drawing_says_what_it_is():
    root = fromstring(draw(BARS))

    assert root.get("role") == "img"
    assert [root[0].tag, root[0].text] == [f"{SVG}title", "Behov og penger"]
    assert [root[1].tag, root[1].text] == [f"{SVG}desc", "Fosen & Orkland: <b>mest</b>."]
    assert (root.get("width"), root.get("height")) == (str(BARS.width), str(BARS.height))


@pytest.mark.parametrize("chart", [BARS, DOTS], ids=["bars", "dots"])
def test_a_drawing_holds_neither_style_nor_script_nor_an_address(chart):
    drawing = draw(chart).decode()

    assert re.findall(r"style|<script|\son\w+=|<image|<!--", drawing) == []
    assert set(re.findall(r'href="(.)', drawing)) == {"#"}
    assert set(re.findall(r"url\((.)", drawing)) == {"#"}


def test_names_are_letters_and_neither_formulas_nor_markup():
    hostile = replace(BARS, rows=("$x^2$", "<script>alert(1)</script>"))

    assert b"alert" not in draw(hostile)


def test_a_bar_of_nothing_is_drawn_without_complaint():
    draw(replace(BARS, rows=("Fosen",), bars=((Series("Behov", (None,)),),)))


def test_the_web_process_does_not_read_the_library():
    code = (
        "import sys, django; django.setup()\n"
        "from tests.kit.chart_case import BARS\n"
        "from rekom.kit.chart import draw\n"
        "draw(BARS)\n"
        "print('matplotlib' in sys.modules, 'numpy' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        check=True,
        text=True,
    )

    assert run.stdout.split() == ["False", "False"]


def test_each_colour_stands_out_and_is_known_by_more_than_colour():
    looks = [*chart_drawing.BARS, *chart_drawing.DOTS]

    assert [colour for colour, _shape in looks if contrast(colour, "#ffffff") < 3] == []
    assert len({shape for _colour, shape in chart_drawing.DOTS}) == len(chart_drawing.DOTS)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    light, dark = sorted(map(luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_tall_chart_is_cut_into_drawings_of_one_scale():
    tall = replace(BARS, rows=("Fosen",) * 50, bars=((Series("Behov", tuple(range(50))),),))

    drawings = [fromstring(drawing) for drawing in drawings_for_paper(tall)]

    assert max(int(drawing.get("height")) for drawing in drawings) <= PAPER_HEIGHT
    assert len(drawings) == 3
    assert sum(len(marks(drawing, "ytick")) for drawing in drawings) == 50
    assert marks(drawings[0], "xtick") == marks(drawings[1], "xtick") == marks(drawings[2], "xtick")


def marks(drawing: Element, kind: str) -> list[str]:
    """Where the names of the rows, or the figures of the scale, begin: from the left."""
    return [
        next(one.get("transform").split()[0] for one in group.iter() if one.get("transform"))
        for group in drawing.iter(f"{SVG}g")
        if group.get("id", "").startswith(kind)
    ]


def test_an_image_that_cannot_be_drawn_is_no_broken_page(monkeypatch):
    def busy(_chart: bytes) -> bytes:
        raise pdf.PaperError("Many documents are being made just now.")

    monkeypatch.setattr(pdf, "draw", busy)

    response = chart_response(BARS)

    assert (response.status_code, response.content.decode()) == (
        503,
        "Many documents are being made just now.",
    )
