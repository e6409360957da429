"""The sums of a needs report. None is typed: all come from the funding lines. Of what was sent, which nobody
can change, the sum in all is kept beside it (ADR 17).

An estimate for later years is never part of them, for it is no line (R-22). Whole kroner.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from measures.choices import CostType, LineKind, MeasureKind, PayeeKind
from measures.content import LineContent, MeasureContent, ReportContent

# Wages and time bought free are own contribution as good as money is.
WAGE_COSTS = frozenset({CostType.WAGES, CostType.SUBSTITUTES, CostType.RELEASE_TIME})


@dataclass(frozen=True)
class Column:
    """A payee; ``kind`` is empty for one who is not in the report's list (R-15)."""

    payee: int
    label: str
    kind: str


@dataclass(frozen=True)
class SumRow:
    key: int | str
    label: str
    measures: int  # how many measures the row adds up
    amounts_nok: tuple[int, ...]  # one for each column
    owner_nok: int
    university_nok: int  # of all universities
    total_nok: int


@dataclass(frozen=True)
class SumTable:
    columns: tuple[Column, ...]
    rows: tuple[SumRow, ...]
    totals: SumRow

    @property
    def adds_up(self) -> bool:
        """Whether the table closes across and down, and so in the corner.

        Each figure was added from the lines on its own, so this compares what could differ.
        Two lines stand under the total only when it is true.
        """
        across = all(sum(row.amounts_nok) == row.total_nok for row in (*self.rows, self.totals))
        down = self.totals.amounts_nok == tuple(
            sum(row.amounts_nok[place] for row in self.rows) for place in range(len(self.columns))
        )
        return across and down


@dataclass(frozen=True)
class NeedInAll:
    """What a whole report asks for."""

    owner_nok: int
    university_nok: int  # of all universities
    measures: int
    schemes: frozenset[str]  # those with a measure


@dataclass(frozen=True)
class OwnContribution:
    cash_nok: int
    wages_nok: int
    other_nok: int

    @property
    def total_nok(self) -> int:
        return self.cash_nok + self.wages_nok + self.other_nok


@dataclass(frozen=True)
class CoordinatorShare:
    amount_nok: int
    total_nok: int

    @property
    def percent(self) -> Decimal | None:
        """With one decimal; None when nothing is asked for."""
        if not self.total_nok:
            return None
        share = Decimal(self.amount_nok * 100) / Decimal(self.total_nok)
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


def amounts_by_payee(measure: MeasureContent, kind: str = LineKind.GRANT) -> dict[int, int]:
    """R-01 (computed): a measure's sum is the owner's part and each university's.

    Source: the needs reports of Bodø and Ytre Helgeland of 2024.
    """
    amounts: dict[int, int] = {}
    for line in measure.lines_of(kind):
        amounts[line.payee] = amounts.get(line.payee, 0) + line.amount_nok
    return amounts


def measure_nok(measure: MeasureContent) -> int:
    """What the measure asks for in all."""
    return _sum(measure.lines_of(LineKind.GRANT))


def scheme_table(content: ReportContent, scheme: str) -> SumTable:
    """R-02 (computed): a scheme's sums are those of its measures, one column for each payee.

    Source: the needs reports of Bodø and Ytre Helgeland of 2024.
    """
    measures = content.measures_in(scheme)
    parts = [(measure.key, f"{measure.number}. {measure.title}", [measure]) for measure in measures]
    return _table(content, parts, measures)


def report_table(content: ReportContent) -> SumTable:
    """R-03 (computed): the report's sum is that of its schemes; it closes by row and column.

    All schemes of the call, so that one that is forgotten is seen; a supplementary report is in one.
    Source: the needs reports of Bodø and Ytre Helgeland of 2024.
    """
    parts = [
        (scheme.code, str(scheme.short_name), measures)
        for scheme in content.schemes
        if (measures := content.measures_in(scheme.code)) or not content.is_supplementary
    ]
    return _table(content, parts, content.measures)


def need_in_all(content: ReportContent) -> NeedInAll:
    totals = report_table(content).totals
    schemes = frozenset(measure.scheme for measure in content.measures)
    return NeedInAll(totals.owner_nok, totals.university_nok, totals.measures, schemes)


def measures_per_scheme(content: ReportContent) -> dict[str, int]:
    """R-04 (computed): the number of measures is counted in each scheme, never stated.

    Source: the needs reports of Bodø and Ytre Helgeland of 2024.
    """
    return {scheme.code: len(content.measures_in(scheme.code)) for scheme in content.schemes}


