"""Rules about time: the terms of a measure, and the deadline."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from measures import terms
from measures.choices import Section
from measures.content import CallTerms, MeasureContent, ReportContent
from measures.rules.problems import Place, Problem, block, in_measure
from measures.rules.words import called
from rekom.kit.dates import format_when


def terms_are_within_the_call(content: ReportContent) -> list[Problem]:
    """R-21 (block): a measure has a term at least, all within the call, no more than it allows.

    Source: the forms of Nordland of 2024; Oslo og Viken allows three years.
    """
    return [
        block("R-21", in_measure(measure, "terms"), message, missing=not measure.terms)
        for measure in content.measures
        for message in _about_terms(measure, content.call)
    ]


def call_is_open(content: ReportContent, *, now: datetime, may_send_late: bool) -> list[Problem]:
    """R-32 (block): a report is sent before the call closes, by the server's clock.

    Later only with the county governor's permission, which has an end and a reason of its own.

    Source: Oslo og Viken's call of 2022 (“1. februar 2022 23.59”).
    """
    closes_at = datetime.fromisoformat(content.call.closes_at)
    if now < closes_at or may_send_late:
        return []
    message = _("The call closed %(when)s. Ask the county governor for leave to send later.")
    when = format_when(closes_at, "long")
    return [block("R-32", Place(Section.REPORT), message % {"when": when})]


def _about_terms(measure: MeasureContent, call: CallTerms) -> Iterator[str]:
    if not measure.terms:
        yield _("%(measure)s: choose when the measure is to take place.") % {
            "measure": called(measure)
        }
    for term in measure.terms:
        if term not in call.terms:
            yield _("%(measure)s: the call does not cover %(term)s. Choose among its terms.") % {
                "measure": called(measure),
                "term": terms.label(term),
            }
    if len(measure.terms) > call.max_terms:
        yield _(
            "%(measure)s: %(count)d terms are chosen, and the call gives money for %(most)d. Choose fewer."
        ) % {"measure": called(measure), "count": len(measure.terms), "most": call.max_terms}
