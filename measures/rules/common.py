"""One answer for the whole report, and what each measure adds to it: together they are the measure's answer.

A report is read with the answers put together, so that rules, pages, papers and what is sent know nothing
of it; only where somebody writes are the two apart.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from measures.choices import MeasureKind
from measures.content import ANSWER, COMMON, REASON, MeasureContent, ReportContent
from measures.rules.problems import Problem, block, in_measure
from measures.rules.texts import is_unanswered
from measures.rules.words import ANSWERS, called

BETWEEN = "\n\n"


def common_answers(content: ReportContent, measure: MeasureContent) -> dict[str, str]:
    """question → the report's answer to it, of what is asked of this measure."""
    return {
        each.question: each.text
        for each in content.common_answers
        if _is_asked(measure, each.question) and not is_unanswered(each.text)
    }


def put_together(content: ReportContent) -> ReportContent:
    """The report as it is read: each measure's answers are the whole report's and its own."""
    if not content.common_answers:
        return content
    return replace(
        content,
        measures=tuple(
            _changed(content, measure, lambda own, common: together(common, own))
            for measure in content.measures
        ),
    )


def taken_apart(content: ReportContent) -> ReportContent:
    """The other way: each measure with only what it adds, of a report that was read or sent."""
    return replace(
        content,
        measures=tuple(_changed(content, measure, addition) for measure in content.measures),
    )


def answers_have_room(content: ReportContent) -> list[Problem]:
    """R-19 (block): an answer for the whole report and what a measure adds are together no longer than an answer.

    Source: the limits of 5 000 characters an answer and 1 000 a reason.
    """
    return [
        block(
            "R-19",
            in_measure(measure, question),
            _(
                "%(measure)s: %(answer)s is %(length)d characters with the answer for the whole report, and there is room for %(most)d. Shorten one of them."
            )
            % {
                "measure": called(measure),
                "answer": ANSWERS[question],
                "length": length,
                "most": most,
            },
        )
        for measure in content.measures
        for question in common_answers(content, measure)
        if (length := len(getattr(measure, question))) > (most := room_for(question))
    ]


def room_for(question: str) -> int:
    """Characters."""
    return REASON if question in {"target_group_text", "coordinator_reason"} else ANSWER


def together(common: str, addition: str) -> str:
    """A placeholder adds nothing."""
    if is_unanswered(addition):
        return common.strip()
    return f"{common.strip()}{BETWEEN}{addition.strip()}"


def addition(answer: str, common: str) -> str:
    """What a measure's answer adds to the common one; all of it where the common one is not in it."""
    answer, common = _plain(answer), _plain(common)
    if answer == common:
        return ""
    return answer.removeprefix(common + BETWEEN)


def _changed(
    content: ReportContent, measure: MeasureContent, change: Callable[[str, str], str]
) -> MeasureContent:
    """``change`` is given the measure's text and the common one."""
    common = common_answers(content, measure)
    texts: dict[str, Any] = {
        question: change(getattr(measure, question), text) for question, text in common.items()
    }
    return replace(measure, **texts)


def _plain(text: str) -> str:
    """Browsers and Word send line breaks of their own."""
    return text.replace("\r\n", "\n").strip()


def _is_asked(measure: MeasureContent, question: str) -> bool:
    is_alone = measure.kind == MeasureKind.COORDINATOR
    if question == "coordinator_reason":
        return is_alone or bool(measure.coordinator_needed)
    return question in COMMON and not is_alone
