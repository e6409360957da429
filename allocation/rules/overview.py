"""Need against money, network by network: what is asked for, what is allotted, what earlier money covers.

All sums are whole kroner, computed and never typed. None is not known, which is another thing than 0.
"""

from collections import defaultdict
from dataclasses import dataclass, fields
from fractions import Fraction

from allocation.content import UniversityNeed
from allocation.rules.earlier import Told
from measures.rules.coverage import Coverage


@dataclass(frozen=True)
class Marks:
    """How many times the office gave each mark: a measure by a criterion. They are not added to points."""

    met: int = 0
    partly: int = 0
    not_met: int = 0
    not_assessed: int = 0

    @property
    def given(self) -> int:
        return self.met + self.partly + self.not_met


@dataclass(frozen=True)
class SharedNeeds:
    """Measures whose need is reported in another scheme too (whole kroner).

    ``falls_away_nok`` is not needed here if the others are granted in full.
    """

    measures: int = 0
    reported_nok: int = 0
    falls_away_nok: int = 0

    def __add__(self, other: "SharedNeeds") -> "SharedNeeds":
        return SharedNeeds(
            self.measures + other.measures,
            self.reported_nok + other.reported_nok,
            self.falls_away_nok + other.falls_away_nok,
        )


@dataclass(frozen=True)
class NetworkOverview:
    """One network. ``allotted_nok`` is None where the division has no line for it."""

    key: int
    network: str
    municipalities: int
    owner_nok: int | None  # None: nothing has been sent
    university_needs: tuple[UniversityNeed, ...]
    measures: int
    allotted_nok: int | None
    earlier: Told  # what is planned to be drawn
    held: Told
    confirmed: bool | None  # whether the forum confirmed the criteria; None: not said
    parties: Coverage  # by those who are stated to take part
    coverage: Coverage  # by what the measures say, the second way
    units: int | None
    marks: Marks = Marks()
    shared: SharedNeeds = SharedNeeds()
    supplementary_nok: int = 0  # of the need: asked for in addition, to measures that run

    @property
    def outside(self) -> tuple[str, ...]:
        """Municipalities that are no party of a report, where parties are stated."""
        return self.parties.missing

    @property
    def unmentioned(self) -> tuple[str, ...]:
        """Those beside them that no measure mentions, where some are mentioned."""
        return tuple(name for name in self.coverage.missing if name not in self.outside)

    @property
    def has_reported(self) -> bool:
        return self.owner_nok is not None

    @property
    def university_nok(self) -> int | None:
        if self.owner_nok is None:
            return None
        return sum(need.amount_nok for need in self.university_needs)

    @property
    def need_nok(self) -> int | None:
        if self.owner_nok is None or self.university_nok is None:
            return None
        return self.owner_nok + self.university_nok

    @property
    def beyond_nok(self) -> int | None:
        """The need beyond what is allotted; negative where more is allotted than asked for."""
        if self.need_nok is None or self.allotted_nok is None:
            return None
        return self.need_nok - self.allotted_nok

    @property
    def uncovered_nok(self) -> int | None:
        """What is left when the stated draw is taken off. None where the draw is no amount."""
        if self.beyond_nok is None or self.earlier.nok is None:
            return None
        return self.beyond_nok - self.earlier.nok

    @property
    def overdrawn_nok(self) -> int:
        """How much more is to be drawn than is held (R-46); 0 where either is no amount."""
        if self.earlier.nok is None or self.held.nok is None:
            return 0
        return max(0, self.earlier.nok - self.held.nok)


@dataclass(frozen=True)
class UniversityTotal:
    """What a university needs in all networks together."""

    name: str
    amount_nok: int
    networks: int


@dataclass(frozen=True)
class ForecastRow:
    """A term of the call, or a period after it. Estimates are never part of this year's sum (R-22)."""

    period: str  # "2024-autumn", "2026"
    measures: int  # that run in the term, or have an estimate for the period
    owner_nok: int
    university_nok: int

    @property
    def total_nok(self) -> int:
        return self.owner_nok + self.university_nok


@dataclass(frozen=True)
class Overview:
    networks: tuple[NetworkOverview, ...]
    forecast: tuple[ForecastRow, ...] = ()

    @property
    def owner_nok(self) -> int:
        return sum(row.owner_nok or 0 for row in self.networks)

    @property
    def university_nok(self) -> int:
        return sum(row.university_nok or 0 for row in self.networks)

    @property
    def need_nok(self) -> int:
        return sum(row.need_nok or 0 for row in self.networks)

    @property
    def supplementary_nok(self) -> int:
        return sum(row.supplementary_nok for row in self.networks)

    @property
    def parts_nok(self) -> int:
        """The need once more, of the columns: two lines stand under the sums when it is the same."""
        return self.owner_nok + self.university_nok

    @property
    def allotted_nok(self) -> int:
        return sum(row.allotted_nok or 0 for row in self.networks)

    @property
    def beyond_nok(self) -> int:
        """Need less allotment, network by network: where both are known."""
        return sum(row.beyond_nok or 0 for row in self.networks)

    @property
    def beyond_percent(self) -> Fraction:
        """Of the need."""
        return Fraction(100 * self.beyond_nok, self.need_nok) if self.need_nok else Fraction(0)

    @property
    def is_complete(self) -> bool:
        """Every network has both a need and an allotment, so that the columns belong together."""
        return all(row.beyond_nok is not None for row in self.networks)

    @property
    def earlier_nok(self) -> int:
        """Of the draws that are amounts. The others are words, and count for nothing."""
        return sum(row.earlier.nok or 0 for row in self.networks)

    @property
    def draws_in_words(self) -> int:
        return sum(row.earlier.nok is None for row in self.networks)

    @property
    def reported(self) -> int:
        return sum(row.has_reported for row in self.networks)

    @property
    def confirmed(self) -> int:
        return sum(bool(row.confirmed) for row in self.networks)

    @property
    def missing_municipalities(self) -> int:
        return sum(len(row.outside) + len(row.unmentioned) for row in self.networks)

    @property
    def coverage_not_stated(self) -> int:
        """Networks without parties whose measures name no municipality: not known, and no fault."""
        return sum(
            row.has_reported and not row.parties.is_stated and not row.coverage.is_stated
            for row in self.networks
        )

    @property
    def marks(self) -> Marks:
        return Marks(
            *(
                sum(getattr(row.marks, field.name) for row in self.networks)
                for field in fields(Marks)
            )
        )

    @property
    def shared(self) -> SharedNeeds:
        return sum((row.shared for row in self.networks), SharedNeeds())

    @property
    def universities_nok(self) -> int:
        return sum(total.amount_nok for total in self.universities)

    @property
    def universities(self) -> tuple[UniversityTotal, ...]:
        """The largest need first."""
        found: dict[str, list[int]] = defaultdict(list)
        for row in self.networks:
            for need in row.university_needs:
                found[need.name].append(need.amount_nok)
        totals = [UniversityTotal(name, sum(each), len(each)) for name, each in found.items()]
        return tuple(sorted(totals, key=lambda total: (-total.amount_nok, total.name)))
