"""Measures are added, written and removed. Their numbers run through the report without a gap."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from django.db import transaction
from django.db.models import Max, Model, ProtectedError, QuerySet
from django.utils.translation import gettext as _

from measures.choices import Section
from measures.content import MeasureContent, ReportContent, SessionContent
from measures.models import (
    Cohort,
    ContinuationEstimate,
    FundingLine,
    Measure,
    NeedsReport,
    PlannedSession,
)
from measures.services.arrangement import dissolve_lonely_needs, existing, number_measures
from measures.services.writing import check_unchanged, open_section, touch
from partnerships.models import User
from rekom.kit.errors import DomainError

# What stands in the measure's own row.
ANSWERS = (
    "kind",
    "title",
    "purpose",
    "anchoring",
    "collective_process",
    "teacher_education",
    "plan_anchoring",
    "owner_use",
    "university_use",
    "coordinator_needed",
    "coordinator_amount_nok",
    "coordinator_reason",
    "target_group_text",
    "goal",
    "rationale",
    "organisation",
    "topic",
    "participants",
)


def measure_of(content: ReportContent, key: int) -> MeasureContent | None:
    """The measure as its page shows it. Its number is not part of that: it changes with the others."""
    found = next((measure for measure in content.measures if measure.key == key), None)
    return replace(found, number=0) if found else None


@transaction.atomic
def add_measure(*, report: NeedsReport, scheme: str, kind: str, title: str, by: User) -> Measure:
    """Last in the report. ``scheme`` is the code of one of the call's."""
    report = open_section(report, by, Section.MEASURES)
    last = report.measures.aggregate(last=Max("number"))["last"] or 0
    measure = Measure.objects.create(
        report=report,
        scheme=report.call.schemes.get(code=scheme),
        kind=kind,
        title=title,
        number=last + 1,
    )
    touch(report, by)
    return measure


@transaction.atomic
def save_measure(
    *,
    report: NeedsReport,
    answers: MeasureContent,
    target_groups: Iterable[int] | None = None,
    plan_items: Iterable[int] | None = None,
    by: User,
    seen: str = "",
) -> Measure:
    """``answers.key`` is the measure; a list that is None stays as it is.

    Raises ChangedMeanwhile, DomainError when the measure has been removed.
    """
    report = open_section(report, by, Section.MEASURES)
    check_unchanged(report, lambda content: measure_of(content, answers.key), seen)
    measure = existing(report, answers.key)
    for field in ANSWERS:
        setattr(measure, field, getattr(answers, field))
    measure.terms = list(answers.terms)
    measure.scheme = report.call.schemes.get(code=answers.scheme)
    measure.save(update_fields=[*ANSWERS, "terms", "scheme"])
    if target_groups is not None:
        measure.target_groups.set(target_groups)
    if plan_items is not None:
        measure.plan_items.set(plan_items)
    _save_rows(measure, answers)
    touch(report, by)
    return measure


@transaction.atomic
def remove_measure(*, report: NeedsReport, measure: Measure, by: User) -> None:
    """The measures after it move up by one."""
    report = open_section(report, by, Section.MEASURES)
    measure = existing(report, measure.pk)
    try:
        measure.delete()
    except ProtectedError:
        raise DomainError(
            _("The measure has been dealt with already, and cannot be removed.")
        ) from None
    number_measures(
        report,
        report.measures.order_by("number"),
        removed={measure.number: _("“%(title)s” (removed)") % {"title": measure.title}},
    )
    dissolve_lonely_needs(report)
    touch(report, by)


def _save_rows(measure: Measure, answers: MeasureContent) -> None:
    _replace(
        measure.lines.all(),
        [
            FundingLine(
                measure=measure, payee_id=line.payee, **_without(asdict(line), "key", "payee")
            )
            for line in answers.lines
        ],
    )
    _replace(
        measure.estimates.all(),
        [
            ContinuationEstimate(
                measure=measure, payee_id=estimate.payee, **_without(asdict(estimate), "payee")
            )
            for estimate in answers.estimates
        ],
    )
    _replace(
        measure.cohorts.all(),
        [Cohort(measure=measure, **_without(asdict(cohort), "key")) for cohort in answers.cohorts],
    )
    cohorts = {cohort.name: cohort for cohort in measure.cohorts.all()}
    _replace(
        measure.sessions.all(),
        [_session(measure, session, cohorts) for session in answers.sessions],
    )


def _session(
    measure: Measure, session: SessionContent, cohorts: dict[str, Cohort]
) -> PlannedSession:
    return PlannedSession(
        measure=measure,
        cohort=cohorts.get(session.cohort),
        **_without(asdict(session), "key", "cohort"),
    )


def _replace(stored: QuerySet, rows: list[Any]) -> None:
    """Rows are answers and nothing else refers to them, so they are written anew as they were sent.

    Rows that are the same keep their keys: a page that a colleague has open still fits.
    """
    if [_values(row) for row in stored.order_by("pk")] == [_values(row) for row in rows]:
        return
    stored.delete()
    stored.model._default_manager.bulk_create(rows)


def _values(row: Model) -> dict[str, Any]:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }


def _without(values: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}
