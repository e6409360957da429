"""The tables of money: what each payee gets, the sums of the schemes, and estimates for later."""

from collections.abc import Iterator

from measures.word.amounts import amounts_in, without_taxes
from measures.word.answers import is_total, period_in, schemes_in, terms_in
from measures.word.grids import Cell, Grid, below_heads, transposed, unanswered
from measures.word.questions import is_only_printed
from measures.word.tables import HEADS, is_reason, payee_names, payee_of
from measures.word.ticks import says_more
from measures.word.value import (
    OWNER,
    FormAmount,
    FormEstimate,
    FormMeasure,
    StatedTotal,
    Unanswered,
)
from rekom.kit.kroner import NotKroner


def read_amounts(grid: Grid, path: str) -> tuple[tuple[FormAmount, ...], list[Unanswered]]:
    """What each payee gets of a measure. A sum that is not the sum of them is left unread."""
    across = max(_payees(row) for row in grid.rows[:HEADS])
    if _payees([row[0] for row in grid.rows]) > across:
        grid.rows = transposed(grid.rows)
    body = below_heads(grid, lambda heads: any(map(payee_of, heads)))
    names = _columns(grid, body)
    rows = [row for row in body if names[:1] != [""] or not is_total(row[0].text)]
    found: dict[str, int] = {}
    left: list[Unanswered] = []
    for row in rows:
        grid.has_row_names = names[:1] == [""]
        row[0].is_read |= grid.has_row_names and is_only_printed(row[0].text)
        for name, cell in zip(names, row, strict=False):
            if name:
                left += unanswered(cell, f"{path}.amounts.{name}")
                for payee, nok in _amounts(cell, name):
                    found[payee] = found.get(payee, 0) + nok
    _check_totals(grid, body, found)
    return tuple(FormAmount(payee, nok) for payee, nok in found.items()), left


def _payees(cells: list[Cell]) -> int:
    return sum(bool(payee_of(cell.text)) or is_total(cell.text) for cell in cells)


def _check_totals(grid: Grid, body: list[list[Cell]], found: dict[str, int]) -> None:
    """Sums are computed here: one that is right says nothing new."""
    for row in body:
        if is_total(row[0].text):
            row[0].is_read = True
        for place, cell in enumerate(row):
            is_sum = is_total(grid.head(place)) or (place and is_total(row[0].text))
            if not cell.is_read and is_sum and _nok(cell) in (sum(found.values()), None):
                cell.is_read = _nok(cell) is not None


def _columns(grid: Grid, body: list[list[Cell]]) -> list[str]:
    """The payees of the columns; a head that is only a name is a payee when there are amounts below it."""
    names = payee_names(grid.heads)
    for place, head in enumerate(grid.heads):
        is_name = head and not (is_total(head) or is_reason(head) or is_only_printed(head))
        if is_name and not names[place]:
            cells = [row[place] for row in body if place < len(row) and row[place].text]
            if cells and all(_nok(cell) is not None for cell in cells):
                names[place] = head
    return names


def read_totals(
    grid: Grid, path: str
) -> tuple[list[tuple[StatedTotal, list[Cell]]], list[Unanswered]]:
    """A row for each scheme, with its cells. The last row is their sum, and checked."""
    body = below_heads(grid, lambda heads: any(payee_of(head) or is_total(head) for head in heads))
    names = _columns(grid, body)
    rows: list[tuple[StatedTotal, list[Cell]]] = []
    left: list[Unanswered] = []
    for row in body:
        schemes = schemes_in(row[0].text)
        if len(schemes) != 1:
            continue
        row[0].is_read = not says_more(row[0].text, schemes_in)
        amounts: list[FormAmount] = []
        total = None
        for place, cell in enumerate(row):
            name = names[place] if place < len(names) else ""
            if name:
                left += unanswered(cell, f"{path}.{schemes[0]}.{name}")
                amounts += [FormAmount(payee, nok) for payee, nok in _amounts(cell, name)]
            elif is_total(grid.head(place)):
                left += unanswered(cell, f"{path}.{schemes[0]}.total_nok")
                total = _nok(cell)
                cell.is_read = total is not None
        rows.append((StatedTotal(schemes[0], tuple(amounts), total), row))
    _check_sum_row(grid, body, [row for _total, row in rows])
    return rows, left


