from dataclasses import dataclass
from enum import StrEnum

from measures.choices import Section


class Severity(StrEnum):
    BLOCK = "block"  # the report cannot be sent with it
    WARN = "warn"  # shown, and the report can be sent with it


@dataclass(frozen=True)
class Problem:
    """Something to put right, or to look at, in a needs report."""

    rule: str  # "R-18"
    severity: Severity
    message: str  # what is wrong and what to do, in the reader's language
    section: Section
    measure: int | None = None  # the measure's key, in Section.MEASURES
    field: str = ""  # the name of the form field to go to; "" is the top of the section
    missing: bool = False  # not answered yet, rather than answered wrongly
