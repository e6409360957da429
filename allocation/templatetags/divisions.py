from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from allocation.choices import DivisionStatus
from allocation.models import Division
from allocation.rules.comparison import Change, SideBySide
from allocation.rules.division import DivisionLine
from rekom.kit.kroner import format_amount, format_change, format_figure, format_percent
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
def division_rows(rows: Iterable[dict[str, Any]]) -> SafeString:
    """The networks of the published table. ``rows``: as views.tables.division_context has them."""
    fte_word = pgettext("after a figure", "FTE")
    return format_html_join("\n", ROW, (_row(**row) | {"fte_word": fte_word} for row in rows))


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
COMPARED = """<tr><th scope="row">{}</th><td class="rk-num">{}</td>{}{}</tr>"""
COMPARED_CELLS = (
    '<td class="rk-num">{}</td><td class="rk-num rk-strong">{}</td><td class="rk-num">{}</td>'
)


@register.simple_tag
def side_by_side_rows(table: SideBySide) -> SafeString:
    """The networks with what each version gives them, and a bar for each change."""
    scale = _Scale.of(table)
    return format_html_join(
        "\n",
        COMPARED,
        (
            (
                network,
                format_amount(nok),
                format_html_join("", COMPARED_CELLS, map(_compared_cells, changes)),
                scale.bars(changes) if changes else "",
            )
            for network, nok, changes in table.rows
        ),
    )


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


def _compared_cells(change: Change) -> tuple[str, str, str]:
    percent = change.change_percent
    return (
        format_amount(change.after_nok),
        format_change(change.change_nok),
        "" if percent is None else signed_percent(percent),
    )


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

    def bars(self, changes: Sequence[Change]) -> SafeString:
        height = max(LEAST_PX, BAR_PX * len(changes))
        bars = format_html_join(
            "",
            '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
            (
                (
                    "rk-pot-2" if change.change_nok > 0 else "rk-pot-4",
                    self.share(self.loss_nok + min(0, change.change_nok)),
                    1 + place * height // len(changes),
                    self.share(abs(change.change_nok)),
                    height // len(changes) - 2,
                )
                for place, change in enumerate(changes)
            ),
        )
        return format_html(
            '<td class="rk-bars"><svg width="100%" height="{}" aria-hidden="true">{}'
            '<rect class="rk-pot-3" x="{}" width="1" height="{}"/></svg></td>',
            height,
            bars,
            self.share(self.loss_nok),
            height,
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
