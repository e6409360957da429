"""What was said and recommended in the meeting, and the decisions on impartiality."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allocation.choices import ImpartialityOutcome, RecommendationOutcome
from allocation.forms.divisions import KeyedForm
from allocation.forms.texts import MinutesText, refuse_unknown_figures
from allocation.models import ForumSeat
from allocation.models.frame import REASON
from partnerships.models import Network

CONFIRMED = [
    ("yes", gettext_lazy("Yes")),
    ("no", gettext_lazy("No")),
    ("", gettext_lazy("Not said")),
]
ANSWERS = {"yes": True, "no": False, "": None}


class PreambleForm(forms.Form):
    preamble = MinutesText(
        label=gettext_lazy("Before the items"),
        help_text=gettext_lazy("What has to be said of the meeting as a whole."),
        rows=3,
    )

    def clean_preamble(self) -> str:
        return refuse_unknown_figures(self.cleaned_data["preamble"], {})


class SendForm(KeyedForm):
    """Sending and approving: nothing to fill in."""


class NetworkForm(forms.Form):
    """The forum's word on one network. The amount is the division's, so there is none to type."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What does the forum recommend?"),
        choices=RecommendationOutcome,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("When it is not recommended, or postponed."),
        required=False,
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    criteria_confirmed = forms.ChoiceField(
        label=gettext_lazy("Has the network confirmed that the criteria are met?"),
        choices=CONFIRMED,
        required=False,
        widget=forms.RadioSelect,
    )
    text = MinutesText(label=gettext_lazy("Text of the minutes"), rows=8)

    def __init__(self, *args: Any, figures: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.figures = figures

    def clean_text(self) -> str:
        return refuse_unknown_figures(self.cleaned_data["text"], self.figures)

    def clean_criteria_confirmed(self) -> bool | None:
        return ANSWERS[self.cleaned_data["criteria_confirmed"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_recommended = cleaned.get("outcome") == RecommendationOutcome.RECOMMENDED
        if cleaned.get("outcome") and not is_recommended and not cleaned.get("reason"):
            self.add_error("reason", _("Write why it is not recommended."))
        return cleaned


class ImpartialityForm(forms.Form):
    seat = forms.ModelChoiceField(
        label=gettext_lazy("Member"), queryset=ForumSeat.objects.none(), empty_label=None
    )
    networks = forms.ModelMultipleChoiceField(
        label=gettext_lazy("For which networks?"),
        help_text=gettext_lazy("Choose none when the decision is for the whole item."),
        queryset=Network.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ground = forms.CharField(
        label=gettext_lazy("Ground"),
        help_text=gettext_lazy("For example: represents an owner in the network."),
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("What did the forum decide, without the member?"),
        choices=ImpartialityOutcome,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, seats: QuerySet[ForumSeat], networks: QuerySet[Network], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("seat", seats), ("networks", networks)):
            self.fields[name].queryset = rows
            self.fields[name].choices = [(row.pk, str(row)) for row in rows]  # asked for once
