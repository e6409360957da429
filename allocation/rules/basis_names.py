"""Which municipality or network a name of a workbook means, and how sure that is."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from partnerships.rules import Candidate, folded, near_matches

# What people write around a name.
AROUND = re.compile(
    r"\b(kommune|kommun|herad|kompetansenettverket|kompetansenettverk|nettverket|nettverk)\b"
)
# Finding what is near takes a hundredth of a second, and a table where all is unknown is another's.
MOST_ASKED = 150
LONGEST = 60
NUMBER = re.compile(r"(?:^|[\s(,-])k?-?(\d{4})(?:$|[\s),-])")


@dataclass(frozen=True)
class Municipal:
    """A municipality of the register, and the network it counted in on the day of the figures."""

    pk: int
    number: str
    names: tuple[str, ...]  # its own first
    network: int | None

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True)
class Former:
    """A number that a municipality no longer has, the name of then, and the numbers of what it became.

    Several of them: it was divided. Its own number: it has grown, and kept it.
    """

    number: str
    name: str
    became: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """A network of the register with all its names, and how many municipalities it had on the day."""

    pk: int
    names: tuple[str, ...]
    members: int

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True)
class Register:
    """Those whom the figures of an office may be about."""

    municipalities: tuple[Municipal, ...]
    networks: tuple[Group, ...]
    former: tuple[Former, ...] = ()

    @cached_property
    def municipality_of(self) -> dict[int, Municipal]:
        return {one.pk: one for one in self.municipalities}

    @cached_property
    def network_of(self) -> dict[int, Group]:
        return {one.pk: one for one in self.networks}

    @cached_property
    def by_number(self) -> dict[str, Municipal]:
        return {one.number: one for one in self.municipalities}

    @cached_property
    def _municipality_names(self) -> "_Names":
        # A parallel name is known by each half: Snåase - Snåsa.
        halves = (
            (one.pk, [part for name in one.names for part in (name, *name.split(" - "))])
            for one in self.municipalities
        )
        return _Names(halves)

    @cached_property
    def _network_names(self) -> "_Names":
        return _Names((one.pk, one.names) for one in self.networks)

    def municipality_named(self, text: str) -> Municipal | None:
        """The one of this name, but for case, spaces, hyphens and the word “kommune”."""
        return self.municipality_of.get(self._municipality_names.exact(text) or 0)

    def network_named(self, text: str) -> Group | None:
        return self.network_of.get(self._network_names.exact(text) or 0)

    def municipalities_near(self, text: str) -> list[Municipal]:
        return [self.municipality_of[pk] for pk in self._municipality_names.near(text)]

    def former_of(self, number: str, name: str) -> tuple[Former, list[Municipal]] | None:
        """What had the number before, or the name when there is no number, and what it is now."""
        former = self._former.get(number or _squeezed(name))
        if former is None:
            return None
        now = [self.by_number[each] for each in former.became if each in self.by_number]
        return (former, now) if now else None

    def part_of(self, municipality: Municipal, number: str) -> Former | None:
        """What the municipality was before it grew, where a row may mean that: one with its name, or
        with a number that it has kept. A number of its own is of the whole."""
        former = self._former.get(
            number if number == municipality.number else _squeezed(municipality.name)
        )
        return former if former and municipality.number in former.became else None

    @cached_property
    def _former(self) -> dict[str, Former]:
        return {key: one for one in self.former for key in (one.number, _squeezed(one.name))}

    def networks_near(self, text: str) -> list[Group]:
        return [self.network_of[pk] for pk in self._network_names.near(text)]


class _Names:
    """Names and whose they are. A spelling that is two's own is nobody's."""

    def __init__(self, named: Iterable[tuple[int, Sequence[str]]]) -> None:
        self.candidates: list[Candidate] = []
        self.known: dict[str, int | None] = {}
        self.asked: dict[str, list[int]] = {}
        for pk, names in named:
            self.candidates.append(Candidate(pk, "", tuple(names)))
            for spelling in map(_squeezed, names):
                _put(self.known, spelling, pk)

    def exact(self, text: str) -> int | None:
        return self.known.get(_squeezed(text))

    def near(self, text: str) -> list[int]:
        """Nearest first. Sámi letters count as those that people write instead."""
        plain = AROUND.sub(" ", folded(text)).strip()
        if not plain or plain.isdigit() or len(plain) > LONGEST:
            return []
        if plain not in self.asked:
            if len(self.asked) == MOST_ASKED:
                return []
            near = near_matches(plain, self.candidates)
            self.asked[plain] = [candidate.pk for candidate in near]
        return self.asked[plain]


def number_in(text: str) -> tuple[str, str]:
    """A municipality's number beside its name, and the name: “5014 Frøya”, “Frøya (5014)”, “K-5014”."""
    found = NUMBER.search(folded(text))
    if not found:
        return "", text
    return found[1], " ".join(
        re.sub(rf"\(?\b[Kk]?-?{found[1]}\b\)?[,.]?", " ", text).split(" ")
    ).strip(" -,")


def _squeezed(name: str) -> str:
    text = AROUND.sub(" ", unicodedata.normalize("NFC", name).casefold())
    return "".join(sign for sign in text if sign.isalnum())


def _put(known: dict[str, int | None], spelling: str, pk: int) -> None:
    known[spelling] = pk if known.get(spelling, pk) == pk else None
