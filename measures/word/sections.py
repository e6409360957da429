"""The blocks of a Word file sorted under the questions they stand by. Nothing is interpreted, and nothing lost.

A question has its answer in the same paragraph or in those after it, until the next question. A long answer is
one content control or plain paragraphs; a second control is no part of it, for it has lost its own heading.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from measures.word import tables
from measures.word.answers import without_terms
from measures.word.labels import IN_BRACKETS, Label, find_label
from measures.word.value import Loose
from rekom.kit.word import Block, Box, Control, Paragraph, Piece, Table, Text

MEASURE = re.compile(r"\s*tiltak\s*(?:nr\.?\s*)?(?P<number>\d{1,3})\b(?P<rest>.*)", re.I | re.S)
# What is printed in the form and answers nothing.
PRINTED = re.compile(
    r"(?:statsforvalt(?:er|ar)en i (?-i:[A-ZÆØÅ]\w+|og|,|\s){1,12}|(?:\S+\s+)?(?:staatehaaltoje|st[aá]htah[aá]l\S+|maaherra)"
    r"|behovsmelding\W+lokal kompetanseutvikling i barne?hage og grunnopplæring"
    r"|\(?fyll ut liste\)?|side \d+(?: av \d+)?|\W+)",
    re.IGNORECASE,
)


@dataclass
class Answer:
    """What stands by one question: a line for each paragraph."""

    label: Label
    wording: str
    lines: list[tuple[Piece, ...]] = field(default_factory=list)
    control: int | None = None
    is_over: bool = False

    @property
    def has_anything(self) -> bool:
        return any(_says(piece) for line in self.lines for piece in line)

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

    def sort(self, blocks: Sequence[Block]) -> None:
        for block, following in zip_longest(blocks, blocks[1:]):
            self.is_before_answer = _begins_an_answer(following)
            if isinstance(block, Table):
                self.table(block)
            elif block.pieces:
                self.paragraph(block)

    # --- tables -----------------------------------------------------------------------------------

    def table(self, table: Table) -> None:
        kind = tables.kind_of(table)
        if kind in ("amounts", "continuation"):
            self.to_measure(kind)
            self.section.tables.append((kind, table))
        elif kind:
            self.report.tables.append((kind, table))
        else:
            for row in table.rows:
                self.row(row)
            return
        self.close()

    def row(self, row: tuple[tuple[Block, ...], ...]) -> None:
        """Of a table that is only layout: a question and its answer side by side, or one under the other."""
        if len(row) == 2 and all(isinstance(block, Paragraph) for cell in row for block in cell):
            question = "".join(block.text for block in row[0] if isinstance(block, Paragraph))
            if question and find_label(question, clear=True):
                self.sort([Paragraph((Text(question),), is_bold=True)])
                self.sort(row[1])
                return
        for cell in row:
            self.sort(cell)

    # --- paragraphs -------------------------------------------------------------------------------

    def paragraph(self, paragraph: Paragraph) -> None:
        if not any(_says(piece) or not isinstance(piece, Text) for piece in paragraph.pieces):
            return
        is_text = all(isinstance(piece, Text) for piece in paragraph.pieces)
        if is_text and not self.is_open and is_printed(paragraph.text):
            return
        prefix = _prefix(paragraph)
        if prefix and self.heading(paragraph, prefix):
            return
        asked = None
        if prefix:
            asked = _question(
                paragraph, prefix, is_answer=self.is_open, is_before_answer=self.is_before_answer
            )
        if asked:
            self.ask(*asked)
        elif not self.take(paragraph):
            self.lose(paragraph)

    def heading(self, paragraph: Paragraph, prefix: str) -> bool:
        """ "Tiltak 3", alone or with its title or the next question in the same paragraph."""
        match = MEASURE.fullmatch(prefix)
        if match is None:
            return False
        rest = match["rest"]
        after = rest.strip(" \t\n.:*\u2013-")
        has_sign = rest.lstrip(" ")[:1] in (":", ".", "-", "\u2013", "\n")
        follows = paragraph.pieces[1:]
        question = after and find_label(after, clear=bool(follows) or after != rest.strip())
        if (after and not (question or has_sign or paragraph.is_heading)) or (
            not after and follows and self.is_open
        ):
            return False
        self.begin_measure(int(match["number"]), f"Tiltak {match['number']}")
        if question or follows:
            self.paragraph(Paragraph((Text(rest.lstrip(" .:\u2013-\n")), *follows), is_bold=True))
        else:
            self.section.title = after
        return True

    def ask(self, label: Label, wording: str, pieces: tuple[Piece, ...]) -> None:
        self.to_measure(label.name) if label.of_measure else self.to_report()
        self.place = wording
        known = self.section.answers.get(label.name)
        if known and not known.is_filled_in and _is_filled_in(pieces):
            for line in known.lines:  # it only looked like the question
                self.lose(Paragraph(line))
        elif known and known.has_anything:
            # Asked twice: the second may be about something else, and is shown as it stands.
            self.answer = None
            if any(_says(piece) for piece in pieces):
                self.lose(Paragraph(pieces))
            return
        self.answer = Answer(label, wording)
        self.section.answers[label.name] = self.answer
        if any(_says(piece) or not isinstance(piece, Text) for piece in pieces):
            self.put(pieces)
            self.answer.is_over = label.kind == "line"

    @property
    def is_open(self) -> bool:
        return self.answer is not None and not self.answer.is_over

    def take(self, paragraph: Paragraph) -> bool:
        """Whether the paragraph is an answer to the open question."""
        answer = self.answer
        if answer is None or answer.is_over or answer.label.kind == "table":
            return False
        controls = [piece for piece in paragraph.pieces if isinstance(piece, Control)]
        if answer.label.kind == "ticks":
            if not any(isinstance(piece, Box) for piece in paragraph.pieces) and answer.lines:
                return False
        elif (controls and not self.takes_control(answer, controls[0])) or (
            not controls and answer.control is not None
        ):
            return False
        self.put(paragraph.pieces, is_bullet=paragraph.is_bullet)
        answer.is_over = answer.label.kind == "line"
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
        if self.answer is not None:
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
        if name == "title" and (self.section.title or name in self.section.answers):
            self.begin_measure(max(section.number or 0 for section in self.measures) + 1)
        self.close()

    def to_report(self) -> None:
        self.section = self.report
        self.close()

    def close(self) -> None:
        if self.answer is not None:
            self.answer.is_over = True


def is_printed(text: str) -> bool:
    return bool(PRINTED.fullmatch(" ".join(text.split()).strip(" :*")))


def _is_filled_in(pieces: Sequence[Piece]) -> bool:
    """Whether there are boxes or an answered control, and not only text that was printed or typed."""
    return any(
        isinstance(piece, Box) or (isinstance(piece, Control) and piece.is_answered)
        for piece in pieces
    )


def _begins_an_answer(block: Block | None) -> bool:
    """A table, or nothing but a control: what stands before it is likely to be its question."""
    if isinstance(block, Paragraph):
        first = next(
            (piece for piece in block.pieces if _says(piece) or isinstance(piece, Control)), None
        )
        return isinstance(first, Control)
    return isinstance(block, Table)


def place_of(*parts: str) -> str:
    return " – ".join(part for part in parts if part)


def text_of(pieces: Sequence[Piece]) -> str:
    parts = []
    for piece in pieces:
        if isinstance(piece, Box):
            parts.append("☒" if piece.ticked else "☐")
        elif isinstance(piece, Text) or piece.is_answered:
            parts.append(piece.text)
    return "".join(parts).strip()


def _says(piece: Piece) -> bool:
    if isinstance(piece, Text):
        return bool(piece.text.strip())
    return isinstance(piece, Box) or piece.is_answered


def _prefix(paragraph: Paragraph) -> str:
    """The text before the first control or box: a question is never inside one."""
    first = next(
        (piece for piece in paragraph.pieces if not isinstance(piece, Text) or piece.text.strip()),
        None,
    )
    return first.text if isinstance(first, Text) else ""


def _question(
    paragraph: Paragraph, prefix: str, *, is_answer: bool, is_before_answer: bool
) -> tuple[Label, str, tuple[Piece, ...]] | None:
    """The question, as it is worded, and what follows it in the same paragraph."""
    rest = tuple(
        piece for piece in paragraph.pieces if piece.__class__ is not Text or piece.text.strip()
    )[1:]
    has_boxes = any(isinstance(piece, Box) for piece in rest)
    stands_out = bool(rest or paragraph.is_heading or paragraph.is_bold or is_before_answer)
    best = None
    for label_text, left in _cuts(prefix):
        clear = stands_out or label_text[-1] in "?:"
        found = find_label(label_text, clear=clear and not (is_answer and left))
        if found and left == prefix and found[0].name != "terms":
            continue
        if found and has_boxes and found[0].kind != "ticks":
            continue
        if found and (best is None or found[1] > best[1] + 0.001):
            best = (found[0], found[1], label_text, left)
    if best is None:
        return None
    label, _score, wording, left = best
    pieces = (Text(left), *rest) if left.strip() else rest
    return label, wording.strip(" :\n\t"), pieces


def _cuts(prefix: str) -> Iterator[tuple[str, str]]:
    """Where the question may end: all of it, at a sign, before a bracket or before the terms to tick."""
    yield prefix.strip(), ""
    for sign in (":", "?", "\n"):
        head, found, tail = prefix.partition(sign)
        if found and head.strip():
            yield (head + found).strip(), tail
    bare = IN_BRACKETS.sub(" ", prefix).strip()
    if bare and bare != prefix.strip():
        yield bare, ""
    terms_cut = without_terms(prefix).strip()
    if terms_cut and terms_cut != prefix.strip():
        yield terms_cut, prefix
