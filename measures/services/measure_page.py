"""Where the fields of a measure's page are stored."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet, Subquery
from django.utils.translation import gettext as _

from measures import terms
from measures.choices import LineKind, Section
from measures.content import CohortContent, LineContent, SessionContent
from measures.models import (
    Cohort,
    ContinuationEstimate,
    FundingLine,
    Measure,
    NeedsReport,
    PlannedSession,
)
from measures.services.answers import ANSWERS, CHOSEN
from measures.services.merging import Values
from measures.services.rows import UnknownField, key_in, replace_rows, upsert, without
from rekom.kit.errors import DomainError


class MeasurePage:
    section = Section.MEASURES

    def __init__(self, report: NeedsReport, measure: int) -> None:
        self.report, self.measure = report, measure
        self.row = Measure.objects.running().filter(pk=measure, report=report)
        # Read once, for a field is to be saved in few queries.
        self.lines: dict[tuple[int, str], list[FundingLine]] = {}
        self.chosen: dict[str, list[int]] = {}

    def read(self, name: str) -> Any:
        if name in ANSWERS:
            return self._of_row(name)
        if name == "scheme":
            return self._of_row("scheme__code")
        if name in CHOSEN:
            return self._chosen(name)
        if name == "cohorts":
            return self._cohorts()
        sort, place = _sort(name)
        if sort == "lines":
            return [_line(row) for row in self._lines(*place)]
        period, payee = place
        if period not in self.report.call.continuation_periods:
            raise UnknownField(name)
        self._must_hold(payee)
        rows = self._estimates(period, payee)
        return rows.values_list("amount_nok", "reason").first()

    def write(self, values: Values) -> None:
        answers = {name: value for name, value in values.items() if name in ANSWERS}
        if "scheme" in values:
            schemes = self.report.call.schemes.filter(code=values["scheme"])
            answers["scheme"] = Subquery(schemes.values("pk")[:1])
        if answers:
            self.row.update(**answers)
        for name in CHOSEN:
            if name in values:
                self._choose(name, set(values[name]))
        for name, value in values.items():
            if "-" in name:
                sort, (first, second) = _sort(name)
                write = self._write_lines if sort == "lines" else self._write_estimate
                write(first, second, value)
        if "cohorts" in values:
            self._write_cohorts(*values["cohorts"])

    def _of_row(self, column: str) -> Any:
        for value in self.row.values_list(column, flat=True):
            return value
        raise removed()

    def _must_hold(self, payee: int) -> None:
        if not self.row.filter(report__payees=payee).exists():
            raise removed()

    # lists of what is chosen

    def _chosen(self, name: str) -> list[int]:
        if name not in self.chosen:
            keys = list(self.row.values_list(name, flat=True))
            if not keys:
                raise removed()
            self.chosen[name] = sorted(key for key in keys if key)
        return self.chosen[name]

    def _choose(self, name: str, keys: set[int]) -> None:
        chosen, stored = getattr(Measure(pk=self.measure), name), set(self._chosen(name))
        if new := keys - stored:
            chosen.add(*new)
        if gone := stored - keys:
            chosen.remove(*gone)

    # rows

    def _lines(self, payee: int, kind: str) -> list[FundingLine]:
        if (payee, kind) not in self.lines:
            self._must_hold(payee)
            lines = FundingLine.objects.filter(measure=self.measure, payee=payee, kind=kind)
            self.lines[payee, kind] = list(lines.order_by("pk"))
        return self.lines[payee, kind]

    def _write_lines(self, payee: int, kind: str, lines: Iterable[LineContent]) -> None:
        rows = [
            FundingLine(
                pk=line.key or None,
                measure_id=self.measure,
                payee_id=payee,
                **without(asdict(line), "key", "payee"),
            )
            for line in lines
        ]
        replace_rows(FundingLine, self._lines(payee, kind), rows)

    def _estimates(self, period: str, payee: int) -> QuerySet[ContinuationEstimate]:
        return ContinuationEstimate.objects.filter(measure=self.measure, period=period, payee=payee)

    def _write_estimate(
        self, period: str, payee: int, value: tuple[int | None, str] | None
    ) -> None:
        amount_nok, reason = value or (None, "")
        if amount_nok is None and not reason:
            self._estimates(period, payee).delete()
            return
        row = ContinuationEstimate(
            measure_id=self.measure,
            period=period,
            payee_id=payee,
            amount_nok=amount_nok,
            reason=reason,
        )
        upsert(row, where=("measure", "period", "payee"))

    @cached_property
    def _cohort_rows(self) -> list[Cohort]:
        """One row without a cohort is a measure without; no row is no measure."""
        names = [each.attname for each in Cohort._meta.concrete_fields]
        found = list(self.row.values_list(*(f"cohorts__{name}" for name in names)))
        if not found:
            raise removed()
        rows = [Cohort(**dict(zip(names, row, strict=True))) for row in found if row[0]]
        return sorted(rows, key=lambda row: row.pk)

    @cached_property
    def _session_rows(self) -> list[PlannedSession]:
        return list(PlannedSession.objects.filter(measure=self.measure).order_by("pk"))

    def _cohorts(self) -> tuple[list[CohortContent], list[SessionContent]]:
        cohorts = [_row(CohortContent, row) for row in self._cohort_rows]
        names = {None: ""} | {cohort.key: cohort.name for cohort in cohorts}
        sessions = [
            _row(SessionContent, row, cohort=names[row.cohort_id]) for row in self._session_rows
        ]
        return cohorts, sorted(sessions, key=lambda each: (terms.order(each.term), each.key))

    def _write_cohorts(
        self, cohorts: Iterable[CohortContent], sessions: Iterable[SessionContent]
    ) -> None:
        """Sessions are let go first: a cohort that is removed takes its own with it."""
        rows = [
            Cohort(pk=each.key or None, measure_id=self.measure, **without(asdict(each), "key"))
            for each in cohorts
        ]
        old_cohorts, old_sessions = self._cohort_rows, self._session_rows
        replace_rows(Cohort, old_cohorts, rows)
        kept, named = {row.pk for row in rows}, {row.name: row for row in rows}
        replace_rows(
            PlannedSession,
            [row for row in old_sessions if row.cohort_id is None or row.cohort_id in kept],
            [
                PlannedSession(
                    pk=each.key or None,
                    measure_id=self.measure,
                    cohort=named.get(each.cohort),
                    **without(asdict(each), "key", "cohort"),
                )
                for each in sessions
            ],
        )


def removed() -> DomainError:
    return DomainError(_("Somebody else has removed or withdrawn the measure."))


def _sort(name: str) -> tuple[str, tuple[Any, Any]]:
    """("lines", (payee, kind)) or ("estimate", (period, payee))."""
    sort, _dash, place = name.partition("-")
    if sort == "lines":
        payee, _dash, kind = place.partition("-")
        if kind in LineKind.values:
            return sort, (key_in(payee), kind)
    if sort == "estimate":
        period, _dash, payee = place.rpartition("-")
        return sort, (period, key_in(payee))
    raise UnknownField(name)


def _line(row: FundingLine) -> LineContent:
    return _row(LineContent, row, payee=row.payee_id)


def _row(content: type[Any], row: Model, **given: Any) -> Any:
    names = [each.name for each in fields(content) if each.name not in {"key", *given}]
    return content(key=row.pk, **given, **{name: getattr(row, name) for name in names})
