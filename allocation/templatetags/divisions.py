from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allocation.choices import DivisionStatus
from allocation.models import Division
from allocation.rules.comparison import Change, SideBySide
from allocation.rules.division import DivisionLine
from rekom.kit.kroner import (
    MINUS,
    NO_BREAK_SPACE,
    format_amount,
    format_change,
    format_figure,
    format_percent,
)
from rekom.kit.templatetags.ui import status_tag

register = template.Library()

TONES = {
    DivisionStatus.DRAFT: "neutral",
    DivisionStatus.LAID: "info",
    DivisionStatus.RECOMMENDED: "info",
    DivisionStatus.IN_FORCE: "success",
    DivisionStatus.SUPERSEDED: "neutral",
    DivisionStatus.SET_ASIDE: "neutral",
}


@register.filter
def division_status(status: str) -> SafeString:
    """{{ division.status|division_status }}"""
    return status_tag(DivisionStatus(status).label, tone=TONES[DivisionStatus(status)])


ROW = """<tr role="row"{marked}>
<th role="rowheader" scope="row" class="rk-c-name">{network}{note}</th>
<td role="cell" class="rk-num rk-c-mun">{municipalities}<span class="rk-narrow-only"> {counted}</span></td>
<td role="cell" class="rk-num rk-c-flat">{flat}</td>
<td role="cell" class="rk-num rk-c-fte">{fte}<span class="rk-narrow-only"> {fte_word}</span></td>
<td role="cell" class="rk-num rk-c-pct">{percent}</td>
<td role="cell" class="rk-num rk-c-part">{part}</td>
<td role="cell" class="rk-num rk-strong rk-c-sum">{sum}</td>
</tr>"""


@register.simple_tag
def division_rows(rows: Iterable[dict[str, Any]], counted: str) -> SafeString:
    """The networks of the published table. ``rows``: as views.tables.division_context has them.

    ``counted``: BasisColumn.noun, what they count besides municipalities.
    """
    return format_html_join("\n", ROW, (_row(**row) | {"fte_word": counted} for row in rows))


def _row(line: DivisionLine, fte_percent: Fraction, note: str, address: str = "") -> dict[str, Any]:
    network = format_html('<a href="{}">{}</a>', address, line.network) if address else line.network
    return {
        "marked": format_html(' class="{}"', "rk-marked") if note else "",
        "network": network,
        "note": format_html('<span class="rk-sub">{}</span>', note) if note else "",
        "municipalities": line.municipalities,
        "counted": ngettext("municipality", "municipalities", line.municipalities),
        "flat": format_amount(line.flat_nok),
        "fte": format_figure(line.fte),
        "percent": format_percent(fte_percent, 1),
        "part": format_amount(line.fte_nok),
        "sum": format_amount(line.amount_nok),
    }


@register.filter
def version_name(division: Division) -> str:
    """What a version is called: its number, and the title that the office has given it."""
    number = _("Version %(number)d") % {"number": division.version}
    return f"{number}: {division.title}" if division.title else number


# Bars of one row: one below the other, in the order of the columns, on a scale that all rows share.
BAR_PX, LEAST_PX = 8, 16
UNCHECKED = " data-unchecked"


@register.simple_tag
def side_by_side_rows(table: SideBySide) -> SafeString:
    """The networks with what each version gives them, and a bar for each change.

    There may be ten thousand figures: they are written into the pattern of the row, for they need no escaping,
    and the name of the network alone is put in.
    """
    scale, mark = _Scale.of(table), format_figure(Decimal("0.1"))[1]
    rows = (
        format_html(
            f'<tr><th scope="row">{{}}</th><td class="rk-num">{format_amount(nok)}</td>'
            f"{''.join(_compared_cells(change, mark) for change in changes)}"
            f"{scale.bars(changes) if changes else ''}</tr>",
            network,
        )
        for network, nok, changes in table.rows
    )
    return format_html_join("\n", "{}", ((row,) for row in rows))


@register.simple_tag
def side_by_side_sums(table: SideBySide, label: str) -> SafeString:
    """The sums. Two lines stand under those that come to a pot, and under changes that come to their difference."""
    cells = [_sum_cell(format_amount(table.reference_total_nok), table.reference_closes)]
    for column in table.columns:
        cells += [
            _sum_cell(format_amount(column.total_nok), column.closes),
            _sum_cell(format_change(column.change_nok), column.change_closes),
            format_html("<td{}></td>", UNCHECKED),
        ]
    bars = format_html("<td{}></td>", UNCHECKED) if table.columns else ""
    return format_html(
        '<tr class="rk-total rk-two-lines"><th scope="row">{}</th>{}{}</tr>',
        label,
        format_html_join("", "{}", ((cell,) for cell in cells)),
        bars,
    )


def _compared_cells(change: Change, mark: str) -> str:
    return (
        f'<td class="rk-num">{format_amount(change.after_nok)}</td>'
        f'<td class="rk-num rk-strong">{format_change(change.change_nok)}</td>'
        f'<td class="rk-num">{change_percent(change, mark)}</td>'
    )


def change_percent(change: Change, mark: str) -> str:
    """As signed_percent writes it, in whole numbers; empty where there was nothing before."""
    before, nok = change.before_nok, change.change_nok
    if not before:
        return ""
    tenths = (2_000 * abs(nok) + before) // (2 * before)
    sign = "+" if nok > 0 else MINUS if nok < 0 else ""
    return f"{sign}{format_amount(tenths // 10)}{mark}{tenths % 10}{NO_BREAK_SPACE}%"


def _sum_cell(text: str, checked: bool) -> SafeString:
    unchecked = "" if checked else UNCHECKED
    return format_html('<td class="rk-num"{}>{}</td>', unchecked, text)


class _Scale(NamedTuple):
    loss_nok: int
    width_nok: int

    @classmethod
    def of(cls, table: SideBySide) -> "_Scale":
        loss, gain = table.widest
        return cls(loss, loss + gain or 1)

    def share(self, nok: int) -> str:
        return f"{100 * nok / self.width_nok:.2f}%"

    def bars(self, changes: Sequence[Change]) -> str:
        height = max(LEAST_PX, BAR_PX * len(changes))
        each, zero = height // len(changes), self.share(self.loss_nok)
        bars = "".join(
            f'<rect class="{"rk-pot-2" if change.change_nok > 0 else "rk-pot-4"}"'
            f' x="{self.share(self.loss_nok + min(0, change.change_nok))}" y="{1 + place * each}"'
            f' width="{self.share(abs(change.change_nok))}" height="{each - 2}"/>'
            for place, change in enumerate(changes)
        )
        return (
            f'<td class="rk-bars"><svg width="100%" height="{height}" aria-hidden="true">{bars}'
            f'<rect class="rk-pot-3" x="{zero}" width="1" height="{height}"/></svg></td>'
        )


@register.filter
def decimals(value: Fraction, places: int) -> str:
    """{{ part.exact|decimals:2 }}: 152 473,68, rounded for reading only."""
    return format_figure(value, places)


@register.filter
def signed_percent(value: Fraction) -> str:
    """+47,9 %, −9,8 %"""
    shown = format_percent(abs(value), 1)
    if value == 0:
        return shown
    return f"+{shown}" if value > 0 else f"\u2212{shown}"
