"""The tags and filters that every template may use."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import timezone, translation

from tests.kit.forms_example import Page


@pytest.fixture(autouse=True)
def _in_bokmål():
    with translation.override("nb"):
        yield


def render(source, **context):
    return Template(source).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("{{ 150000|nok }}", '<span class="rk-n">150\u00a0000\u00a0kr</span>'),
        ("{{ 150000|nok_text }}", "150\u00a0000\u00a0kr"),
        ("{{ 150000|amount }}", "150\u00a0000"),
        ("{{ 0|amount }}", "0"),
        ("{{ none|amount }}", ""),
        ("{{ none|nok }}", ""),
        ("{{ 2|change }}", "+2"),
        ("{{ 1158798|minus:1158800|change }}", "\u22122"),
        ("{{ fte|fte }}", "2\u00a0903,5"),
        ("{{ 10|percent }}", "10\u00a0%"),
        ("{{ share|percent:1 }}", "3,8\u00a0%"),
        ("{{ '918108467'|organisation_number }}", "918\u00a0108\u00a0467"),
        ("{{ '12345678903'|account_number }}", "1234.56.78903"),
        ("{{ ''|organisation_number }}", ""),
        ("{{ none|when }}", ""),
    ],
)
def test_figures_are_written_as_people_write_them(source, written):
    assert render(source, none=None, fte=Decimal("2903.50"), share=Decimal("3.75")) == written


def test_a_masked_account_shows_its_last_four_digits_and_no_other():
    masked = render("{{ '12345678903'|masked_account }}")
    assert "".join(char for char in masked if char.isdigit()) == "8903"


def test_time_left_counts_from_now():
    with translation.override("en"):
        assert (
            render("{{ until|time_left }}", until=timezone.now() + timedelta(minutes=15, seconds=5))
            == "15 minutes"
        )


@pytest.mark.parametrize(("total", "css"), [(11_588_000, "rk-two-lines"), (11_588_002, "")])
def test_two_lines_stand_only_under_a_sum_that_closes(total, css):
    assert render("{{ total|two_lines:11588000 }}", total=total) == css


def test_a_status_is_a_word_and_a_colour():
    assert (
        render('{% status_tag "Utkast" tone="info" %}')
        == '<span class="ds-tag" data-color="info">Utkast</span>'
    )


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ('{% status_tag "Utkast" tone="red" %}', ValueError),
        ('{% panel title="x" kind="card" %}{% endpanel %}', ValueError),
        ('{% breadcrumbs "/" "Start" "/x/" "Page" %}', ValueError),
        ("{% density %}wide{% enddensity %}", KeyError),
    ],
)
def test_a_wrong_value_is_an_error(source, error):
    with pytest.raises(error):
        render(source)


@pytest.mark.parametrize(
    "source",
    [
        '{% status_tag "Utkast" tine="info" %}',
        '{% panel titel="x" %}{% endpanel %}',
        "{% sum_table rows caption='x' %}",
    ],
)
def test_a_misspelt_or_missing_argument_is_an_error(source):
    with pytest.raises(TemplateSyntaxError):
        render(source, rows=[])


def test_a_panel_is_a_section_with_a_heading():
    html = render('{% panel title="Frist" kind="note" %}<p>I dag</p>{% endpanel %}')
    assert html == '<section class="rk-note"><h2>Frist</h2><p>I dag</p></section>'


def test_text_in_components_is_never_markup():
    html = render(
        "{% status_tag bad %}{% panel title=bad %}{{ bad }}{% endpanel %}{% breadcrumbs '/' bad bad %}",
        bad="<script>",
    )
    assert "<script>" not in html


def test_breadcrumbs_lead_back_and_say_where_one_is():
    page = Page(render('{% breadcrumbs "/" "Start" "/m/" "Behovsmelding" "Tiltak 1" %}'))
    assert [attrs["href"] for attrs in page.all("a")] == [
        "/m/",
        "/",
        "/m/",
    ]  # first the link of a phone
    assert page.all("span") == [{"aria-current": "page"}]


ROWS = [
    ("Felles", 3_550_000),
    ("Individuelle", 2_710_000),
    ("Pro rata", 11_588_000),
    ("Rest", 25_000),
]
SUM = "{% sum_table rows caption='Rammen' total_label='Ramme' total_nok=total %}"


def test_a_sum_that_adds_up_gets_two_lines_and_no_difference():
    html = render(SUM, rows=ROWS, total=17_873_000)
    assert "rk-two-lines" in html
    assert "rk-diff" not in html


def test_a_sum_that_does_not_add_up_says_by_how_much():
    html = render(SUM, rows=ROWS, total=17_873_001)
    assert "rk-two-lines" not in html
    assert "\u22121</td>" in html


POTS = "{% pots frame_nok=frame pots=pots left_nok=left left_note='Må fordeles' %}"


def test_the_pots_fill_the_bar_and_have_their_figures_below():
    pots = [{"label": label, "nok": nok, "note": ""} for label, nok in ROWS[:3]]
    html = render(POTS, frame=17_873_000, pots=pots, left=25_000)
    bars = Page(html).all("rect")
    assert [bar["x"] for bar in bars] == ["0.000%", "19.862%", "35.025%", "99.860%"]
    assert html.count("<dt>") == 4
    assert "25\u00a0000" in html


def test_a_frame_of_nothing_has_an_empty_bar():
    assert "nan" not in render(POTS, frame=0, pots=[{"label": "A", "nok": 0, "note": ""}], left=0)


def test_more_pots_than_shades_is_an_error():
    with pytest.raises(ValueError, match="shades"):
        render(POTS, frame=5, pots=[{"label": "A", "nok": 1, "note": ""}] * 5, left=0)


def test_a_row_with_fewer_amounts_than_columns_is_an_error():
    with pytest.raises(ValueError, match="zip"):
        render(
            "{% amount_cells amounts columns %}",
            amounts=[1],
            columns=[{"full": "a"}, {"full": "b"}],
        )


def test_amounts_are_labelled_for_the_phone():
    html = render(
        "{% amount_cells amounts columns %}",
        amounts=[50_000],
        columns=[{"full": "Alstahaug kommune"}],
    )
    assert html == '<td class="rk-num" role="cell" data-label="Alstahaug kommune">50\u00a0000</td>'
