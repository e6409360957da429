"""Tables that are only layout: which cells are questions, and which their answers.

An answer stands to the right of its question or under it, or Ja and Nei are columns to put a cross in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from measures.word.labels import DOUBTFUL, find_label
from measures.word.questions import Question, question_in, says
from measures.word.words import words
from rekom.kit.word import Block, Box, Control, Paragraph, Piece, Table, Text

LIKELY = 0.7  # how like a known wording a cell is that asks, and holds nothing else
SURE = 0.9  # how like a known wording a cell is that begins another question in the same row
SEVERAL = 3  # questions in its first column make a table layout, whatever else it looks like
CROSSES = {"x", "ja", "nei"}

CellBlocks = tuple[Block, ...]


@dataclass(frozen=True)
class Pair:
    """A question with the cells of its answer; without one the cells belong to what stands before them."""

    question: Question | None
    answer: tuple[CellBlocks, ...]


def is_layout(table: Table) -> bool:
    asked = set()
    for row in table.rows:
        cells = row[1:] if row and _is_number(row[0]) else row
        question = question_of(cells[0]) if cells else None
        if question and question.score >= DOUBTFUL:
            asked.add(question.label.name)
    return len(asked) >= SEVERAL


def pairs_of(table: Table) -> Iterator[Pair]:
    """Every cell of the table that has anything, once and in order."""
    rows = [row for row in table.rows if any(map(is_filled, row))]
    place = 0
    while place < len(rows):
        row, following = rows[place], rows[place + 1] if place + 1 < len(rows) else ()
        if columns := _yes_and_no(row):
            place += 1
            while place < len(rows) and (question := question_of(rows[place][0])):
                yield _crossed(question, rows[place], columns)
                place += 1
        elif heads := _heads(row, following):
            for question, cell in zip(heads, following, strict=False):
                yield Pair(question, (cell,))
            place += 2
        else:
            yield from _side_by_side(row)
            place += 1


def question_of(cell: CellBlocks, *, least: float = LIKELY) -> Question | None:
    """The question that a cell holds, and nothing but it; a note may stand under it."""
    paragraphs = [block for block in cell if isinstance(block, Paragraph) and _has_any(block)]
    if len(paragraphs) < sum(map(_has_any, cell)) or not paragraphs:
        return None
    if any(not isinstance(piece, Text) for block in paragraphs for piece in block.pieces):
        return None
    texts = [block.text for block in paragraphs]
    for wording, note in ((" ".join(texts), ()), (texts[0], paragraphs[1:])):
        found = find_label(wording, clear=True)
        if found and found[1] >= least:
            pieces = tuple(piece for block in note for piece in block.pieces)
            return Question(found[0], wording, pieces, found[1])
    return None


def _side_by_side(row: Sequence[CellBlocks]) -> Iterator[Pair]:
    question: Question | None = None
    answer: list[CellBlocks] = []
    is_first = True
    for cell in row:
        if is_first and _is_number(cell):
            continue
        asked = question_of(cell, least=LIKELY if is_first else SURE)
        if asked:
            if question or answer:
                yield Pair(question, tuple(answer))
            question, answer = asked, []
        else:
            answer.append(cell)
        is_first = is_first and not is_filled(cell)
    yield Pair(question, tuple(answer))


def _heads(
    row: Sequence[CellBlocks], following: Sequence[CellBlocks]
) -> list[Question | None] | None:
    """Questions side by side, when what stands under them are answers."""
    heads = [question_of(cell, least=DOUBTFUL) for cell in row]
    asked = sum(map(bool, heads))
    if asked < 2 or asked < sum(map(is_filled, row)) or len(following) != len(row):
        return None
    if any(question_of(cell, least=SURE) for cell in following):
        return None
    return heads


def _yes_and_no(row: Sequence[CellBlocks]) -> dict[int, str]:
    """The columns that are headed Ja and Nei."""
    said = {place: words(text_in(cell)) for place, cell in enumerate(row)}
    columns = {place: " ".join(each) for place, each in said.items() if each in (("ja",), ("nei",))}
    return columns if len(columns) == 2 and 0 not in columns else {}


def _crossed(question: Question, row: Sequence[CellBlocks], columns: dict[int, str]) -> Pair:
    pieces: list[Piece] = []
    others: list[CellBlocks] = []
    for place, cell in enumerate(row[1:], start=1):
        if place in columns and (not is_filled(cell) or _is_cross(cell)):
            pieces += [Box(_is_crossed(cell)), Text(f" {columns[place]} ")]
        else:
            others.append(cell)
    return Pair(question, ((Paragraph(tuple(pieces)),), *others))


def _is_cross(cell: CellBlocks) -> bool:
    """Whether it is a box, or what somebody puts for one; ticked or not."""
    return bool(_boxes(cell)) or set(words(text_in(cell))) <= CROSSES


def _is_crossed(cell: CellBlocks) -> bool:
    boxes = _boxes(cell)
    return any(box.ticked for box in boxes) or (is_filled(cell) and not boxes)


def _boxes(cell: CellBlocks) -> list[Box]:
    return [
        piece
        for block in cell
        if isinstance(block, Paragraph)
        for piece in block.pieces
        if isinstance(piece, Box)
    ]


def line_of(row: Sequence[CellBlocks]) -> tuple[Piece, ...]:
    """A row as one line, with a tab between its cells."""
    pieces: list[Piece] = []
    for cell in row:
        if is_filled(cell):
            pieces += [*([Text("\t")] if pieces else []), *_pieces(cell)]
    return tuple(pieces)


def _pieces(cell: CellBlocks) -> list[Piece]:
    found: list[Piece] = []
    for block in cell:
        inner = (
            list(block.pieces)
            if isinstance(block, Paragraph)
            else [piece for row in block.rows for piece in line_of(row)]
        )
        if any(map(says, inner)) and found:
            found.append(Text("\n"))
        found += inner
    return found


def has_question(table: Table) -> bool:
    """Whether any cell asks, alone or before its answer."""
    return any(
        question_of(cell) or any(_asks(block) for block in cell)
        for row in table.rows
        for cell in row
    )


def _asks(block: Block) -> bool:
    if isinstance(block, Table):
        return has_question(block)
    question = question_in(block, is_answer=True)
    return question is not None and question.score >= DOUBTFUL


def text_in(cell: CellBlocks) -> str:
    return "\n".join(block.text for block in cell if isinstance(block, Paragraph)).strip()


def _is_number(cell: CellBlocks) -> bool:
    return text_in(cell).strip(" .)").replace(".", "").isdecimal()


def is_filled(cell: CellBlocks) -> bool:
    return any(map(_has_any, cell))


def _has_any(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return any(says(piece) or isinstance(piece, Control) for piece in block.pieces)
    return any(is_filled(cell) for row in block.rows for cell in row)
