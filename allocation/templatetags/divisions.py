from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext, pgettext

from allocation.choices import DivisionStatus
from allocation.rules.division import DivisionLine
from rekom.kit.kroner import format_amount, format_figure, format_percent
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
