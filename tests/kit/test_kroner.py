from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from rekom.kit.kroner import (
    NotKroner,
    format_amount,
    format_change,
    format_figure,
    format_nok,
    format_percent,
    parse_kroner,
)

SPACES = [" ", "\u00a0", "\u202f", "\u2009", "\u2007", "\t"]
kroner = st.integers(min_value=0, max_value=10**12)


# As the papers of 2020-2024 write amounts.
@pytest.mark.parametrize(
    ("written", "nok"),
    [
        ("200.000,-", 200_000),
        ("1.166.270,-", 1_166_270),
        ("1.380.000,-", 1_380_000),
        ("900.000, -", 900_000),
        ("0,-", 0),
        ("505 000", 505_000),
        ("Kr 50 000", 50_000),
        ("kr 150 000,-", 150_000),
        ("kr 214 880", 214_880),
        ("214 880", 214_880),
        ("117\u00a0200,-", 117_200),
        ("500 000,-", 500_000),
        ("500 000,00", 500_000),
        ("150.000 kr", 150_000),
        ("Kr 60 000,-", 60_000),
        ("kr. 1.380", 1_380),
        ("NOK 1 000", 1_000),
        ("75000", 75_000),
        ("  75 000\n", 75_000),
        ("75 000,\u2013", 75_000),
    ],
)
def test_reads_an_amount_as_people_write_it(written, nok):
    assert parse_kroner(written) == nok


@pytest.mark.parametrize(
    "written",
    [
        "1.5",  # one and a half, or 1 500
        "1,380",
        "1.380,50",  # there are no øre
        "200 00",  # one nought is missing, and nobody knows where
        "2 00 000",
        "0 500",
        "007",
        "1.380 000",
        "12 mill",
        "300`",
        "-500",
        "\u2212500",
        "500-",
        "637.950 (Sepu) 328.320,- (Nord)",
        "2.386.450 - (SePU)",
        "ca. 75 000",
        "3,8 %",
        "kr",
        "",
        "Klikk eller trykk her for å skrive inn tekst.",
        "١٢٣",
        "1e5",
        "1_000",
        "½",
    ],
)
def test_refuses_what_may_mean_something_else(written):
    with pytest.raises(NotKroner) as error:
        parse_kroner(written)
    assert error.value.text == written


@given(kroner)
def test_reads_back_what_it_writes(nok):
    assert parse_kroner(format_amount(nok)) == nok
    assert parse_kroner(format_nok(nok)) == nok


@given(
    kroner,
    st.sampled_from([*SPACES, "."]),
    st.sampled_from(["", "kr ", "Kr. "]),
    st.sampled_from(["", ",-", ", -", ",00", " kr"]),
)
def test_reads_every_way_of_grouping(nok, separator, prefix, suffix):
    assert parse_kroner(prefix + f"{nok:,}".replace(",", separator) + suffix) == nok


@given(st.text(alphabet="0123456789 .,-kr", max_size=14))
def test_never_reads_more_or_other_digits_than_stand_there(written):
    try:
        nok = parse_kroner(written)
    except NotKroner:
        return
    digits = "".join(char for char in written.split(",")[0] if char.isdigit())
    assert nok == int(digits)


@given(kroner)
def test_groups_are_three_digits_with_a_no_break_space_between(nok):
    first, *others = format_amount(nok).split("\u00a0")
    assert 1 <= len(first) <= 3
    assert {len(group) for group in others} <= {3}


def test_writes_the_unit_after_the_amount():
    assert format_nok(1_430_000) == "1\u00a0430\u00a0000\u00a0kr"


@pytest.mark.parametrize(
    ("nok", "written"),
    [(137_517, "+137\u00a0517"), (-2, "\u22122"), (0, "0"), (-26_918, "\u221226\u00a0918")],
)
def test_a_change_carries_its_sign(nok, written):
    assert format_change(nok) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("2903.5"), "2\u00a0903,5"),
        (Decimal("228.10"), "228,1"),
        (Decimal("75.00"), "75"),
        (Decimal("100"), "100"),
        (Decimal("6074.3000"), "6\u00a0074,3"),
        (0, "0"),
        (Decimal("-0.5"), "\u22120,5"),
    ],
)
def test_a_figure_has_a_decimal_comma_and_no_trailing_zeros(value, written):
    with translation.override("nb"):
        assert format_figure(value) == written


def test_a_figure_in_english_has_a_decimal_point():
    with translation.override("en"):
        assert format_figure(Decimal("2903.5")) == "2\u00a0903.5"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("3.75"), "3,8\u00a0%"),
        (Decimal("7"), "7,0\u00a0%"),
        (Fraction(478, 10), "47,8\u00a0%"),
        (Fraction(1, 8) * 2, "0,3\u00a0%"),
    ],
)
def test_a_percent_is_rounded_half_up(value, written):
    with translation.override("nn"):
        assert format_percent(value, 1) == written
