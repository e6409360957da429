"""Fields of a draft: nothing is required, and what is typed must be readable."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.models.report import ANSWER, REASON
from measures.rules.identity_numbers import (
    find_national_identity_numbers,
    hide_national_identity_numbers,
)
from rekom.kit.fields import DayField, KronerField

AROUND = 30  # characters shown on each side of what is refused
# Who somebody is and how to reach them: never kept in the browser, see static/js/autosave.js.
NEVER_KEEP = {"data-never-keep": True}


def refuse_identity_numbers(text: str) -> None:
    """R-31: never stored, so it is stopped here. The message shows the place, not the number."""
    for start, end in find_national_identity_numbers(text):
        before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        place = hide_national_identity_numbers(" ".join(f"{before}▮▮▮▮▮▮▮▮▮▮▮{after}".split()))
        raise ValidationError(
            _("Remove the national identity number where it says “%(place)s”."),
            code="identity_number",
            params={"place": place},
        )


class Text(forms.CharField):
    default_validators = [refuse_identity_numbers]
    default_error_messages = {
        "max_length": gettext_lazy(
            "The text is %(show_value)d characters, and there is room for %(limit_value)d. Shorten it."
        )
    }

    def __init__(self, *, max_length: int = 120, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=max_length, **kwargs)


class Answer(Text):
    """A long text; the field grows with it."""

    def __init__(self, *, max_length: int = ANSWER, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)


class Reason(Answer):
    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(max_length=REASON, rows=rows, **kwargs)


class Count(forms.IntegerField):
    """A whole number as text: a field of the type number loses what it cannot read."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": gettext_lazy("Write a whole number with digits only, for example 14"),
        "min_value": gettext_lazy("Write %(limit_value)d or more"),
        "max_value": gettext_lazy("Write %(limit_value)d at most"),
    }

    def __init__(self, *, min_value: int = 0, max_value: int = 100_000, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "off"}

    def to_python(self, value: Any) -> int | None:
        """ "1 200" is a number, "2-3" and "ca. 14" are not."""
        if isinstance(value, str):
            value = re.sub(r"(?<=\d)\s(?=\d{3}\b)", "", value.strip())
        return super().to_python(value)


class ShortCount(Count):
    """In a form of questions below each other: as wide as what is written there."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"size": 6}


class Kroner(KronerField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)


class Day(DayField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)


class YesNo(forms.TypedChoiceField):
    """Yes, no, or not answered yet: None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
            coerce=lambda value: value == "yes",
            empty_value=None,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class KeyedForm(forms.Form):
    """One of several rows. Its fields are named by the row's key, "text-12", and so are their ids.

    That is how ``rules.problems`` names a field in a row, so a link from a message finds its place.
    """

    use_required_attribute = False

    def __init__(self, data: Any = None, *, key: str, **kwargs: Any) -> None:
        self.key = key
        super().__init__(data, **kwargs)

    def add_prefix(self, field_name: str) -> str:
        return f"{field_name}-{self.key}"


def keys_in(data: Any, field: str) -> list[str]:
    """The keys of the rows that were sent, in the order of the page."""
    start = f"{field}-"
    return [name.removeprefix(start) for name in data if name.startswith(start)]
