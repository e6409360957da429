"""A division as text: a table for people at a terminal, JSON and CSV for other programs. In English."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal

from allocation.choices import Rounding
from allocation.rules.division import (
    DividedPot,
    DivisionLine,
    differing_lines,
    equal_networks_differ,
)

# A cell that begins so could be run as a formula by the program that opens the file.
FORMULA_SIGNS = ("=", "+", "-", "@")


def as_json(divided: DividedPot) -> str:
    document = {
        "pot_nok": divided.pot_nok,
        "flat_percent": _json_number(divided.flat_percent),
        "rounding": divided.rounding.value,
        "flat_pot_nok": divided.flat_pot_nok,
        "fte_pot_nok": divided.fte_pot_nok,
        "parts_exact": divided.parts_exact,
        "lines": [_cells(divided, line) for line in divided.lines],
        "total_nok": divided.total_nok,
        "difference_nok": divided.difference_nok,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def as_csv(divided: DividedPot) -> str:
    """Return the lines without totals, semicolon between cells and a dot before decimals."""
    text = io.StringIO()
    rows = [_cells(divided, line) for line in divided.lines]
    writer = csv.DictWriter(text, rows[0], delimiter=";", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        name = row["network"]
        writer.writerow({**row, "network": f"'{name}" if name.startswith(FORMULA_SIGNS) else name})
    return text.getvalue()


def _cells(divided: DividedPot, line: DivisionLine) -> dict:
    return {
        "network": line.network,
        "municipalities": line.municipalities,
        "fte": plain(line.fte),
        "fte_percent": str(divided.fte_percent(line)),
        "flat_nok": line.flat_nok,
        "fte_nok": line.fte_nok,
        "amount_nok": line.amount_nok,
    }


def as_table(divided: DividedPot, exact: DividedPot) -> str:
    """Return the published layout, with double lines under the sums that close.

    ``exact`` is the same pot divided exactly, to say whose amount differs.
    """
    heading = (
        *("Network", "Municipalities", f"Flat {plain(divided.flat_percent)} %", "FTE"),
        *("% of FTE", "By FTE", "Amount"),
    )
    table = _aligned([heading, *_line_rows(divided), *_sum_rows(divided)])
    width = max(map(len, table))
    table.insert(1, "─" * width)
    table.insert(2 + len(divided.lines), "─" * width)
    return "\n".join([_summary(divided), "", *table, *_remarks(divided, exact), ""])


def _summary(divided: DividedPot) -> str:
    return (
        f"Pot {grouped(divided.pot_nok)} kr: {grouped(divided.flat_pot_nok)} by municipalities,"
        f" {grouped(divided.fte_pot_nok)} by FTE. Rounding: {divided.rounding.value}."
    )


def _line_rows(divided: DividedPot) -> list[Sequence[str]]:
    return [
        (
            line.network,
            grouped(line.municipalities),
            grouped(line.flat_nok),
            grouped(line.fte),
            str(divided.fte_percent(line)),
            grouped(line.fte_nok),
            grouped(line.amount_nok),
        )
        for line in divided.lines
    ]


def _sum_rows(divided: DividedPot) -> list[Sequence[str]]:
    """Return the totals; where a column does not close, also what it should be and what it fails by."""
    totals = (divided.flat_total_nok, divided.fte_total_nok, divided.total_nok)
    pots = (divided.flat_pot_nok, divided.fte_pot_nok, divided.pot_nok)
    percent = "100.0" if divided.fte else "0.0"
    counts = (grouped(divided.municipalities), grouped(divided.fte), percent)
    closing = _sum_row("", map(grouped, pots))
    lines = ["═" * len(cell) for cell in closing]
    if totals == pots:
        return [_sum_row("Sum", map(grouped, pots), *counts), lines]
    differences = (total - pot for total, pot in zip(totals, pots, strict=True))
    return [
        _sum_row("Sum of the rows", map(grouped, totals), *counts),
        ("Should be", *closing[1:]),
        lines,
        _sum_row("Difference", map(_signed, differences)),
    ]


def _sum_row(
    name: str, money: Iterable[str], municipalities: str = "", fte: str = "", percent: str = ""
) -> tuple[str, ...]:
    flat, by_fte, amount = money
    return (name, municipalities, flat, fte, percent, by_fte, amount)


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return lines with the first column to the left and the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "   ".join(
            [row[0].ljust(widths[0])]
            + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        ).rstrip()
        for row in rows
    ]


def _remarks(divided: DividedPot, exact: DividedPot) -> list[str]:
    remarks = []
    if divided.difference_nok:
        more_or_less = "more" if divided.difference_nok > 0 else "less"
        remarks.append(
            f"Each cell is rounded on its own. The rows add up to {grouped(divided.total_nok)} kr,"
            f" {grouped(abs(divided.difference_nok))} kr {more_or_less} than the pot."
        )
    if divided.rounding == Rounding.NEAREST:
        pairs = differing_lines(divided, exact)
        remarks += [
            f"{one.network} has {grouped(one.amount_nok)} kr here and {grouped(other.amount_nok)} kr"
            " when the amounts add up to the pot."
            for one, other in pairs
        ]
    if not divided.parts_exact:
        remarks.append("In this table a part is up to two kroner from its unrounded value.")
    if equal_networks_differ(divided):
        remarks.append("Equal networks may differ by one krone in a part.")
    return ["", *remarks] if remarks else []


def grouped(number: int | Decimal) -> str:
    """Return a figure in groups of three: 11 588 000, 6 074.3."""
    shown = f"{number:,}" if isinstance(number, int) else f"{number.normalize():,f}"
    return shown.replace(",", " ")


def plain(number: Decimal) -> str:
    """Return a figure without trailing zeros: 228.1, 300."""
    return f"{number.normalize():f}"


def _signed(number: int) -> str:
    return f"{number:+}".replace("-", "\u2212") if number else "0"


def _json_number(number: Decimal) -> int | float:
    return int(number) if number == int(number) else float(number)
