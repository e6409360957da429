"""The sums of a needs report as they are printed: a column for each payee, and what stands below."""

from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from measures.choices import ContributionBase, PayeeKind
from measures.content import ReportContent, SchemeContent
from measures.rules import sums
from rekom.kit.kroner import format_nok

# With more payees than this the columns bear short names; with more amounts the page is turned.
MOST_FULL_NAMES = 2
MOST_AMOUNTS_UPRIGHT = 6


@dataclass(frozen=True)
class Amounts:
    """A table of sums: an amount for each payee, one for all universities where they are several, the sum."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    totals: tuple[int, ...]
    adds_up: bool

    @property
    def is_wide(self) -> bool:
        return len(self.columns) > MOST_AMOUNTS_UPRIGHT


def amounts(content: ReportContent, table: sums.SumTable) -> Amounts:
    several = sum(column.kind == PayeeKind.UNIVERSITY for column in table.columns) > 1

    def amounts_of(row: sums.SumRow) -> tuple[int, ...]:
        universities = (row.university_nok,) if several else ()
        return (*row.amounts_nok, *universities, row.total_nok)

    return Amounts(
        columns=(
            *_payees(content, table),
            *([_("Universities in all")] if several else []),
            _("Sum"),
        ),
        rows=tuple((row.label, amounts_of(row)) for row in table.rows),
        totals=amounts_of(table.totals),
        adds_up=table.adds_up,
    )


def balances(content: ReportContent) -> list[tuple[str, str, int | None]]:
    """Payee, scheme and earlier money still held; None where it is not told."""
    names = {scheme.code: str(scheme.short_name) for scheme in content.schemes}
    return [
        (payee.name, names.get(balance.scheme, balance.scheme), balance.amount_nok)
        for payee in content.payees
        for balance in payee.opening_balances
    ]


def own_contribution_in_words(content: ReportContent, scheme: SchemeContent) -> str:
    """What the owners add and what the call asks for; empty where neither is the case."""
    own = sums.own_contribution(content.measures_in(scheme.code))
    asked_for = _asked_for(content, scheme)
    if not own.total_nok:
        return f"{_('No own contribution is entered.')} {asked_for}" if asked_for else ""
    parts = [
        (own.cash_nok, _("%(amount)s in money")),
        (own.wages_nok, _("%(amount)s in wages and time bought free")),
        (own.other_nok, _("%(amount)s otherwise")),
    ]
    given = [words % {"amount": format_nok(nok)} for nok, words in parts if nok]
    entered = _("Own contribution: %(parts)s.") % {"parts": get_text_list(given, _("and"))}
    return f"{entered} {asked_for}".strip()


def _asked_for(content: ReportContent, scheme: SchemeContent) -> str:
    """The base of the percentage is named only where the call gives it and where it stands (R-08)."""
    call = content.call
    if scheme.code not in call.own_contribution_schemes or not call.own_contribution_percent:
        return ""
    if not (call.own_contribution_base and call.own_contribution_source):
        return _("It is to be at least %(percent)d percent, see the call.") % {
            "percent": call.own_contribution_percent
        }
    return _("It is to be at least %(percent)d percent of %(base)s (%(source)s).") % {
        "percent": call.own_contribution_percent,
        "base": ContributionBase(call.own_contribution_base).label,
        "source": call.own_contribution_source,
    }


def _payees(content: ReportContent, table: sums.SumTable) -> list[str]:
    full = {payee.key: payee.name for payee in content.payees}
    short = len(table.columns) > MOST_FULL_NAMES
    return [
        str(PayeeKind.OWNER.label)
        if column.kind == PayeeKind.OWNER
        else column.label
        if short
        else full.get(column.payee, column.label)
        for column in table.columns
    ]
