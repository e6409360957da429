"""Form fields that several apps use."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rekom.kit.kroner import NotKroner, format_amount, format_nok, parse_kroner


class DayField(forms.DateField):
    """Text, never type=date: that loses what it cannot read, and looks otherwise in every browser."""

    widget = forms.DateInput(format="%d.%m.%Y", attrs={"autocomplete": "off", "size": 12})
    default_error_messages = {
        "invalid": _("Write the day as day, month and year, for example 24.01.2024")
    }

    def __init__(self, **kwargs: Any) -> None:
        formats = ["%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%Y-%m-%d"]
        super().__init__(input_formats=formats, **kwargs)


class KronerField(forms.Field):
    """Whole kroner as people write them: "kr 150 000,-", "1.380.000", "500 000,00".

    Text with a numeric keyboard, never type=number: that loses what it cannot read. What was typed
    stands there again after an error.
    """

    widget = forms.TextInput(
        attrs={"inputmode": "numeric", "autocomplete": "off", "class": "rk-amount"}
    )
    default_error_messages = {
        "invalid": _("Write the amount in whole kroner with digits only, for example 75 000"),
        "max_nok": _("The amount can be %(limit)s at most"),
    }

    def __init__(self, *, max_nok: int = 2_000_000_000, **kwargs: Any) -> None:
        kwargs.pop("min_value", None)  # a model field hands these on; there are no negative kroner
        kwargs.pop("max_value", None)
        super().__init__(**kwargs)
        self.max_nok = max_nok

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        if isinstance(value, int):
            return value
        try:
            nok = parse_kroner(str(value))
        except NotKroner:
            if not str(value).strip():
                return None
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if nok > self.max_nok:
            limit = format_nok(self.max_nok)
            raise ValidationError(
                self.error_messages["max_nok"], code="max_nok", params={"limit": limit}
            )
        return nok

    def prepare_value(self, value: Any) -> Any:
        """A number in groups; text as it was typed, in groups when it can be read."""
        if isinstance(value, str):
            try:
                value = parse_kroner(value)
            except NotKroner:
                return value
        return value if value is None else format_amount(value)
