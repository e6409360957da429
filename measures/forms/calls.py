"""What an administrator fills in to set up a call: a form for each part, without what can no longer be
changed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measures import terms
from measures.choices import CallPart, ContributionBase
from measures.forms.desk import DeadlineField, MomentField
from measures.forms.fields import Day, ShortCount
from measures.models import AwardCriterion, Call, DiscussionPoint, LongTermPlan
from measures.models.report import REASON
from measures.questions import MEASURE
from measures.rules.call_setup import FIELDS, Stage, why_fixed, why_wording_is_fixed
from partnerships.forms.offices import OfficeField, offer_offices
from partnerships.models import Scheme

YEARS_ROUND = 3  # terms can be chosen so many years before and after the call's

LABELS = {
    "schemes": _("Schemes"),
    "first_term": _("First term that can be applied for"),
    "last_term": _("Last term that can be applied for"),
    "years_covered": _("How many years a measure can last"),
    "plan": _("Long-term plan"),
    "opens_at": _("Opens"),
    "closes_at": _("Deadline"),
    "reminder_working_days": _("Reminder, working days before the deadline"),
    "forum_recommends_on": _("The forum recommends"),
    "decision_by": _("The decision is made by"),
    "own_contribution_schemes": _("Schemes with a demand for an own contribution"),
    "own_contribution_percent": _("Own contribution, percent"),
    "own_contribution_base": _("The percentage is of"),
    "own_contribution_source": _("Where this is laid down"),
    "own_contribution_blocks": _("A report without enough of it cannot be sent"),
    "individual_share_percent": _("At most to individual measures, percent"),
    "guidance_url": _("Guidance, address on the web"),
    "helper_name": _("Who answers questions"),
    "helper_phone": _("Telephone"),
    "helper_hours": _("When the telephone is answered"),
}


class PartForm(forms.ModelForm):
    """A part of a call. ``fixed`` holds the reasons of what can no longer be changed, by field."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, call: Call, stage: Stage) -> None:
        super().__init__(data, instance=call)
        reasons = {name: why_fixed(name, stage) for name in self.fields}
        self.fixed = {name: reason for name, reason in reasons.items() if reason}
        for name in self.fixed:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """From a page that was opened before a report was begun, nothing is dropped in silence."""
        for reason in (reason for name, reason in self.fixed.items() if name in self.data):
            raise forms.ValidationError(reason)
        return super().clean()

    def chosen(self, name: str) -> Any:
        """What is sent, or what stands where that can no longer be changed."""
        return self.cleaned_data.get(name) if name in self.fields else getattr(self.instance, name)


class ScopeForm(PartForm):
    schemes = forms.ModelMultipleChoiceField(
        Scheme.objects.all(),
        label=LABELS["schemes"],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one scheme.")},
    )
    first_term = forms.ChoiceField(label=LABELS["first_term"])
    last_term = forms.ChoiceField(label=LABELS["last_term"])
    years_covered = ShortCount(
        label=LABELS["years_covered"], required=True, min_value=1, max_value=9
    )

    class Meta:
        model = Call
        fields = FIELDS[CallPart.SCOPE]
        labels = LABELS

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, call=call, **kwargs)
        for name in {"first_term", "last_term"} & self.fields.keys():
            self.fields[name].choices = _terms_round(call)
        if "plan" in self.fields:
            plans = LongTermPlan.objects.filter(county_governor=call.county_governor_id)
            self.fields["plan"].queryset = plans
            self.fields["plan"].empty_label = _("No plan")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = self.chosen("first_term"), self.chosen("last_term")
        if first and last and terms.order(last) < terms.order(first):
            self.add_error("last_term", _("The last term is before the first."))
        return data


class DatesForm(PartForm):
    opens_at = MomentField(
        label=LABELS["opens_at"], help_text=_("Norwegian time, for example 15.10.2026 08.00")
    )
    closes_at = MomentField(
        label=LABELS["closes_at"], help_text=_("Norwegian time, for example 01.02.2027 23.59")
    )
    reminder_working_days = ShortCount(
        label=LABELS["reminder_working_days"],
        max_value=60,
        help_text=_("Leave it empty if nobody is to be reminded."),
    )
    forum_recommends_on = Day(label=LABELS["forum_recommends_on"])
    decision_by = Day(label=LABELS["decision_by"])

    class Meta:
        model = Call
        fields = FIELDS[CallPart.DATES]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        opens, closes = self.chosen("opens_at"), self.chosen("closes_at")
        if "closes_at" in self.fields and opens and closes and closes <= opens:
            self.add_error("closes_at", _("Choose a deadline after the call opens."))
        return data


