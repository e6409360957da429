"""The pro rata division: one pot shared between networks, in whole kroner.

A flat percent of the pot goes by number of municipalities and the rest by full-time equivalents (FTE,
no: årsverk). docs/algorithms/division.md tells it in words, with the table of 2022 worked through.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from math import lcm

from django.utils.translation import gettext as _

from allocation.choices import BasisColumn, Rounding
from rekom.kit.errors import DomainError


class DivisionError(DomainError, ValueError):
    """These figures cannot be divided by. The message names the row, in the reader's language."""


@dataclass(frozen=True)
class BasisFigure:
    """What one network brings to the division."""

    network: str
    municipalities: int
    fte: Decimal


@dataclass(frozen=True)
class DivisionLine:
    """What one network gets: a part by municipalities, a part by FTE, and the amount."""

    network: str
    municipalities: int
    fte: Decimal
    flat_nok: int
    fte_nok: int
    amount_nok: int


@dataclass(frozen=True)
class DividedPot:
    """A pot and who gets what of it, the lines in the order the figures came in.

    ``column`` says what ``fte`` counts here: FTE, or owners or children in its place.

    ``parts_exact`` is False in the rare table where some part is more than a krone from its unrounded value.
    """

    pot_nok: int
    flat_percent: Decimal
    rounding: Rounding
    flat_pot_nok: int
    fte_pot_nok: int
    parts_exact: bool
    lines: tuple[DivisionLine, ...]
    column: BasisColumn = BasisColumn.FTE

    @property
    def municipalities(self) -> int:
        return sum(line.municipalities for line in self.lines)

    @cached_property
    def fte(self) -> Decimal:
        return sum((line.fte for line in self.lines), Decimal(0))

    @property
    def flat_total_nok(self) -> int:
        return sum(line.flat_nok for line in self.lines)

    @property
    def fte_total_nok(self) -> int:
        return sum(line.fte_nok for line in self.lines)

    @property
    def total_nok(self) -> int:
        return sum(line.amount_nok for line in self.lines)

    @property
    def difference_nok(self) -> int:
        """What the rows are too much (+) or too little (−). Always 0 in an exact division."""
        return self.total_nok - self.pot_nok

    def fte_percent(self, line: DivisionLine) -> Decimal:
        """The network's share of all FTE, with one decimal. For reading only: nothing is divided by it."""
        share = 100 * line.fte / self.fte if self.fte else Decimal(0)
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


def divide(
    pot_nok: int,
    figures: Sequence[BasisFigure],
    *,
    flat_percent: Decimal = Decimal(10),
    rounding: Rounding = Rounding.EXACT,
    column: BasisColumn = BasisColumn.FTE,
) -> DividedPot:
    """Divide a pot between networks. Raises DivisionError.

    EXACT: the amounts add up to the pot, none is a krone or more from its unrounded value, each row adds
    across and each column adds down. The kroner left over after rounding down go by the largest remainder;
    equal remainders go by larger FTE, then by name, so that the order of the figures never matters.

    NEAREST: every cell is rounded half up on its own, as a spreadsheet does. Nothing need add up:
    the table of 2022 comes to 11 588 002 of 11 588 000.
    """
    if pot_nok < 0:
        raise DivisionError(_("The pot cannot be negative: %(pot)s.") % {"pot": pot_nok})
    check_percent(flat_percent)
    check_figures(figures, column)
    claims = _Claims.of(pot_nok, figures, flat_percent, column)
    if rounding == Rounding.EXACT:
        amounts = claims.by_largest_remainder()
        flats, parts_exact = claims.flat_parts(amounts)
        ftes = [amount - flat for amount, flat in zip(amounts, flats, strict=True)]
    else:
        amounts = claims.rounded(claims.amounts)
        flats, parts_exact = claims.rounded(claims.flats), True
        ftes = claims.rounded(claims.ftes)
    return DividedPot(
        pot_nok=pot_nok,
        flat_percent=flat_percent,
        rounding=rounding,
        flat_pot_nok=claims.flat_pot_nok,
        fte_pot_nok=pot_nok - claims.flat_pot_nok,
        parts_exact=parts_exact,
        lines=tuple(
            DivisionLine(figure.network, figure.municipalities, figure.fte, flat, fte, amount)
            for figure, flat, fte, amount in zip(figures, flats, ftes, amounts, strict=True)
        ),
        column=column,
    )


def check_percent(flat_percent: Decimal) -> None:
    """Raises DivisionError outside 0–100 and with more than two decimals."""
    if not (
        flat_percent.is_finite()
        and 0 <= flat_percent <= 100
        and (100 * Fraction(flat_percent)).denominator == 1
    ):
        raise DivisionError(
            _("The flat part is from 0 to 100 percent with at most two decimals, not %(percent)s.")
            % {"percent": flat_percent}
        )


