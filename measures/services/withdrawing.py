"""A measure that is no longer asked for: out of every sum, its words kept, and taken up again on a change
of mind."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from measures.choices import ReportStatus
from measures.models import Measure, NeedsReport
from measures.services.arrangement import (
    TEXTS,
    dissolve_lonely_needs,
    existing,
    number_measures,
)
from measures.services.writing import open_measures, touch
from partnerships.models import User
from rekom.kit.errors import DomainError


@transaction.atomic
def withdraw_measure(*, report: NeedsReport, measure: int, reason: str, by: User) -> Measure:
    """Those after it move up by one, and texts that speak of it say that it is withdrawn.

    Raises DomainError when it is gone, or when a supplementary report asks for more to it.
    """
    report = open_measures(report, by)
    row = existing(report, measure)
    supplements = NeedsReport.objects.filter(supplements=row)
    if supplements.exclude(status=ReportStatus.WITHDRAWN).exists():
        raise DomainError(
            _("There is a supplementary report to the measure. Withdraw that report first.")
        )
    number = row.number
    row.number, row.shared_need = None, None
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = timezone.now(), by, reason
    row.save(
        update_fields=["number", "shared_need", "withdrawn_at", "withdrawn_by", "withdrawn_reason"]
    )
    number_measures(report, report.measures.running(), removed={number: said_withdrawn(row)})
    dissolve_lonely_needs(report)
    touch(report, by)
    return row


@transaction.atomic
def take_up_measure(*, report: NeedsReport, measure: int, by: User) -> Measure:
    """Last in the report; texts that said it was withdrawn have its number again."""
    report = open_measures(report, by)
    row = report.measures.exclude(withdrawn_at=None).filter(pk=measure).first()
    if row is None:
        raise DomainError(_("Somebody else has taken the measure up again."))
    row.number = report.measures.running().count() + 1
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = None, None, ""
    row.save(update_fields=["number", "withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    # They were written in the language of whoever withdrew it.
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[said_withdrawn(row)] = str(row.number)
    for each in report.measures.all():
        _say_again(each, TEXTS, said)
    for answer in report.common_answers.all():
        _say_again(answer, ("text",), said)
    touch(report, by)
    return row


def said_withdrawn(measure: Measure) -> str:
    """What a text says in place of the measure's number."""
    return _("“%(title)s” (withdrawn)") % {"title": measure.title}


def _say_again(row: Model, fields: Iterable[str], said: Mapping[str, str]) -> None:
    changed = []
    for field in fields:
        text = getattr(row, field)
        for words, number in said.items():
            text = text.replace(words, number)
        if text != getattr(row, field):
            setattr(row, field, text)
            changed.append(field)
    if changed:
        row.save(update_fields=changed)
