from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor

from hypothesis import given, settings

from allocation.choices import Rounding
from allocation.rules.division import BasisFigure, DividedPot, divide, name_key
from allocation.rules.explanation import explain, explain_changes
from tests.allocation.rules.promises import Table, tables
from tests.allocation.rules.test_division import FIGURES_2022, POT_2022

THOUSAND = settings(max_examples=1000)
# A year before the one of 2022: less money, 8 percent flat, and other figures for three networks.
FIGURES_2021 = [
    replace(FIGURES_2022[0], fte=Decimal("219.4")),
    replace(FIGURES_2022[1], municipalities=4),
    *FIGURES_2022[2:9],
    BasisFigure("Fosen", 5, Decimal("330")),
]
BEFORE = divide(11_000_000, FIGURES_2021, flat_percent=Decimal(8))
AFTER = divide(POT_2022, FIGURES_2022)


def five(effects) -> list[int]:
    return [
        effects.pot_nok,
        effects.flat_percent_nok,
        effects.municipalities_nok,
        effects.fte_nok,
        effects.rounding_nok,
    ]


def test_an_amount_is_its_parts_with_the_figures_put_in():
    why = explain(AFTER)["Værnes"]

    assert why.flat.exact == POT_2022 * Fraction(10, 100) * 5 / 38
    assert why.fte.exact == POT_2022 * Fraction(90, 100) * Fraction("427.6") / Fraction("6074.3")
    assert why.amount.exact == why.flat.exact + why.fte.exact
    assert (why.all_municipalities, why.all_fte) == (38, Decimal("6074.3"))
    assert (why.flat.nok, why.fte.nok, why.amount.nok) == (152_474, 734_162, 886_636)
    assert why.adds_across


def test_the_last_kroner_of_2022_went_to_the_seven_largest_remainders():
    whys = explain(AFTER)

    assert {why.kroner_left for why in whys.values()} == {7}
    in_turn = sorted(whys.values(), key=lambda why: why.place)
    assert [why.place for why in in_turn] == list(range(1, 11))
    assert [why.amount.given_nok for why in in_turn] == [1] * 7 + [0] * 3
    # docs/algorithms/division.md: the two smallest of the nine that are over one half
    assert [why.line.network for why in in_turn][7:9] == ["TrondheimMalvik", "Værnes"]
    assert f"{float(whys['Værnes'].amount.remainder):.4f}" == "0.6199"


def test_rounded_one_by_one_the_remainder_alone_decides():
    why = explain(divide(POT_2022, FIGURES_2022, rounding=Rounding.NEAREST))["Værnes"]

    assert (why.amount.floor_nok, why.amount.given_nok, why.is_exact) == (886_636, 1, False)
    assert why.adds_across is True
    assert why.rounded_up


def test_the_change_is_split_into_pot_percent_municipalities_fte_and_rounding():
    effects = explain_changes(BEFORE, AFTER)["Fosen"]

    assert (effects.before_nok, effects.after_nok) == (
        BEFORE.lines[9].amount_nok,
        AFTER.lines[9].amount_nok,
    )
    assert sum(five(effects)) == effects.change_nok == effects.total_nok
    # A larger pot and one more percent flat are for its good; it has lost a municipality and FTE.
    assert [effect > 0 for effect in five(effects)[:4]] == [True, True, False, False]


def test_the_same_division_has_no_effect_of_anything():
    for effects in explain_changes(AFTER, AFTER).values():
        assert five(effects) == [0, 0, 0, 0, 0]


def test_rounding_alone_is_the_rest():
    nearest = divide(POT_2022, FIGURES_2022, rounding=Rounding.NEAREST)

    changes = explain_changes(nearest, AFTER)

    assert {name: five(each) for name, each in changes.items() if each.change_nok} == {
        "Værnes": [0, 0, 0, 0, -1],
        "TrondheimMalvik": [0, 0, 0, 0, -1],
    }


