"""What can be decided on paper: which organisation somebody meant, and which language to write in."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from partnerships.choices import WrittenForm

# How alike two names must be, from 0 to 1; found by trying the misspellings of the source documents.
NEAR_ENOUGH = 0.8
# A shorter text is inside too many names to mean anything.
SHORTEST_PART = 3

# Letters that people without the right keyboard write otherwise, and that no decomposition turns.
_PLAIN = str.maketrans({"đ": "d", "ŋ": "n", "ŧ": "t", "ø": "o", "æ": "a", "ä": "a", "ö": "o"})


@dataclass(frozen=True)
class Candidate:
    """An organisation that may have been meant: its number (or none) and all its names."""

    pk: int
    number: str
    names: tuple[str, ...]

    @property
    def label(self) -> str:
        """As it is offered to the reader: “Universitetet i Innlandet, 918 108 467”."""
        number = f"{self.number[:3]} {self.number[3:6]} {self.number[6:]}"
        return f"{self.names[0]}, {number}" if self.number else self.names[0]


def same_name(text: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates with exactly this name, earlier and parallel names included; case is nothing."""
    wanted = folded(text)
    return [c for c in candidates if wanted in {folded(name) for name in _all_names(c)}]


def near_matches(text: str, candidates: Iterable[Candidate], *, limit: int = 3) -> list[Candidate]:
    """The candidates whose number or name is near the text, nearest first.

    A number is near when one digit is wrong, missing or too many, or two have changed places
    (918107468 for 918108467). A name is near when it is misspelt, or one is part of the other;
    Sámi letters count as the letters people write instead of them.
    """
    digits = re.sub(r"[\s.\-]", "", text)
    if digits.isdigit():
        near = [c for c in candidates if c.number and _numbers_are_near(digits, c.number)]
        return sorted(near, key=lambda c: c.names[0])[:limit]
    scored = [(_likeness(text, c), c) for c in candidates]
    scored = [(score, c) for score, c in scored if score >= NEAR_ENOUGH]
    return [c for _score, c in sorted(scored, key=lambda pair: (-pair[0], pair[1].names[0]))][
        :limit
    ]


def folded(name: str) -> str:
    """The name for comparing: one spelling of each letter, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def organisation_digits(text: str) -> str:
    """The digits of what reads as an organisation number, or as a part of one; else nothing."""
    digits = re.sub(r"[\s.]", "", text)
    return digits if digits.isascii() and digits.isdigit() and len(digits) >= SHORTEST_PART else ""


def covered_by(person: int, covers: Mapping[int, int]) -> set[int]:
    """The person, and everybody whose cases come to the person while they are away.

    ``covers``: who is away → who covers. Where that one is away too, the cases go on to the next; where
    all are away, everybody keeps their own.
    """
    return {person} | {away for away in covers if _end_of_cover(away, covers) == person}


def _end_of_cover(away: int, covers: Mapping[int, int]) -> int:
    seen = [away]
    while (following := covers.get(seen[-1])) is not None:
        if following in seen:
            return away
        seen.append(following)
    return seen[-1]


def written_form_of(*chosen: str) -> str:
    """The language of a letter: the first body's own choice, “nb” or “nn” (språklova § 15).

    A body that is neutral leaves the choice to the next one; where all do, bokmål.
    """
    decided = [form for form in chosen if form in (WrittenForm.BOKMAL, WrittenForm.NYNORSK)]
    return str((decided or [WrittenForm.BOKMAL])[0])


def _numbers_are_near(written: str, number: str) -> bool:
    if len(written) == len(number):
        differing = [(a, b) for a, b in zip(written, number, strict=True) if a != b]
        swapped = len(differing) == 2 and differing[0] == differing[1][::-1]
        return len(differing) <= 1 or swapped
    shorter, longer = sorted((written, number), key=len)
    one_less = (longer[:i] + longer[i + 1 :] for i in range(len(longer)))
    return len(longer) - len(shorter) == 1 and shorter in one_less


def _likeness(text: str, candidate: Candidate) -> float:
    wanted = _plain(text)
    return max((_alike(wanted, _plain(name)) for name in _all_names(candidate)), default=0)


def _alike(wanted: str, name: str) -> float:
    if len(wanted) >= SHORTEST_PART and (wanted in name.split() or name.startswith(wanted)):
        return 0.95
    if len(name) >= SHORTEST_PART and f" {name} " in f" {wanted} ":
        return 0.9
    return SequenceMatcher(None, wanted, name).ratio()


def _all_names(candidate: Candidate) -> Sequence[str]:
    """The names, and the halves of a parallel name: Snåase - Snåsa is both Snåase and Snåsa."""
    halves = [half for name in candidate.names for half in name.split(" - ")]
    return [*candidate.names, *halves]


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", folded(name).translate(_PLAIN))
    return "".join(char for char in decomposed if not unicodedata.combining(char))
