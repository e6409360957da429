"""What a page shows of a division: the table, and what has to be said about it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from allocation.choices import Rounding
from allocation.rules.comparison import Comparison
from allocation.rules.division import (
    DividedPot,
    DivisionLine,
    differing_lines,
    equal_networks_differ,
)
from rekom.kit.kroner import format_nok


def division_context(
    divided: DividedPot, exact: DividedPot, *, addresses: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Any]:
    """``exact`` is the same pot divided so that it adds up: to say whose amount differs.

    ``addresses`` by network: where its amount is explained.
    """
    differing = differing_lines(divided, exact)
    notes = {one.network: _note(one, other) for one, other in differing}
    return {
        "divided": divided,
        "rows": [
            {
                "line": line,
                "fte_percent": divided.fte_percent(line),
                "note": notes.get(line.network, ""),
                "address": addresses.get(line.network, ""),
            }
            for line in divided.lines
        ],
        "is_nearest": divided.rounding == Rounding.NEAREST,
        "differing": differing,
        "the_same": len(divided.lines) - len(differing),
        "equal_networks_differ": equal_networks_differ(divided),
    }


def _note(line: DivisionLine, exact: DivisionLine) -> str:
    difference = line.amount_nok - exact.amount_nok
    words = (
        _("%(amount)s more than when it adds up")
        if difference > 0
        else _("%(amount)s less than when it adds up")
    )
    return words % {"amount": format_nok(abs(difference))}


def bars_of(comparison: Comparison) -> list[dict[str, Any]]:
    """A row for each network with its bar: one scale for all, and one line for no change."""
    loss, gain = comparison.widest
    scale = loss + gain or 1
    rows = []
    for change in comparison.changes:
        start = loss + min(0, change.change_nok)
        rows.append(
            {
                "change": change,
                "percent": change.change_percent,
                "css": "rk-pot-2" if change.change_nok > 0 else "rk-pot-4",
                "x": share_of(start, scale),
                "width": share_of(abs(change.change_nok), scale),
            }
        )
    return rows


def zero_of(comparison: Comparison) -> str:
    loss, gain = comparison.widest
    return share_of(loss, loss + gain or 1)


def share_of(part: int, whole: int) -> str:
    return f"{100 * part / whole:.3f}%"
