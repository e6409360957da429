"""The allocation table for paper: what adds up has two lines, what does not is told in words."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from allocation.choices import Rounding
from allocation.pdf.division_table import division_on_paper, total_in_words
from tests.allocation.pdf.minutes_case import make_divided


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ")


def render(rounding: Rounding) -> str:
    table = division_on_paper(make_divided(rounding))
    return spaced(render_to_string("pdf/_division_table.html", {"table": table}))


def test_the_exact_table_has_two_lines_under_each_sum_that_was_checked():
    html = render(Rounding.EXACT)

    assert html.count('class="checked"') == 5
    for total in ("38", "1 158 800", "6 074.3", "10 429 200", "11 588 000"):
        assert f'<span class="checked">{total}</span>' in html


def test_the_table_of_2022_has_them_only_under_what_it_should_be():
    html = render(Rounding.NEAREST)

    assert html.count('class="checked"') == 3
    assert '<span class="checked">11 588 000</span>' in html
    assert '<td class="num">11 588 002</td>' in html
    assert '<td class="num">+2</td>' in html


def test_the_table_of_2022_names_the_two_networks_whose_amount_differs():
    table = division_on_paper(make_divided(Rounding.NEAREST))

    assert [row.line.network for row in table.rows if row.is_marked] == [
        "Værnes",
        "TrondheimMalvik",
    ]
    assert [spaced(note) for note in table.notes] == [
        "Each cell is rounded to whole kroner on its own.",
        "The rows come to 11 588 002 kr together, 2 kr more than is divided.",
        "* Værnes has 886 637 kr, and gets 886 636 kr in a division that adds up.",
        "* TrondheimMalvik has 5 046 121 kr, and gets 5 046 120 kr in a division that adds up.",
    ]


def test_the_exact_table_says_that_equal_networks_may_differ_by_a_krone():
    table = division_on_paper(make_divided(Rounding.EXACT))

    assert table.notes == (
        "Networks with equal figures may differ by one krone in a part, so that all adds up.",
    )
    assert not any(row.is_marked for row in table.rows)


def test_too_little_is_told_as_such():
    assert spaced(total_in_words(9_999, 10_000)) == (
        "The rows come to 9 999 kr together, 1 kr less than is divided."
    )
