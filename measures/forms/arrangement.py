from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measures.content import ReportContent
from rekom.kit.fields import KronerField


class SameNeedForm(forms.Form):
    """Which measures are one need, and how large it is in all."""

    use_required_attribute = False

    measures = forms.MultipleChoiceField(
        label=_("Measures that are the same need"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose two measures or more that are the same need.")},
    )
    need_nok = KronerField(
        label=_("The need in all"),
        help_text=_("What you need if every scheme grants it, in whole kroner."),
        error_messages={"required": _("Write the need in all, in whole kroner.")},
    )

    def __init__(self, data: Any = None, *, content: ReportContent) -> None:
        super().__init__(data)
        self.fields["measures"].choices = [
            (str(measure.key), f"{measure.number}. {measure.title}") for measure in content.measures
        ]

    def clean_measures(self) -> list[int]:
        chosen = self.cleaned_data["measures"]
        if len(chosen) < 2:
            raise forms.ValidationError(
                self.fields["measures"].error_messages["required"], code="required"
            )
        return [int(key) for key in chosen]
