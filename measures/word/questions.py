"""Where in a paragraph its question stands, as it is worded there, and what follows it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from measures.word.answers import schemes_in, without_terms
from measures.word.labels import LABELS, LONGEST_TEXT, NUMBER, Label, find_label, without_number
from measures.word.printed import NYNORSK
from measures.word.words import IN_BRACKETS, NO_WORD, stems, words
from rekom.kit.word import Block, Box, Control, Paragraph, Piece, Text

LIKELY = 0.8  # how like a known wording a question is that holds other words too
ENDS = re.compile("[:?]")
# What is printed in the form and answers nothing.
PRINTED = re.compile(
    r"(?:statsforvalt(?:er|ar)en i (?-i:(?:[A-ZÆØÅ][^\W\d]*|og)(?:,? (?:[A-ZÆØÅ][^\W\d]*|og)){0,7})"
    r"|(?:\S+ )?(?:staatehaaltoje|st[aá]htah[aá]l\S+|maaherra)"
    r"|(?:skjema (?:for )?)?behovsmelding\w{0,2}(?:\W+(?:20\d\d(?:[-\u2013/]\d{2,4})?|lokale?|kollektiv|for|i|og|om|til"
    r"|(?:kompetanse|utvikling|tiltak|barne?hage|skole|skule|grunn|opplæring|videregående|vidaregåande)\w*))*"
    r"|\(?fyll ut liste\)?|side \d+(?: av \d+)?|\W+)",
    re.IGNORECASE,
)
# Words of instructions, which no question has for itself.
GUIDANCE = (
    "kort gjerne her under over jfr jf se også fyll ut kryss av sett skriv oppgi gi svar ett flere felt alle"
    " som dere de den det dette disse er har skal vil kan må blir ble og eller i på av til for med fra om ved"
    " slik meldt varer sfo rekom dekom ev eventuell eventuelt maks maksimum tegn ord obligatorisk valgfritt"
    " nr nummer kr kroner beløp år merknad kommentar mottaker"
)
ASKING = ("hva", "hvem", "hvilke", "hvilken", "hvilket", "hvor", "hvordan", "når", "er", "har", "beskriv",
          "begrunn", "oppgi", "gi", "dersom", "hvis", "skriv", "forklar", "redegjør", "kryss")  # fmt: skip


@dataclass(frozen=True)
class Question:
    label: Label
    wording: str
    pieces: tuple[Piece, ...] = ()  # what follows it in the same paragraph
    score: float = 1.0

    @property
    def is_plain(self) -> bool:
        """Whether it does nothing but ask, as far as its words tell."""
        asked = without_number(self.wording)
        return asked[-1:] in (":", "?", "*") or words(asked)[0] in ASKING or is_only_printed(asked)

    @property
    def tells_more(self) -> bool:
        """Whether it is hardly a question, or tells a name or a number, as answers do."""
        asked = without_number(self.wording)
        tokens = NO_WORD.split(asked if not asked.isupper() else asked.lower())[1:]
        names = (each for each in tokens if each[:1].isdecimal() or each != each.lower())
        is_likely = self.score >= LIKELY and all(map(is_only_printed, names))
        return not (self.is_plain or is_likely)


def is_year(word: str) -> bool:
    return word.isdecimal() and len(word) == 4


@cache
def _printed_words() -> frozenset[str]:
    wordings = [wording for label in LABELS for wording in label.wordings]
    return stems(words(" ".join([*wordings, *NYNORSK.values(), GUIDANCE])))


def question_in(
    paragraph: Paragraph, *, is_answer: bool = False, is_before_answer: bool = False
) -> Question | None:
    """``is_answer``: an answer is being read, which may name other questions."""
    prefix = prefix_of(paragraph)
    if not prefix:
        return None
    rest = tuple(
        piece for piece in paragraph.pieces if not isinstance(piece, Text) or piece.text.strip()
    )[1:]
    has_boxes = any(isinstance(piece, Box) for piece in rest)
    stands_out = bool(rest or paragraph.is_heading or paragraph.is_bold or is_before_answer)
    stands_out |= bool(NUMBER.match(prefix))
    best = None
    for wording, left, is_apart in _cuts(prefix, paragraph.bold_lead):
        has_more = wording == prefix.strip() and ENDS.search(without_number(wording).rstrip(":?* "))
        clear = is_apart or wording[-1] in "?:" or (stands_out and not has_more)
        may_be_prose = is_answer and left and not (is_apart or rest)
        found = find_label(wording, clear=clear and not may_be_prose)
        if found is None or (left == prefix and found[0].name != "terms"):
            continue
        if has_boxes and found[0].kind != "ticks":
            continue
        pieces = (Text(left), *rest) if left.strip() else rest
        shown = wording if left else prefix.strip()
        if found[0].name == "schemes" and not pieces and schemes_in(wording):
            continue  # a heading that names a scheme
        if best is None or found[1] > best.score + 0.001:
            best = Question(found[0], shown, pieces, found[1])
    return best


def _cuts(prefix: str, lead: int) -> Iterator[tuple[str, str, bool]]:
    """Where the question may end: all of it, at a sign, where bold letters end, before a bracket or the terms.

    Each with what is left, and whether the two are set apart.
    """
    yield prefix.strip(), "", False
    if 0 < lead < len(prefix) and prefix[:lead].strip():
        yield prefix[:lead].strip(), prefix[lead:].lstrip(" :\t"), True
    asked = without_number(prefix)
    number = prefix.removesuffix(asked)
    for sign in (":", "?", "\n"):
        head, found, tail = asked.partition(sign)
        if found and head.strip():
            yield (number + head + found).strip(), tail, False
    if len(prefix) > LONGEST_TEXT:
        return
    bare = IN_BRACKETS.sub(" ", prefix).strip()
    if bare and bare != prefix.strip():
        yield bare, "", False
    terms_cut = without_terms(prefix).strip()
    if terms_cut and terms_cut != prefix.strip():
        yield terms_cut, prefix, False


def prefix_of(paragraph: Paragraph) -> str:
    """The text before the first control or box: a question is never inside one."""
    first = next(
        (piece for piece in paragraph.pieces if not isinstance(piece, Text) or piece.text.strip()),
        None,
    )
    return first.text if isinstance(first, Text) else ""


def begins_an_answer(block: Block | None) -> bool:
    """A table, or nothing but a control: what stands before it is likely to be its question."""
    if isinstance(block, Paragraph):
        first = next(
            (piece for piece in block.pieces if says(piece) or isinstance(piece, Control)), None
        )
        return isinstance(first, Control)
    return block is not None


def is_printed(text: str) -> bool:
    return len(text) < LONGEST_TEXT and bool(PRINTED.fullmatch(" ".join(text.split()).strip(" :*")))


def is_only_printed(text: str) -> bool:
    """Whether every word of it is one that forms are printed with."""
    own = (stem for stem in stems(words(text)) - _printed_words() if not is_year(stem))
    return is_printed(text) or next(own, None) is None


def says(piece: Piece) -> bool:
    if isinstance(piece, Text):
        return bool(piece.text.strip())
    return isinstance(piece, Box) or piece.is_answered


def text_of(pieces: Sequence[Piece]) -> str:
    parts = []
    for piece in pieces:
        if isinstance(piece, Box):
            parts.append("☒" if piece.ticked else "☐")
        elif isinstance(piece, Text) or piece.is_answered:
            parts.append(piece.text)
    return "".join(parts).strip()
