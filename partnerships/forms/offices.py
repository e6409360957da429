from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from partnerships.models import CountyGovernor


class OfficeField(forms.ModelChoiceField):
    """One of the person's own offices: ``offer_offices`` says which."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            CountyGovernor.objects.none(), label=_("County governor"), empty_label=None, **kwargs
        )


def offer_offices(form: forms.BaseForm, name: str, offices: QuerySet[CountyGovernor]) -> None:
    """Where there is but one, nobody is asked which."""
    field = form.fields[name]
    field.queryset = offices
    if len(offices) == 1:
        field.widget = forms.HiddenInput()
        form.initial[name] = offices[0]