def test_what_a_new_network_gets_is_all_by_its_municipalities_and_its_fte():
    without = divide(POT_2022, FIGURES_2022[1:])

    effects = explain_changes(without, AFTER)["Midtre Namdal"]

    why = explain(AFTER)["Midtre Namdal"]
    assert (effects.is_new, effects.is_gone, effects.before_nok) == (True, False, 0)
    assert (effects.pot, effects.flat_percent) == (0, 0)
    assert (effects.municipalities, effects.fte) == (why.flat.exact, why.fte.exact)


def test_a_network_that_is_gone_loses_its_parts_last():
    without = divide(POT_2022, FIGURES_2022[1:])

    changes = explain_changes(AFTER, without)

    effects, why = changes["Midtre Namdal"], explain(AFTER)["Midtre Namdal"]
    assert list(changes)[-1] == "Midtre Namdal"
    assert (effects.is_new, effects.is_gone, effects.after_nok) == (False, True, 0)
    assert (effects.municipalities, effects.fte) == (-why.flat.exact, -why.fte.exact)


def test_names_are_the_same_however_their_letters_are_composed():
    composed = divide(100, [BasisFigure("Ås", 1, Decimal(1))])
    decomposed = divide(100, [BasisFigure("A\u030as", 1, Decimal(1))])

    assert [each.is_new for each in explain_changes(decomposed, composed).values()] == [False]


@THOUSAND
@given(tables(), tables())
def test_the_five_effects_add_to_the_change_for_any_two_years(one, other):
    for rounding in Rounding:
        before = divide(one.pot_nok, one.figures, flat_percent=one.flat_percent)
        after = divide(
            other.pot_nok, other.figures, flat_percent=other.flat_percent, rounding=rounding
        )
        changes = explain_changes(before, after)

        for effects in changes.values():
            assert sum(five(effects)) == effects.after_nok - effects.before_nok
            assert abs(effects.rounding_nok) <= 3
        assert sum(each.before_nok for each in changes.values()) == before.total_nok
        assert sum(each.after_nok for each in changes.values()) == after.total_nok


@THOUSAND
@given(tables(), tables())
def test_the_effects_are_those_of_a_second_computation(one, other):
    """Whole tables put together anew for each step, and their amounts by the words of the algorithm."""
    before, after = _divided(one), _divided(other)
    for effects in explain_changes(before, after).values():
        amounts = [_amount(table, effects.network) for table in _steps(one, other)]
        assert [
            effects.pot,
            effects.flat_percent,
            effects.municipalities,
            effects.fte,
        ] == [later - earlier for earlier, later in pairwise(amounts)]


@THOUSAND
@given(tables())
def test_a_line_is_explained_by_floor_and_turn_as_it_was_divided(table):
    divided = _divided(table)
    for why in explain(divided).values():
        assert why.flat.exact + why.fte.exact == why.amount.exact == table.amount(why.line)
        assert why.amount.given_nok == int(why.place <= why.kroner_left)
        assert why.amount.floor_nok == floor(table.amount(why.line))
        assert why.adds_across


def _divided(table: Table) -> DividedPot:
    return divide(table.pot_nok, table.figures, flat_percent=table.flat_percent)


def _steps(one: Table, other: Table) -> list[Table]:
    names = {name_key(figure.network) for figure in (*one.figures, *other.figures)}
    old, new = (
        {name_key(figure.network): figure for figure in table.figures} for table in (one, other)
    )
    nobody = BasisFigure("", 0, Decimal(0))
    mixed = [
        BasisFigure(name, new.get(name, nobody).municipalities, old.get(name, nobody).fte)
        for name in names
    ]
    tables = (
        (one.pot_nok, one.flat_percent, one.figures),
        (other.pot_nok, one.flat_percent, one.figures),
        (other.pot_nok, other.flat_percent, one.figures),
        (other.pot_nok, other.flat_percent, mixed),
        (other.pot_nok, other.flat_percent, other.figures),
    )
    return [Table(pot, percent, figures, figures) for pot, percent, figures in tables]


def _amount(table: Table, network: str) -> Fraction:
    rows = [row for row in table.figures if name_key(row.network) == name_key(network)]
    return sum((table.amount(row) for row in rows), Fraction(0))
