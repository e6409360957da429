"""Word files that people upload: guarded, read in a process of their own, returned as paragraphs and tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rekom.kit.archives import Refused
from rekom.kit.beside import TooHeavy, read_beside
from rekom.kit.errors import DomainError
from rekom.kit.word_guard import LIMITS, Reason, check_start

WALL_SECONDS = 20
MAX_BYTES = LIMITS.file_bytes

MESSAGES = {
    Reason.EMPTY: gettext_noop("The file is empty. Choose the Word file once more."),
    Reason.TOO_LARGE: gettext_noop(
        "The file is larger than %(megabytes)d MB. Remove its pictures."
    ),
    Reason.OLD_OR_LOCKED: gettext_noop(
        "The file is an old .doc document or locked with a password."
        " Open it in Word and save it as .docx without a password."
    ),
    Reason.NOT_WORD: gettext_noop(
        "The file is not a Word document. Open it in Word and save it as .docx."
    ),
    Reason.DAMAGED: gettext_noop(
        "The Word document is damaged. Open it in Word and save it as .docx once more."
    ),
    Reason.BOMB: gettext_noop(
        "The Word document unpacks to far more than it should."
        " Copy the text to a new document and save that as .docx."
    ),
    Reason.TOO_MUCH_TEXT: gettext_noop(
        "The Word document has more than one million characters. Remove what is no part of the form."
    ),
    Reason.DOCUMENT_TYPE: gettext_noop(
        "The Word document was not written by a word processor."
        " Copy the text to a new document and save that as .docx."
    ),
    Reason.MACROS: gettext_noop("The Word document has macros. Save it as .docx, without macros."),
    Reason.TOO_HEAVY: gettext_noop(
        "The Word document is too heavy to read."
        " Copy the text to a new document and save that as .docx."
    ),
}

# What Word shows where nothing has been written, in bokmål, nynorsk and English.
PROMPT = re.compile(
    r"(?:(?:klikk|trykk|click|tap)(?:\s+(?:eller|or)\s+(?:klikk|trykk|click|tap))?\s+(?:her|here)\s+"
    r"(?:for\s+å|to)\s+(?:skrive(?:\s+inn)?|angi|leg+e?\s+inn|enter)(?:\s+(?:tekst|ein?\s+dato|text|a\s+date))?"
    r"|(?P<choice>(?:velg|vel|choose)\s+(?:et|eit|an)\s+(?:element|item)))\.?",
    re.IGNORECASE,
)


# A box that somebody has typed.
TYPED_BOX = re.compile(r"\[\s?(?P<square>[xX])?\s?\]|\((?:[ \u00a0]|(?P<round>[xX]))\)")


class WordRefused(DomainError):
    """A Word file cannot be used. The message says in one line why, and what to do."""


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Box:
    ticked: bool


@dataclass(frozen=True)
class Control:
    """A content control. One text over several paragraphs has one ``number``; prompts without a control have 0."""

    number: int
    is_choice: bool
    is_answered: bool
    text: str


Piece = Text | Box | Control


@dataclass(frozen=True)
class Aside:
    """What stands in a paragraph and is no part of its text.

    With its words: "hidden", and "shown" of a control whose data has others. A "picture" or "drawing" that was
    not read has the text that stands for it; a "file" within has its program. Of a "chunk" (a document within),
    a "document" that this one points to, an "old_field" and "ink" nothing else is known.
    """

    kind: str
    text: str = ""


@dataclass(frozen=True)
class Paragraph:
    pieces: tuple[Piece, ...]
    is_heading: bool = False
    is_bullet: bool = False
    is_bold: bool = False
    bold_lead: int = 0  # how many letters are bold before the first that is not
    is_boxed: bool = False  # stands in a text box, beside the others
    asides: tuple[Aside, ...] = ()

    @property
    def text(self) -> str:
        """All that has been written, with prompts left out."""
        parts = (
            piece.text if isinstance(piece, Text) or piece.is_answered else ""
            for piece in self.pieces
            if not isinstance(piece, Box)
        )
        return "".join(parts).strip()


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[tuple["Block", ...], ...], ...]


Block = Paragraph | Table


@dataclass(frozen=True)
class WordFile:
    """``around`` are parts with words of their own, by what they are: "header", "footnotes", "chart", "diagram".

    ``deleted`` is text that was deleted with tracked changes, and still stands in the file.
    """

    body: tuple[Block, ...]
    around: tuple[tuple[str, tuple[Block, ...]], ...] = ()
    deleted: tuple[str, ...] = ()


def read_word(data: bytes) -> WordFile:
    """Return what a .docx holds, in order. Raises WordRefused."""
    try:
        check_start(data[:8], len(data))  # also before ten megabytes go through a pipe
        answer = _read_beside(data)
    except Refused as refused:
        message = _(MESSAGES[Reason(refused.reason)])
        facts = {"megabytes": LIMITS.file_bytes // 2**20}
        raise WordRefused(message % facts) from refused
    return word_file_of(answer)


def word_file_of(answer: dict[str, Any]) -> WordFile:
    return WordFile(
        body=blocks_of(answer["body"]),
        around=tuple((part["part"], blocks_of(part["blocks"])) for part in answer["around"]),
        deleted=tuple(answer["deleted"]),
    )


def _read_beside(data: bytes) -> dict[str, Any]:
    try:
        answer = read_beside("rekom.kit.word_worker", data, seconds=WALL_SECONDS)
    except TooHeavy:
        raise Refused(Reason.TOO_HEAVY) from None
    if "refused" in answer:
        raise Refused(Reason(answer["refused"]))
    return answer


def blocks_of(blocks: list[dict[str, Any]]) -> tuple[Block, ...]:
    return tuple(_block(block) for block in blocks)


def _block(block: dict[str, Any]) -> Block:
    if "rows" in block:
        return Table(tuple(tuple(blocks_of(cell) for cell in row) for row in block["rows"]))
    style = block["style"].lower()
    return Paragraph(
        pieces=tuple(piece for plain in block["p"] for piece in _pieces(plain)),
        is_heading=any(sign in style for sign in ("heading", "overskrift", "title", "tittel")),
        is_bullet=block["bullet"],
        is_bold=block["bold"],
        bold_lead=block["lead"],
        is_boxed=block["box"],
        asides=tuple(Aside(kind, text) for kind, text in block["asides"]),
    )


def _pieces(plain: list[Any]) -> Iterator[Piece]:
    match plain:
        case ["b", ticked]:
            yield Box(ticked)
        case ["c", number, kind, is_prompt, text]:
            prompt = PROMPT.fullmatch(text.strip())
            is_answered = not (is_prompt or prompt or not text.strip())
            yield Control(number, kind == "choice", is_answered, text)
        case ["t", text]:
            yield from _around_prompts(text)


def _around_prompts(text: str) -> Iterator[Piece]:
    """A form that has lost its controls still shows their prompts."""
    start = 0
    for prompt in PROMPT.finditer(text):
        yield from _around_boxes(text[start : prompt.start()])
        yield Control(0, bool(prompt["choice"]), False, prompt[0])
        start = prompt.end()
    yield from _around_boxes(text[start:])


def _around_boxes(text: str) -> Iterator[Piece]:
    start = 0
    for box in TYPED_BOX.finditer(text):
        if box.start() > start:
            yield Text(text[start : box.start()])
        yield Box(bool(box["square"] or box["round"]))
        start = box.end()
    if start < len(text):
        yield Text(text[start:])
