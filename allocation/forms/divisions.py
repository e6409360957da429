from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from allocation.choices import Rounding
from allocation.models import AgendaItem, Basis
from allocation.models.division import TITLE
from allocation.models.frame import REASON
from rekom.kit.fields import KronerField
from rekom.kit.workbooks import MAX_BYTES

PERCENT = _("Write a percentage from 0 to 100, for example 10 or 12,5")


class DivideForm(forms.Form):
    """The rules of a division. Read by GET to look at a table, by POST to keep it."""

    pot_nok = KronerField(label=_("To be divided"))
    flat_percent = forms.DecimalField(
        label=_("Flat part, %"),
        min_value=Decimal(0),
        max_value=Decimal(100),
        decimal_places=2,
        localize=True,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value", "max_decimal_places"), PERCENT
        ),
        widget=forms.TextInput(
            attrs={"inputmode": "decimal", "autocomplete": "off", "class": "rk-amount"}
        ),
    )
    basis = forms.ChoiceField(label=_("Basis"))
    rounding = forms.ChoiceField(label=_("Rounding"), choices=Rounding, widget=forms.RadioSelect)

    def __init__(self, *args: Any, bases: Sequence[Basis], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bases = {str(basis.pk): basis for basis in bases}
        self.fields["basis"].choices = [(pk, str(basis)) for pk, basis in self.bases.items()]

    def clean_basis(self) -> Basis:
        return self.bases[self.cleaned_data["basis"]]

    def clean_rounding(self) -> Rounding:
        return Rounding(self.cleaned_data["rounding"])


class KeyedForm(forms.Form):
    """Carries the key by which a second press of the button does nothing more."""

    key = forms.CharField(widget=forms.HiddenInput)


class SaveDivisionForm(KeyedForm):
    reason = forms.CharField(
        label=_("Why this version"),
        help_text=_("Seen by the office and, when it is laid before it, by the forum."),
        required=False,
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class NameForm(forms.Form):
    title = forms.CharField(
        label=_("What the version is called"),
        help_text=_(
            "For the office to tell versions apart. It can be changed until the forum has it."
        ),
        required=False,
        max_length=TITLE,
    )


class ReturnForm(forms.Form):
    """A version's workbook that comes back."""

    file = forms.FileField(
        label=_("Excel workbook"),
        help_text=_("One that was downloaded from a version of this post."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    @property
    def data_of_file(self) -> bytes:
        """One byte more than a workbook may have, so that the guard refuses what is larger."""
        return self.cleaned_data["file"].read(MAX_BYTES + 1)


class LayForm(KeyedForm):
    item = forms.ModelChoiceField(
        label=_("Item on the agenda"), queryset=AgendaItem.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, items: QuerySet[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items
        self.fields["item"].label_from_instance = lambda item: f"{item}, {item.meeting}"


class AdoptForm(KeyedForm):
    """The reason is asked for by the service: a correction needs one."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Stands in the history. A correction after the forum needs one."),
        required=False,
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SetAsideForm(KeyedForm):
    reason = forms.CharField(
        label=_("Why it is not used"),
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