class RulesForm(PartForm):
    own_contribution_schemes = forms.ModelMultipleChoiceField(
        Scheme.objects.none(),
        label=LABELS["own_contribution_schemes"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    own_contribution_percent = ShortCount(
        label=LABELS["own_contribution_percent"],
        max_value=100,
        help_text=_("Leave it empty if there is no such demand."),
    )
    own_contribution_base = forms.ChoiceField(
        label=LABELS["own_contribution_base"],
        choices=[("", _("Not said")), *ContributionBase.choices],
        required=False,
    )
    individual_share_percent = ShortCount(
        label=LABELS["individual_share_percent"],
        max_value=100,
        help_text=_("Leave it empty if there is no money for individual measures."),
    )

    class Meta:
        model = Call
        fields = FIELDS[CallPart.RULES]
        labels = LABELS
        help_texts = {
            "own_contribution_source": _(
                "The regulation, or the words of the call: reports say it."
            )
        }

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, call=call, **kwargs)
        if "own_contribution_schemes" in self.fields:
            self.fields["own_contribution_schemes"].queryset = call.schemes.all()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("own_contribution_percent") is None or self.errors:
            return data
        if not data["own_contribution_schemes"]:
            self.add_error(
                "own_contribution_schemes", _("Choose the schemes that it is asked for in.")
            )
        if not data["own_contribution_base"]:
            self.add_error("own_contribution_base", _("Choose what the percentage is of."))
        if not data["own_contribution_source"]:
            self.add_error("own_contribution_source", _("Write where this is laid down."))
        return data


class GuidanceForm(PartForm):
    guidance_url = forms.URLField(
        label=LABELS["guidance_url"],
        required=False,
        assume_scheme="https",
        error_messages={
            "invalid": _("Write the whole address, for example https://www.example.no")
        },
    )

    class Meta:
        model = Call
        fields = FIELDS[CallPart.GUIDANCE]
        labels = LABELS
        help_texts = {"helper_hours": _("For example: weekdays from 9 to 15")}
        widgets = {
            "helper_name": forms.TextInput(attrs={"autocomplete": "off"}),
            "helper_phone": forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
        }


PART_FORMS: dict[str, type[PartForm]] = {
    CallPart.SCOPE: ScopeForm,
    CallPart.DATES: DatesForm,
    CallPart.RULES: RulesForm,
    CallPart.GUIDANCE: GuidanceForm,
}


class FirstCallForm(forms.Form):
    """The call of an office that has none to start from."""

    office = OfficeField()
    year = ShortCount(label=_("Year"), required=True, min_value=2017, max_value=2099)

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_offices(self, "office", offices)


class NextCallForm(forms.Form):
    """Which year is started from an earlier call: a button for each."""

    year = forms.TypedChoiceField(coerce=int)

    def __init__(self, data: Any, *, years: list[int]) -> None:
        super().__init__(data)
        self.fields["year"].choices = [(year, year) for year in years]


class MoveDeadlineForm(forms.Form):
    closes_at = DeadlineField(
        label=_("New deadline"), help_text=_("Norwegian time, for example 01.02.2027 23.59")
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Those who have begun a report read it in the letter."),
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RowForm(forms.ModelForm):
    """A criterion or a discussion point. ``fixed``: why its wording can no longer be changed."""

    use_required_attribute = False

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fixed = why_wording_is_fixed(stage) if self.instance.pk else None
        if self.fixed:
            self.fields = {}


NAME_LABELS = {
    "code": _("Code"),
    "name_nb": _("In bokmål"),
    "name_nn": _("In nynorsk"),
    "name_en": _("In English"),
}
CODE_HELP = _("Short, for example T5")


class CriterionForm(RowForm):
    field = forms.ChoiceField(label=_("The answer that it reads"), required=False)

    class Meta:
        model = AwardCriterion
        fields = ["code", "name_nb", "name_nn", "name_en", "field"]
        labels = NAME_LABELS
        help_texts = {"code": CODE_HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "field" in self.fields:
            questions = [(name, question.label) for name, question in MEASURE.items()]
            self.fields["field"].choices = [("", _("The whole measure")), *questions]


class PointForm(RowForm):
    class Meta:
        model = DiscussionPoint
        fields = ["code", "name_nb", "name_nn", "name_en", "about"]
        labels = NAME_LABELS | {"about": _("Whose it is")}
        help_texts = {"code": CODE_HELP}


class EndRowForm(forms.Form):
    """The last day on which a criterion or a point holds; without one it holds on."""

    last_day = Day(label=_("Last day"), help_text=_("Leave it empty if it is to hold on."))


def _terms_round(call: Call) -> list[tuple[str, str]]:
    """All that can be chosen, and what is chosen."""
    first, last = f"{call.year - YEARS_ROUND}-spring", f"{call.year + YEARS_ROUND}-autumn"
    codes = {*terms.terms_between(first, last), call.first_term, call.last_term}
    return [(code, terms.label(code)) for code in sorted(codes)]
