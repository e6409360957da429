from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import product

import pytest
from django.utils import translation
from hypothesis import HealthCheck, Phase, find, given, settings

from allocation.choices import Rounding
from allocation.rules.division import (
    BasisFigure,
    DivisionError,
    differing_lines,
    divide,
    equal_networks_differ,
)
from tests.allocation.rules.promises import PROMISES, Divide, Table, tables

# The table of 2022 (REKOM, Trøndelag), as it stands in the forum's minutes: network, municipalities,
# flat part, FTE, percent of all FTE, part by FTE, amount. The total there says 11 588 000.
PUBLISHED_2022 = [
    ("Midtre Namdal", 3, 91_484, "228.1", "3.8", 391_634, 483_118),
    ("Indre Namdal", 5, 152_474, "78.4", "1.3", 134_608, 287_082),
    ("Ytre Namdal", 2, 60_989, "145.6", "2.4", 249_986, 310_976),
    ("Innherred", 3, 91_484, "405.8", "6.7", 696_734, 788_218),
    ("LevangerVerdal", 2, 60_989, "460.8", "7.6", 791_165, 852_155),
    ("Værnes", 5, 152_474, "427.6", "7.0", 734_163, 886_637),
    ("TrondheimMalvik", 2, 60_989, "2903.5", "47.8", 4_985_131, 5_046_121),
    ("Gauldal", 6, 182_968, "515.3", "8.5", 884_738, 1_067_707),
    ("SørVest", 6, 182_968, "591.1", "9.7", 1_014_882, 1_197_851),
    ("Fosen", 4, 121_979, "318.1", "5.2", 546_158, 668_137),
]
POT_2022 = 11_588_000
FIGURES_2022 = [
    BasisFigure(name, municipalities, Decimal(fte))
    for name, municipalities, _flat, fte, *_rest in PUBLISHED_2022
]

QUICK = settings(max_examples=1000, phases=[Phase.generate])  # any counterexample does

nearest = partial(divide, rounding=Rounding.NEAREST)


def figures(*rows: tuple[str, int, str]) -> list[BasisFigure]:
    return [BasisFigure(name, municipalities, Decimal(fte)) for name, municipalities, fte in rows]


def cells(divided) -> list[tuple]:
    return [
        (
            *(line.network, line.municipalities, line.flat_nok, str(line.fte)),
            *(str(divided.fte_percent(line)), line.fte_nok, line.amount_nok),
        )
        for line in divided.lines
    ]


def parts(divided) -> list[tuple[int, int, int]]:
    return [(line.flat_nok, line.fte_nok, line.amount_nok) for line in divided.lines]


def test_rounding_one_by_one_gives_the_published_table_and_its_two_kroner_too_much():
    divided = nearest(POT_2022, FIGURES_2022)

    assert cells(divided) == PUBLISHED_2022
    assert (divided.total_nok, divided.difference_nok) == (11_588_002, 2)
    assert (divided.flat_total_nok, divided.flat_pot_nok) == (1_158_798, 1_158_800)
    assert (divided.fte_total_nok, divided.fte_pot_nok) == (10_429_199, 10_429_200)
    assert (divided.municipalities, divided.fte) == (38, Decimal("6074.3"))


def test_the_exact_division_of_2022_adds_up_and_moves_two_kroner():
    divided = divide(POT_2022, FIGURES_2022)

    assert (divided.total_nok, divided.difference_nok) == (POT_2022, 0)
    assert (divided.flat_total_nok, divided.fte_total_nok) == (1_158_800, 10_429_200)
    assert [
        (line.network, published.amount_nok, line.amount_nok)
        for published, line in differing_lines(nearest(POT_2022, FIGURES_2022), divided)
    ] == [("Værnes", 886_637, 886_636), ("TrondheimMalvik", 5_046_121, 5_046_120)]


def test_a_tenth_goes_by_municipalities_and_the_rest_by_fte():
    divided = divide(1_000, figures(("Coast", 1, "90"), ("Fjord", 3, "10")))

    assert parts(divided) == [(25, 810, 835), (75, 90, 165)]


def test_the_last_krone_of_equal_remainders_goes_to_the_larger_fte_and_then_by_name():
    by_fte = divide(101, figures(("A", 1, "1"), ("B", 1, "3")), flat_percent=Decimal(100))
    by_name = divide(100, figures(("C", 1, "1"), ("A", 1, "1"), ("B", 1, "1")))

    assert [line.amount_nok for line in by_fte.lines] == [50, 51]
    assert [line.amount_nok for line in by_name.lines] == [33, 34, 33]


def test_a_name_is_the_same_however_its_letters_are_composed():
    composed, decomposed = "\u00c5s", "A\u030as"

    with translation.override("en"), pytest.raises(DivisionError, match="stands in two rows"):
        divide(100, figures((composed, 1, "1"), (decomposed, 1, "1")))
    # "Z" comes before "Å" as a code point, though "A" with a ring comes before "Z".
    assert parts(divide(1, figures((decomposed, 1, "1"), ("Z", 1, "1")))) == [(0, 0, 0), (0, 1, 1)]


def test_the_part_with_half_a_krone_or_more_is_rounded_up_in_the_flat_pot():
    assert divide(5, figures(("A", 1, "1"))).flat_pot_nok == 1
    assert divide(4, figures(("A", 1, "1"))).flat_pot_nok == 0


