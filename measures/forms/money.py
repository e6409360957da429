"""The money of a measure's page: its lines under who receives them, and the estimates for later years."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext as _

from measures import terms
from measures.choices import LineKind, MeasureKind
from measures.content import LineContent, MeasureContent, PayeeContent, ReportContent
from measures.forms.answers import terms_of
from measures.forms.rows import Act, EstimateForm, LineForm, RowForm, next_key, sent_keys

Row = TypeVar("Row", bound=RowForm)


class LineGroup:
    """Lines that are added up together."""

    def __init__(self, payee: PayeeContent, lines: list[LineForm]) -> None:
        self.payee, self.lines = payee, lines

    @property
    def amount_nok(self) -> int | None:
        """None as long as a line cannot be read: no sum is better than a wrong one."""
        return _sum(line.amount_nok for line in self.lines)


class MoneyForms:
    """The rows of some of the payees. ``data`` is what was sent; without it they show what is stored."""

    def __init__(
        self,
        *,
        content: ReportContent,
        measure: MeasureContent,
        payees: Sequence[PayeeContent],
        data: Any,
        act: str,
    ) -> None:
        self.content, self.measure, self.payees = content, measure, payees
        self.data, self.act = data, Act(act)
        self.term_choices = [(code, terms.label(code)) for code in terms_of(content, measure)]
        self.is_for_coordinator = measure.kind == MeasureKind.COORDINATOR
        self.lines = self._lines()
        self.estimates = [] if self.is_for_coordinator else self._estimates()

    def _lines(self) -> list[LineForm]:
        payees = {str(payee.key): payee for payee in self.payees}
        stored = {str(line.key): line for line in self.measure.lines}
        places = [
            (key, payees.get(payee), kind)
            for key, payee, kind in self._line_places(stored.values())
        ]
        rows = [
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
            rows.append(self._new_line(payees, rows))
        # As they stand on the page: the grant payee by payee, then the own contribution.
        order = [*payees]
        rows.sort(
            key=lambda row: (row.of_kind != LineKind.GRANT, order.index(str(row.of_payee.key)))
        )
        return self.ready(rows, _("Line %(number)d"))

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
            for number, payee in enumerate(self.payees, 1)
            if str(payee.key) not in paid
        ]

    def _new_line(self, payees: dict[str, PayeeContent], rows: list[LineForm]) -> LineForm:
        payee, _dash, kind = self.act.key.partition("-")
        row = LineForm(
            None,
            key=next_key(each.key for each in rows),
            payee=payees.get(payee, self.payees[0]),
            kind=kind if kind in LineKind.values else LineKind.GRANT,
            line=None,
            term_choices=[("", ""), *self.term_choices],
        )
        row.begin()
        return row

    def _estimates(self) -> list[EstimateForm]:
        stored = {(each.period, each.payee): each for each in self.measure.estimates}
        return [
            EstimateForm(
                self.data, period=period, payee=payee, estimate=stored.get((period, payee.key))
            )
            for period in self.content.call.continuation_periods
            for payee in self.payees
        ]

    def ready(self, rows: list[Row], place: str) -> list[Row]:
        """Numbered for messages and for those who hear the page; taken away or put back as asked."""
        for number, row in enumerate(rows, 1):
            row.place = place % {"number": number}
            self.act.apply(row)
        return rows

    # --- what is asked of it ---------------------------------------------------------------------

    def each(self) -> Iterator[forms.Form]:
        """In the order of the page."""
        yield from (row for row in (*self.lines, *self.estimates) if not row.removed)

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.each())

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
            for payee in self.payees
        ]

    def total_nok(self) -> int | None:
        return _sum(group.amount_nok for group in self.groups())


def _sum(amounts: Iterable[int | None]) -> int | None:
    known = list(amounts)
    return None if None in known else sum(known)


def values(rows: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(row.value() for row in rows if not row.removed and not row.is_blank())
