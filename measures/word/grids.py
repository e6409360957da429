"""A table as rows of cells, each with what is written there and whether anybody has asked for it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from measures.word.labels import find_label
from measures.word.questions import is_only_printed, text_of
from measures.word.value import Unanswered
from rekom.kit.word import Block, Box, Control, Paragraph, Table

NOTHING = re.compile(r"[\s\-\u2013\u2014_.\u2026/]*")  # a line drawn through the cell


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
    has_row_names: bool = True  # in the first column

    def unread(self) -> Iterator[tuple[str, str, str]]:
        """Row, column and text of what nobody has asked for."""
        for row in self.rows:
            for place, cell in enumerate(row):
                if cell.text and not cell.is_read:
                    name = row[0].text if place and self.has_row_names else ""
                    yield name, self.head(place), cell.text

    def head(self, place: int) -> str:
        return self.heads[place] if place < len(self.heads) else ""


def grid_of(table: Table) -> Grid:
    return Grid([[_cell(cell) for cell in row] for row in table.rows if row])


def _cell(blocks: Sequence[Block]) -> Cell:
    texts, prompts = [], []
    for paragraph in paragraphs_in(blocks):
        texts.append(_written(paragraph))
        prompts += [
            "choice" if piece.is_choice else "text"
            for piece in paragraph.pieces
            if isinstance(piece, Control) and not piece.is_answered
        ]
    text = "\n".join(filter(None, texts))
    return Cell(text, [] if text else prompts)


def _written(paragraph: Paragraph) -> str:
    """Of boxes only what is ticked; the others are printed."""
    if any(isinstance(piece, Box) for piece in paragraph.pieces):
        return _ticked(paragraph)
    is_typed_here = any(isinstance(piece, Control) for piece in paragraph.pieces)
    return "" if not is_typed_here and NOTHING.fullmatch(paragraph.text) else paragraph.text


def _ticked(paragraph: Paragraph) -> str:
    texts, ticks = [""], []
    for piece in paragraph.pieces:
        if isinstance(piece, Box):
            ticks.append(piece.ticked)
            texts.append("")
        else:
            texts[-1] += text_of([piece])
    stand_before = not texts[-1].strip() and texts[0].strip()
    captions, beside = (texts[:-1], texts[-1]) if stand_before else (texts[1:], texts[0])
    ticked = [caption.strip() or "☒" for caption, tick in zip(captions, ticks, strict=True) if tick]
    return " ".join(filter(None, [beside.strip(), *ticked]))


def paragraphs_in(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from paragraphs_in(cell)


IsHeads = Callable[[list[str]], bool]


def below_heads(grid: Grid, is_heads: IsHeads, is_known: IsHeads | None = None) -> list[list[Cell]]:
    """The rows below the heads, which may have a title above them.

    A head is a heading of what stands under it; an unknown one with nothing under it is left unread.
    """
    for place, row in enumerate(grid.rows[:3]):
        texts = [" ".join(cell.text.split()) for cell in row]
        if is_heads(texts):
            grid.heads = texts
            for column, cell in enumerate(row):
                below = (
                    other[column].text for other in grid.rows[place + 1 :] if column < len(other)
                )
                is_head = (is_known or is_heads)([texts[column]]) or is_title(cell)
                cell.is_read = is_head or any(below)
            for title in (cell for above in grid.rows[:place] for cell in above):
                title.is_read = is_title(title)
            return grid.rows[place + 1 :]
    return []


def is_title(cell: Cell) -> bool:
    is_question = bool(cell.text) and find_label(cell.text, clear=True) is not None
    return is_question or is_only_printed(cell.text)


def transposed(rows: list[list[Cell]]) -> list[list[Cell]]:
    width = max(map(len, rows))
    return [
        [row[place] if place < len(row) else Cell("", []) for row in rows] for place in range(width)
    ]


def unanswered(cell: Cell, path: str) -> list[Unanswered]:
    return [Unanswered(path, prompt) for prompt in cell.prompts]
