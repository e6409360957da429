"""Measures are added, written and removed. Their numbers run through the report without a gap."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from measures.choices import Section
from measures.content import MeasureContent
from measures.models import Measure, NeedsReport, read_content, read_written
from measures.rules.comparison import measure_part
from measures.services.answers import is_own, measure_values
from measures.services.arrangement import dissolve_lonely_needs, existing, number_measures
from measures.services.measure_page import MeasurePage, removed
from measures.services.merging import Marks
from measures.services.writing import (
    open_measures,
    open_own_part,
    open_section,
    save_page,
    tell_own_part,
    touch,
)
from partnerships.models import User
from rekom.kit.errors import DomainError


@transaction.atomic
def add_measure(*, report: NeedsReport, scheme: str, kind: str, title: str, by: User) -> Measure:
    """Last in the report. ``scheme`` is the code of one of the call's."""
    report = open_measures(report, by)
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
    seen: Marks | None = None,
) -> None:
    """``answers.key`` is the measure; a list that is None stays as it is.

    Raises WrittenByTwo, DomainError when the measure has been removed.
    """
    report = open_section(report, by, Section.MEASURES)
    content = read_written(report)
    page = MeasurePage(report, answers.key)
    stored = next((each for each in content.measures if each.key == answers.key), None)
    if stored is None:
        raise removed()
    groups = None if target_groups is None else page.read("target_groups")
    items = None if plan_items is None else page.read("plan_items")
    save_page(
        page,
        stored=measure_values(stored, content, target_groups=groups, plan_items=items),
        sent=measure_values(answers, content, target_groups=target_groups, plan_items=plan_items),
        seen=seen,
    )
    touch(report, by, looked_over=measure_part(answers.key))


@transaction.atomic
def save_own_part(
    *, report: NeedsReport, answers: MeasureContent, by: User, seen: Marks | None = None
) -> None:
    """What a university writes of a measure itself; the rest of ``answers`` is left as it is stored.

    Raises PermissionDenied, WrittenByTwo, DomainError when the measure has been removed.
    """
    report, own = open_own_part(report, by, Section.MEASURES)
    content = read_content(report)
    stored = next((each for each in content.measures if each.key == answers.key), None)
    if stored is None:
        raise removed()
    now, sent = (
        {
            name: value
            for name, value in measure_values(each, content).items()
            if is_own(Section.MEASURES, name, own)
        }
        for each in (stored, answers)
    )
    if save_page(MeasurePage(report, answers.key), stored=now, sent=sent, seen=seen):
        tell_own_part(answers.key, own, by)
        touch(report, by)


@transaction.atomic
def remove_measure(*, report: NeedsReport, measure: Measure, by: User) -> None:
    """The measures after it move up by one."""
    report = open_measures(report, by)
    measure = existing(report, measure.pk)
    try:
        measure.delete()
    except ProtectedError:
        raise DomainError(
            _("The measure has been dealt with already, and cannot be removed.")
        ) from None
    number_measures(
        report,
        report.measures.running(),
        removed={measure.number: _("“%(title)s” (removed)") % {"title": measure.title}},
    )
    dissolve_lonely_needs(report)
    touch(report, by)
