"""The blocks of a Word file sorted under the questions they stand by. Nothing is interpreted, and nothing lost.

A question has its answer in the same paragraph or in those after it, until the next question. A long answer is
one content control or plain paragraphs; a second control is no part of it, for it has lost its own heading.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from measures.word import layout, tables
from measures.word.asides import asides_of, place_of
from measures.word.grids import paragraphs_in
from measures.word.labels import Label, find_label, without_number
from measures.word.questions import (
    Question,
    begins_an_answer,
    is_only_printed,
    is_printed,
    prefix_of,
    question_in,
    says,
    text_of,
)
from measures.word.value import Loose
from rekom.kit.word import Block, Box, Control, Paragraph, Piece, Table, Text

MEASURE = re.compile(
    r"\s*tiltak\s*(?:nr\.?\s*)?(?P<number>\d{1,3})\b(?:\s*(?:av|/)\s*\d{1,3}\b)?(?P<rest>.*)",
    re.I | re.S,
)
SIGNS = (":", ".", "-", "\u2013", "\u2014", "\n")


@dataclass
class Answer:
    """What stands by one question: a line for each paragraph."""

    label: Label
    wording: str
    lines: list[tuple[Piece, ...]] = field(default_factory=list)
    control: int | None = None
    is_over: bool = False
    is_told: bool = True  # its wording is printed, or listed already

    @property
    def has_anything(self) -> bool:
        return any(says(piece) for line in self.lines for piece in line)

    @property
    def is_filled_in(self) -> bool:
        return any(_is_filled_in(line) for line in self.lines)


@dataclass
class Section:
    """The report as a whole, or one of its measures."""

    heading: str
    number: int | None = None
    answers: dict[str, Answer] = field(default_factory=dict)
    tables: list[tuple[str, Table]] = field(default_factory=list)
    orphans: list[Control] = field(default_factory=list)  # prompts under no question
    title: str = ""

    def may_go_on_in(self, other: "Section") -> bool:
        """Whether the two say nothing of the same: one measure, whose heading was repeated."""
        kinds = {kind for kind, _table in self.tables} & {kind for kind, _table in other.tables}
        return not (kinds or self.answers.keys() & other.answers.keys() or other.title)


class Sorter:
    def __init__(self) -> None:
        self.report = Section("")
        self.measures: list[Section] = []
        self.loose: list[Loose] = []
        self.section = self.report
        self.answer: Answer | None = None
        self.place = ""
        self.loose_control = 0
        self.is_before_answer = False
        self.is_in_cell = False
        self.beside: tuple[Section, Answer | None, str] | None = (
            None  # what a text box stands beside
        )

    def sort(self, blocks: Sequence[Block], *, is_within: bool = False) -> None:
        """``is_within``: the blocks of a cell, whose table is being sorted."""
        for block, following in zip_longest(blocks, blocks[1:]):
            self.is_before_answer = begins_an_answer(following)
            self.step_in_or_out(block)
            if isinstance(block, Table):
                self.table(block)
            elif block.pieces:
                self.paragraph(block)
            if not is_within:
                for paragraph in paragraphs_in([block]):
                    self.loose += asides_of(paragraph, self.section.heading, self.place)

    def step_in_or_out(self, block: Block) -> None:
        """What stands beside the text goes on with nothing in it, unless it asks and the text answers."""
        is_boxed = isinstance(block, Paragraph) and block.is_boxed
        if is_boxed and self.beside is None:
            self.beside = (self.section, self.answer, self.place)
        elif self.beside and not is_boxed:
            section, answer, place = self.beside
            asks = self.answer is not answer and self.answer and not self.answer.has_anything
            if self.section is section and not asks:
                self.answer, self.place = answer, place
            self.beside = None

    def settle(self) -> None:
        """A measure's number stands for one measure: a second one gets the next that is free."""
        first: dict[int | None, Section] = {}
        others: list[Section] = []
        for section in self.measures:
            known = first.setdefault(section.number, section)
            if known is section:
                continue
            if known.may_go_on_in(section):
                known.answers |= section.answers
                known.tables += section.tables
                known.orphans += section.orphans
            else:
                others.append(section)
        for section in others:
            number = max(filter(None, first)) + 1
            self.loose.append(Loose(f"Tiltak {number}", section.heading))
            section.heading, section.number = f"Tiltak {number}", number
            first[number] = section
        for section in (self.report, *self.measures):
            for answer in section.answers.values():
                self.tell(section, answer)
        self.measures = [first[number] for number in sorted(filter(None, first))]

    def tell(self, section: Section, answer: Answer) -> None:
        """A question that holds more than a question, and has no answer, may have been one itself."""
        if not (answer.lines or answer.is_told):
            self.loose.append(Loose(section.heading, answer.wording))

    # --- tables -----------------------------------------------------------------------------------

    def table(self, table: Table) -> None:
        kind = "" if layout.is_layout(table) else tables.kind_of(table, self.asked)
        if kind and self.asked == kind and self.answer:
            self.answer.is_told = True
        if kind in ("amounts", "continuation"):
            self.to_measure(kind)
            self.section.tables.append((kind, table))
        elif kind:
            self.report.tables.append((kind, table))
        elif self.is_open_text and not layout.has_question(table):
            for row in table.rows:
                self.cell_paragraph(Paragraph(layout.line_of(row)))
            return
        else:
            self.laid_out(table)
        self.close()

    def laid_out(self, table: Table) -> None:
        for pair in layout.pairs_of(table):
            if pair.question is None:
                self.beside_questions(pair.answer)
                continue
            if heading := MEASURE.fullmatch(without_number(pair.question.wording)):
                self.heading(Paragraph((Text(heading[0]),), is_heading=True))
                continue
            self.ask(pair.question, is_apart=bool(pair.answer))
            for cell in pair.answer:
                self.cell(cell)
            if pair.answer and self.answer and self.answer.lines:
                self.close()

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
        self.is_in_cell = True
        for block in blocks:
            if isinstance(block, Table):
                self.table(block)
            else:
                self.cell_paragraph(block)
        self.is_in_cell = False

    def cell_paragraph(self, paragraph: Paragraph) -> None:
        has_any = any(says(piece) or not isinstance(piece, Text) for piece in paragraph.pieces)
        if has_any and not self.take(paragraph):
            self.lose(paragraph)

    # --- paragraphs -------------------------------------------------------------------------------

    def paragraph(self, paragraph: Paragraph) -> None:
        if not any(says(piece) or not isinstance(piece, Text) for piece in paragraph.pieces):
            return
        is_text = all(isinstance(piece, Text) for piece in paragraph.pieces)
        if is_text and not self.is_open and is_printed(paragraph.text):
            return
        if prefix_of(paragraph) and self.heading(paragraph):
            return
        question = question_in(
            paragraph, is_answer=self.is_open, is_before_answer=self.is_before_answer
        )
        if question:
            self.ask(question)
        elif not self.take(paragraph):
            self.lose(paragraph)

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
            not after and follows and self.is_open
        ):
            return False
        self.begin_measure(int(match["number"]), f"Tiltak {match['number']}")
        if question or follows:
            self.paragraph(
                Paragraph((Text(rest.lstrip(" .:\u2013\u2014-\n")), *follows), is_bold=True)
            )
        else:
            self.section.title = after
        return True

    def ask(self, question: Question, *, is_apart: bool = False) -> None:
        label, pieces = question.label, question.pieces
        self.to_measure(label.name) if label.of_measure else self.to_report()
        self.place = question.wording.strip(" :\n\t")
        is_told = is_only_printed(self.place)
        if question.tells_more and not is_apart:
            self.loose.append(Loose(self.section.heading, self.place))
            is_told = True
        known = self.section.answers.get(label.name)
        if known and not known.is_filled_in and _is_filled_in(pieces):
            for line in known.lines:  # it only looked like the question
                self.lose(Paragraph(line))
        elif known and known.has_anything:
            # Asked twice: the second may be about something else, and is shown as it stands.
            self.answer = None
            if any(says(piece) for piece in pieces):
                self.lose(Paragraph(pieces))
            else:
                self.tell(self.section, Answer(label, self.place, is_told=is_told))
            return
        if known:
            self.tell(self.section, known)
        self.answer = Answer(label, self.place, is_told=is_told)
        self.section.answers[label.name] = self.answer
        if any(says(piece) or not isinstance(piece, Text) for piece in pieces):
            self.put(pieces)
            self.answer.is_over = label.kind == "line"

    @property
    def is_open(self) -> bool:
        return self.answer is not None and not self.answer.is_over

    @property
    def is_open_text(self) -> bool:
        return self.answer is not None and self.is_open and self.answer.label.kind == "text"

    @property
    def asked(self) -> str:
        """The question that a table is likely to answer."""
        return self.answer.label.name if self.answer and self.answer.label.kind == "table" else ""

    def take(self, paragraph: Paragraph) -> bool:
        """Whether the paragraph is an answer to the open question."""
        answer = self.answer
        if answer is None or answer.is_over or answer.label.kind == "table":
            return False
        if paragraph.is_boxed and self.beside and self.beside[1] is answer and answer.has_anything:
            return False
        controls = [piece for piece in paragraph.pieces if isinstance(piece, Control)]
        if paragraph.is_heading and not controls and answer.has_anything:
            return False
        if answer.label.kind == "ticks":
            if not any(isinstance(piece, Box) for piece in paragraph.pieces) and answer.lines:
                return False
        elif (controls and not self.takes_control(answer, controls[0])) or (
            not controls and answer.control is not None
        ):
            return False
        self.put(paragraph.pieces, is_bullet=paragraph.is_bullet)
        has_boxes = any(isinstance(piece, Box) for piece in paragraph.pieces)
        is_short = answer.label.kind == "line" or (answer.label.kind == "ticks" and not has_boxes)
        answer.is_over = is_short and not self.is_in_cell
        return True

    def takes_control(self, answer: Answer, control: Control) -> bool:
        if answer.control is not None:
            return answer.control == control.number != 0
        if answer.lines and control.is_answered:
            # What stood between the question and its control was printed there.
            for line in answer.lines:
                self.lose(Paragraph(line))
            answer.lines.clear()
        return True

    def put(self, pieces: tuple[Piece, ...], *, is_bullet: bool = False) -> None:
        if self.answer is None:
            return
        self.answer.lines.append((Text("- "), *pieces) if is_bullet else pieces)
        for piece in pieces:
            if isinstance(piece, Control):
                self.answer.control = piece.number

    def lose(self, paragraph: Paragraph) -> None:
        """Keep what belongs nowhere, with where it stood. One control is one text."""
        controls = [piece for piece in paragraph.pieces if isinstance(piece, Control)]
        self.section.orphans += [piece for piece in controls if not piece.is_answered]
        text = text_of(paragraph.pieces)
        if not text or is_printed(text):
            return
        number = controls[0].number if controls else 0
        if number and number == self.loose_control:
            last = self.loose.pop()
            self.loose.append(Loose(last.place, f"{last.text}\n{text}"))
            return
        self.loose_control = number
        if self.answer is not None and not paragraph.is_boxed:
            self.answer.is_over = True
        self.loose.append(Loose(place_of(self.section.heading, self.place), text))
        if not controls:
            self.place = text[:80]

    # --- where we are -----------------------------------------------------------------------------

    def begin_measure(self, number: int | None, heading: str = "") -> None:
        number = number if number is not None else len(self.measures) + 1
        self.section = Section(heading or f"Tiltak {number}", number)
        self.measures.append(self.section)
        self.place, self.answer = "", None

    def to_measure(self, name: str) -> None:
        if self.section is self.report and not self.measures:
            self.begin_measure(None)
        elif self.section is self.report:
            self.section = self.measures[-1]
        if name == "title" and name in self.section.answers:
            self.begin_measure(max(section.number or 0 for section in self.measures) + 1)
        self.close()

    def to_report(self) -> None:
        self.section = self.report
        self.close()

    def close(self) -> None:
        if self.answer is not None:
            self.answer.is_over = True


def _is_filled_in(pieces: Sequence[Piece]) -> bool:
    """Whether there are boxes or an answered control, and not only text that was printed or typed."""
    return any(
        isinstance(piece, Box) or (isinstance(piece, Control) and piece.is_answered)
        for piece in pieces
    )
