"""The page of a measure: its answers, and the rows of money, estimates, cohorts and sessions.

One object holds them all. It is read from the stored measure or from what was sent, and gives back the
measure as a value, which is summed up, saved and checked in the same shape.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext as _

from measures import terms
from measures.choices import LineKind, MeasureKind
from measures.content import LineContent, MeasureContent, PayeeContent, ReportContent
from measures.forms.answers import ATTACHMENT, CHOSEN, AnswersForm, Options, terms_of
from measures.forms.rows import (
    Act,
    CohortForm,
    EstimateForm,
    LineForm,
    RowForm,
    SessionForm,
    next_key,
    sent_keys,
)

Row = TypeVar("Row", bound=RowForm)


class LineGroup:
    """Lines that are added up together."""

    def __init__(self, payee: PayeeContent, lines: list[LineForm]) -> None:
        self.payee, self.lines = payee, lines

    @property
    def amount_nok(self) -> int | None:
        """None as long as a line cannot be read: no sum is better than a wrong one."""
        return _sum(line.amount_nok for line in self.lines)


class MeasureForms:
    """Everything on the page. ``data`` is what was sent; without it the page shows what is stored."""

    def __init__(
        self,
        *,
        content: ReportContent,
        measure: MeasureContent,
        options: Options,
        data: Any = None,
        act: str = "",
    ) -> None:
        self.content, self.measure, self.data, self.act = content, measure, data, Act(act)
        self.is_for_coordinator = measure.kind == MeasureKind.COORDINATOR
        self.term_choices = [(code, terms.label(code)) for code in terms_of(content, measure)]
        self.answers = AnswersForm(data, measure=measure, content=content, options=options)
        self.lines = self._lines()
        self.estimates = [] if self.is_for_coordinator else self._estimates()
        self.cohorts = [] if self.is_for_coordinator else self._cohorts()
        self.sessions = [] if self.is_for_coordinator else self._sessions()

    # --- the rows --------------------------------------------------------------------------------

    def _lines(self) -> list[LineForm]:
        payees = {str(payee.key): payee for payee in self.content.payees}
        stored = {str(line.key): line for line in self.measure.lines}
        places = [
            (key, payees.get(payee), kind)
            for key, payee, kind in self._line_places(stored.values())
        ]
        forms = [
            LineForm(
                self.data,
                key=key,
                payee=payee,
                kind=kind,
                line=stored.get(key),
                term_choices=[("", ""), *self.term_choices],
            )
            for key, payee, kind in places
            if payee and kind in LineKind.values
        ]
        if self.act.adds("line"):
            forms.append(self._new_line(payees, forms))
        # As they stand on the page: the grant payee by payee, then the own contribution.
        order = [*payees]
        forms.sort(
            key=lambda form: (form.of_kind != LineKind.GRANT, order.index(str(form.of_payee.key)))
        )
        return self._ready(forms, _("Line %(number)d"))

    def _line_places(self, stored: Iterable[LineContent]) -> list[tuple[str, str, str]]:
        """(key, payee, kind) of each row: as sent, else as stored and an empty one for who has none."""
        if self.data is not None:
            return [
                (key, self.data.get(f"payee-{key}", ""), self.data.get(f"kind-{key}", ""))
                for key in sent_keys(self.data, LineForm)
            ]
        places = [(str(line.key), str(line.payee), line.kind) for line in stored]
        paid = {payee for _key, payee, kind in places if kind == LineKind.GRANT}
        return places + [
            (f"n{number}", str(payee.key), LineKind.GRANT)
            for number, payee in enumerate(self.content.payees, 1)
            if str(payee.key) not in paid
        ]

    def _new_line(self, payees: dict[str, PayeeContent], forms: list[LineForm]) -> LineForm:
        payee, _dash, kind = self.act.key.partition("-")
        form = LineForm(
            None,
            key=next_key(form.key for form in forms),
            payee=payees.get(payee, self.content.owner),
            kind=kind if kind in LineKind.values else LineKind.GRANT,
            line=None,
            term_choices=[("", ""), *self.term_choices],
        )
        form.begin()
        return form

    def _estimates(self) -> list[EstimateForm]:
        stored = {(each.period, each.payee): each for each in self.measure.estimates}
        return [
            EstimateForm(
                self.data, period=period, payee=payee, estimate=stored.get((period, payee.key))
            )
            for period in self.content.call.continuation_periods
            for payee in self.content.payees
        ]

    def _cohorts(self) -> list[CohortForm]:
        stored = {str(cohort.key): cohort for cohort in self.measure.cohorts}

        def make(data: Any, key: str) -> CohortForm:
            return CohortForm(data, key=key, cohort=stored.get(key), term_choices=self.term_choices)

        return self._ready(self._rows(CohortForm, stored, make), _("Cohort %(number)d"))

    def _sessions(self) -> list[SessionForm]:
        stored = {str(session.key): session for session in self.measure.sessions}
        names = dict.fromkeys(
            name for form in self.cohorts if not form.removed and (name := form["name"].value())
        )

        def make(data: Any, key: str) -> SessionForm:
            return SessionForm(
                data,
                key=key,
                session=stored.get(key),
                term_choices=self.term_choices,
                cohorts=names,
            )

        return self._ready(self._rows(SessionForm, stored, make), _("Sessions %(number)d"))

    def _rows(
        self, form: type[Row], stored: Iterable[str], make: Callable[[Any, str], Row]
    ) -> list[Row]:
        keys = list(stored) if self.data is None else sent_keys(self.data, form)
        rows = [make(self.data, key) for key in keys]
        if self.act.adds(form.sort):
            rows.append(make(None, next_key(keys)))
            rows[-1].begin()
        return rows

    def _ready(self, rows: list[Row], place: str) -> list[Row]:
        """Numbered for messages and for those who hear the page; taken away or put back as asked."""
        for number, row in enumerate(rows, 1):
            row.place = place % {"number": number}
            self.act.apply(row)
        return rows

    # --- what is asked of it ---------------------------------------------------------------------

    def each(self) -> Iterator[forms.Form]:
        """In the order of the page."""
        yield self.answers
        for rows in (self.lines, self.estimates, self.cohorts, self.sessions):
            yield from (row for row in rows if not row.removed)

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.each())

    def value(self) -> MeasureContent:
        """The measure with what was typed; what the page does not ask stays as it is."""
        typed = self.answers.cleaned_data
        texts = {name: value for name, value in typed.items() if name not in CHOSEN}
        rows = {
            "lines": _values(self.lines),
            "estimates": _values(self.estimates),
            "cohorts": _values(self.cohorts),
            "sessions": _values(self.sessions),
        }
        if self.is_for_coordinator:
            rows = {"lines": rows["lines"]}
        return replace(self.measure, **texts, **rows, terms=tuple(typed["terms"]))

    def chosen(self, name: str) -> list[int] | None:
        """The chosen rows of a list; None where the page does not ask."""
        keys = self.answers.cleaned_data.get(name)
        return None if keys is None else [int(key) for key in keys]

    @property
    def is_described_closer(self) -> bool:
        """Whether anything of the attachment is begun, so that it is not folded away."""
        answers = (self.answers[name] for name in ATTACHMENT if name in self.answers.fields)
        return bool(self.cohorts or self.sessions) or any(
            field.value() or field.errors for field in answers
        )

    # --- sums ------------------------------------------------------------------------------------

    def groups(self) -> list[LineGroup]:
        """The grant's lines under their payee."""
        return [
            LineGroup(
                payee,
                [
                    form
                    for form in self.lines
                    if form.of_payee.key == payee.key and form.of_kind == LineKind.GRANT
                ],
            )
            for payee in self.content.payees
        ]

    def own_contribution(self) -> LineGroup:
        lines = [form for form in self.lines if form.of_kind == LineKind.OWN_CONTRIBUTION]
        return LineGroup(self.content.owner, lines)

    @property
    def asks_own_contribution(self) -> bool:
        """Not of a measure for the coordinator only, unless something stands there already."""
        return not self.is_for_coordinator or bool(self.own_contribution().lines)

    def total_nok(self) -> int | None:
        return _sum(group.amount_nok for group in self.groups())


def _sum(amounts: Iterable[int | None]) -> int | None:
    known = list(amounts)
    return None if None in known else sum(known)


def _values(rows: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(row.value() for row in rows if not row.removed and not row.is_blank())