def check_figures(figures: Sequence[BasisFigure], column: BasisColumn = BasisColumn.FTE) -> None:
    """Raises DivisionError for what no pot can be divided by, whatever the percent."""
    if not figures:
        raise DivisionError(_("There is no network to divide between."))
    names = set()
    for figure in figures:
        if figure.municipalities < 0:
            raise DivisionError(
                _("%(network)s has a negative number of municipalities.")
                % {"network": figure.network}
            )
        if not figure.fte.is_finite() or figure.fte < 0:
            raise DivisionError(
                _("The %(basis)s of %(network)s must be zero or more, not %(fte)s.")
                % {"basis": column.noun, "network": figure.network, "fte": figure.fte}
            )
        if name_key(figure.network) in names:
            raise DivisionError(_("%(network)s stands in two rows.") % {"network": figure.network})
        names.add(name_key(figure.network))


def differing_lines(
    first: DividedPot, second: DividedPot
) -> list[tuple[DivisionLine, DivisionLine]]:
    """Return the pairs of lines whose amounts differ between two divisions by the same figures."""
    return [
        (one, other)
        for one, other in zip(first.lines, second.lines, strict=True)
        if one.amount_nok != other.amount_nok
    ]


def equal_networks_differ(divided: DividedPot) -> bool:
    """Whether two networks with as many municipalities, or as much FTE, differ by a krone in that part."""
    flats = {(line.municipalities, line.flat_nok) for line in divided.lines}
    ftes = {(line.fte, line.fte_nok) for line in divided.lines}
    return any(len(shares) > len(dict(shares)) for shares in (flats, ftes))


def name_key(network: str) -> str:
    """The name by which rows are told apart and ordered: the same letters, however they are composed."""
    return unicodedata.normalize("NFC", network)


@dataclass(frozen=True)
class _Claims:
    """What each row would get before rounding, counted in parts of a krone so small that all are whole."""

    unit: int  # so many to a krone
    flats: list[int]
    ftes: list[int]
    flat_pot_nok: int
    precedence: list[int]  # the rows, those first that win a tie

    @classmethod
    def of(
        cls,
        pot_nok: int,
        figures: Sequence[BasisFigure],
        flat_percent: Decimal,
        column: BasisColumn,
    ) -> "_Claims":
        municipalities = [figure.municipalities for figure in figures]
        fte = _whole_numbers([figure.fte for figure in figures])
        flat_share = int(100 * flat_percent)  # in ten-thousandths of the pot, as the rest
        fte_share = 10_000 - flat_share
        if flat_share and not any(municipalities):
            raise DivisionError(
                _(
                    "No network has any municipality to divide the flat part of %(percent)s percent by."
                )
                % {"percent": flat_percent}
            )
        if fte_share and not any(fte):
            raise DivisionError(
                _("No network has any %(basis)s to divide the other %(percent)s percent by.")
                % {"basis": column.noun, "percent": 100 - flat_percent}
            )
        all_municipalities, all_fte = sum(municipalities) or 1, sum(fte) or 1
        return cls(
            unit=10_000 * all_municipalities * all_fte,
            flats=[pot_nok * flat_share * count * all_fte for count in municipalities],
            ftes=[pot_nok * fte_share * count * all_municipalities for count in fte],
            flat_pot_nok=_half_up(pot_nok * flat_share, 10_000),
            precedence=sorted(
                range(len(fte)), key=lambda row: (-fte[row], name_key(figures[row].network))
            ),
        )

    @property
    def amounts(self) -> list[int]:
        return [flat + fte for flat, fte in zip(self.flats, self.ftes, strict=True)]

    def rounded(self, claims: list[int]) -> list[int]:
        return [_half_up(claim, self.unit) for claim in claims]

    def by_largest_remainder(self) -> list[int]:
        """Round the amounts down, and give the kroner that are left to the largest remainders."""
        amounts = [claim // self.unit for claim in self.amounts]
        left = sum(self.amounts) // self.unit - sum(amounts)
        for row in self._largest_remainders_first(self.amounts)[:left]:
            amounts[row] += 1
        return amounts

    def flat_parts(self, amounts: list[int]) -> tuple[list[int], bool]:
        """Return the flat part of each amount, and whether no part is more than a krone from its claim.

        With both parts rounded down a row has 0, 1 or 2 kroner left. Two are for one each. One goes to the
        flat part in as many rows as the flat column needs, largest remainder first, and to the FTE part in
        the others. Where the column cannot close so, a row with two gives both to the same part.
        """
        parts = [claim // self.unit for claim in self.flats]
        needed = self.flat_pot_nok - sum(parts)
        left = [
            amount - part - claim // self.unit
            for amount, part, claim in zip(amounts, parts, self.ftes, strict=True)
        ]
        rows = self._largest_remainders_first(self.flats)
        ones = [row for row in rows if left[row] == 1]
        twos = [row for row in rows if left[row] == 2]
        for row in (twos + ones + twos)[:needed]:
            parts[row] += 1
        return parts, len(twos) <= needed <= len(twos) + len(ones)

    def _largest_remainders_first(self, claims: list[int]) -> list[int]:
        return sorted(self.precedence, key=lambda row: claims[row] % self.unit, reverse=True)


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def _whole_numbers(figures: Sequence[Decimal]) -> list[int]:
    """Scale figures to whole numbers in the same proportion."""
    ratios = [figure.as_integer_ratio() for figure in figures]
    scale = lcm(*(denominator for _numerator, denominator in ratios))
    return [numerator * scale // denominator for numerator, denominator in ratios]