def own_contribution(measures: Iterable[MeasureContent]) -> OwnContribution:
    """R-09 (computed): own contribution is money, wages or other; only the sum counts for R-08.

    Source: the county governor of Innlandet, call of 2024.
    """
    cash = wages = other = 0
    for line in (line for each in measures for line in each.lines_of(LineKind.OWN_CONTRIBUTION)):
        if line.cost_type == CostType.CASH:
            cash += line.amount_nok
        elif line.cost_type in WAGE_COSTS:
            wages += line.amount_nok
        else:
            other += line.amount_nok
    return OwnContribution(cash, wages, other)


def delivers_in_several_schemes(content: ReportContent) -> bool:
    """R-17 (computed): several schemes means more than one with an amount above zero.

    Source: the needs reports of Bodø and Ytre Helgeland of 2024.
    """
    return sum(row.total_nok > 0 for row in report_table(content).rows) > 1


def has_several_owners(content: ReportContent) -> bool:
    return any(partner.kind == PayeeKind.OWNER for partner in content.partners)


def has_several_universities(content: ReportContent) -> bool:
    listed = [partner for partner in content.partners if partner.kind == PayeeKind.UNIVERSITY]
    return len(content.universities) + len(listed) > 1


def estimated_nok(content: ReportContent) -> dict[str, int]:
    """R-22 (computed): estimates are for periods after the call's last term, outside this year's sum.

    Source: Ytre Helgeland's report of 2024, measure 1 (50 000 and 75 000 for the autumn of 2025).
    """
    sums = dict.fromkeys(content.call.continuation_periods, 0)
    for measure in content.measures:
        for estimate in measure.estimates:
            if estimate.period in sums:
                sums[estimate.period] += estimate.amount_nok or 0
    return sums


def coordinator_share(content: ReportContent) -> CoordinatorShare:
    """What goes to coordinators, of all that is asked for; each krone is counted once.

    A measure for the coordinator only counts wholly. In any other measure it is the amount that was
    given for the coordinator, or else the lines of that cost type.
    """
    amount_nok = sum(coordinator_nok(measure) for measure in content.measures)
    return CoordinatorShare(amount_nok, sum(measure_nok(measure) for measure in content.measures))


def coordinator_nok(measure: MeasureContent) -> int:
    if measure.kind == MeasureKind.COORDINATOR:
        return measure_nok(measure)
    if measure.coordinator_needed and measure.coordinator_amount_nok is not None:
        return measure.coordinator_amount_nok
    lines = measure.lines_of(LineKind.GRANT)
    return _sum(line for line in lines if line.cost_type == CostType.COORDINATOR)


def _table(
    content: ReportContent,
    parts: Iterable[tuple[int | str, str, Sequence[MeasureContent]]],
    measures: Sequence[MeasureContent],
) -> SumTable:
    columns = _columns(content)
    rows = tuple(_row(key, label, members, columns) for key, label, members in parts)
    return SumTable(columns, rows, _row("", _("Sum"), measures, columns))


def _columns(content: ReportContent) -> tuple[Column, ...]:
    """The payees, and whoever else is given money: nothing is left out of a sum."""
    listed = [
        Column(payee.key, payee.short_name or payee.name, payee.kind) for payee in content.payees
    ]
    known = {column.payee for column in listed}
    used = {payee for measure in content.measures for payee in amounts_by_payee(measure)}
    return (*listed, *(Column(key, _("Not in the list"), "") for key in sorted(used - known)))


def _row(
    key: int | str, label: str, measures: Sequence[MeasureContent], columns: tuple[Column, ...]
) -> SumRow:
    lines = [line for measure in measures for line in measure.lines_of(LineKind.GRANT)]
    kinds = {column.payee: column.kind for column in columns}
    return SumRow(
        key=key,
        label=label,
        measures=len(measures),
        amounts_nok=tuple(
            _sum(line for line in lines if line.payee == column.payee) for column in columns
        ),
        owner_nok=_sum(line for line in lines if kinds[line.payee] == PayeeKind.OWNER),
        university_nok=_sum(line for line in lines if kinds[line.payee] == PayeeKind.UNIVERSITY),
        total_nok=_sum(lines),
    )


def _sum(lines: Iterable[LineContent]) -> int:
    return sum(line.amount_nok for line in lines)
