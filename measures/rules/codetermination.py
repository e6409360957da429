from django.utils.translation import gettext as _

from measures.choices import Section
from measures.content import CodeterminationContent, ReportContent
from measures.rules.problems import Place, Problem, block
from measures.rules.texts import is_unanswered


def codetermination_is_answered(content: ReportContent) -> list[Problem]:
    """R-18 (block): the report has been discussed with named representatives, or there is a reason why not.

    Source: the forms of Nordland of 2024.
    """
    meeting = content.codetermination
    if meeting.discussed is None:
        field = "discussed"
        message = _(
            "Answer whether the report has been discussed with the employees' representatives."
        )
    elif meeting.discussed and not _has_participants(meeting):
        field = "participants"
        message = _("Write who took part in the discussion, with role and name.")
    elif not meeting.discussed and is_unanswered(meeting.reason_not):
        field = "reason_not"
        message = _("Write why the report has not been discussed.")
    else:
        return []
    return [block("R-18", Place(Section.CODETERMINATION, field), message, missing=True)]


def _has_participants(meeting: CodeterminationContent) -> bool:
    """At least one, and none by halves."""
    answers = [text for each in meeting.participants for text in (each.role, each.name)]
    return bool(answers) and not any(is_unanswered(text) for text in answers)
