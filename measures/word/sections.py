"""What stands under the questions of a form: the report as a whole, and each of its measures."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from measures.word.labels import Label
from measures.word.questions import says
from measures.word.value import Loose
from rekom.kit.word import Box, Control, Piece, Table


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
        return any(is_filled_in(line) for line in self.lines)


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

    def tell(self, answer: Answer) -> list[Loose]:
        """A question that holds more than a question, and has no answer, may have been one itself."""
        is_said = answer.lines or answer.is_told
        return [] if is_said else [Loose(self.heading, answer.wording)]


def is_filled_in(pieces: Sequence[Piece]) -> bool:
    """Whether there are boxes or an answered control, and not only text that was printed or typed."""
    return any(
        isinstance(piece, Box) or (isinstance(piece, Control) and piece.is_answered)
        for piece in pieces
    )


def each_number_once(sections: list[Section]) -> tuple[list[Section], list[Loose]]:
    """Measures in order. A number stands for one measure: a second one gets the next that is free, and is listed."""
    first: dict[int | None, Section] = {}
    others: list[Section] = []
    for section in sections:
        known = first.setdefault(section.number, section)
        if known is section:
            continue
        if known.may_go_on_in(section):
            known.answers |= section.answers
            known.tables += section.tables
            known.orphans += section.orphans
        else:
            others.append(section)
    loose = []
    for section in others:
        number = max(filter(None, first)) + 1
        loose.append(Loose(f"Tiltak {number}", section.heading))
        section.heading, section.number = f"Tiltak {number}", number
        first[number] = section
    return [first[number] for number in sorted(filter(None, first))], loose
