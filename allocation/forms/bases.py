from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from allocation.forms.divisions import KeyedForm
from allocation.models import Basis
from allocation.rules.basis import OUT, REASON_CHARS, Settled
from allocation.rules.basis_figures import read_figure
from allocation.rules.basis_lines import Judged, State
from allocation.rules.basis_names import Register
from allocation.rules.basis_table import Column, Table, cell
from partnerships.models import Municipality, Network
from rekom.kit.fields import DayField
from rekom.kit.workbooks import MAX_BYTES

Choices = list[tuple[str, Any]]
FIGURE = _("Write a figure from 0 up, for example 28,5")
PERCENT = _("Write a percentage from 0 up, for example 10 or 12,5")
DECIMAL_INPUT = {"inputmode": "decimal", "autocomplete": "off", "class": "rk-amount"}


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
    figures_on = DayField(label=_("The figures are of"), help_text=_("For example 15.12.2021"))
    file = forms.FileField(
        label=_("Excel workbook"),
        help_text=_(
            "A table with a heading for municipality or network and one for FTE, children or owners,"
            " wherever it starts."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    @property
    def data_of_file(self) -> bytes:
        """One byte more than a workbook may have, so that the guard refuses what is larger."""
        return self.cleaned_data["file"].read(MAX_BYTES + 1)


class ColumnForm(forms.Form):
    """Which of the workbook's columns is meant. A single one is chosen already."""

    column = forms.ChoiceField(
        label=_("Which column holds the figures?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the column that holds the figures")},
    )

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["column"].choices = [
            (str(place), _in_words(column)) for place, column in enumerate(table.columns)
        ]


def _in_words(column: Column) -> str:
    facts = {"letter": column.letter, "heading": column.heading, "kind": column.label}
    return gettext("Column %(letter)s, “%(heading)s”: %(kind)s") % facts


class RowForm(forms.Form):
    """What a person says of one row of the workbook that is not plainly understood."""

    accepted = forms.BooleanField(required=False)
    target = forms.ChoiceField(label=_("Something else"), required=False)
    reason = forms.CharField(label=_("Why it is left out"), max_length=REASON_CHARS, required=False)

    def __init__(self, row: Settled, targets: Choices, **kwargs: Any) -> None:
        decision = row.decision
        initial = vars(decision) if decision else {}
        super().__init__(prefix=f"row{row.judged.line.row}", initial=initial, **kwargs)
        self.row = row
        # What has no figure, or none that can be read, can only be left out.
        can_be_placed = row.judged.figure is not None and row.judged.state != State.FAULT
        left_out = (OUT, gettext("Leave it out"))
        self.fields["target"].choices = [
            ("", gettext("Choose")),
            *(targets if can_be_placed else []),
            left_out,
        ]
        if row.judged.state == State.GUESSED:
            self.fields["accepted"].label = _confirmation(row.judged)
        else:
            del self.fields["accepted"]


def targets_of(register: Register, *, by_municipality: bool) -> Choices:
    """Whom a row may be about: a municipality, or a network as a whole."""
    networks = [(f"n{one.pk}", one.name) for one in register.networks]
    if not by_municipality:
        return networks
    municipalities = [(f"m{one.pk}", f"{one.number} {one.name}") for one in register.municipalities]
    return [(gettext("Municipalities"), municipalities), (gettext("Networks"), networks)]


def _confirmation(judged: Judged) -> str:
    if judged.figure is None:
        return gettext("Yes, it is a heading or a note")
    municipality, network = judged.municipality, judged.network
    facts = {
        "municipality": f"{municipality.number} {municipality.name}" if municipality else "",
        "network": network.name if network else "",
    }
    if not municipality:
        return gettext("Yes, %(network)s") % facts
    if not network:
        return gettext("Yes, %(municipality)s, which is in no network") % facts
    return gettext("Yes, %(municipality)s in %(network)s") % facts


class FigureField(forms.CharField):
    """A figure as people write it in a workbook: 28,5 or 28.5 or 2 903,5."""

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        read = read_figure(cell(text), "")
        if read.figure is None:
            raise forms.ValidationError(FIGURE, code="invalid")
        return read.figure


class MoveForm(KeyedForm):
    """A municipality that is to count in another network, in a basis of its own."""

    municipality = forms.ChoiceField(label=_("Municipality"))
    network = forms.ChoiceField(label=_("Counts in"))
    figure = FigureField(
        label=_("What it brings along"),
        help_text=_("Only where the basis has no figure for the municipality."),
        required=False,
        widget=forms.TextInput(attrs=DECIMAL_INPUT),
    )
    title = forms.CharField(label=_("Title of the new basis"), max_length=120)

    def __init__(
        self,
        *args: Any,
        municipalities: Sequence[Municipality],
        networks: Sequence[Network],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.municipalities = {str(one.pk): one for one in municipalities}
        self.networks = {str(one.pk): one for one in networks}
        self.fields["municipality"].choices = [
            ("", _("Choose")),
            *((pk, f"{one.number} {one.name}") for pk, one in self.municipalities.items()),
        ]
        self.fields["network"].choices = [
            ("", _("Choose")),
            *((pk, one.name) for pk, one in self.networks.items()),
        ]

    def clean_municipality(self) -> Municipality:
        return self.municipalities[self.cleaned_data["municipality"]]

    def clean_network(self) -> Network:
        return self.networks[self.cleaned_data["network"]]


class AgainstForm(forms.Form):
    """Which basis to compare with, and from how many percent a change is a jump. Read by GET."""

    mot = forms.ChoiceField(label=_("Compare with"))
    prosent = forms.DecimalField(
        label=_("Jumps of more than, %"),
        min_value=Decimal(0),
        max_value=Decimal(1_000),
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs=DECIMAL_INPUT),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value", "max_decimal_places"), PERCENT
        ),
    )

    def __init__(self, *args: Any, others: Sequence[Basis], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(basis.pk): basis for basis in others}
        self.fields["mot"].choices = [(pk, str(basis)) for pk, basis in self.others.items()]

    def clean_mot(self) -> Basis:
        return self.others[self.cleaned_data["mot"]]
