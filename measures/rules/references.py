"""“Tiltak 6” in a text: which measure it is, and its new number when the measures change places."""

import re
from collections.abc import Iterable, Mapping

# One number, or several in a row: “tiltak 5”, “tiltak nr. 5 og 6”, “measures 2, 3 and 4”.
REFERENCE = re.compile(
    r"""
    \b (?: tiltak (?: et | ene | a )? | measures? ) \s+ (?: (?: nr | no ) \.? \s* )?
    (?P<numbers> \d{1,2} (?: \s* (?: , | og | and | / | eller | or ) \s* \d{1,2} )* )
    \b (?! [.,]? \d | \s+ \d{3} )
    """,
    re.VERBOSE | re.IGNORECASE,
)
NUMBER = re.compile(r"\d+")
SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")


def referred_numbers(text: str) -> list[int]:
    """The measures that a text speaks of, in its order."""
    return [
        int(number)
        for found in REFERENCE.finditer(text)
        for number in NUMBER.findall(found["numbers"])
    ]


def renumber(text: str, new_numbers: Mapping[int, str]) -> str:
    """The text with the numbers that have a new one; all at once, so that two can change places."""

    def number_anew(found: re.Match[str]) -> str:
        numbers = NUMBER.sub(lambda n: new_numbers.get(int(n[0]), n[0]), found["numbers"])
        return found[0].replace(found["numbers"], numbers)

    return REFERENCE.sub(number_anew, text)


def split_at_references(text: str, numbers: Iterable[int]) -> list[tuple[str, int | None]]:
    """(words, the measure they are the number of or None), which joined are the text."""
    known = frozenset(numbers)
    parts: list[tuple[str, int | None]] = []
    end = 0
    for found in REFERENCE.finditer(text):
        start = found.start("numbers")
        for number in NUMBER.finditer(found["numbers"]):
            if int(number[0]) in known:
                # The first number takes the word before it along.
                begin = found.start() if number.start() == 0 else start + number.start()
                parts.append((text[end:begin], None))
                end = start + number.end()
                parts.append((text[begin:end], int(number[0])))
    return [part for part in (*parts, (text[end:], None)) if part[0]]


def sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in SENTENCE_END.split(text) if sentence.strip()]
