"""The texts of the minutes: figures in them are named, and a name must stand for something."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from allocation.models.forum import TEXT
from allocation.rules.minutes import figure_names, unknown_names


class MinutesText(forms.CharField):
    def __init__(self, *, rows: int = 6, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(required=False, max_length=TEXT, widget=widget, **kwargs)


def refuse_unknown_figures(text: str, figures: Mapping[str, int]) -> str:
    """Return the text, or raise ValidationError for a name that stands for no figure."""
    unknown = ", ".join(unknown_names(text, figures))
    if not unknown:
        return text
    if not figures:
        raise forms.ValidationError(
            _("%(names)s stands for no figure here. There are none in this text.")
            % {"names": unknown}
        )
    known = ", ".join(name for name, _amount in figure_names(figures))
    raise forms.ValidationError(
        _("%(names)s stands for no figure here. Choose from the list: %(known)s")
        % {"names": unknown, "known": known}
    )
