"""Where the next text of a form goes: which section and question are open, and what has been put under them.

A long answer is one content control or plain paragraphs; a second control is no part of it, for it has lost its
own heading. What fits nowhere is kept with its place.
"""

from measures.word.asides import asides_of, place_of
from measures.word.questions import Question, is_only_printed, is_printed, says, text_of
from measures.word.sections import Answer, Section, each_number_once, is_filled_in
from measures.word.value import Loose
from rekom.kit.word import Box, Control, Paragraph, Piece, Text


class Placement:
    def __init__(self) -> None:
        self.report = Section("")
        self.measures: list[Section] = []
        self.loose: list[Loose] = []
        self.section = self.report
        self.answer: Answer | None = None
        self.place = ""
        self.loose_control = self.loose_place = 0  # the control that was lost last, and where it is
        self.is_in_cell = False
        # What a text box stands beside.
        self.beside: tuple[Section, Answer | None, str] | None = None

    def settle(self) -> None:
        """All has been put in its place."""
        self.measures, renumbered = each_number_once(self.measures)
        self.loose += renumbered
        for section in (self.report, *self.measures):
            for answer in section.answers.values():
                self.loose += section.tell(answer)

    # --- questions --------------------------------------------------------------------------------

    def ask(self, question: Question, *, is_apart: bool = False) -> None:
        label, pieces = question.label, question.pieces
        self.to_measure(label.name) if label.of_measure else self.to_report()
        self.place = question.wording.strip(" :\n\t")
        is_told = is_only_printed(self.place)
        if question.tells_more and not is_apart:
            self.loose.append(Loose(self.section.heading, self.place))
            is_told = True
        known = self.section.answers.get(label.name)
        if known and not known.is_filled_in and is_filled_in(pieces):
            for line in known.lines:  # it only looked like the question
                self.lose(Paragraph(line))
        elif known and known.has_anything:
            # Asked twice: the second may be about something else, and is shown as it stands.
            self.answer = None
            if any(says(piece) for piece in pieces):
                self.lose(Paragraph(pieces))
            else:
                self.loose += self.section.tell(Answer(label, self.place, is_told=is_told))
            return
        if known:
            self.loose += self.section.tell(known)
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

    # --- what stands by them ----------------------------------------------------------------------

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
            last = self.loose[self.loose_place]
            self.loose[self.loose_place] = Loose(last.place, f"{last.text}\n{text}")
            return
        self.loose_control, self.loose_place = number, len(self.loose)
        if self.answer is not None and not paragraph.is_boxed:
            self.answer.is_over = True
        self.loose.append(Loose(place_of(self.section.heading, self.place), text))
        if not controls:
            self.place = text[:80]

    def set_aside(self, paragraph: Paragraph) -> None:
        """What stands in the paragraph and is no part of its text."""
        self.loose += asides_of(paragraph, self.section.heading, self.place)

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

    def step_in_or_out(self, *, is_boxed: bool) -> None:
        """What stands beside the text goes on with nothing in it, unless it asks and the text answers."""
        if is_boxed and self.beside is None:
            self.beside = (self.section, self.answer, self.place)
        elif self.beside and not is_boxed:
            section, answer, place = self.beside
            asks = self.answer is not answer and self.answer and not self.answer.has_anything
            if self.section is section and not asks:
                self.answer, self.place = answer, place
            self.beside = None
