"""The form's tables, known by the words of their heads and first cells."""

from collections.abc import Sequence

from measures.word.answers import contact_field, is_total, period_in, schemes_in, unit_kind
from measures.word.grids import paragraphs_in
from measures.word.labels import OWNERS, UNIVERSITIES
from measures.word.value import OWNER, UNIVERSITY
from measures.word.words import IN_BRACKETS, has_any, words
from rekom.kit.word import Block, Table, Text

MUNICIPALITIES = ("kommune", "kommunen", "kommuner", "kommunene")
HEADS = 3  # the heads stand in one of the first rows


def kind_of(table: Table, asked: str = "") -> str:
    """Which of the form's tables it is, or an empty text. ``asked`` is the question it stands under."""
    printed = [[_printed(cell) for cell in row] for row in table.rows if row]
    if len(printed) < 2:  # heads with nothing under or beside them
        return ""
    first = [row[0] for row in printed]
    kinds = sorted(_KINDS, key=lambda kind: kind[0] != asked)
    for kind, is_it in kinds:
        if any(is_it(heads, first) for heads in printed[:HEADS]):
            return kind
    return ""


def _printed(blocks: Sequence[Block]) -> str:
    """What stands outside the controls: heads are never inside one."""
    texts = []
    for paragraph in paragraphs_in(blocks):
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
    return any(
        any(len(text) < 40 and period_in(text) for text in rows) and any(map(payee_of, columns))
        for rows, columns in ((first, heads), (heads, first))
    )


def _is_partners(heads: list[str], _first: list[str]) -> bool:
    has_contact = any(has_any(words(head), ("kontakt",)) for head in heads)
    return has_contact and any(has_any(words(head), ("navn", *OWNERS)) for head in heads)


def _is_participants(heads: list[str], _first: list[str]) -> bool:
    columns = {"function" if is_role(head) else contact_field(head) for head in heads}
    return {"function", "name"} <= columns


def is_role(head: str) -> bool:
    return has_any(words(head), ("rolle", "funksjon", "verv", "stilling"))


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
    ("unit_counts", _is_units),
    ("continuation", _is_continuation),
    ("partners", _is_partners),
    ("participants", _is_participants),
    ("amounts", _is_amounts),
)


def payee_of(head: str) -> str:
    """Owner, UH or nobody, of the head of a column: "Eier (Bodø kommune ++)" is the owner."""
    said = words(head)
    if is_reason(head) or "?" in head:
        return ""
    if said[:1] == ("uh",):
        return UNIVERSITY
    if has_any(said[:2], OWNERS):
        return OWNER
    if has_any(said, (*UNIVERSITIES, "kompetansemiljø")):
        return UNIVERSITY
    return OWNER if any(word.endswith(MUNICIPALITIES) for word in said) else ""


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
