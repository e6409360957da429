"""Writes a question of a form: label, help, control, characters left, error.

In reading order, and with the ids that Django 5.2 writes into aria-describedby. The crispy pack and the
tags `field`, `field_errors` and `counter` all come here.
"""

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rekom.kit.controls import characters_left, control, is_group, safe
from rekom.kit.kroner import format_amount


def question(
    field: BoundField,
    *,
    hide_label: bool = False,
    label_end: str = "",
    prefix: str = "",
    suffix: str = "",
    css: str = "",
) -> SafeString:
    """``label_end`` is heard and not seen: which of several alike. ``css``: more classes."""
    if field.is_hidden:
        return control(field)
    if is_group(field):
        return _fieldset(field, hide_label=hide_label, css=css)
    css = f"ds-field rk-invalid {css}" if field.errors else f"ds-field {css}"
    heard = f'<span class="ds-sr-only"> {safe(label_end)}</span>' if label_end else ""
    label_css = "ds-label ds-sr-only" if hide_label else "ds-label"
    label = (
        f'<label class="{label_css}" for="{field.id_for_label}">{safe(field.label)}{heard}</label>'
    )
    help_text, written = _help_text(field), control(field)
    if prefix or suffix:
        written = _with_affixes(written, prefix, suffix)
    if isinstance(field.field.widget, forms.CheckboxInput):
        parts = f"{written}{label}{help_text}{errors(field)}"
    else:
        parts = f"{label}{help_text}{written}{counter(field)}{errors(field)}"
    return mark_safe(f'<div class="{css.rstrip()}">{parts}</div>\n')  # noqa: S308


def errors(field: BoundField) -> SafeString:
    if not (messages := field.errors):
        return SafeString()
    text = " ".join(safe(message) for message in messages)
    return mark_safe(  # noqa: S308
        f'<p class="ds-validation-message" id="{field.auto_id}_error">{text}</p>'
    )


def counter(field: BoundField) -> SafeString:
    """Characters left of a limit. static/js/rekom.js keeps it up to date; a limit never cuts."""
    left, limit = characters_left(field), getattr(field.field, "max_length", None)
    return SafeString() if left is None else counter_of(field.auto_id, limit, left)


def counter_of(control_id: str, limit: int | None, left: int) -> SafeString:
    """The same for a control that no form has made."""
    # Translators: {} is a number
    text_left, text_over = _("{} characters left"), _("{} characters too many")
    now = (text_over if left < 0 else text_left).format(format_amount(abs(left)))
    over = " data-over" if left < 0 else ""
    return mark_safe(  # noqa: S308
        f'<p class="rk-counter" id="{control_id}_counter" data-counter-for="{control_id}"'
        f' data-max="{limit}" data-text-left="{safe(text_left)}"'
        f' data-text-over="{safe(text_over)}"{over}>{safe(now)}</p>'
    )


def _fieldset(field: BoundField, *, hide_label: bool, css: str) -> SafeString:
    css = f"ds-fieldset rk-invalid {css}" if field.errors else f"ds-fieldset {css}"
    legend_css = "ds-label ds-sr-only" if hide_label else "ds-label"
    ids = field.aria_describedby
    described_by = f' aria-describedby="{ids}"' if ids else ""
    return mark_safe(  # noqa: S308
        f'<fieldset class="{css.rstrip()}"{described_by}><legend class="{legend_css}">{safe(field.label)}</legend>'
        f"{_help_text(field)}{control(field)}{errors(field)}</fieldset>\n"
    )


def _help_text(field: BoundField) -> str:
    if not field.help_text:
        return ""
    return f'<p data-field="description" id="{field.auto_id}_helptext">{safe(field.help_text)}</p>'


def _with_affixes(written: str, prefix: str, suffix: str) -> SafeString:
    before = f'<span class="ds-field-affix">{safe(prefix)}</span>' if prefix else ""
    after = f'<span class="ds-field-affix">{safe(suffix)}</span>' if suffix else ""
    return mark_safe(f'<div class="ds-field-affixes">{before}{written}{after}</div>')  # noqa: S308
