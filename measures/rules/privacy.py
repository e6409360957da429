"""No national identity number in free text."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.choices import Section
from measures.content import MeasureContent, ReportContent
from measures.rules.identity_numbers import find_national_identity_numbers
from measures.rules.problems import Place, Problem, block, in_measure, in_row
from measures.rules.words import ANSWERS, called

FUNDING_LINE = gettext_lazy("a funding line")
ESTIMATE = gettext_lazy("the reason for an estimate")
COHORT = gettext_lazy("a cohort")


def texts_hold_no_identity_numbers(content: ReportContent) -> list[Problem]:
    """R-31 (block): no free text holds a national identity number.

    Source: the Personal Data Act, § 12.
    """
    in_measures = [
        block(
            "R-31",
            in_measure(measure, field),
            _("%(measure)s: remove the national identity number from %(answer)s.")
            % {"measure": called(measure), "answer": answer},
        )
        for measure in content.measures
        for field, answer, text in _texts_of(measure)
        if find_national_identity_numbers(text)
    ]
    return in_measures + [
        block(
            "R-31",
            place,
            _("%(section)s: remove the national identity number.")
            % {"section": place.section.label},
        )
        for place, text in _texts_outside_measures(content)
        if find_national_identity_numbers(text)
    ]


def _texts_of(measure: MeasureContent) -> Iterator[tuple[str, object, str]]:
    for field, answer in ANSWERS.items():
        yield field, answer, getattr(measure, field)
    for line in measure.lines:
        yield in_row("text", line.key), FUNDING_LINE, line.text
    for estimate in measure.estimates:
        yield in_row("reason", estimate.period, estimate.payee), ESTIMATE, estimate.reason
    for cohort in measure.cohorts:
        yield in_row("name", cohort.key), COHORT, cohort.name
        yield in_row("units", cohort.key), COHORT, cohort.units


def _texts_outside_measures(content: ReportContent) -> Iterator[tuple[Place, str]]:
    for payee in content.payees:
        for field in (
            "contact_name",
            "contact_role",
            "contact_phone",
            "contact_email",
            "payment_reference",
        ):
            yield Place(Section.CONTACTS, in_row(field, payee.key)), getattr(payee, field)
    for partner in content.partners:
        yield Place(Section.PARTIES, in_row("name", partner.key)), partner.name
        yield Place(Section.PARTIES, in_row("contact_name", partner.key)), partner.contact_name
    yield Place(Section.PARTIES, "no_private_owner_reason"), content.no_private_owner_reason
    meeting = content.codetermination
    yield Place(Section.CODETERMINATION, "reason_not"), meeting.reason_not
    yield Place(Section.CODETERMINATION, "comment"), meeting.comment
    participants = " | ".join(f"{p.role} | {p.name} | {p.union}" for p in meeting.participants)
    yield Place(Section.CODETERMINATION, "participants"), participants
