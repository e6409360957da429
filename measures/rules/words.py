"""How messages name what they are about, and how alike two words are."""

from difflib import SequenceMatcher
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.content import MeasureContent
from measures.rules.texts import is_unanswered

# The answers of a measure, as a message speaks of them.
ANSWERS = {
    "title": gettext_lazy("the title"),
    "anchoring": gettext_lazy("the description of the anchoring"),
    "collective_process": gettext_lazy("the description of the collective processes"),
    "teacher_education": gettext_lazy("the description of what teacher education gains"),
    "plan_anchoring": gettext_lazy("the description of the long-term plan"),
    "target_group_text": gettext_lazy("the description of the target group"),
    "owner_use": gettext_lazy("the description of the owner's use"),
    "university_use": gettext_lazy("the description of the university's use"),
    "coordinator_reason": gettext_lazy("the reason"),
    "goal": gettext_lazy("the goal"),
    "rationale": gettext_lazy("the rationale"),
    "organisation": gettext_lazy("the organisation"),
    "topic": gettext_lazy("the topic"),
}


def called(measure: MeasureContent) -> str:
    """ "Measure 3, Coordinator", or the number alone as long as it has no title."""
    if is_unanswered(measure.title):
        return _("Measure %(number)d") % {"number": measure.number}
    return _("Measure %(number)d, %(title)s") % {
        "number": measure.number,
        "title": measure.title.strip(),
    }


@lru_cache(maxsize=10_000)  # the same names come again in report after report
def likeness(one: str, other: str) -> float:
    """From 0, nothing alike, to 1, the same."""
    return SequenceMatcher(None, one, other).ratio()
