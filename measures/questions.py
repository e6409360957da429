"""What the form asks about a measure: a short name for lists and errors, and the whole question.

One list for the form, the check page, the review and the paper. The questions are those of the
county governors' form (fields 15–28) and of its attachment.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Question(NamedTuple):
    label: Promise
    question: Promise


MEASURE: dict[str, Question] = {
    "anchoring": Question(
        _("Anchoring"),
        _(
            "How is the measure anchored in each kindergarten and school in a way that involves staff"
            " and leaders, and in academic dialogue with the university?"
        ),
    ),
    "collective_process": Question(
        _("Collective processes"),
        _(
            "How will the measure further collective processes for professional development that"
            " develop the kindergarten or the school?"
        ),
    ),
    "teacher_education": Question(
        _("Strengthening of teacher education"),
        _("How does the cooperation help to strengthen teacher education?"),
    ),
    "plan_anchoring": Question(
        _("Long-term plan"), _("How is the measure anchored in the long-term plan?")
    ),
    "target_group_text": Question(_("Target group"), _("Who is the measure for?")),
    "owner_use": Question(_("The owner's use"), _("How will the owner's grant be used?")),
    "university_use": Question(
        _("The university's use"), _("How will the university's grant be used?")
    ),
    "coordinator_reason": Question(
        _("Reason for coordinator"), _("Why is money needed for a coordinator of this measure?")
    ),
    "goal": Question(_("Goal"), _("What is the measure to achieve?")),
    "rationale": Question(_("Why"), _("Why is the measure needed?")),
    "organisation": Question(
        _("Organisation"), _("How is the work organised, and what happens between the sessions?")
    ),
    "topic": Question(_("Topic"), _("What is the measure about?")),
}