def test_a_table_whose_parts_cannot_all_be_exact_still_closes_and_says_so():
    # Coast should have 0.45 of the flat pot, which is rounded to 0, and 3.95 of the other.
    fte = divide(
        9,
        figures(("Coast", 2, "6"), ("Fjord", 0, "2"), ("Inland", 0, "5")),
        flat_percent=Decimal(5),
    )
    flat = divide(
        9,
        figures(("Coast", 6, "2"), ("Fjord", 2, "0"), ("Inland", 5, "0")),
        flat_percent=Decimal(95),
    )

    assert (parts(fte), fte.parts_exact) == ([(0, 5, 5), (0, 1, 1), (0, 3, 3)], False)
    assert (parts(flat), flat.parts_exact) == ([(5, 0, 5), (1, 0, 1), (3, 0, 3)], False)


def test_networks_without_municipalities_or_fte_get_what_the_other_part_gives():
    divided = divide(1_000, figures(("Coast", 0, "1"), ("Fjord", 1, "0")))

    assert parts(divided) == [(0, 900, 900), (100, 0, 100)]


def test_nothing_need_be_there_of_what_nothing_is_divided_by():
    assert parts(divide(7, figures(("A", 0, "1")), flat_percent=Decimal(0))) == [(0, 7, 7)]
    assert parts(divide(7, figures(("A", 1, "0")), flat_percent=Decimal(100))) == [(7, 0, 7)]
    assert divide(7, figures(("A", 1, "0")), flat_percent=Decimal(100)).fte == 0


def test_equal_networks_that_differ_by_a_krone_in_a_part_are_noticed():
    twins = figures(("A", 1, "2"), ("B", 1, "2.0"))

    assert equal_networks_differ(divide(100, twins)) is False
    assert equal_networks_differ(divide(101, twins)) is True
    # Three networks have two municipalities: 60 990, 60 990 and 60 989.
    assert equal_networks_differ(divide(POT_2022, FIGURES_2022)) is True
    assert equal_networks_differ(nearest(POT_2022, FIGURES_2022)) is False


@pytest.mark.parametrize(
    ("rows", "percent", "message"),
    [
        ([], "10", "There is no network to divide between."),
        ([("A", 1, "1"), ("A", 2, "2")], "10", "A stands in two rows."),
        ([("A", 1, "1"), ("B", -1, "1")], "10", "B has a negative number of municipalities."),
        ([("A", 1, "1"), ("B", 1, "-0.1")], "10", "The FTE of B must be zero or more, not -0.1."),
        ([("A", 1, "NaN")], "10", "The FTE of A must be zero or more, not NaN."),
        ([("A", 1, "Infinity")], "10", "The FTE of A must be zero or more, not Infinity."),
        ([("A", 0, "1")], "10", "No network has any municipality to divide the flat part of 10 percent by."),
        ([("A", 1, "0")], "10", "No network has any FTE to divide the other 90 percent by."),
        ([("A", 1, "1")], "-1", "The flat part is from 0 to 100 percent with at most two decimals, not -1."),
        ([("A", 1, "1")], "100.01", "The flat part is from 0 to 100 percent with at most two decimals, not 100.01."),
        ([("A", 1, "1")], "9.999", "The flat part is from 0 to 100 percent with at most two decimals, not 9.999."),
        ([("A", 1, "1")], "NaN", "The flat part is from 0 to 100 percent with at most two decimals, not NaN."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("rounding", Rounding)
def test_what_cannot_be_divided_by_is_an_error_that_names_the_row(rows, percent, message, rounding):
    with translation.override("en"), pytest.raises(DivisionError) as error:
        divide(100, figures(*rows), flat_percent=Decimal(percent), rounding=rounding)

    assert str(error.value) == message


def test_a_negative_pot_is_an_error():
    with translation.override("en"), pytest.raises(DivisionError) as error:
        divide(-1, FIGURES_2022)

    assert str(error.value) == "The pot cannot be negative: -1."


@pytest.mark.parametrize("promise", PROMISES)
def test_the_exact_division_keeps_its_promise(promise):
    @settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(tables())
    def holds(table: Table) -> None:
        promise(divide, table)

    holds()


@pytest.mark.parametrize("promise", PROMISES)
def test_rounding_one_by_one_breaks_the_promise(promise):
    assert find(tables(), lambda table: not is_kept(promise, nearest, table), settings=QUICK)


def is_kept(promise, division: Divide, table: Table) -> bool:
    try:
        promise(division, table)
    except AssertionError:
        return False
    return True


def test_no_other_amounts_lie_closer_to_the_unrounded_ones():
    """Every way there is to give small pots to three networks, against the one chosen."""
    for pot, *fte in product(range(9), range(3), range(4), (1, 5)):
        rows = [
            BasisFigure(name, 1, Decimal(count)) for name, count in zip("ABC", fte, strict=True)
        ]
        table = Table(pot, Decimal(10), rows, rows)
        chosen = [line.amount_nok for line in table.divided(divide).lines]
        assert squared_distance(table, chosen) == min(
            squared_distance(table, amounts)
            for amounts in product(range(pot + 1), repeat=3)
            if sum(amounts) == pot
        )


def squared_distance(table: Table, amounts: Sequence[int]) -> Fraction:
    claims = [table.amount(figure) for figure in table.figures]
    return sum(
        ((amount - claim) ** 2 for amount, claim in zip(amounts, claims, strict=True)), Fraction(0)
    )
