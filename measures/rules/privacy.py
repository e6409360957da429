"""No national identity number in free text."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.no import fodselsnummer

from measures.choices import Section
from measures.content import MeasureContent, ReportContent
from measures.rules.problems import Place, Problem, block, in_measure, in_row
from measures.rules.words import ANSWERS, called

# Eleven digits that are not part of a longer row of digits, with up to three signs between each.
# A look-ahead, so that a number is found behind another ("40 00 00 00 010190 …") too.
ELEVEN_DIGITS = re.compile(
    r"(?<![0-9])(?=((?:[0-9][ \t\u00a0\u2009\u202f.,:/–-]{0,3}){10}[0-9])(?![0-9]))"
)


def find_national_identity_numbers(text: str) -> list[tuple[int, int]]:
    """Where in the text a national identity number or a D-number stands: (start, end) of each.

    The two check digits hold and the first six digits are a date (a D-number adds 40 to the day).
    An account number is no help in ruling a number out: its check digit is reckoned as the second of
    these, so every national identity number is an account number too. The other way about, one account
    number in 86 passes for a national identity number; it is better kept in its own field anyway. An account
    number whose first six digits are no date is never taken for one.
    """
    return [
        match.span(1)
        for match in ELEVEN_DIGITS.finditer(text)
        if _is_national_identity_number(re.sub(r"[^0-9]", "", match[1]))
    ]


def texts_hold_no_identity_numbers(content: ReportContent) -> list[Problem]:
    """R-31 (block): no free text holds a national identity number. The message never repeats it.

    Source: the Personal Data Act, § 12.
    """
    return [
        block("R-31", place, message)
        for place, message, text in _free_texts(content)
        if find_national_identity_numbers(text)
    ]


def _is_national_identity_number(digits: str) -> bool:
    """Without asking what day it is, as the library's own check does."""
    try:
        fodselsnummer.get_birth_date(digits)
    except NotANumber:
        return False
    return digits[9:] == (
        fodselsnummer.calc_check_digit1(digits) + fodselsnummer.calc_check_digit2(digits)
    )


def _free_texts(content: ReportContent) -> Iterator[tuple[Place, str, str]]:
    for measure in content.measures:
        for field, answer, text in _texts_of(measure):
            message = _("%(measure)s: remove the national identity number from %(answer)s.")
            yield (
                in_measure(measure, field),
                message % {"measure": called(measure), "answer": answer},
                text,
            )
    for place, text in _texts_outside_measures(content):
        message = _("%(section)s: remove the national identity number.")
        yield place, message % {"section": place.section.label}, text


def _texts_of(measure: MeasureContent) -> Iterator[tuple[str, str, str]]:
    for field, answer in ANSWERS.items():
        yield field, str(answer), getattr(measure, field)
    for line in measure.lines:
        yield in_row("text", line.key), _("a funding line"), line.text
    for estimate in measure.estimates:
        field = in_row("reason", estimate.period, estimate.payee)
        yield field, _("the reason for an estimate"), estimate.reason
    for cohort in measure.cohorts:
        yield in_row("name", cohort.key), _("the name of a cohort"), cohort.name
        yield in_row("units", cohort.key), _("the units of a cohort"), cohort.units


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
