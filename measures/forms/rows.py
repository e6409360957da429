"""The rows of a measure's page: money, estimates for later, cohorts and sessions.

A row that is taken away stays on the page until it is saved, so that it can be put back in its place.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measures import terms
from measures.choices import CostType, LineKind, SessionMode
from measures.content import (
    CohortContent,
    EstimateContent,
    LineContent,
    PayeeContent,
    SessionContent,
)
from measures.forms.fields import Count, KeyedForm, Kroner, Reason, Text, keys_in

NOTHING_CHOSEN = ("", _("Choose"))
# Own contribution is money, wages and time; a grant is spent on all but the owner's own money.
OWN_COSTS = (
    CostType.WAGES,
    CostType.RELEASE_TIME,
    CostType.SUBSTITUTES,
    CostType.MEETINGS,
    CostType.PREMISES_AND_FOOD,
    CostType.TRAVEL,
    CostType.CASH,
    CostType.OTHER,
)
COSTS = {
    LineKind.GRANT: [cost for cost in CostType if cost != CostType.CASH],
    LineKind.OWN_CONTRIBUTION: OWN_COSTS,
}


class RowForm(KeyedForm):
    """``sort`` names the kind of row; ``marker`` is a field that every row of the sort sends."""

    sort = ""
    marker = ""
    table = ""  # the field of the page that the row is part of
    place = ""
    removed = False  # taken away, and not yet saved
    focus = False  # the reader goes on here: at the way back, or in the new row
    first = ""  # the field where a new row begins

    def __init__(self, data: Any = None, *, key: str, **kwargs: Any) -> None:
        super().__init__(data, key=key, **kwargs)
        self.removed = bool(data) and data.get(self.removed_name) == "1"

    def begin(self) -> None:
        """A new row: the reader writes here next."""
        self.focus = True
        self.fields[self.first].widget.attrs["autofocus"] = True

    @property
    def labels(self) -> dict[str, str]:
        """Names of the controls where a table has no room for labels: "Unit price, line 3"."""
        return {name: f"{field.label}, {self.place}" for name, field in self.fields.items()}

    @property
    def removed_name(self) -> str:
        return f"removed-{self.sort}-{self.key}"

    def is_valid(self) -> bool:
        """What is taken away need not be right."""
        return self.removed or super().is_valid()

    def is_blank(self) -> bool:
        return not any(self.cleaned_data.values())


class LineForm(RowForm):
    """Quantity × unit price for one payee. The amount is the server's, never typed."""

    sort, marker, first = "line", "payee", "cost_type"

    payee = forms.CharField(widget=forms.HiddenInput)
    kind = forms.CharField(widget=forms.HiddenInput)
    cost_type = forms.ChoiceField(label=_("Cost type"), required=False)
    text = Text(label=_("What the money goes to"), max_length=200)
    quantity = Count(label=_("Quantity"), min_value=1)
    unit_price_nok = Kroner(label=_("Unit price"))
    term = forms.ChoiceField(label=_("Term"), required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        *,
        key: str,
        payee: PayeeContent,
        kind: str,
        line: LineContent | None,
        term_choices: list[tuple[str, str]],
    ) -> None:
        self.of_payee, self.of_kind, self.line = payee, kind, line
        self.table = f"lines-{payee.key}-{kind}"
        blank = {"quantity": 1, "payee": payee.key, "kind": kind}
        super().__init__(data, key=key, initial=vars(line) if line else blank)
        chosen = [line.cost_type] if line and line.cost_type not in COSTS[kind] else []
        self.fields["cost_type"].choices = [NOTHING_CHOSEN] + [
            (cost, CostType(cost).label) for cost in [*COSTS[kind], *chosen]
        ]
        self.fields["term"].choices = term_choices
        for name in ("quantity", "unit_price_nok"):
            self.fields[name].widget.attrs |= {"class": "rk-amount", "data-sum": True}

    @property
    def amount_nok(self) -> int | None:
        """None when what is typed cannot be read."""
        if self.removed:
            return 0
        if not self.is_bound:
            return self.line.amount_nok if self.line else 0
        quantity, price = self._typed("quantity"), self._typed("unit_price_nok")
        return None if quantity is None or price is None else quantity * price

    def _typed(self, name: str) -> int | None:
        if name in self.errors:
            return None
        if name == "quantity":
            return self.cleaned_data["quantity"] or 1
        return self.cleaned_data["unit_price_nok"] or 0

    def is_blank(self) -> bool:
        return not any(self.cleaned_data[name] for name in ("cost_type", "text", "unit_price_nok"))

    def value(self) -> LineContent:
        typed = self.cleaned_data
        return LineContent(
            key=self.line.key if self.line else 0,
            payee=self.of_payee.key,
            kind=self.of_kind,
            cost_type=typed["cost_type"] or CostType.OTHER,
            text=typed["text"],
            quantity=typed["quantity"] or 1,
            unit_price_nok=typed["unit_price_nok"] or 0,
            term=typed["term"],
        )


