"""The helper columns of the division workbook: what a spreadsheet needs to round as Rekom does.

Formula and value of a cell are both here: the value is what the formula comes to as the figures are, for
readers that do not compute. A program that recalculates finds the same; a test lets one do so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP
from math import gcd

from django.utils.translation import gettext as _

from allocation.choices import Rounding
from allocation.rules.division import DividedPot, DivisionLine, name_key

# Up to here a spreadsheet neither rounds whole numbers nor takes two neighbours for the same.
LARGEST_EXACT = 10**14

# What is divided.
POT, PERCENT, FLAT_POT, FTE_POT = "$B$4", "$B$5", "$B$6", "$B$7"
# The flat percent as a fraction; all municipalities; all FTE, counted in the largest unit that makes each whole.
SHARE, SHARES, MUNICIPALITIES, FTE, UNIT = "$L$4", "$L$5", "$L$6", "$L$7", "$L$8"
# SHARES times the pot that goes by FTE, in two pieces, so that no product grows too large.
HIGH, LOW = "$Q$4", "$Q$5"
# How many kroner the rows lack, and the flat column, when all is rounded down; the largest number met.
ROWS_LACK, FLAT_LACKS, LARGEST = "$Q$6", "$Q$7", "$Q$8"
# How many rows have one krone left when both their parts are rounded down, and how many have two.
ONES, TWOS = "$U$4", "$U$5"

# So many of what a remainder is counted in make a krone.
FLAT_KRONE, FTE_KRONE = f"{SHARES}*{MUNICIPALITIES}", f"{SHARES}*{FTE}"
KRONE = f"{SHARES}*{MUNICIPALITIES}*{FTE}"

# In formulas {r} is the row, {a} the first and {z} the last. Before a row in turn comes one with a larger
# remainder, or else larger FTE, or else an earlier name.
AHEAD = (
    "(({0}${{a}}:{0}${{z}}>{0}{{r}})+({0}${{a}}:{0}${{z}}={0}{{r}})"
    "*((J${{a}}:J${{z}}>J{{r}})+(J${{a}}:J${{z}}=J{{r}})*(K${{a}}:K${{z}}<K{{r}})))"
)

FLAT_POT_FORMULA = f"=INT((2*{POT}*{SHARE}+{SHARES})/(2*{SHARES}))"
AMOUNT = {
    Rounding.EXACT: f"=Q{{r}}+IF(S{{r}}<={ROWS_LACK},1,0)",
    Rounding.NEAREST: f"=Q{{r}}+IF(2*R{{r}}>={KRONE},1,0)",
}
FLAT_PART = {
    Rounding.EXACT: f"=L{{r}}+IF(T{{r}}=1,IF(U{{r}}<={FLAT_LACKS}-{TWOS},1,0),IF(T{{r}}=2,"
    f"IF(U{{r}}<={FLAT_LACKS},1,0)+IF(U{{r}}<={FLAT_LACKS}-{TWOS}-{ONES},1,0),0))",
    Rounding.NEAREST: f"=L{{r}}+IF(2*M{{r}}>={FLAT_KRONE},1,0)",
}
FTE_PART = {
    Rounding.EXACT: "=G{r}-C{r}",
    Rounding.NEAREST: f"=O{{r}}+IF(2*P{{r}}>={FTE_KRONE},1,0)",
}
PARTS_ARE_EXACT = f"AND({TWOS}<={FLAT_LACKS},{FLAT_LACKS}<={TWOS}+{ONES})"


@dataclass(frozen=True)
class Column:
    letter: str
    heading: str
    formula: str  # empty where the values are constants
    values: Sequence[int]


@dataclass(frozen=True)
class Parameter:
    label_place: str
    label: str
    place: str
    formula: str
    value: int


class Helper:
    """One division, counted in whole numbers as the sheet counts it."""

    def __init__(self, divided: DividedPot) -> None:
        self.divided = divided
        self.is_exact = divided.rounding == Rounding.EXACT
        hundredths = int(100 * divided.flat_percent)
        self.share = hundredths // gcd(hundredths, 10_000)
        self.shares = 10_000 // gcd(hundredths, 10_000)
        self.counts = [line.municipalities for line in divided.lines]
        self.units = [_ten_thousandths(line) for line in divided.lines]
        self.unit = gcd(*self.units) or 1
        self.weights = [units // self.unit for units in self.units]
        self.municipalities = sum(self.counts) or 1
        self.fte = sum(self.weights) or 1
        self.high, self.low = divmod(divided.pot_nok * (self.shares - self.share), 10_000)
        self._round_down()

    def _round_down(self) -> None:
        """Work out each part and row in whole kroner, and what is left of it."""
        flat_krone, fte_krone = self.shares * self.municipalities, self.shares * self.fte
        flat_pot = self.divided.pot_nok * self.share
        fte_pot = 10_000 * self.high + self.low
        flats = [divmod(flat_pot * count, flat_krone) for count in self.counts]
        ftes = [divmod(fte_pot * weight, fte_krone) for weight in self.weights]
        self.flats, self.flat_rests = zip(*flats, strict=True)
        self.ftes, self.fte_rests = zip(*ftes, strict=True)
        rests = [
            divmod(flat_rest * self.fte + fte_rest * self.municipalities, flat_krone * self.fte)
            for flat_rest, fte_rest in zip(self.flat_rests, self.fte_rests, strict=True)
        ]
        self.rests = [rest for _krone, rest in rests]
        self.rows = [
            flat + fte + krone
            for flat, fte, (krone, _rest) in zip(self.flats, self.ftes, rests, strict=True)
        ]
        self.left = [
            line.amount_nok - flat - fte
            for line, flat, fte in zip(self.divided.lines, self.flats, self.ftes, strict=True)
        ]

    @property
    def columns(self) -> list[Column]:
        basis = {"basis": self.divided.column.noun}
        columns = [
            Column(
                "I",
                _("%(basis)s × 10 000") % {"basis": self.divided.column.label},
                "=ROUND(D{r}*10000,0)",
                self.units,
            ),
            Column(
                "J",
                _("%(basis)s in units") % {"basis": self.divided.column.label},
                f"=I{{r}}/{UNIT}",
                self.weights,
            ),
            Column("K", _("Order of names"), "", self._name_order()),
            Column(
                "L",
                _("Flat part, rounded down"),
                f"=INT({POT}*{SHARE}*B{{r}}/({FLAT_KRONE}))",
                self.flats,
            ),
            Column(
                "M", _("Remainder"), f"={POT}*{SHARE}*B{{r}}-L{{r}}*{FLAT_KRONE}", self.flat_rests
            ),
            Column(
                "N",
                _("Part by %(basis)s, ten thousands") % basis,
                f"=INT({HIGH}*J{{r}}/({FTE_KRONE}))",
                [self.high * weight // (self.shares * self.fte) for weight in self.weights],
            ),
            Column(
                "O",
                _("Part by %(basis)s, rounded down") % basis,
                f"=N{{r}}*10000+INT((({HIGH}*J{{r}}-N{{r}}*{FTE_KRONE})*10000+{LOW}*J{{r}})/({FTE_KRONE}))",
                self.ftes,
            ),
            Column(
                "P",
                _("Remainder"),
                f"=({HIGH}*J{{r}}-N{{r}}*{FTE_KRONE})*10000+{LOW}*J{{r}}-(O{{r}}-N{{r}}*10000)*{FTE_KRONE}",
                self.fte_rests,
            ),
            Column(
                "Q",
                _("Amount, rounded down"),
                f"=L{{r}}+O{{r}}+INT((M{{r}}*{FTE}+P{{r}}*{MUNICIPALITIES})/({KRONE}))",
                self.rows,
            ),
            Column(
                "R",
                _("Remainder"),
                f"=M{{r}}*{FTE}+P{{r}}*{MUNICIPALITIES}-(Q{{r}}-L{{r}}-O{{r}})*{KRONE}",
                self.rests,
            ),
        ]
        return columns + self._turn_columns() if self.is_exact else columns

    def _turn_columns(self) -> list[Column]:
        everyone = [0] * len(self.rests)
        same_left = "(T${a}:T${z}=T{r})*"
        return [
            Column(
                "S",
                _("Turn for a krone"),
                f"=1+SUMPRODUCT({AHEAD.format('R')})",
                self._turns(self.rests, everyone),
            ),
            Column("T", _("Kroner left for the parts"), "=G{r}-L{r}-O{r}", self.left),
            Column(
                "U",
                _("Turn for the flat part"),
                f"=1+SUMPRODUCT({same_left}{AHEAD.format('M')})",
                self._turns(self.flat_rests, self.left),
            ),
        ]

    def _name_order(self) -> list[int]:
        names = [name_key(line.network) for line in self.divided.lines]
        place = {name: number for number, name in enumerate(sorted(names), start=1)}
        return [place[name] for name in names]

    def _turns(self, rests: Sequence[int], groups: Sequence[int]) -> list[int]:
        """Return each row's place among the rows of its group."""
        names = self._name_order()
        in_turn = sorted(
            range(len(rests)), key=lambda row: (-rests[row], -self.weights[row], names[row])
        )
        turns, given = [0] * len(rests), dict.fromkeys(groups, 0)
        for row in in_turn:
            given[groups[row]] += 1
            turns[row] = given[groups[row]]
        return turns

    @property
    def parameters(self) -> list[Parameter]:
        """The cells above the columns, in which the formulas find what is common to all rows."""
        common = f"GCD(ROUND({PERCENT}*100,0),10000)"
        fte_pot = f"{POT}*({SHARES}-{SHARE})"
        basis = {"basis": self.divided.column.noun}
        parameters = [
            ("I", _("Flat part of the pot"), SHARE, f"=ROUND({PERCENT}*100,0)/{common}", self.share),
            ("I", _("… out of so many parts"), SHARES, f"=10000/{common}", self.shares),
            ("I", _("All municipalities"), MUNICIPALITIES, "=MAX(1,SUM(B{a}:B{z}))", self.municipalities),
            ("I", _("All %(basis)s, in units") % basis, FTE, "=MAX(1,SUM(J{a}:J{z}))", self.fte),
            ("I", _("Ten-thousandths of %(basis)s to a unit") % basis, UNIT, "=MAX(1,GCD(I{a}:I{z}))", self.unit),
            ("N", _("Pot by %(basis)s in parts, ten thousands") % basis, HIGH, f"=INT({fte_pot}/10000)", self.high),
            ("N", _("… and what is left"), LOW, f"={fte_pot}-{HIGH}*10000", self.low),
            ("N", _("Largest number met"), LARGEST, self._largest_formula(), self.largest),
        ]  # fmt: skip
        if self.is_exact:
            flat_lacks = self.divided.flat_pot_nok - sum(self.flats)
            rows_lack = self.divided.pot_nok - sum(self.rows)
            parameters += [
                ("N", _("Kroner left for the amounts"), ROWS_LACK, f"={POT}-SUM(Q{{a}}:Q{{z}})", rows_lack),
                ("N", _("Kroner left for the flat parts"), FLAT_LACKS, f"={FLAT_POT}-SUM(L{{a}}:L{{z}})", flat_lacks),
                ("S", _("Rows with one"), ONES, "=COUNTIF(T{a}:T{z},1)", self.left.count(1)),
                ("S", _("Rows with two"), TWOS, "=COUNTIF(T{a}:T{z},2)", self.left.count(2)),
            ]  # fmt: skip
        return [
            Parameter(f"{column}{place.rpartition('$')[2]}", label, place.replace("$", ""), formula, value)
            for column, label, place, formula, value in parameters
        ]  # fmt: skip

    def _largest_formula(self) -> str:
        return (
            f"=MAX({POT}*{SHARE}*MAX(B{{a}}:B{{z}},2),{POT}*{SHARES},{HIGH}*MAX(J{{a}}:J{{z}}),"
            f"20000*{FTE_KRONE},2*{KRONE},MAX(I{{a}}:I{{z}}))"
        )

    @property
    def largest(self) -> int:
        """The largest number that the formulas meet on their way."""
        return max(
            self.divided.pot_nok * self.share * max(*self.counts, 2),
            self.divided.pot_nok * self.shares,
            self.high * max(self.weights),
            20_000 * self.shares * self.fte,
            2 * self.shares * self.municipalities * self.fte,
            max(self.units),
        )


def _ten_thousandths(line: DivisionLine) -> int:
    return int((10_000 * line.fte).to_integral_value(ROUND_HALF_UP))
