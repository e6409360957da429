"""The form's tables, known by the words of their heads and first cells, and read by them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from measures.word.answers import contact_field, is_total, period_in, schemes_in, unit_kind
from measures.word.labels import IN_BRACKETS, OWNERS, UNIVERSITIES, has_any, words
from measures.word.value import OWNER, UNIVERSITY
from rekom.kit.word import Block, Control, Paragraph, Table, Text


@dataclass
class Cell:
    """What is written in one cell, and the prompts that still stand there."""

    text: str
    prompts: list[str]  # "text" or "choice"
    is_read: bool = False


@dataclass
class Grid:
    rows: list[list[Cell]]
    heads: list[str] = field(default_factory=list)  # of the columns

    def unread(self) -> Iterator[tuple[str, str, str]]:
        """Row, column and text of what nobody has asked for."""
        for row in self.rows:
            for place, cell in enumerate(row):
                if cell.text and not cell.is_read:
                    name = row[0].text if place else ""
                    yield name, self.head(place), cell.text

    def head(self, place: int) -> str:
        return self.heads[place] if place < len(self.heads) else ""


def grid_of(table: Table) -> Grid:
    return Grid([[_cell(cell) for cell in row] for row in table.rows if row])


def _cell(blocks: Sequence[Block]) -> Cell:
    texts, prompts = [], []
    for paragraph in _paragraphs(blocks):
        texts.append(paragraph.text)
        prompts += [
            "choice" if piece.is_choice else "text"
            for piece in paragraph.pieces
            if isinstance(piece, Control) and not piece.is_answered
        ]
    text = "\n".join(filter(None, texts))
    return Cell(text, [] if text else prompts)


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from _paragraphs(cell)


def kind_of(table: Table) -> str:
    """Which of the form's tables it is, or an empty text."""
    printed = [[_printed(cell) for cell in row] for row in table.rows if row]
    if not printed:
        return ""
    first = [row[0] for row in printed]
    heads = max(printed[:2], key=lambda row: sum(map(bool, row)))
    for kind, is_it in _KINDS:
        if is_it(heads, first):
            return kind
    return ""


def _printed(blocks: Sequence[Block]) -> str:
    """What stands outside the controls: heads are never inside one."""
    texts = []
    for paragraph in _paragraphs(blocks):
        texts += [piece.text for piece in paragraph.pieces if isinstance(piece, Text)]
    return " ".join("".join(texts).split())


def _is_contacts(heads: list[str], first: list[str]) -> bool:
    return max(len(_fields(heads)), len(_fields(first))) >= 3


def _fields(texts: list[str]) -> set[str]:
    return {name for text in texts if len(text) < 60 and (name := contact_field(text))}


def _is_totals(heads: list[str], first: list[str]) -> bool:
    schemes = [text for text in first if len(text) < 90 and len(schemes_in(text)) == 1]
    return bool(schemes) and any(payee_of(head) or is_total(head) for head in heads[1:])


def _is_continuation(heads: list[str], first: list[str]) -> bool:
    periods = [text for text in first if len(text) < 40 and period_in(text)]
    return bool(periods) and any(payee_of(head) for head in heads)


def _is_partners(heads: list[str], _first: list[str]) -> bool:
    has_contact = any(has_any(words(head), ("kontakt",)) for head in heads)
    return has_contact and any(has_any(words(head), ("navn", *OWNERS)) for head in heads)


def _is_participants(heads: list[str], _first: list[str]) -> bool:
    return len(heads) >= 2 and {"function", "name"} <= {
        "function" if has_any(words(head), ("rolle", "funksjon", "verv", "stilling")) else contact_field(head)
        for head in heads
    }  # fmt: skip


def _is_units(heads: list[str], first: list[str]) -> bool:
    return max(sum(unit_kind(text) is not None for text in side) for side in (heads, first)) >= 2


def _is_amounts(heads: list[str], first: list[str]) -> bool:
    return any(
        any(payee_of(text) == OWNER for text in side)
        and any(payee_of(text) not in ("", OWNER) or is_total(text) for text in side)
        and all(len(text) < 80 for text in side)
        for side in (heads, first)
    )


_KINDS = (
    ("contacts", _is_contacts),
    ("totals", _is_totals),
    ("units", _is_units),
    ("continuation", _is_continuation),
    ("partners", _is_partners),
    ("participants", _is_participants),
    ("amounts", _is_amounts),
)


def payee_of(head: str) -> str:
    """Owner, UH or nobody, of the head of a column: "Eier (Bodø kommune ++)" is the owner."""
    said = words(head)
    if is_reason(head):
        return ""
    if said[:1] == ("uh",):
        return UNIVERSITY
    if has_any(said[:2], OWNERS):
        return OWNER
    return UNIVERSITY if has_any(said, (*UNIVERSITIES, "kompetansemiljø")) else ""


def is_reason(head: str) -> bool:
    return has_any(words(head), ("begrunn",))


def payee_names(heads: Sequence[str]) -> list[str]:
    """The payee of each column, empty where there is none. Two universities go by their names."""
    payees = [payee_of(head) for head in heads]
    if payees.count(UNIVERSITY) > 1:
        payees = [
            _own_name(head) if payee == UNIVERSITY else payee
            for head, payee in zip(heads, payees, strict=True)
        ]
    return payees


def _own_name(head: str) -> str:
    """ "UH (SePU)" is SePU, "Nord universitet" has no other name."""
    if bracket := IN_BRACKETS.search(head):
        return bracket[0].strip("() ")
    rest = head.strip()
    for start in ("UH", "Universitet/Høgskole"):
        rest = rest.removeprefix(start).strip(" :/\u2013-")
    return rest or head.strip()