class EstimateForm(RowForm):
    """A wish for a later term or year; it never counts in this year's sum (R-22)."""

    sort = "estimate"

    amount_nok = Kroner(label=_("Amount"))
    reason = Reason(label=_("Reason"), rows=1)

    def __init__(
        self,
        data: Any,
        *,
        period: str,
        payee: PayeeContent,
        estimate: EstimateContent | None,
    ) -> None:
        self.period, self.of_payee = period, payee
        self.table = f"estimate-{period}-{payee.key}"
        super().__init__(
            data, key=f"{period}-{payee.key}", initial=vars(estimate) if estimate else {}
        )
        self.fields["amount_nok"].label = payee.name
        self.place = terms.label(period)

    def is_filled(self) -> bool:
        return any(field.value() for field in self)

    def value(self) -> EstimateContent:
        return EstimateContent(period=self.period, payee=self.of_payee.key, **self.cleaned_data)


class CohortForm(RowForm):
    """Units that start together."""

    sort, marker, first = "cohort", "name", "name"
    table = "cohorts"

    name = Text(label=_("Name of the cohort"))
    start_term = forms.ChoiceField(label=_("Starts"), required=False)
    units = Reason(label=_("Kindergartens and schools"), help_text=_("One on each line."))
    staff = Count(label=_("Members of staff"))
    years = Count(label=_("Years"), max_value=20)

    def __init__(
        self,
        data: Any,
        *,
        key: str,
        cohort: CohortContent | None,
        term_choices: list[tuple[str, str]],
    ) -> None:
        self.cohort = cohort
        super().__init__(data, key=key, initial=vars(cohort) if cohort else {})
        self.fields["start_term"].choices = [NOTHING_CHOSEN, *term_choices]
        for name in ("staff", "years"):
            self.fields[name].widget.attrs |= {"class": "rk-amount", "size": 6}

    def value(self) -> CohortContent:
        key = self.cohort.key if self.cohort else 0
        return CohortContent(key=key, **self.cleaned_data)


class SessionForm(RowForm):
    """So many sessions in a term."""

    sort, marker, first = "session", "session-mode", "term"
    table = "cohorts"

    term = forms.ChoiceField(label=_("Term"), required=False)
    count = Count(label=_("How many"), min_value=1, max_value=1000)
    mode = forms.ChoiceField(label=_("How"), choices=SessionMode.choices, required=False)
    cohort = forms.ChoiceField(label=_("Cohort"), required=False)
    per_unit = forms.BooleanField(label=_("In each unit"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        key: str,
        session: SessionContent | None,
        term_choices: list[tuple[str, str]],
        cohorts: Iterable[str],
    ) -> None:
        self.session = session
        super().__init__(data, key=key, initial=vars(session) if session else {})
        self.fields["term"].choices = [NOTHING_CHOSEN, *term_choices]
        self.fields["cohort"].choices = [("", _("All")), *((name, name) for name in cohorts)]
        self.fields["count"].widget.attrs |= {"class": "rk-amount", "size": 4}

    def add_prefix(self, field_name: str) -> str:
        return f"session-{field_name}-{self.key}"

    def clean(self) -> None:
        typed = self.cleaned_data
        if typed.get("count") and not typed.get("term"):
            self.add_error("term", _("Choose when the sessions are held."))

    def is_blank(self) -> bool:
        return not (self.cleaned_data["term"] or self.cleaned_data["count"])

    def value(self) -> SessionContent:
        typed = self.cleaned_data
        return SessionContent(
            key=self.session.key if self.session else 0,
            cohort=typed["cohort"],
            term=typed["term"],
            mode=typed["mode"] or SessionMode.PHYSICAL,
            count=typed["count"] or 1,
            per_unit=typed["per_unit"],
        )


class Act:
    """What a button of a row asks for: "add-line-4-grant", "remove-cohort-12", "restore-line-n1"."""

    def __init__(self, text: str) -> None:
        self.verb, _dash, rest = text.partition("-")
        self.sort, _dash, self.key = rest.partition("-")

    def adds(self, sort: str) -> bool:
        return (self.verb, self.sort) == ("add", sort)

    def apply(self, row: RowForm) -> None:
        if (self.sort, self.key) == (row.sort, row.key) and self.verb in {"remove", "restore"}:
            row.removed = self.verb == "remove"
            row.focus = True


def next_key(keys: Iterable[str]) -> str:
    """A key that no row on the page has."""
    numbers = [int(key[1:]) for key in keys if key[:1] == "n" and key[1:].isdigit()]
    return f"n{max(numbers, default=0) + 1}"


def sent_keys(data: Any, form: type[RowForm]) -> list[str]:
    return keys_in(data, form.marker)
