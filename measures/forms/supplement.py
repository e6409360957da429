from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measures.models import Call, Measure


class SupplementForm(forms.Form):
    """Which measure needs more, and in which of the open calls."""

    use_required_attribute = False

    measure = forms.ChoiceField(
        label=_("Which measure needs more?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the measure.")},
    )
    call = forms.ChoiceField(
        label=_("In which call do you ask for it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the call.")},
    )

    def __init__(
        self, data: Any = None, *, measures: Iterable[Measure], calls: Iterable[Call]
    ) -> None:
        self.measures = {str(each.pk): each for each in measures}
        self.calls = {str(each.pk): each for each in calls}
        super().__init__(data, initial={"call": next(iter(self.calls), "")})
        self.fields["measure"].choices = [(key, str(each)) for key, each in self.measures.items()]
        self.fields["call"].choices = [(key, str(each.year)) for key, each in self.calls.items()]

    def chosen(self) -> dict[str, Any]:
        return {
            "measure": self.measures[self.cleaned_data["measure"]],
            "call": self.calls[self.cleaned_data["call"]],
        }
