"""The rows of the form's tables as values. What a table holds beside that is left unread, and listed by the reader."""

import re
from collections.abc import Callable, Iterator

from measures.choices import PayeeKind
from measures.word.answers import (
    amounts_in,
    contact_field,
    digits_of,
    is_total,
    kind_in,
    period_in,
    schemes_in,
    unit_kind,
)
from measures.word.labels import OWNERS, UNIVERSITIES, find_label, has_any, words
from measures.word.tables import Cell, Grid, is_reason, payee_names, payee_of
from measures.word.value import (
    OWNER,
    FormAmount,
    FormContact,
    FormEstimate,
    FormParticipant,
    FormPartner,
    FormPayee,
    FormUnits,
    StatedTotal,
    Unanswered,
)
from rekom.kit.kroner import NotKroner

COUNT = re.compile(r"\d{1,4}")


def read_amounts(grid: Grid, path: str) -> tuple[tuple[FormAmount, ...], list[Unanswered]]:
    """What each payee gets of a measure. A sum that is not the sum of them is left unread."""
    if not any(payee_of(cell.text) for row in grid.rows[:2] for cell in row[1:]):
        grid.rows = _transposed(grid.rows)
    body = _below_heads(grid, lambda heads: any(map(payee_of, heads)))
    names = _columns(grid, body)
    rows = [row for row in body if names[:1] != [""] or not is_total(row[0].text)]
    found: dict[str, int] = {}
    left: list[Unanswered] = []
    for row in rows:
        for name, cell in zip(names, row, strict=False):
            if name:
                left += _unanswered(cell, f"{path}.amounts.{name}")
                for payee, nok in _amounts(cell, name):
                    found[payee] = found.get(payee, 0) + nok
    _check_totals(grid, body, found)
    return tuple(FormAmount(payee, nok) for payee, nok in found.items()), left


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
        if head and not names[place] and not is_total(head) and not is_reason(head):
            cells = [row[place] for row in body if place < len(row) and row[place].text]
            if cells and all(_nok(cell) is not None for cell in cells):
                names[place] = head
    return names


def read_totals(
    grid: Grid, path: str
) -> tuple[list[tuple[StatedTotal, list[Cell]]], list[Unanswered]]:
    """A row for each scheme, with its cells. The last row is their sum, and checked."""
    body = _below_heads(grid, lambda heads: any(payee_of(head) or is_total(head) for head in heads))
    names = _columns(grid, body)
    rows: list[tuple[StatedTotal, list[Cell]]] = []
    left: list[Unanswered] = []
    for row in body:
        schemes = schemes_in(row[0].text)
        if len(schemes) != 1:
            continue
        row[0].is_read = True
        amounts: list[FormAmount] = []
        total = None
        for place, cell in enumerate(row):
            name = names[place] if place < len(names) else ""
            if name:
                left += _unanswered(cell, f"{path}.{schemes[0]}.{name}")
                amounts += [FormAmount(payee, nok) for payee, nok in _amounts(cell, name)]
            elif is_total(grid.head(place)):
                left += _unanswered(cell, f"{path}.{schemes[0]}.total_nok")
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


def read_contacts(grid: Grid) -> tuple[tuple[FormPayee, ...], list[Unanswered]]:
    """A payee for each column, whatever rows there are."""
    if len(_fields(grid.rows[0])) > len(_fields([row[0] for row in grid.rows])):
        grid.rows = _transposed(grid.rows)
    if contact_field(grid.rows[0][0].text):  # no heads
        body, width = grid.rows, max(map(len, grid.rows))
        grid.heads = ["", "Eier", "UH"][:width]
    else:
        body = _below_heads(grid, lambda heads: True)
    names = payee_names(grid.heads)
    payees: list[FormPayee] = []
    left: list[Unanswered] = []
    for place in range(1, len(grid.heads)):
        label = names[place] or grid.heads[place]
        if label:
            answers, unanswered = _contact(body, place, f"payees.{label}")
            payees.append(_payee(label, answers))
            left += unanswered
    return tuple(payees), left


def _fields(cells: list[Cell]) -> set[str]:
    return {name for cell in cells if len(cell.text) < 60 and (name := contact_field(cell.text))}


CONTACT = ("name", "function", "phone", "email")


def _contact(
    body: list[list[Cell]], place: int, path: str
) -> tuple[dict[str, str], list[Unanswered]]:
    answers: dict[str, str] = {}
    left: list[Unanswered] = []
    for row in body:
        name = contact_field(row[0].text)
        if name is None or name in answers or place >= len(row):
            continue
        cell, row[0].is_read = row[place], True
        left += _unanswered(cell, f"{path}.contact.{name}" if name in CONTACT else f"{path}.{name}")
        if cell.text:
            answers[name] = cell.text
            cell.is_read = True
    return answers, left


def _payee(label: str, answers: dict[str, str]) -> FormPayee:
    return FormPayee(
        kind=PayeeKind.OWNER.value if label == OWNER else PayeeKind.UNIVERSITY.value,
        contact=FormContact(**{name: answers.get(name) for name in CONTACT}),
        bank_account=_digits(answers.get("bank_account"), 11),
        organisation_number=_digits(answers.get("organisation_number"), 9),
        payment_reference=answers.get("payment_reference"),
        label=label,
    )


def _digits(text: str | None, length: int) -> str | None:
    return digits_of(text, length) if text else None