def _check_sum_row(grid: Grid, body: list[list[Cell]], rows: list[list[Cell]]) -> None:
    for row in body:
        if not is_total(row[0].text):
            continue
        row[0].is_read = True
        for place, cell in enumerate(row[1:], start=1):
            column = [_all_nok(other[place]) for other in rows if place < len(other)]
            cell.is_read = bool(cell.text) and _all_nok(cell) == sum(column)


def agrees(total: StatedTotal, measures: tuple[FormMeasure, ...]) -> bool:
    """Whether a row of sums is what the measures come to."""
    found: dict[str, int] = {}
    for measure in measures:
        for amount in measure.amounts:
            found[amount.payee] = found.get(amount.payee, 0) + amount.nok
    stated = {amount.payee: amount.nok for amount in total.amounts if amount.nok}
    is_same = total.total_nok in (None, sum(found.values()))
    return is_same and stated == {payee: nok for payee, nok in found.items() if nok}


def read_continuation(grid: Grid, path: str) -> tuple[tuple[FormEstimate, ...], list[Unanswered]]:
    """A row for each term or year after the call's, with an amount and a reason for each payee."""
    if not any(period_in(row[0].text) for row in grid.rows):
        grid.rows = transposed(grid.rows)
    body = below_heads(grid, lambda heads: any(map(payee_of, heads)))
    names = payee_names(grid.heads)
    found: list[FormEstimate] = []
    left: list[Unanswered] = []
    for row in body:
        period = period_in(row[0].text)
        if period is None:
            continue
        rest = row[0].text if "-" in period else row[0].text.replace(period, "")
        row[0].is_read = not says_more(rest, terms_in)
        where = f"{path}.continuation.{period}"
        is_empty = not any(cell.text for cell in row[1:])
        for name, amount, reason in _pairs(grid.heads, names, row):
            for cell, part in ((amount, "nok"), (reason, "reason")):
                left += unanswered(cell, where if is_empty else f"{where}.{name}.{part}")
            found += _estimates(period, name, amount, reason)
    return tuple(found), left


def _pairs(heads: list[str], names: list[str], row: list[Cell]) -> Iterator[tuple[str, Cell, Cell]]:
    """Each payee's amount with the reason that stands next after it."""
    for place, name in enumerate(names):
        if not name or place >= len(row):
            continue
        after = place + 1
        has_reason = after < min(len(row), len(heads)) and is_reason(heads[after])
        yield name, row[place], row[after] if has_reason else Cell("", [])


def _estimates(period: str, name: str, amount: Cell, reason: Cell) -> Iterator[FormEstimate]:
    amounts: list[tuple[str, int | None]] = [*_amounts(amount, name)]
    if not amounts and not reason.text:
        return
    reason.is_read = True
    for payee, nok in amounts or [(name, None)]:
        yield FormEstimate(period, payee, nok, reason.text or None)


def _amounts(cell: Cell, column: str) -> list[tuple[str, int]]:
    """Payee and amount. Several in one cell are named there; the owners' money is one."""
    amount = without_taxes(cell.text)
    if not amount:
        return []
    try:
        found = amounts_in(amount)
    except NotKroner:
        return []
    # The form has no place for the remark, nor for a name among the owners.
    is_whole = amount == cell.text.strip()
    if column == OWNER:
        cell.is_read = is_whole and not any(name for name, _nok in found)
        return [(OWNER, sum(nok for _name, nok in found))]
    cell.is_read = is_whole
    return [(name or column, nok) for name, nok in found]


def _nok(cell: Cell) -> int | None:
    try:
        found = amounts_in(cell.text)
    except NotKroner:
        return None
    return found[0][1] if len(found) == 1 else None


def _all_nok(cell: Cell) -> int:
    try:
        return sum(nok for _name, nok in amounts_in(cell.text)) if cell.text else 0
    except NotKroner:
        return -1
