"""How far each part of a report has come, as the task list shows it."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from measures.choices import Section
from measures.content import MeasureContent, PayeeContent, ReportContent
from measures.rules.problems import Problem, Severity
from measures.rules.texts import is_unanswered
from measures.rules.words import ANSWERS

CONTACT = ("contact_name", "contact_role", "contact_phone", "contact_email")


class SectionState(StrEnum):
    NOT_BEGUN = "not_begun"
    MISSING = "missing"  # something is not answered yet
    WRONG = "wrong"  # something is answered in a way that cannot be sent
    DONE = "done"


def section_states(
    content: ReportContent, problems: Iterable[Problem]
) -> dict[Section, SectionState]:
    """Warnings do not count: a part that can be sent is done."""
    found = _blocking(problems)
    begun = _begun_sections(content)
    return {
        section: _state([each for each in found if each.section == section], begun[section])
        for section in Section
    }


def measure_states(content: ReportContent, problems: Iterable[Problem]) -> dict[int, SectionState]:
    """By the measure's key."""
    found = _blocking(problems)
    return {
        measure.key: _state(
            [each for each in found if each.measure == measure.key], _begun(measure)
        )
        for measure in content.measures
    }


def _blocking(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == Severity.BLOCK]


def _state(problems: list[Problem], begun: bool) -> SectionState:
    if not problems:
        return SectionState.DONE
    if any(not problem.missing for problem in problems):
        return SectionState.WRONG
    return SectionState.MISSING if begun else SectionState.NOT_BEGUN


def _begun_sections(content: ReportContent) -> Mapping[Section, bool]:
    units = vars(content.units).values()
    meeting = content.codetermination
    return {
        Section.CONTACTS: any(_is_contacted(payee) for payee in content.payees),
        # The list comes with the partnership, so nobody finds it empty who has something to fill in.
        Section.PARTIES: True,
        Section.SCOPE: any(count is not None for count in units),
        Section.MEASURES: bool(content.measures),
        Section.CODETERMINATION: meeting.discussed is not None or bool(meeting.participants),
        Section.REPORT: True,
    }


def _is_contacted(payee: PayeeContent) -> bool:
    return any(not is_unanswered(getattr(payee, field)) for field in CONTACT)


def _begun(measure: MeasureContent) -> bool:
    """Scheme, kind and title are given when a measure is added; anything more begins it."""
    texts = (getattr(measure, field) for field in ANSWERS if field != "title")
    return (
        any(not is_unanswered(text) for text in texts)
        or measure.coordinator_needed is not None
        or bool(measure.purpose or measure.terms or measure.target_groups or measure.lines)
    )
