"""Money from earlier years ("på bok"): what is told of it, and what follows from that (R-46).

An amount, words, or nothing stated: three different things. Nothing is computed from words.
"""

from dataclasses import dataclass, fields

from rekom.kit.kroner import NotKroner, parse_kroner


@dataclass(frozen=True)
class Told:
    """What was said of one sum: whole kroner, words, or neither."""

    nok: int | None = None
    words: str = ""

    @property
    def is_stated(self) -> bool:
        return self.nok is not None or bool(self.words)


NOT_STATED = Told()


def read_told(text: str) -> Told:
    """An amount where it is one, else the words as they stand: "om lag 500 000" is no amount.

    Raises NotKroner for figures alone that are no amount in whole kroner, such as "200 00".
    """
    text = text.strip()
    if not text:
        return NOT_STATED
    try:
        return Told(nok=parse_kroner(text))
    except NotKroner:
        if any(char.isalpha() for char in text):
            return Told(words=text)
        raise


@dataclass(frozen=True)
class EarlierMoney:
    """One network's or university's money in a scheme and a year."""

    opening: Told = NOT_STATED
    allocated: Told = NOT_STATED
    used: Told = NOT_STATED
    repaid: Told = NOT_STATED
    planned_draw: Told = NOT_STATED

    @property
    def closing_nok(self) -> int | None:
        """What is left when the year is over: None as long as one of its four parts is no amount."""
        parts = (self.opening.nok, self.allocated.nok, self.used.nok, self.repaid.nok)
        if None in parts:
            return None
        opening, allocated, used, repaid = (nok or 0 for nok in parts)
        return opening + allocated - used - repaid

    @property
    def lacking(self) -> tuple[str, ...]:
        """The parts without which nothing can be said of what is left."""
        return tuple(
            part.name
            for part in fields(self)
            if part.name != "planned_draw" and getattr(self, part.name).nok is None
        )

    @property
    def overdrawn_nok(self) -> int:
        """How much more is planned to be drawn than is held; 0 where either is no amount."""
        if self.planned_draw.nok is None or self.opening.nok is None:
            return 0
        return max(0, self.planned_draw.nok - self.opening.nok)
