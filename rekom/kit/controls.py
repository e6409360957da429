"""Writes the controls of a form: Designsystemet's classes, Django's names, ids and ARIA.

Django renders each widget through templates of its own, and twice as many for each choice of a group. A
page with seventy controls would spend most of its time there, so the common ones are written here, in a
fifth of the time; any other widget still goes through Django.
"""

from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe

Data = dict[str, Any]  # what Widget.get_context() calls "widget"


def control(field: BoundField, *, label: str = "", size: int | None = None) -> SafeString:
    """The control alone. ``label`` names it where no label element does, as in a table."""
    widget = field.field.widget
    attrs = _attrs(field, label=label, size=size)
    kind: Any = type(widget)
    write = _writer(kind)
    if write is None:
        return field.as_widget(attrs=attrs)
    if field.field.localize:
        widget.is_localized = True
    return mark_safe(write(widget.get_context(field.html_name, field.value(), attrs)["widget"]))  # noqa: S308


def is_group(field: BoundField) -> bool:
    """Several controls that answer one question, and so stand in a fieldset with a legend."""
    return isinstance(field.field.widget, _GROUPS)


def first_control_id(field: BoundField) -> str:
    """Where a link to the question leads: the control, or the first of a group."""
    return f"{field.auto_id}_0" if is_group(field) else field.id_for_label or field.auto_id


def characters_left(field: BoundField) -> int | None:
    """None without a limit."""
    limit: int | None = getattr(field.field, "max_length", None)
    if limit is None or not isinstance(field.field.widget, forms.Textarea):
        return None
    return limit - length_of(str(field.value() or ""))


def length_of(text: str) -> int:
    """As Django counts what the browser sends: a line break is two."""
    return len(text.replace("\r\n", "\n").replace("\n", "\r\n"))


def safe(value: object) -> str:
    """Escaped, but for what is marked safe."""
    if type(value) is str:  # nearly always, and then there is nothing to look for
        return escape(value)
    return str(value) if hasattr(value, "__html__") else escape(str(value))


def flat(attrs: Mapping[str, Any]) -> str:
    """As Django's flatatt: True is the name alone, False and None are left out."""
    text = ""
    for name, value in attrs.items():
        if value is True:
            text += f" {name}"
        elif value is not None and value is not False:
            text += f' {name}="{safe(value)}"'
    return text


def _attrs(field: BoundField, *, label: str, size: int | None) -> Data:
    widget = field.field.widget
    attrs: Data = {}
    if widget.is_hidden:  # nobody sees or hears it
        return {"id": field.auto_id} if field.auto_id and "id" not in widget.attrs else {}
    if label:
        attrs["aria-label"] = label
    if size:
        attrs["size"] = size
    attrs["class"] = f"ds-input {own}" if (own := widget.attrs.get("class")) else "ds-input"
    if described_by := _described_by(field):
        attrs["aria-describedby"] = described_by
    attrs = field.build_widget_attrs(attrs, widget)
    if field.auto_id and "id" not in widget.attrs:
        attrs["id"] = field.auto_id
    return attrs


def _described_by(field: BoundField) -> str:
    """Help, error and what is left. A group is described by its fieldset."""
    ids = "" if is_group(field) else field.aria_describedby or ""
    counted = characters_left(field) is not None
    return f"{ids} {field.auto_id}_counter".lstrip() if counted else ids


def _input(data: Data) -> str:
    attrs, kind = _without_limit(data["attrs"]), data["type"]
    if kind == "number":  # loses what it cannot read, and changes when a wheel turns over it
        attrs, kind = _as_text_with_digits(attrs), "text"
    own = {"type": kind, "name": data["name"], "value": data["value"]}
    return f"<input{flat(own)}{flat(attrs)}>"


def _textarea(data: Data) -> str:
    # Width and height follow the page and the text, so not what Django puts on every textarea.
    django = {("cols", "40"), ("rows", "10")}
    attrs = dict(item for item in _without_limit(data["attrs"]).items() if item not in django)
    # A browser drops one line break after the tag: without it a text that begins with one would lose it.
    return f'<textarea name="{safe(data["name"])}"{flat(attrs)}>\n{safe(data["value"] or "")}</textarea>'


def _select(data: Data) -> str:
    parts = [f'<select name="{safe(data["name"])}"{flat(data["attrs"])}>']
    for group, options, _index in data["optgroups"]:
        written = "".join(
            f'<option value="{safe(option["value"])}"{flat(option["attrs"])}>{safe(option["label"])}</option>'
            for option in options
        )
        parts.append(f'<optgroup label="{safe(group)}">{written}</optgroup>' if group else written)
    return "".join([*parts, "</select>"])


def _choices(data: Data) -> str:
    return "".join(
        f'<div class="ds-field">{_input(option)}'
        f'<label class="ds-label" for="{option["attrs"]["id"]}">{safe(option["label"])}</label></div>'
        for _group, options, _index in data["optgroups"]
        for option in options
    )


def _without_limit(attrs: Data) -> Data:
    """No maxlength: a browser would cut what somebody pastes. The server says what is too long."""
    return {name: value for name, value in attrs.items() if name not in {"maxlength", "minlength"}}


def _as_text_with_digits(attrs: Data) -> Data:
    whole = attrs.get("step") in {None, 1, "1"}
    kept = {name: value for name, value in attrs.items() if name not in {"step", "min", "max"}}
    return {"inputmode": "numeric" if whole else "decimal", **kept}


_GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.MultiWidget)

# The first that fits. A widget of several controls and the unknown are left to Django.
_WRITERS: list[tuple[tuple[type[forms.Widget], ...], Callable[[Data], str] | None]] = [
    ((forms.MultiWidget,), None),
    ((forms.RadioSelect, forms.CheckboxSelectMultiple), _choices),
    ((forms.Select,), _select),
    ((forms.Textarea,), _textarea),
    ((forms.widgets.Input,), _input),
    ((forms.Widget,), None),
]


@cache
def _writer(kind: type[forms.Widget]) -> Callable[[Data], str] | None:
    return next(write for kinds, write in _WRITERS if issubclass(kind, kinds))
