"""The blocks of a Word file sorted under the questions they stand by. Nothing is interpreted, and nothing lost.

A question has its answer in the same paragraph or in those after it, until the next question.
"""

import re
from collections.abc import Sequence
from itertools import zip_longest

from measures.word import layout, tables
from measures.word.grids import paragraphs_in
from measures.word.labels import find_label, without_number
from measures.word.placement import Placement
from measures.word.questions import begins_an_answer, is_printed, prefix_of, question_in, says
from rekom.kit.word import Block, Paragraph, Table, Text

MEASURE = re.compile(
    r"\s*tiltak\s*(?:nr\.?\s*)?(?P<number>\d{1,3})\b(?:\s*(?:av|/)\s*\d{1,3}\b)?(?P<rest>.*)",
    re.I | re.S,
)
SIGNS = (":", ".", "-", "\u2013", "\u2014", "\n")


def sorted_in(blocks: Sequence[Block]) -> Placement:
    """What stands under which question."""
    sorter = Sorter()
    sorter.sort(blocks)
    sorter.at.settle()
    return sorter.at


class Sorter:
    """Walks through the blocks of a file, and the cells of its tables that are only layout."""

    def __init__(self) -> None:
        self.at = Placement()
        self.is_before_answer = False

    def sort(self, blocks: Sequence[Block], *, is_within: bool = False) -> None:
        """``is_within``: the blocks of a cell, whose table is being sorted."""
        for block, following in zip_longest(blocks, blocks[1:]):
            self.is_before_answer = begins_an_answer(following)
            self.at.step_in_or_out(is_boxed=isinstance(block, Paragraph) and block.is_boxed)
            if isinstance(block, Table):
                self.table(block)
            elif block.pieces:
                self.paragraph(block)
            if not is_within:
                for paragraph in paragraphs_in([block]):
                    self.at.set_aside(paragraph)

    # --- tables -----------------------------------------------------------------------------------

    def table(self, table: Table) -> None:
        kind = "" if layout.is_layout(table) else tables.kind_of(table, self.at.asked)
        if kind and self.at.asked == kind and self.at.answer:
            self.at.answer.is_told = True
        if kind in ("amounts", "continuation"):
            self.at.to_measure(kind)
            self.at.section.tables.append((kind, table))
        elif kind:
            self.at.report.tables.append((kind, table))
        elif self.at.is_open_text and not layout.has_question(table):
            for row in table.rows:
                self.cell_paragraph(Paragraph(layout.line_of(row)))
            return
        else:
            self.laid_out(table)
        self.at.close()

    def laid_out(self, table: Table) -> None:
        for pair in layout.pairs_of(table):
            if pair.question is None:
                self.beside_questions(pair.answer)
                continue
            if heading := MEASURE.fullmatch(without_number(pair.question.wording)):
                self.heading(Paragraph((Text(heading[0]),), is_heading=True))
                continue
            self.at.ask(pair.question, is_apart=bool(pair.answer))
            for cell in pair.answer:
                self.cell(cell)
            if pair.answer and self.at.answer and self.at.answer.lines:
                self.at.close()

    def beside_questions(self, cells: Sequence[layout.CellBlocks]) -> None:
        """A row that asks nothing is one line, unless a cell of it asks within."""
        cells = [cell for cell in cells if layout.is_filled(cell)]
        if len(cells) == 1 or layout.has_question(Table((tuple(cells),))):
            for cell in cells:
                self.sort(cell, is_within=True)
        else:
            self.cell_paragraph(Paragraph(layout.line_of(cells)))

    def cell(self, blocks: Sequence[Block]) -> None:
        """All of it is answer, and asks nothing."""
        self.at.is_in_cell = True
        for block in blocks:
            if isinstance(block, Table):
                self.table(block)
            else:
                self.cell_paragraph(block)
        self.at.is_in_cell = False

    def cell_paragraph(self, paragraph: Paragraph) -> None:
        has_any = any(says(piece) or not isinstance(piece, Text) for piece in paragraph.pieces)
        if has_any and not self.at.take(paragraph):
            self.at.lose(paragraph)

    # --- paragraphs -------------------------------------------------------------------------------

    def paragraph(self, paragraph: Paragraph) -> None:
        if not any(says(piece) or not isinstance(piece, Text) for piece in paragraph.pieces):
            return
        is_text = all(isinstance(piece, Text) for piece in paragraph.pieces)
        if is_text and not self.at.is_open and is_printed(paragraph.text):
            return
        if prefix_of(paragraph) and self.heading(paragraph):
            return
        question = question_in(
            paragraph, is_answer=self.at.is_open, is_before_answer=self.is_before_answer
        )
        if question:
            self.at.ask(question)
        elif not self.at.take(paragraph):
            self.at.lose(paragraph)

    def heading(self, paragraph: Paragraph) -> bool:
        """ "Tiltak 3", alone or with its title or the next question in the same paragraph."""
        match = MEASURE.fullmatch(without_number(prefix_of(paragraph)))
        if match is None:
            return False
        rest = match["rest"]
        after = rest.strip(" \t\n.:*\u2013\u2014-")
        has_sign = rest.lstrip(" ").startswith(SIGNS)
        follows = paragraph.pieces[1:]
        question = after and find_label(after, clear=bool(follows) or after != rest.strip())
        if (after and not (question or has_sign or paragraph.is_heading)) or (
            not after and follows and self.at.is_open
        ):
            return False
        self.at.begin_measure(int(match["number"]), f"Tiltak {match['number']}")
        if question or follows:
            self.paragraph(
                Paragraph((Text(rest.lstrip(" .:\u2013\u2014-\n")), *follows), is_bold=True)
            )
        else:
            self.at.section.title = after
        return True
