"""Answers in words, the draft's and the form's alike."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from measures import terms
from measures.choices import LineKind, MeasureKind, Purpose
from measures.content import EstimateContent, LineContent, Participant, ReportContent
from rekom.kit.kroner import format_nok


def in_words(content: ReportContent, field: str, value: Any) -> str:
    """An answer of a measure. ``content`` has the names of the payees."""
    if value in (None, "", ()):
        return ""
    match field:
        case "lines":
            return _lines(content, value)
        case "estimates":
            return "\n".join(_estimate(content, each) for each in value)
        case "terms":
            return ", ".join(map(terms.label, value))
        case "purpose":
            return str(Purpose(value).label)
        case "kind":
            return str(MeasureKind(value).label)
        case "coordinator_needed":
            return yes_or_no(value)
    return str(value)


def yes_or_no(answer: bool | None) -> str:
    return "" if answer is None else str(_("Yes") if answer else _("No"))


def people_in_words(participants: Iterable[Participant]) -> str:
    return "\n".join(", ".join(filter(None, (person.role, person.name))) for person in participants)


def _estimate(content: ReportContent, estimate: EstimateContent) -> str:
    amount = "" if estimate.amount_nok is None else format_nok(estimate.amount_nok)
    said = " ".join(filter(None, (amount, estimate.reason)))
    return f"{terms.label(estimate.period)}, {_name(content, estimate.payee)}: {said}"


def _lines(content: ReportContent, lines: Iterable[LineContent]) -> str:
    sums: dict[int, int] = {}
    for line in lines:
        if line.kind == LineKind.GRANT:
            sums[line.payee] = sums.get(line.payee, 0) + line.amount_nok
    return "\n".join(
        f"{_name(content, payee)}: {format_nok(nok)}" for payee, nok in sums.items() if nok
    )


def _name(content: ReportContent, key: int) -> str:
    payee = content.payee(key)
    return payee.short_name or payee.name
