"""The questions about a measure itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures import questions, terms
from measures.choices import MeasureKind, Purpose
from measures.content import MeasureContent, ReportContent
from measures.forms.fields import Answer, Count, Kroner, Reason, Text, YesNo

# What the partnership can report. Common measures are the forum's own.
KINDS = [
    (MeasureKind.COLLECTIVE, MeasureKind.COLLECTIVE.label),
    (MeasureKind.COORDINATOR, MeasureKind.COORDINATOR.label),
    (MeasureKind.INDIVIDUAL, MeasureKind.INDIVIDUAL.label),
]
# All that is asked of a measure for the coordinator only.
OF_COORDINATOR = ("title", "scheme", "kind", "terms", "owner_use", "coordinator_reason")
# What is new when more is asked for to a running measure; the amounts are rows.
OF_SUPPLEMENT = ("terms", "rationale")

# The attachment of the paper form.
ATTACHMENT = ("goal", "rationale", "organisation", "topic", "participants")
# Chosen from lists of rows, and stored as such.
CHOSEN = ("target_groups", "plan_items", "terms")

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Options:
    """What can be chosen on the page, read from the database by the view."""

    target_groups: Choices
    plan_items: Choices


def asked(field: type[forms.Field], name: str, **kwargs: Any) -> forms.Field:
    question = questions.MEASURE[name]
    return field(label=question.label, help_text=question.question, **kwargs)


class AnswersForm(forms.Form):
    """The questions about the measure itself; for a coordinator's measure the few that are asked."""

    use_required_attribute = False

    title = Text(label=gettext_lazy("Name of the measure"), max_length=200)
    scheme = forms.ChoiceField(label=gettext_lazy("Scheme"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of measure"), choices=KINDS, widget=forms.RadioSelect
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("What is the grant to be used for?"),
        help_text=gettext_lazy("Choose what you will spend most of the money on."),
        choices=Purpose.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    anchoring = asked(Answer, "anchoring")
    collective_process = asked(Answer, "collective_process")
    teacher_education = asked(Answer, "teacher_education")
    plan_anchoring = asked(Answer, "plan_anchoring")
    plan_items = forms.MultipleChoiceField(
        label=gettext_lazy("Parts of the plan"), required=False, widget=forms.CheckboxSelectMultiple
    )
    target_groups = forms.MultipleChoiceField(
        label=gettext_lazy("Target groups"),
        help_text=gettext_lazy("Choose all who take part."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    target_group_text = Reason(label=gettext_lazy("Others, or more about the target group"))
    terms = forms.MultipleChoiceField(
        label=gettext_lazy("Duration"),
        help_text=gettext_lazy("Choose all terms in which the measure runs."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    owner_use = asked(Answer, "owner_use", rows=3)
    university_use = asked(Answer, "university_use", rows=3)
    coordinator_needed = YesNo(
        label=gettext_lazy("Do you need money for a coordinator of this measure?")
    )
    coordinator_amount_nok = Kroner(
        label=gettext_lazy("How much of the amount is for the coordinator?"),
        help_text=gettext_lazy("Part of the amount above, not in addition to it."),
    )
    coordinator_reason = asked(Reason, "coordinator_reason")
    goal = asked(Answer, "goal", rows=3)
    rationale = asked(Answer, "rationale", rows=3)
    organisation = asked(Answer, "organisation", rows=3)
    topic = asked(Answer, "topic", rows=3)
    participants = Count(
        label=gettext_lazy("Participants"),
        help_text=gettext_lazy("How many people take part?"),
    )

    def __init__(
        self, data: Any, *, measure: MeasureContent, content: ReportContent, options: Options
    ) -> None:
        chosen = {
            "target_groups": _keys(options.target_groups, map(str, measure.target_groups)),
            "plan_items": _keys(options.plan_items, measure.plan_items),
        }
        super().__init__(data, initial=vars(measure) | chosen)
        self._keep_what_is_asked(measure, options, is_supplementary=content.is_supplementary)
        choices = {
            "kind": kinds(measure.kind),
            "scheme": [(scheme.code, str(scheme.name)) for scheme in content.schemes],
            "terms": [(code, terms.label(code)) for code in terms_of(content, measure)],
            "target_groups": options.target_groups,
            "plan_items": options.plan_items,
        }
        for name, offered in choices.items():
            if name in self.fields:
                self.fields[name].choices = offered
        if "participants" in self.fields:
            self.fields["participants"].widget.attrs |= {"size": 6, "class": "rk-amount"}

    def _keep_what_is_asked(
        self, measure: MeasureContent, options: Options, *, is_supplementary: bool
    ) -> None:
        if is_supplementary:
            self.fields = {name: self.fields[name] for name in OF_SUPPLEMENT}
            self.fields["rationale"].label = _("Why more is needed")
            self.fields["rationale"].help_text = _("What has changed since you reported the need?")
        elif measure.kind == MeasureKind.COORDINATOR:
            self.fields = {name: self.fields[name] for name in OF_COORDINATOR}
        elif not options.plan_items:
            del self.fields["plan_items"]


def terms_of(content: ReportContent, measure: MeasureContent) -> list[str]:
    """Those of the call, and what was chosen before the call was changed."""
    return sorted({*content.call.terms, *measure.terms}, key=terms.order)


def kinds(stored: str) -> Choices:
    """Those that can be chosen, and what the measure is."""
    known = dict(KINDS)
    return [*KINDS, *((kind, MeasureKind(kind).label) for kind in [stored] if kind not in known)]


def _keys(options: Choices, labels: Iterable[str]) -> list[str]:
    chosen = set(labels)
    return [key for key, label in options if label in chosen]
