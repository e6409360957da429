"""The list of what is wrong on a page, each line with the place it leads to."""

from collections.abc import Iterator

from django.forms import BaseForm
from django.forms.formsets import BaseFormSet

from rekom.kit.controls import first_control_id

Line = tuple[str, str]  # address (empty when there is no place), message


def lines(*forms: BaseForm | BaseFormSet) -> Iterator[Line]:
    for form in forms:
        if isinstance(form, BaseFormSet):
            yield from (("", str(message)) for message in form.non_form_errors())
            yield from lines(*form.forms)
        else:
            yield from _of_form(form)


def _of_form(form: BaseForm) -> Iterator[Line]:
    # A form that is one of many may say which: `form.place = _("Line 3")`.
    place = getattr(form, "place", "")
    for name, messages in form.errors.items():
        if name not in form.fields:
            yield from (
                ("", f"{place}: {message}" if place else str(message)) for message in messages
            )
            continue
        field = form[name]
        label = f"{place}, {field.label}" if place else str(field.label)
        colon = "" if label.endswith(("?", ".", ":")) else ":"
        yield from (
            (f"#{first_control_id(field)}", f"{label}{colon} {message}") for message in messages
        )
