"""What was chosen under a question: boxes with their captions, or the choice written out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from measures.word.answers import (
    is_written_out,
    purposes_in,
    schemes_in,
    terms_in,
    without_terms,
    yes_or_no_in,
)
from measures.word.questions import is_printed, is_year, text_of
from measures.word.words import has_any, words
from rekom.kit.word import Box, Control, Piece

Options = Callable[[str], list[Any]]

# Words that stand by the choices and say nothing more.
AROUND = ("fyll", "ut", "liste", "listen", "og", "eller", "for", "av", "til", "med", "fra", "i", "t", "o", "m", "fom",
          "tom", "ordning", "ordningen", "tiltak", "tiltaket", "tiltaka", "semester", "den", "det", "er", "vi", "kun", "bare")  # fmt: skip
NAMES: dict[Options, tuple[str, ...]] = {
    yes_or_no_in: ("ja", "nei"),
    schemes_in: ("regional", "rekom", "desentral", "dekom", "kompetanse", "inkluder", "spesialpedagogi", "praksis",
                 "tilskudd", "barnehag", "skol", "lokal", "kl", "utvikling", "grunn", "opplæring", "videregående"),
    purposes_in: ("vurder", "analys", "kartleg", "planleg", "gjennomfør", "evaluer"),
    terms_in: (),
}  # fmt: skip


@dataclass
class Chosen:
    """``offered`` is what there was to tick; ``unread`` what says something else."""

    ticked: list[Any] = field(default_factory=list)
    offered: list[Any] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def chosen_in(lines: Sequence[Sequence[Piece]], options_in: Options) -> Chosen:
    found = Chosen()
    for line in lines:
        if any(isinstance(piece, Box) for piece in line):
            _boxed(line, options_in, found)
        else:
            _written(line, options_in, found)
    if options_in is yes_or_no_in and len(set(found.ticked)) > 1:
        found.unread.append(" ".join(text_of(line) for line in lines))
    found.ticked = list(dict.fromkeys(found.ticked))
    found.offered = list(dict.fromkeys(found.offered))
    return found


def says_more(text: str, options_in: Options) -> bool:
    """Whether there are words beside the choice itself: "Ja, 20 %"."""
    rest = words(without_terms(text) if options_in is terms_in else text)
    return any(
        not (
            word in AROUND
            or has_any((word,), NAMES[options_in])
            or _is_said_anyway(word, options_in)
        )
        for word in rest
    )


def _is_said_anyway(word: str, options_in: Options) -> bool:
    return options_in is schemes_in and is_year(word)


def _boxed(line: Sequence[Piece], options_in: Options, found: Chosen) -> None:
    captions, beside = _captions(line, options_in)
    if beside and not is_printed(beside):
        found.unread.append(beside)
    for is_ticked, caption in captions:
        options = options_in(caption)
        found.offered += options
        found.ticked += options if is_ticked else []
        if (is_ticked and not options) or says_more(caption, options_in):
            found.unread.append(caption.strip() or "☒")


def _written(line: Sequence[Piece], options_in: Options, found: Chosen) -> None:
    """Choices that are only printed side by side say nothing of which was chosen."""
    text = text_of(line)
    options = options_in(text)
    in_control = any(isinstance(piece, Control) and piece.is_answered for piece in line)
    may_be_several = options_in is not yes_or_no_in and (in_control or is_written_out(text))
    is_choice = len(options) == 1 or bool(options and may_be_several)
    found.ticked += options if is_choice else []
    if text and not is_printed(text) and not (is_choice and not says_more(text, options_in)):
        found.unread.append(text)


def _captions(line: Sequence[Piece], options_in: Options) -> tuple[list[tuple[bool, str]], str]:
    """Each box with its caption, which stands after it, or before it where the last has none after it.

    And the text at the other end, which is no box's.
    """
    texts, boxes = [""], []
    for piece in line:
        if isinstance(piece, Box):
            boxes.append(piece.ticked)
            texts.append("")
        else:
            texts[-1] += text_of([piece]) if isinstance(piece, Control) else piece.text
    stand_before = not options_in(texts[-1]) and bool(options_in(texts[0]))
    captions = texts[:-1] if stand_before else texts[1:]
    return list(zip(boxes, captions, strict=True)), texts[-1 if stand_before else 0].strip()