def read_continuation(grid: Grid, path: str) -> tuple[tuple[FormEstimate, ...], list[Unanswered]]:
    """A row for each term or year after the call's, with an amount and a reason for each payee."""
    body = _below_heads(grid, lambda heads: any(map(payee_of, heads)))
    names = payee_names(grid.heads)
    found: list[FormEstimate] = []
    left: list[Unanswered] = []
    for row in body:
        period = period_in(row[0].text)
        if period is None:
            continue
        row[0].is_read = True
        where = f"{path}.continuation.{period}"
        is_empty = not any(cell.text for cell in row[1:])
        for name, amount, reason in _pairs(grid.heads, names, row):
            for cell, part in ((amount, "nok"), (reason, "reason")):
                left += _unanswered(cell, where if is_empty else f"{where}.{name}.{part}")
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


def read_partners(grid: Grid) -> tuple[tuple[FormPartner, ...], list[Unanswered]]:
    body = _below_heads(grid, lambda heads: any(_partner_column(head) for head in heads))
    rows, left = _rows(grid, body, _partner_column, "partners")
    partners = []
    for answers, cells in rows:
        kind = kind_in(answers.get("kind", ""))
        if kind is None and "kind" in cells:
            cells["kind"].is_read = False
        partners.append(FormPartner(answers.get("name"), answers.get("contact"), kind))
    return tuple(partners), left


def _partner_column(head: str) -> str:
    said = words(head)
    if has_any(said, ("kontakt",)):
        return "contact"
    if has_any(said, ("navn",)):
        return "name"
    if has_any(said, ("type",)) or (has_any(said, OWNERS) and has_any(said, UNIVERSITIES)):
        return "kind"
    return "name" if has_any(said, (*OWNERS, *UNIVERSITIES)) else ""


def read_participants(grid: Grid) -> tuple[tuple[FormParticipant, ...], list[Unanswered]]:
    body = _below_heads(grid, lambda heads: any(_participant_column(head) for head in heads))
    rows, left = _rows(grid, body, _participant_column, "participants")
    people = [FormParticipant(answers.get("role"), answers.get("name")) for answers, _cells in rows]
    return tuple(people), left


def _participant_column(head: str) -> str:
    said = words(head)
    if has_any(said, ("rolle", "funksjon", "verv", "stilling")):
        return "role"
    return "name" if has_any(said, ("navn",)) else ""


Rows = list[tuple[dict[str, str], dict[str, Cell]]]


def _rows(
    grid: Grid, body: list[list[Cell]], column: Callable[[str], str], path: str
) -> tuple[Rows, list[Unanswered]]:
    """Rows in which something is written, as answers by column. An empty row is one unanswered question."""
    names = [column(head) for head in grid.heads]
    rows: Rows = []
    left: list[Unanswered] = []
    for number, row in enumerate(body, start=1):
        cells = {name: cell for name, cell in zip(names, row, strict=False) if name}
        answers = {name: cell.text for name, cell in cells.items() if cell.text}
        if not names[0] and row[0].text.strip(" .").isdecimal():
            row[0].is_read = True  # only the number of the row
        for name, cell in cells.items():
            left += _unanswered(cell, f"{path}.{number}.{name}" if answers else f"{path}.{number}")
            cell.is_read = True
        if answers:
            rows.append((answers, cells))
    return rows, left


def read_units(grid: Grid) -> tuple[FormUnits, list[Unanswered]]:
    """Five numbers. What is no number, such as an X, is left unread."""
    if sum(unit_kind(row[0].text) is not None for row in grid.rows) >= 2:
        grid.rows = _transposed(grid.rows)
    body = _below_heads(grid, lambda heads: any(unit_kind(head) for head in heads))
    counts: dict[str, int] = {}
    left: list[Unanswered] = []
    for row in body:
        for head, cell in zip(grid.heads, row, strict=False):
            kind = unit_kind(head)
            if kind is None or kind in counts:
                continue
            left += _unanswered(cell, f"unit_counts.{kind}")
            if COUNT.fullmatch(cell.text.strip()):
                counts[kind] = int(cell.text)
                cell.is_read = True
    return FormUnits(**counts), left


# --- of every table ------------------------------------------------------------------------------


def _below_heads(grid: Grid, is_heads: Callable[[list[str]], bool]) -> list[list[Cell]]:
    """The rows below the heads, which may have a title above them."""
    for place, row in enumerate(grid.rows[:3]):
        texts = [" ".join(cell.text.split()) for cell in row]
        if is_heads(texts):
            grid.heads = texts
            for cell in row:
                cell.is_read = True
            for title in (cell for above in grid.rows[:place] for cell in above):
                title.is_read = bool(title.text) and find_label(title.text, clear=True) is not None
            return grid.rows[place + 1 :]
    return []


def _transposed(rows: list[list[Cell]]) -> list[list[Cell]]:
    width = max(map(len, rows))
    return [
        [row[place] if place < len(row) else Cell("", []) for row in rows] for place in range(width)
    ]


def _unanswered(cell: Cell, path: str) -> list[Unanswered]:
    return [Unanswered(path, prompt) for prompt in cell.prompts]


def _amounts(cell: Cell, column: str) -> list[tuple[str, int]]:
    """Payee and amount. Several in one cell are named there; the owners' money is one."""
    if not cell.text:
        return []
    try:
        found = amounts_in(cell.text)
    except NotKroner:
        return []
    if column == OWNER:
        cell.is_read = not any(
            name for name, _nok in found
        )  # the form has no place for a name there
        return [(OWNER, sum(nok for _name, nok in found))]
    cell.is_read = True
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
