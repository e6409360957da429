"""Whether a Word file is a needs report at all: by what it asks, not by what it is called."""

from django.utils.translation import gettext as _

from measures.word.grids import paragraphs_in
from measures.word.placement import Placement
from rekom.kit.errors import DomainError
from rekom.kit.word import WordFile

# Questions that no other form asks: two of them are enough to know it by, or one and its name.
OWN_QUESTIONS = {
    "schemes",
    "several_owners",
    "several_institutions",
    "several_schemes",
    "measure_count",
    "totals",
    "anchoring",
    "collective_process",
    "teacher_education",
    "owner_use",
    "institution_use",
    "coordinator",
    "codetermination",
    "unit_counts",
}


class NotTheForm(DomainError):
    """A Word file, but not a needs report."""


def refuse_another_form(word: WordFile, placed: Placement) -> None:
    asked = set(placed.report.answers) | {kind for kind, _table in placed.report.tables}
    for section in placed.measures:
        asked |= set(section.answers)
    is_named = any("behovsmelding" in each.text.casefold() for each in paragraphs_in(word.body))
    if len(asked & OWN_QUESTIONS) + is_named < 2:
        raise NotTheForm(_("The file is not a needs report on the county governors' Word form."))
