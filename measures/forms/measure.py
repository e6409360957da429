"""The page of a measure: its answers, and the rows of money, estimates, cohorts and sessions.

One object holds them all. It is read from the stored measure or from what was sent, and gives back the
measure as a value, which is summed up, saved and checked in the same shape.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from measures.choices import LineKind
from measures.content import MeasureContent, ReportContent
from measures.forms.answers import ATTACHMENT, CHOSEN, AnswersForm, Options
from measures.forms.money import LineGroup, MoneyForms, Row, values
from measures.forms.rows import CohortForm, SessionForm, next_key, sent_keys


class MeasureForms(MoneyForms):
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
        super().__init__(
            content=content, measure=measure, payees=content.payees, data=data, act=act
        )
        self.answers = AnswersForm(data, measure=measure, content=content, options=options)
        self.cohorts = [] if self.is_for_coordinator else self._cohorts()
        self.sessions = [] if self.is_for_coordinator else self._sessions()

    # --- the rows --------------------------------------------------------------------------------

    def _cohorts(self) -> list[CohortForm]:
        stored = {str(cohort.key): cohort for cohort in self.measure.cohorts}

        def make(data: Any, key: str) -> CohortForm:
            return CohortForm(data, key=key, cohort=stored.get(key), term_choices=self.term_choices)

        return self.ready(self._rows(CohortForm, stored, make), _("Cohort %(number)d"))

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

        return self.ready(self._rows(SessionForm, stored, make), _("Sessions %(number)d"))

    def _rows(
        self, form: type[Row], stored: Iterable[str], make: Callable[[Any, str], Row]
    ) -> list[Row]:
        keys = list(stored) if self.data is None else sent_keys(self.data, form)
        rows = [make(self.data, key) for key in keys]
        if self.act.adds(form.sort):
            rows.append(make(None, next_key(keys)))
            rows[-1].begin()
        return rows

    # --- what is asked of it ---------------------------------------------------------------------

    def each(self) -> Iterator[forms.Form]:
        """In the order of the page."""
        yield self.answers
        yield from super().each()
        yield from (row for row in (*self.cohorts, *self.sessions) if not row.removed)

    def value(self) -> MeasureContent:
        """The measure with what was typed; what the page does not ask stays as it is."""
        typed = self.answers.cleaned_data
        texts = {name: value for name, value in typed.items() if name not in CHOSEN}
        rows = {
            "lines": values(self.lines),
            "estimates": values(self.estimates),
            "cohorts": values(self.cohorts),
            "sessions": values(self.sessions),
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

    def own_contribution(self) -> LineGroup:
        lines = [form for form in self.lines if form.of_kind == LineKind.OWN_CONTRIBUTION]
        return LineGroup(self.content.owner, lines)

    @property
    def asks_own_contribution(self) -> bool:
        """Not of a measure for the coordinator only, unless something stands there already."""
        return not self.is_for_coordinator or bool(self.own_contribution().lines)
