"""Why a network gets what it gets, and why that is another amount than the year before.

Every krone is taken apart with the figures put in. docs/algorithms/explanation.md tells it in words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor

from allocation.choices import Rounding
from allocation.rules.division import DividedPot, DivisionLine, name_key

HALF = Fraction(1, 2)


@dataclass(frozen=True)
class RoundedPart:
    """A part of an amount before and after it came to whole kroner."""

    exact: Fraction
    nok: int

    @property
    def floor_nok(self) -> int:
        return floor(self.exact)

    @property
    def remainder(self) -> Fraction:
        return self.exact - self.floor_nok

    @property
    def given_nok(self) -> int:
        """What was added when it had been rounded down: 0 or 1; −1 and 2 only where parts cannot be exact."""
        return self.nok - self.floor_nok


@dataclass(frozen=True)
class Explanation:
    """One line of a division, with the figures it was made of.

    ``place`` is the line's turn for one of the ``kroner_left`` when all amounts are rounded down: the
    largest remainder is number 1. Rounded one by one nobody waits for a turn.
    """

    pot_nok: int
    flat_percent: Decimal
    rounding: Rounding
    line: DivisionLine
    all_municipalities: int
    all_fte: Decimal
    flat: RoundedPart
    fte: RoundedPart
    amount: RoundedPart
    place: int
    networks: int
    kroner_left: int

    @property
    def fte_percent_of_pot(self) -> Decimal:
        return 100 - self.flat_percent

    @property
    def is_exact(self) -> bool:
        return self.rounding == Rounding.EXACT

    @property
    def rounded_up(self) -> bool:
        return self.amount.given_nok > 0

    @property
    def adds_across(self) -> bool:
        return self.flat.nok + self.fte.nok == self.amount.nok


class Claims:
    """What each network of a division would get if kroner could be split."""

    def __init__(
        self,
        pot_nok: int,
        flat_percent: Decimal,
        municipalities: Mapping[str, int],
        fte: Mapping[str, Decimal],
    ) -> None:
        self.flat_pot = pot_nok * Fraction(flat_percent) / 100
        self.fte_pot = pot_nok - self.flat_pot
        self.municipalities, self.fte = municipalities, fte
        self.all_municipalities = sum(municipalities.values())
        self.all_fte = Fraction(sum(fte.values(), Decimal(0)))

    def flat_of(self, key: str) -> Fraction:
        """Nothing for a network that is not there, and for everyone where no one has municipalities."""
        if not self.all_municipalities:
            return Fraction(0)
        return self.flat_pot * self.municipalities.get(key, 0) / self.all_municipalities

    def fte_of(self, key: str) -> Fraction:
        if not self.all_fte:
            return Fraction(0)
        return self.fte_pot * Fraction(self.fte.get(key, Decimal(0))) / self.all_fte

    def of(self, key: str) -> Fraction:
        return self.flat_of(key) + self.fte_of(key)


def explain(divided: DividedPot) -> dict[str, Explanation]:
    """Explain each line of a division, by network, in the order of the lines."""
    claims = Claims(divided.pot_nok, divided.flat_percent, *_columns(divided))
    parts = {
        line.network: (
            RoundedPart(claims.flat_of(name_key(line.network)), line.flat_nok),
            RoundedPart(claims.fte_of(name_key(line.network)), line.fte_nok),
            RoundedPart(claims.of(name_key(line.network)), line.amount_nok),
        )
        for line in divided.lines
    }
    in_turn = sorted(
        divided.lines,
        key=lambda line: (
            -parts[line.network][2].remainder,
            -line.fte,
            name_key(line.network),
        ),
    )
    places = {line.network: place for place, line in enumerate(in_turn, start=1)}
    kroner_left = divided.pot_nok - sum(amount.floor_nok for *_both, amount in parts.values())
    return {
        line.network: Explanation(
            pot_nok=divided.pot_nok,
            flat_percent=divided.flat_percent,
            rounding=divided.rounding,
            line=line,
            all_municipalities=divided.municipalities,
            all_fte=divided.fte,
            flat=parts[line.network][0],
            fte=parts[line.network][1],
            amount=parts[line.network][2],
            place=places[line.network],
            networks=len(divided.lines),
            kroner_left=kroner_left,
        )
        for line in divided.lines
    }


@dataclass(frozen=True)
class Effects:
    """The change of one network from a division to a later one, in five parts that add up to it.

    The first four are whole kroner nearest to what the change of one figure does; ``rounding_nok`` is the
    rest: what these were rounded by, and what both divisions were. It is three kroner at most.
    """

    network: str
    before_nok: int
    after_nok: int
    pot: Fraction
    flat_percent: Fraction
    municipalities: Fraction
    fte: Fraction
    is_new: bool = False
    is_gone: bool = False

    @property
    def change_nok(self) -> int:
        return self.after_nok - self.before_nok

    @property
    def loss_nok(self) -> int:
        """The change of one that gets less, without its sign."""
        return -self.change_nok

    @property
    def pot_nok(self) -> int:
        return _nearest(self.pot)

    @property
    def flat_percent_nok(self) -> int:
        return _nearest(self.flat_percent)

    @property
    def municipalities_nok(self) -> int:
        return _nearest(self.municipalities)

    @property
    def fte_nok(self) -> int:
        return _nearest(self.fte)

    @property
    def rounding_nok(self) -> int:
        figures = (
            self.pot_nok,
            self.flat_percent_nok,
            self.municipalities_nok,
            self.fte_nok,
        )
        return self.change_nok - sum(figures)

    @property
    def total_nok(self) -> int:
        """What the five come to, added up anew: for the two lines under the change."""
        return (
            self.pot_nok
            + self.flat_percent_nok
            + self.municipalities_nok
            + self.fte_nok
            + self.rounding_nok
        )


def explain_changes(before: DividedPot, after: DividedPot) -> dict[str, Effects]:
    """Split the change of each network, by its name: those of ``after`` first, then those that are gone.

    One figure is replaced after the other, for all networks at once: the pot, the flat percent, the
    municipalities, the FTE. A network that is new has neither municipalities nor FTE before these are
    replaced, so that they hold all it gets; one that is gone loses its parts there.
    """
    old, new = _columns(before), _columns(after)
    steps = [
        Claims(before.pot_nok, before.flat_percent, *old),
        Claims(after.pot_nok, before.flat_percent, *old),
        Claims(after.pot_nok, after.flat_percent, *old),
        Claims(after.pot_nok, after.flat_percent, new[0], old[1]),
        Claims(after.pot_nok, after.flat_percent, *new),
    ]
    early = {name_key(line.network): line for line in before.lines}
    late = {name_key(line.network): line for line in after.lines}
    networks = [line.network for line in after.lines]
    gone = [line.network for key, line in early.items() if key not in late]
    return {
        network: _effects(network, early.get(name_key(network)), late.get(name_key(network)), steps)
        for network in (*networks, *gone)
    }


def _effects(
    network: str, before: DivisionLine | None, after: DivisionLine | None, steps: list[Claims]
) -> Effects:
    key = name_key(network)
    claims = [step.of(key) for step in steps]
    pot, flat_percent, municipalities, fte = (
        later - earlier for earlier, later in pairwise(claims)
    )
    return Effects(
        network=network,
        before_nok=before.amount_nok if before else 0,
        after_nok=after.amount_nok if after else 0,
        pot=pot,
        flat_percent=flat_percent,
        municipalities=municipalities,
        fte=fte,
        is_new=before is None,
        is_gone=after is None,
    )


def _columns(divided: DividedPot) -> tuple[dict[str, int], dict[str, Decimal]]:
    keys = [name_key(line.network) for line in divided.lines]
    return (
        {key: line.municipalities for key, line in zip(keys, divided.lines, strict=True)},
        {key: line.fte for key, line in zip(keys, divided.lines, strict=True)},
    )


def _nearest(value: Fraction) -> int:
    """Whole kroner, half away from zero, so that a loss is rounded as a gain is."""
    return floor(value + HALF) if value >= 0 else -floor(HALF - value)
