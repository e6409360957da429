"""What an exact division promises, each promise a function that is given the division to try.

They are worked out here anew, with fractions and straight from the words of docs/algorithms/division.md, so that they
do not share a fault with the code. Rounding each cell on its own breaks every one of them.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import floor
from random import Random

from hypothesis import strategies as st

from allocation.rules.division import BasisFigure, DividedPot, DivisionLine

Divide = Callable[..., DividedPot]


@dataclass(frozen=True)
class Table:
    """A pot, a percent and the networks; ``shuffled`` are the same networks in another order."""

    pot_nok: int
    flat_percent: Decimal
    figures: Sequence[BasisFigure]
    shuffled: Sequence[BasisFigure]

    def divided(self, divide: Divide) -> DividedPot:
        return divide(self.pot_nok, self.figures, flat_percent=self.flat_percent)

    @cached_property
    def all_municipalities(self) -> int:
        return sum(figure.municipalities for figure in self.figures)

    @cached_property
    def all_fte(self) -> Fraction:
        return sum((Fraction(figure.fte) for figure in self.figures), Fraction(0))

    @cached_property
    def flat_pot(self) -> Fraction:
        return self.pot_nok * Fraction(self.flat_percent) / 100

    def flat(self, row: BasisFigure | DivisionLine) -> Fraction:
        """The unrounded flat part; without municipalities there is nothing to divide so."""
        everyone = self.all_municipalities
        return self.flat_pot * row.municipalities / everyone if everyone else Fraction(0)

    def fte(self, row: BasisFigure | DivisionLine) -> Fraction:
        fte_pot = self.pot_nok - self.flat_pot
        return fte_pot * Fraction(row.fte) / self.all_fte if self.all_fte else Fraction(0)

    def amount(self, row: BasisFigure | DivisionLine) -> Fraction:
        return self.flat(row) + self.fte(row)


def amounts_add_up_to_the_pot(divide: Divide, table: Table) -> None:
    divided = table.divided(divide)
    assert sum(line.amount_nok for line in divided.lines) == table.pot_nok
    assert divided.difference_nok == 0


def each_row_adds_across(divide: Divide, table: Table) -> None:
    for line in table.divided(divide).lines:
        assert line.flat_nok + line.fte_nok == line.amount_nok


def the_flat_column_adds_down_to_its_pot(divide: Divide, table: Table) -> None:
    divided = table.divided(divide)
    assert divided.flat_pot_nok == floor(table.flat_pot + Fraction(1, 2))
    assert sum(line.flat_nok for line in divided.lines) == divided.flat_pot_nok


def the_fte_column_adds_down_to_its_pot(divide: Divide, table: Table) -> None:
    divided = table.divided(divide)
    assert divided.fte_pot_nok == table.pot_nok - divided.flat_pot_nok
    assert sum(line.fte_nok for line in divided.lines) == divided.fte_pot_nok


def the_pot_is_used_up_with_no_row_a_krone_off(divide: Divide, table: Table) -> None:
    divided = table.divided(divide)
    assert all(abs(line.amount_nok - table.amount(line)) < 1 for line in divided.lines)
    assert divided.total_nok == table.pot_nok


def the_last_kroner_go_by_remainder_then_fte_then_name(divide: Divide, table: Table) -> None:
    lines = table.divided(divide).lines
    last_kroner = [line for line in lines if line.amount_nok > floor(table.amount(line))]
    in_turn = sorted(lines, key=lambda line: _turn(table.amount(line), line))
    left = table.pot_nok - sum(floor(table.amount(line)) for line in lines)
    assert _networks(last_kroner) == _networks(in_turn[:left])


def the_order_of_the_rows_decides_no_krone(divide: Divide, table: Table) -> None:
    lines = table.divided(divide).lines
    others = divide(table.pot_nok, table.shuffled, flat_percent=table.flat_percent).lines
    assert [line.network for line in lines] == [figure.network for figure in table.figures]
    assert {line.network: line for line in lines} == {line.network: line for line in others}
    assert sum(line.amount_nok for line in others) == table.pot_nok


def parts_fill_the_row_within_a_krone_each(divide: Divide, table: Table) -> None:
    """Within two kroner where the division says that its parts are not exact, and never negative."""
    divided = table.divided(divide)
    reach = 1 if divided.parts_exact else 2
    for line in divided.lines:
        assert line.flat_nok + line.fte_nok == line.amount_nok
        assert min(line.flat_nok, line.fte_nok) >= 0
        assert abs(line.flat_nok - table.flat(line)) <= reach
        assert abs(line.fte_nok - table.fte(line)) <= reach


def parts_are_exact_wherever_they_can_be(divide: Divide, table: Table) -> None:
    """Whether the flat column can close: each row gives it one krone, none, or leaves either open."""
    divided = table.divided(divide)
    least = most = 0
    for line in divided.lines:
        left = line.amount_nok - floor(table.flat(line)) - floor(table.fte(line))
        assert left in (0, 1, 2)
        least += floor(table.flat(line)) + (left == 2)
        most += floor(table.flat(line)) + (left > 0)
    assert divided.parts_exact == (least <= divided.flat_pot_nok <= most)
    assert divided.flat_total_nok == divided.flat_pot_nok


def the_flat_kroner_go_by_remainder_then_fte_then_name(divide: Divide, table: Table) -> None:
    """Among the rows that have one krone left when both parts are rounded down."""
    divided = table.divided(divide)
    ones = [
        line
        for line in divided.lines
        if line.amount_nok - floor(table.flat(line)) - floor(table.fte(line)) == 1
    ]
    to_flat = [line for line in ones if line.flat_nok > floor(table.flat(line))]
    in_turn = sorted(ones, key=lambda line: _turn(table.flat(line), line))
    assert _networks(to_flat) == _networks(in_turn[: len(to_flat)])
    assert divided.flat_total_nok == divided.flat_pot_nok


def a_larger_claim_never_gets_less_of_the_pot(divide: Divide, table: Table) -> None:
    divided = table.divided(divide)
    by_claim = sorted(divided.lines, key=lambda line: (table.amount(line), line.amount_nok))
    amounts = [line.amount_nok for line in by_claim]
    assert amounts == sorted(amounts)
    assert sum(amounts) == table.pot_nok


def a_krone_more_in_the_pot_takes_at_most_one_from_anyone(divide: Divide, table: Table) -> None:
    before = table.divided(divide)
    after = divide(table.pot_nok + 1, table.figures, flat_percent=table.flat_percent)
    gains = [
        late.amount_nok - early.amount_nok
        for early, late in zip(before.lines, after.lines, strict=True)
    ]
    assert min(gains) >= -1
    assert sum(gains) == 1


PROMISES = [
    amounts_add_up_to_the_pot,
    each_row_adds_across,
    the_flat_column_adds_down_to_its_pot,
    the_fte_column_adds_down_to_its_pot,
    the_pot_is_used_up_with_no_row_a_krone_off,
    the_last_kroner_go_by_remainder_then_fte_then_name,
    the_order_of_the_rows_decides_no_krone,
    parts_fill_the_row_within_a_krone_each,
    parts_are_exact_wherever_they_can_be,
    the_flat_kroner_go_by_remainder_then_fte_then_name,
    a_larger_claim_never_gets_less_of_the_pot,
    a_krone_more_in_the_pot_takes_at_most_one_from_anyone,
]


def _turn(claim: Fraction, line: DivisionLine) -> tuple[Fraction, Decimal, str]:
    return floor(claim) - claim, -line.fte, unicodedata.normalize("NFC", line.network)


def _networks(lines: Sequence[DivisionLine]) -> set[str]:
    return {line.network for line in lines}


# Small figures make ties and rare tables frequent; large ones are what an office divides.
MUNICIPALITIES = st.integers(0, 8)
TEN_THOUSANDTHS = st.sampled_from([10_000, 20_000, 30_000, 1_000, 1]) | st.integers(0, 50_000_000)
POTS = st.integers(0, 60) | st.integers(0, 250_000_000)
HUNDREDTHS = st.sampled_from([1_000, 1_000, 0, 10_000, 500]) | st.integers(0, 10_000)
# Code points, capitals, composed and decomposed letters all sort otherwise than a reader would.
NAMES = ("Ås", "A\u030ar", "Zb", "ab", "Ab", "a b", "Åarjel", "\u010ca", "C\u030cb")


@st.composite
def tables(draw: st.DrawFn) -> Table:
    counts = draw(
        st.lists(st.tuples(MUNICIPALITIES, TEN_THOUSANDTHS), min_size=1, max_size=len(NAMES))
    )
    percent = Decimal(draw(HUNDREDTHS)) / 100
    # What cannot be divided by is tested on its own: here the first network makes it divisible.
    if percent and not any(municipalities for municipalities, _fte in counts):
        counts[0] = (1, counts[0][1])
    if percent < 100 and not any(fte for _municipalities, fte in counts):
        counts[0] = (counts[0][0], 1)
    shuffler = Random(draw(st.integers(0, 2**16)))
    names = shuffler.sample(NAMES, len(counts))
    figures = [
        BasisFigure(name, municipalities, Decimal(fte) / 10_000)
        for name, (municipalities, fte) in zip(names, counts, strict=True)
    ]
    return Table(draw(POTS), percent, figures, shuffler.sample(figures, len(figures)))
