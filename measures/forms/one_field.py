"""One field of a page, sent by itself while somebody writes: read as the page's own form would read it.

A form with all its fields takes longer to make than everything else that happens when one is saved.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import fields
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from measures import terms
from measures.choices import Section
from measures.content import (
    CohortContent,
    EstimateContent,
    LineContent,
    Participant,
    PayeeContent,
    SessionContent,
)
from measures.forms.answers import CHOSEN, AnswersForm, kinds
from measures.forms.fields import KeyedForm, Kroner, keys_in
from measures.forms.parties import PartiesForm, PartnerForm
from measures.forms.rows import CohortForm, EstimateForm, LineForm, RowForm, SessionForm, sent_keys
from measures.forms.sections import CodeterminationForm, ContactForm, ParticipantForm, ScopeForm
from measures.models import NeedsReport
from measures.models.options import plan_item_choices, target_group_choices
from measures.services.rows import UnknownField
from rekom.kit.controls import first_control_id

IDENTITY_NUMBER = "identity_number"
# Of several tables of a sort, "lines-4-grant", the first word.
TABLES = {
    (Section.MEASURES, "lines"): gettext_lazy("Amounts"),
    (Section.MEASURES, "estimate"): gettext_lazy("Estimates for later years"),
    (Section.MEASURES, "cohorts"): gettext_lazy("Cohorts and sessions"),
    (Section.CODETERMINATION, "participants"): gettext_lazy("Who took part?"),
}
QUESTIONS: dict[Section, dict[str, forms.Field]] = {
    Section.SCOPE: ScopeForm.base_fields,
    Section.CONTACTS: ContactForm.base_fields | {"amount_nok": Kroner()},
    Section.PARTIES: PartiesForm.base_fields
    | {"contact_name": PartnerForm.base_fields["contact_name"]},
    Section.CODETERMINATION: CodeterminationForm.base_fields,
    Section.MEASURES: AnswersForm.base_fields,
}
LONGEST_NAME = 80


class Problem(NamedTuple):
    control: str  # id of the control
    message: str


class Wrong(Exception):
    """What was sent cannot be read. ``may_be_kept`` is False for what must never be stored anywhere."""

    def __init__(self, problems: Iterable[Problem], codes: Iterable[str | None]) -> None:
        self.problems = list(problems)
        self.may_be_kept = IDENTITY_NUMBER not in set(codes)
        super().__init__("; ".join(problem.message for problem in self.problems))


def field_label(section: Section, name: str) -> str:
    """What a field of a page is called. Raises UnknownField."""
    known = QUESTIONS.get(section, {})
    if len(name) > LONGEST_NAME:
        raise UnknownField(name)
    for each in (name, name.partition("-")[0]):
        if (section, each) in TABLES:
            return str(TABLES[section, each])
        if each in known:
            return str(known[each].label)
    raise UnknownField(name)


class OneField:
    """``name`` is the field's on the page of ``section``, ``data`` what was sent of it."""

    def __init__(
        self, report: NeedsReport, section: Section, name: str, data: Mapping[str, Any]
    ) -> None:
        self.report, self.section, self.name, self.data = report, section, name, data
        self.is_table = (section, name.partition("-")[0]) in TABLES

    def read(self, stored: Any) -> Any:
        """The answer that was sent. Raises Wrong, UnknownField."""
        if self.is_table:
            return self._read_table(stored)
        field = self.question(stored)
        is_list = isinstance(field, forms.MultipleChoiceField)
        if not (is_list or isinstance(field.widget, forms.RadioSelect) or self.name in self.data):
            raise UnknownField(self.name)
        try:
            value = field.clean(field.widget.value_from_datadict(self.data, {}, self.name))
        except ValidationError as error:
            problems = [Problem(f"id_{self.name}", message) for message in error.messages]
            raise Wrong(problems, [each.code for each in error.error_list]) from None
        if self.name in CHOSEN and self.name != "terms":
            return sorted(map(int, value))
        if self.name == "held_on":
            return value.isoformat() if value else ""
        return sorted(value, key=terms.order) if self.name == "terms" else value

    def as_typed(self, answer: Any) -> list[str] | None:
        """What the controls would hold; None for a table."""
        if self.is_table:
            return None
        field = self.question(answer)
        if self.name == "held_on":
            answer = date.fromisoformat(answer) if answer else None
        shown = field.widget.format_value(field.prepare_value(answer))
        if isinstance(shown, list):
            return [str(each) for each in shown]
        return [] if shown is None else [str(shown)]

    def question(self, stored: Any = None) -> forms.Field:
        """The form's own field, with what can be chosen. Raises UnknownField."""
        is_keyed = self.section in {Section.CONTACTS, Section.PARTIES}
        name = self.name.partition("-")[0] if is_keyed else self.name
        if name not in QUESTIONS.get(self.section, {}):
            raise UnknownField(self.name)
        return self._with_choices(QUESTIONS[self.section][name], stored)

    def _with_choices(self, field: forms.Field, stored: Any) -> forms.Field:
        if self.section != Section.MEASURES:
            return field
        call = self.report.call
        offered: Callable[[], list[tuple[str, str]]] | None = {
            "kind": lambda: kinds(stored),
            "scheme": lambda: [(each.code, str(each)) for each in call.schemes.all()],
            "terms": lambda: self._terms(stored or ()),
            "target_groups": target_group_choices,
            "plan_items": lambda: plan_item_choices(call),
        }.get(self.name)
        if offered:
            field = copy(field)
            field.choices = offered()
        return field

    def _terms(self, *chosen: Iterable[str]) -> list[tuple[str, str]]:
        """Those of the call, and what was chosen before the call was changed."""
        codes = {*self.report.call.terms, *(code for each in chosen for code in each if code)}
        return [(code, terms.label(code)) for code in sorted(codes, key=terms.order)]

    # --- tables ----------------------------------------------------------------------------------

    def _read_table(self, stored: Any) -> Any:
        sort, _dash, place = self.name.partition("-")
        if sort == "lines":
            payee, _dash, kind = place.partition("-")
            return self._lines(int(payee), kind, stored)
        if sort == "estimate":
            period, _dash, payee = place.rpartition("-")
            return self._estimate(period, int(payee), stored)
        return self._participants() if sort == "participants" else self._cohorts(*stored)

    def _lines(self, payee: int, kind: str, stored: list[LineContent]) -> list[LineContent]:
        known = {str(line.key): line for line in stored}
        offered = [("", ""), *self._terms(line.term for line in stored)]
        rows = [
            LineForm(
                self.data,
                key=key,
                payee=_payee(payee),
                kind=kind,
                line=known.get(key),
                term_choices=offered,
            )
            for key in sent_keys(self.data, LineForm)
            if (self.data[f"payee-{key}"], self.data.get(f"kind-{key}")) == (str(payee), kind)
        ]
        return _values(rows)

    def _estimate(self, period: str, payee: int, stored: Any) -> tuple[int | None, str]:
        row = EstimateForm(self.data, period=period, payee=_payee(payee), estimate=None)
        if row["amount_nok"].html_name not in self.data:
            raise UnknownField(self.name)
        estimate: list[EstimateContent] = _values([row])
        return (estimate[0].amount_nok, estimate[0].reason) if estimate else (None, "")

    def _cohorts(
        self, cohorts: list[CohortContent], sessions: list[SessionContent]
    ) -> tuple[list[CohortContent], list[SessionContent]]:
        offered = self._terms(
            (each.start_term for each in cohorts), (each.term for each in sessions)
        )
        known = {str(each.key): each for each in cohorts}
        rows = [
            CohortForm(self.data, key=key, cohort=known.get(key), term_choices=offered)
            for key in sent_keys(self.data, CohortForm)
        ]
        names = [row["name"].value() for row in rows if not row.removed and row["name"].value()]
        held = {str(each.key): each for each in sessions}
        further = [
            SessionForm(
                self.data,
                key=key,
                session=held.get(key),
                term_choices=offered,
                cohorts=dict.fromkeys(names),
            )
            for key in sent_keys(self.data, SessionForm)
        ]
        _must_be_right([*rows, *further])
        return _values(rows), _values(further)

    def _participants(self) -> list[Participant]:
        rows = [
            ParticipantForm(self.data, key=key, initial={}) for key in keys_in(self.data, "role")
        ]
        _must_be_right(rows)
        return [Participant(**row.cleaned_data) for row in rows if any(row.cleaned_data.values())]


def _values(rows: list[Any]) -> list[Any]:
    _must_be_right(rows)
    return [row.value() for row in rows if not row.removed and not row.is_blank()]


def _must_be_right(rows: Iterable[RowForm | KeyedForm]) -> None:
    wrong = [row for row in rows if not row.is_valid()]
    errors = [(row, name, each) for row in wrong for name, each in row.errors.as_data().items()]
    if errors:
        raise Wrong(
            (
                Problem(first_control_id(row[name]), message)
                for row, name, _each in errors
                for message in row.errors[name]
            ),
            (error.code for _row, _name, each in errors for error in each),
        )


def _payee(key: int) -> PayeeContent:
    """As much of a payee as a row's form asks for."""
    nothing: dict[str, Any] = dict.fromkeys((each.name for each in fields(PayeeContent)), "")
    return PayeeContent(**nothing | {"key": key, "opening_balances": ()})
