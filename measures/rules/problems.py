from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from measures.choices import Section
from measures.rules.identity_numbers import hide_national_identity_numbers

if TYPE_CHECKING:
    from measures.content import MeasureContent


class Severity(StrEnum):
    BLOCK = "block"  # the report cannot be sent with it
    WARN = "warn"  # shown, and the report can be sent with it


@dataclass(frozen=True)
class Problem:
    """Something to put right, or to look at, in a needs report.

    ``field`` is the name of a field of ``measures.content``: ``anchoring``, ``terms``, ``private_schools``.
    A field in a row carries the row's key: ``contact_phone-4`` is the telephone of payee 4 (or of
    partner 4, in the section of the parties), ``text-12`` the text of funding line 12. A row that has no
    key is named by what it is of: ``amount_nok-2025-autumn-4`` is payee 4's estimate for that autumn,
    ``amount_nok-regional-4`` its opening balance in that scheme. A whole table is named as the tuple that
    holds it: ``lines``, ``partners``, ``participants``. Forms give their inputs the id ``id_<field>``.
    """

    rule: str  # "R-18"
    severity: Severity
    message: str  # what is wrong and what to do, in the reader's language
    section: Section
    measure: int | None = None  # the measure's key, in Section.MEASURES
    field: str = ""  # the name of the form field to go to; "" is the top of the section
    missing: bool = False  # not answered yet, rather than answered wrongly


@dataclass(frozen=True)
class Place:
    """Where in the report a problem is put right."""

    section: Section
    field: str = ""
    measure: int | None = None


def in_measure(measure: MeasureContent, field: str) -> Place:
    return Place(Section.MEASURES, field, measure.key)


def in_row(field: str, *keys: int | str) -> str:
    """The name of a field in a row."""
    return "-".join(str(part) for part in (field, *keys))


def block(rule: str, place: Place, message: str, *, missing: bool = False) -> Problem:
    return _problem(Severity.BLOCK, rule, place, message, missing)


def warn(rule: str, place: Place, message: str, *, missing: bool = False) -> Problem:
    return _problem(Severity.WARN, rule, place, message, missing)


def _problem(severity: Severity, rule: str, place: Place, message: str, missing: bool) -> Problem:
    """Messages quote titles and answers, and must not carry a person's number further (R-31)."""
    return Problem(
        rule=rule,
        severity=severity,
        message=hide_national_identity_numbers(message),
        section=place.section,
        measure=place.measure,
        field=place.field,
        missing=missing,
    )
