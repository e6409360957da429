"""Rules about the answers of a measure."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.choices import MeasureKind, PayeeKind, Purpose
from measures.content import MeasureContent, ReportContent
from measures.rules import sums
from measures.rules.problems import Problem, block, in_measure, warn
from measures.rules.texts import is_unanswered, refers_elsewhere
from measures.rules.words import ANSWERS, called

WRITE = {
    "title": gettext_lazy("%(measure)s: write what the measure is called."),
    "anchoring": gettext_lazy(
        "%(measure)s: write how the measure is anchored in each kindergarten and school."
    ),
    "collective_process": gettext_lazy(
        "%(measure)s: write how the measure furthers collective processes."
    ),
    "teacher_education": gettext_lazy(
        "%(measure)s: write how the cooperation strengthens teacher education."
    ),
    "plan_anchoring": gettext_lazy(
        "%(measure)s: write how the measure is anchored in the long-term plan."
    ),
    "target_groups": gettext_lazy("%(measure)s: choose who the measure is for."),
    "owner_use": gettext_lazy("%(measure)s: write how the owner's grant is to be used."),
    "university_use": gettext_lazy("%(measure)s: write how the university's grant is to be used."),
    "goal": gettext_lazy("%(measure)s: write the goal in the closer description."),
    "organisation": gettext_lazy(
        "%(measure)s: write how the work is organised in the closer description."
    ),
    "topic": gettext_lazy("%(measure)s: write the topic in the closer description."),
    "participants": gettext_lazy(
        "%(measure)s: write the number of participants in the closer description."
    ),
}

PURPOSES = frozenset(Purpose.values)


def required_texts_are_written(content: ReportContent) -> list[Problem]:
    """R-19 (block): the form's questions are answered; a placeholder is no answer.

    A measure for the coordinator only needs its title and the owner's use, no more. Any other needs the
    texts of the form, with the owner's and the university's use where they are given an amount.

    Source: Bodø's report of 2024 had two placeholders left, Ytre Helgeland's 68.
    """
    return [
        block(
            "R-19",
            in_measure(measure, field),
            WRITE[field] % {"measure": called(measure)},
            missing=True,
        )
        for measure in content.measures
        for field in _missing(content, measure)
    ]


def supplements_say_why(content: ReportContent) -> list[Problem]:
    """R-19 (block): a supplementary report says why more is needed.

    Source: Oslo og Viken's own form, which has a supplementary need for a running measure.
    """
    return [
        block(
            "R-19",
            in_measure(measure, "rationale"),
            _("%(measure)s: write why more is needed.") % {"measure": called(measure)},
            missing=True,
        )
        for measure in content.measures
        if is_unanswered(measure.rationale)
    ]


def answers_stand_alone(content: ReportContent) -> list[Problem]:
    """R-19 (warn): an answer is more than “see above” or “see the description of the measures”.

    Source: Ytre Helgeland's report of 2024, measure 3.
    """
    return [
        warn(
            "R-19",
            in_measure(measure, field),
            _("%(measure)s: %(answer)s is “%(text)s”. The forum reads each measure by itself.")
            % {"measure": called(measure), "answer": answer, "text": text},
        )
        for measure in content.measures
        for field, answer in ANSWERS.items()
        if refers_elsewhere(text := getattr(measure, field).strip().rstrip("."))
    ]


def closer_descriptions_are_whole(content: ReportContent) -> list[Problem]:
    """R-19 (warn): a closer description that is begun has goal, organisation, topic and participants.

    The attachment was a paper of its own, and most reports came without it. So it never stops a
    report, and a measure where no part of it is begun is not asked for it.

    Source: the attachment of Hemnes of 2023.
    """
    return [
        warn(
            "R-19",
            in_measure(measure, field),
            WRITE[field] % {"measure": called(measure)},
            missing=True,
        )
        for measure in content.measures
        if has_closer_description(measure)
        for field in _missing_in_attachment(measure)
    ]


def purposes_are_chosen(content: ReportContent) -> list[Problem]:
    """R-20 (block): it is chosen what the grant is for, unless the measure is for the coordinator only.

    Source: the form's list; Ytre Helgeland's measure 3 of 2024 has “Velg et element.”.
    """
    return [
        block(
            "R-20",
            in_measure(measure, "purpose"),
            _("%(measure)s: choose what the grant is to be used for.")
            % {"measure": called(measure)},
            missing=not measure.purpose,
        )
        for measure in content.measures
        if measure.kind != MeasureKind.COORDINATOR and measure.purpose not in PURPOSES
    ]


def coordinators_have_a_reason(content: ReportContent) -> list[Problem]:
    """R-23 (block): money for a coordinator is answered yes or no, and yes has a reason.

    Source: the form's “Begrunn”; left untouched in Bodø's measure 8 of 2024.
    """
    return [problem for measure in content.measures for problem in _coordinator(measure)]


def has_closer_description(measure: MeasureContent) -> bool:
    texts = (measure.goal, measure.rationale, measure.organisation, measure.topic)
    return (
        any(not is_unanswered(text) for text in texts)
        or measure.participants is not None
        or bool(measure.cohorts or measure.sessions)
    )


def _missing(content: ReportContent, measure: MeasureContent) -> Iterator[str]:
    for field in _required(content, measure):
        if is_unanswered(getattr(measure, field)):
            yield field
    named = measure.target_groups or not is_unanswered(measure.target_group_text)
    if measure.kind != MeasureKind.COORDINATOR and not named:
        yield "target_groups"


def _required(content: ReportContent, measure: MeasureContent) -> Iterator[str]:
    yield "title"
    if measure.kind == MeasureKind.COORDINATOR:
        yield "owner_use"
        return
    yield from ("anchoring", "collective_process", "teacher_education", "plan_anchoring")
    paid = {payee for payee, amount in sums.amounts_by_payee(measure).items() if amount > 0}
    kinds = {payee.kind for payee in content.payees if payee.key in paid}
    if PayeeKind.OWNER in kinds:
        yield "owner_use"
    if PayeeKind.UNIVERSITY in kinds:
        yield "university_use"


def _missing_in_attachment(measure: MeasureContent) -> Iterator[str]:
    for field in ("goal", "organisation", "topic"):
        if is_unanswered(getattr(measure, field)):
            yield field
    if measure.participants is None:
        yield "participants"


def _coordinator(measure: MeasureContent) -> Iterator[Problem]:
    alone = measure.kind == MeasureKind.COORDINATOR
    if measure.coordinator_needed is None and not alone:
        yield block(
            "R-23",
            in_measure(measure, "coordinator_needed"),
            _("%(measure)s: answer whether you need money for a coordinator.")
            % {"measure": called(measure)},
            missing=True,
        )
    if (measure.coordinator_needed or alone) and is_unanswered(measure.coordinator_reason):
        yield block(
            "R-23",
            in_measure(measure, "coordinator_reason"),
            _("%(measure)s: write why you need a coordinator.") % {"measure": called(measure)},
            missing=True,
        )
