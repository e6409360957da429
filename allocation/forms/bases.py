from django import forms
from django.utils.translation import gettext_lazy as _

from rekom.kit.workbooks import MAX_BYTES


class BasisForm(forms.Form):
    """The workbook, and what it holds: where the figures come from and the day they are of."""

    title = forms.CharField(
        label=_("Title"), help_text=_("For example Basil per 15.12.2021"), max_length=120
    )
    source = forms.CharField(
        label=_("Source"),
        help_text=_("Where others can find the same figures."),
        max_length=200,
    )
    figures_on = forms.DateField(
        label=_("The figures are of"),
        help_text=_("For example 15.12.2021"),
        input_formats=["%d.%m.%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d.%m.%Y", attrs={"autocomplete": "off", "size": 10}),
        error_messages={"invalid": _("Write the date with day, month and year: 15.12.2021")},
    )
    file = forms.FileField(
        label=_("Excel workbook"),
        help_text=_(
            "A table with the headings Nettverk, Antall kommuner and Årsverk, wherever it starts."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    @property
    def data_of_file(self) -> bytes:
        """One byte more than a workbook may have, so that the guard refuses what is larger."""
        return self.cleaned_data["file"].read(MAX_BYTES + 1)
