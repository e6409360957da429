from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measures.choices import ConfirmationKind
from measures.forms.fields import refuse_identity_numbers
from measures.models.report import REASON

YES, NO = "yes", "no"


class AnswerForm(forms.Form):
    """Yes, or no with a reason, to what the page showed. Hidden fields say what that was."""

    use_required_attribute = False

    kind = forms.ChoiceField(choices=ConfirmationKind.choices, widget=forms.HiddenInput)
    university = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)
    refused_because = forms.CharField(
        label=_("Why not?"),
        help_text=_("The coordinator and the county governor read this."),
        max_length=REASON,
        required=False,
        validators=[refuse_identity_numbers],
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.data.get("answer") == NO and not values.get("refused_because"):
            if "refused_because" not in self.errors:
                self.add_error("refused_because", _("Write why you do not confirm it."))
        elif self.data.get("answer") != NO:
            values["refused_because"] = ""
        return values
