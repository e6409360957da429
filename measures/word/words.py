"""Words of the form, whatever their case, their endings and their written form."""

import re
import unicodedata
from functools import lru_cache

SAME_WORDS = {
    "kor": "hvor",
    "kva": "hva",
    "kven": "hvem",
    "korleis": "hvordan",
    "tal": "antall",
    "talet": "antall",
    "tlf": "telefon",
    "mobil": "telefon",
    "mobilnummer": "telefon",
    "mail": "epost",
    "ppt": "pp",
    "uhs": "uh",
}
SAME_STARTS = (
    ("eigar", "eier"),
    ("tilskot", "tilskudd"),
    ("høgskul", "høgskol"),
    ("høyskol", "høgskol"),
    ("skul", "skol"),
    ("lærar", "lærer"),
    ("leiar", "leder"),
    ("partnar", "partner"),
    ("tenest", "tjenest"),
    ("vidare", "videre"),
    ("grunngj", "begrunn"),
    ("grunngi", "begrunn"),
    ("eining", "enhet"),
    ("haust", "høst"),
    ("tillitsvald", "tillitsvalgt"),
    ("offentleg", "offentlig"),
    ("namn", "navn"),
    ("fleire", "flere"),
    ("deltek", "delta"),
)
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")  # soft hyphens, and what has no width
HYPHENATED = re.compile(r"\be\s*-\s*(?=post|mail)")
NO_WORD = re.compile(r"[^\w]+|_")
ENDING = re.compile(r"(?:ene|ane|er|ar|et|en|a|e)?s?$")
SAME_NAME = 0.8  # the share of words that two names of one have in common
IN_BRACKETS = re.compile(r"\([^)]*\)")


def words(text: str) -> tuple[str, ...]:
    """Lower-case words without punctuation, nynorsk brought to bokmål."""
    seen = INVISIBLE.sub("", unicodedata.normalize("NFKC", text).casefold())
    plain = HYPHENATED.sub("e", seen)
    return tuple(_same(word) for word in NO_WORD.split(plain) if word)


@lru_cache(maxsize=10_000)  # a form has few words, and each is asked for again and again
def _same(word: str) -> str:
    if word in SAME_WORDS:
        return SAME_WORDS[word]
    for start, other in SAME_STARTS:
        if word.startswith(start):
            return other + word[len(start) :]
    return word


def likeness(said: frozenset[str], known: frozenset[str]) -> float:
    """The share of words that two wordings have in common: 1 when they have the same."""
    return 2 * len(said & known) / (len(said) + len(known))


def are_alike(one: str, other: str) -> bool:
    """Whether two names or titles are most likely those of one and the same."""
    left, right = stems(words(one)), stems(words(other))
    return bool(left and right) and likeness(left, right) >= SAME_NAME


def stems(said: tuple[str, ...]) -> frozenset[str]:
    """Words without their endings: tiltak and tiltaket, eier and eiers are the same."""
    return frozenset(map(_stem, said))


@lru_cache(maxsize=10_000)
def _stem(word: str) -> str:
    return ENDING.sub("", word)[:6] if len(word) > 4 else word


def has_any(said: tuple[str, ...], starts: tuple[str, ...]) -> bool:
    """Whether a word begins as one of these. Of two letters it must be the word: "uh", "pp"."""
    long = tuple(start for start in starts if len(start) > 2)
    return any(word.startswith(long) or word in starts for word in said)
