"""The tables of people and places: contacts, partners, who took part, and how many units."""

from collections.abc import Callable

from measures.choices import PayeeKind
from measures.word.answers import contact_field, count_in, digits_of, kind_in, unit_kind
from measures.word.grids import Cell, Grid, below_heads, transposed, unanswered
from measures.word.labels import OWNERS, UNIVERSITIES
from measures.word.questions import is_only_printed
from measures.word.tables import is_role, payee_names, payee_of
from measures.word.value import (
    OWNER,
    FormContact,
    FormParticipant,
    FormPartner,
    FormPayee,
    FormUnits,
    Unanswered,
)
from measures.word.words import has_any, words


def read_contacts(grid: Grid) -> tuple[tuple[FormPayee, ...], list[Unanswered]]:
    """A payee for each column, whatever rows there are."""
    if len(_fields(grid.rows[0])) > len(_fields([row[0] for row in grid.rows])):
        grid.rows = transposed(grid.rows)
    if contact_field(grid.rows[0][0].text):  # no heads
        body, width = grid.rows, max(map(len, grid.rows))
        grid.heads = ["", "Eier", "UH"][:width]
    else:
        body = below_heads(grid, lambda heads: True, lambda heads: any(map(payee_of, heads)))
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
        left += unanswered(cell, f"{path}.contact.{name}" if name in CONTACT else f"{path}.{name}")
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


def read_partners(grid: Grid) -> tuple[tuple[FormPartner, ...], list[Unanswered]]:
    body = below_heads(grid, lambda heads: any(_partner_column(head) for head in heads))
    rows, left = _rows(grid, body, _partner_column, "partners")
    partners = []
    for answers, cells in rows:
        kind = kind_in(answers.get("kind", ""))
        if "kind" in cells:
            cells["kind"].is_read = kind is not None and is_only_printed(answers.get("kind", ""))
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
    body = below_heads(grid, lambda heads: any(_participant_column(head) for head in heads))
    rows, left = _rows(grid, body, _participant_column, "participants")
    people = [FormParticipant(answers.get("role"), answers.get("name")) for answers, _cells in rows]
    return tuple(people), left


def _participant_column(head: str) -> str:
    if is_role(head):
        return "role"
    return "name" if has_any(words(head), ("navn",)) else ""


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
            left += unanswered(cell, f"{path}.{number}.{name}" if answers else f"{path}.{number}")
            cell.is_read = True
        if answers:
            rows.append((answers, cells))
    return rows, left


def read_units(grid: Grid) -> tuple[FormUnits, list[Unanswered]]:
    """Five numbers. What is no number, such as an X, is left unread."""
    if sum(unit_kind(row[0].text) is not None for row in grid.rows) >= 2:
        grid.rows = transposed(grid.rows)
    grid.has_row_names = False
    body = below_heads(grid, lambda heads: any(unit_kind(head) for head in heads))
    counts: dict[str, int] = {}
    left: list[Unanswered] = []
    for row in body:
        for head, cell in zip(grid.heads, row, strict=False):
            kind = unit_kind(head)
            if kind is None or kind in counts:
                continue
            left += unanswered(cell, f"unit_counts.{kind}")
            count = count_in(cell.text)
            if count is not None:
                counts[kind] = count
                cell.is_read = True
    return FormUnits(**counts), left
