"""Two people saved the same page: nothing is stored over, and both texts are shown."""

import json
from collections.abc import Container, Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _

from measures import terms
from measures.choices import CostType, SessionMode
from measures.content import LineContent, MeasureContent, ReportContent, SessionContent
from measures.forms.fields import ShortCount
from measures.forms.one_field import OneField
from measures.models import NeedsReport
from measures.views.doors import Told
from partnerships.models import User
from rekom.kit.controls import first_control_id
from rekom.kit.dates import format_when
from rekom.kit.kroner import format_amount, format_nok

LONGEST_SHOWN = 1_000  # characters of the stored text under a question


class Conflict:
    """What differs between the forms as they were sent and what a colleague has stored since.

    ``written`` names the fields in which both have written. The stored answer is shown with its
    question, as part of its help text; saving again is the choice of one's own. ``sent`` are filled with
    what was sent, upon what is stored now. Who it was, and when, is said where it is known.
    """

    def __init__(
        self,
        sent: Iterable[forms.BaseForm],
        written: Container[str],
        *,
        name: str = "",
        at: datetime | None = None,
        also: Iterable[str] = (),
    ) -> None:
        self.also = list(also)  # stored rows in words, for they may have no place on the page
        self.name = name or _("Somebody")
        self.at = at
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
        if self.at is None:
            return _("Somebody else saved this page while you were writing.")
        return _("%(name)s saved this page %(at)s, while you were writing") % {
            "name": self.name,
            "at": format_when(self.at, "time"),
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


def conflict_in_report(
    sent: Iterable[forms.BaseForm],
    report: NeedsReport,
    written: Container[str],
    *,
    by: User,
    also: Iterable[str] = (),
) -> Conflict:
    return Conflict(sent, written, name=who_else(report, by), at=report.changed_at, also=also)


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


def in_words(report: NeedsReport, sent: OneField, answer: Any) -> list[str]:
    """An answer to be read: a line for each row of a table; empty when nothing is answered."""
    if not sent.is_table:
        text = _words(sent.question(answer), answer)
        return [text] if text else []
    sort = sent.name.partition("-")[0]
    if sort == "lines":
        return [line_in_words(line) for line in answer]
    if sort == "estimate":
        amount_nok, reason = answer or (None, "")
        return list(filter(None, (amount_nok is not None and format_nok(amount_nok), reason)))
    if sort == "participants":
        return [", ".join(filter(None, (each.role, each.name, each.union))) for each in answer]
    cohorts, sessions = answer
    return [*(each.name for each in cohorts), *map(_session_in_words, sessions)]


def line_in_words(line: LineContent) -> str:
    return _("%(text)s, %(quantity)d × %(price)s") % {
        "text": line.text or CostType(line.cost_type).label,
        "quantity": line.quantity,
        "price": format_nok(line.unit_price_nok),
    }


def stored_lines(
    content: ReportContent, measure: MeasureContent, written: Container[str]
) -> list[str]:
    """The stored lines in words, of the tables in which somebody has written others at the same time."""
    return [
        f"{content.payee(line.payee).short_name}: {line_in_words(line)}"
        for line in measure.lines
        if f"lines-{line.payee}-{line.kind}" in written
    ]


def _session_in_words(session: SessionContent) -> str:
    how = SessionMode(session.mode).label
    words = (terms.label(session.term), f"{session.count} {how}", session.cohort)
    return ", ".join(filter(None, words))


def _label(field: BoundField) -> str:
    place = getattr(field.form, "place", "")
    return f"{place}, {field.label}" if place else str(field.label)


def _in_words(field: BoundField, stored: Any) -> str:
    return _words(field.field, stored)


def _words(field: forms.Field, stored: Any) -> str:
    """A choice by its words, an amount in groups, a text as it is."""
    choices = {str(key): str(words) for key, words in getattr(field, "choices", ())}
    if choices:
        chosen = field.prepare_value(stored)
        keys = chosen if isinstance(chosen, list | tuple) else [chosen]
        return ", ".join(choices[str(key)] for key in keys if str(key) in choices)
    if isinstance(stored, bool):
        return _("Yes") if stored else _("No")
    if isinstance(stored, int):  # a year is short, and has no groups
        return str(stored) if isinstance(field, ShortCount) else format_amount(stored)
    if isinstance(stored, date):
        return format_when(stored, "long")
    return str(stored or "")
