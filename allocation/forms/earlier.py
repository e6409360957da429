from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from allocation.choices import LedgerKind
from allocation.rules.earlier import EarlierMoney, Told, read_told
from rekom.kit.kroner import NotKroner, format_amount

WORDS = 200  # characters


class ToldField(forms.CharField):
    """An amount, or the words in which it was told; empty when nothing was said."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})
    default_error_messages = {
        "invalid": _(
            "Write the amount in whole kroner, for example 75 000, or in words as it was told"
        )
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=WORDS, **kwargs)

    def clean(self, value: Any) -> Told:
        text = super().clean(value)
        try:
            return read_told(text)
        except NotKroner:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Told):
            return value.words if value.nok is None else format_amount(value.nok)
        return value


class EarlierMoneyForm(forms.Form):
    """One field for each kind that is written down of the holder."""

    help_texts = {
        LedgerKind.OPENING: _("What was left when the year began."),
        LedgerKind.ALLOCATED: _("What the university has been allocated this year."),
        LedgerKind.USED: _("What has been used of it all this year."),
        LedgerKind.REPAID: _("What has been paid back. Write 0 when nothing has."),
        LedgerKind.PLANNED_DRAW: _("As it was told: “about 500 000” is not made into an amount."),
    }

    def __init__(self, *args: Any, kinds: tuple[LedgerKind, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in kinds:
            self.fields[kind.value] = ToldField(label=kind.label, help_text=self.help_texts[kind])


def beginning(money: EarlierMoney, kinds: tuple[LedgerKind, ...]) -> dict[str, Told]:
    """What the form begins with."""
    return {kind.value: getattr(money, kind.value) for kind in kinds}
