"""Two people saved the same page: nothing is stored over, and both texts are shown."""

import json
from collections.abc import Container, Iterable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _

from measures.models import NeedsReport
from measures.views.doors import Told
from partnerships.models import User
from rekom.kit.controls import first_control_id
from rekom.kit.dates import format_when
from rekom.kit.kroner import format_amount

LONGEST_SHOWN = 1_000  # characters of the stored text under a question


class Conflict:
    """What differs between the forms as they were sent and what a colleague has stored since.

    ``written`` names the fields in which both have written. The stored answer is shown with its
    question, as part of its help text; saving again is the choice of one's own.
    """

    def __init__(
        self,
        sent: Iterable[forms.BaseForm],
        report: NeedsReport,
        written: Container[str],
        *,
        by: User,
        also: Iterable[str] = (),
    ) -> None:
        self.also = list(also)  # stored rows in words, for they may have no place on the page
        self.name = who_else(report, by)
        self.at = format_when(report.changed_at, "time")
        self.fields = [
            field
            for form in sent
            for field in form
            if field.name in form.changed_data and name_of(field) in written
        ]
        for field in self.fields:
            self._show_stored(field)

    @property
    def title(self) -> str:
        return _("%(name)s saved this page %(at)s, while you were writing") % {
            "name": self.name,
            "at": self.at,
        }

    @property
    def told(self) -> list[Told]:
        """A line for each answer that differs; none when both wrote the same."""
        return [
            Told(f"#{first_control_id(field)}", _label(field))
            for field in self.fields
            if not field.is_hidden
        ]

    def _show_stored(self, field: BoundField) -> None:
        stored = _in_words(field, field.initial)
        said = _("%(name)s has saved: “%(text)s”") if stored else _("%(name)s has saved it empty.")
        text = said % {"name": self.name, "text": stored[:LONGEST_SHOWN]}
        field.field.help_text = field.help_text = format_html(
            '{} <span class="rk-stored">{}</span>', field.help_text, text
        )


def sent_marks(request: HttpRequest) -> dict[str, str]:
    """The marks of what the page had shown, field by field; none when they cannot be read."""
    try:
        found = json.loads(request.POST.get("seen", ""))
    except ValueError:
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {str(name): str(mark) for name, mark in pairs}


def name_of(field: BoundField) -> str:
    """The field of the page to which a control belongs: a table is one field."""
    return getattr(field.form, "table", "") or field.html_name


def who_else(report: NeedsReport, by: User) -> str:
    """Who has saved since; nothing tells it of one field alone, and it may be oneself in another tab."""
    return report.changed_by.name if report.changed_by != by else _("Somebody")


def _label(field: BoundField) -> str:
    place = getattr(field.form, "place", "")
    return f"{place}, {field.label}" if place else str(field.label)


def _in_words(field: BoundField, stored: Any) -> str:
    """A choice by its words, an amount in groups, a text as it is."""
    choices = {str(key): str(words) for key, words in getattr(field.field, "choices", ())}
    if choices:
        chosen = field.field.prepare_value(stored)
        keys = chosen if isinstance(chosen, list | tuple) else [chosen]
        return ", ".join(choices[str(key)] for key in keys if str(key) in choices)
    if isinstance(stored, int) and not isinstance(stored, bool):
        return format_amount(stored)
    return str(stored or "")
