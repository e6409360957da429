"""What people write in the form's cells, read as values: counts, terms, schemes, names, yes and no."""

import re
from collections.abc import Callable, Iterable

from measures import terms
from measures.choices import PayeeKind, Purpose
from measures.word.amounts import LONGEST
from measures.word.labels import OWNERS, UNIVERSITIES
from measures.word.words import has_any, words

# --- numbers -------------------------------------------------------------------------------------

_COUNT = re.compile(r"(?P<count>\d{1,4})\s*(?:\([^\W\d]+\)|stk\.?|tiltak)?", re.IGNORECASE)
_NUMBERS = (
    "ingen",
    "ett",
    "to",
    "tre",
    "fire",
    "fem",
    "seks",
    "sju",
    "åtte",
    "ni",
    "ti",
    "elleve",
    "tolv",
)


def count_in(text: str) -> int | None:
    """How many: "7", "7 (sju)", "tre tiltak"."""
    said = text[:LONGEST].casefold().split()
    if said and said[0] in _NUMBERS and said[1:] in ([], ["tiltak"]):
        return _NUMBERS.index(said[0])
    match = _COUNT.fullmatch(text.strip()) if len(text) < LONGEST else None
    return int(match["count"]) if match else None


# --- choices -------------------------------------------------------------------------------------

SCHEMES = (
    ("regional", ("regional", "rekom")),
    ("decentralised", ("desentral", "dekom")),
    ("inclusive_practice", ("kompetanseløft", "inkluder", "spesialpedagog")),
)
PURPOSES = (
    (Purpose.ASSESSMENT, ("vurder", "analys", "kartlegg")),
    (Purpose.PLANNING, ("planlegg",)),
    (Purpose.CARRYING_OUT, ("gjennomfør",)),
    (Purpose.EVALUATION, ("evaluer",)),
)


def schemes_in(text: str) -> list[str]:
    said = words(text)
    return [code for code, signs in SCHEMES if has_any(said, signs)]


def purposes_in(text: str) -> list[str]:
    said = words(text)
    return [str(purpose) for purpose, signs in PURPOSES if has_any(said, signs)]


def yes_or_no_in(text: str) -> list[bool]:
    said = words(text)
    return [answer for answer, word in ((True, "ja"), (False, "nei")) if word in said]


def kind_in(text: str) -> str | None:
    """Owner or university, of a partner."""
    said = words(text)
    found = [
        kind
        for kind, signs in ((PayeeKind.OWNER, OWNERS), (PayeeKind.UNIVERSITY, UNIVERSITIES))
        if has_any(said, signs)
    ]
    return str(found[0]) if len(found) == 1 else None


# --- terms ---------------------------------------------------------------------------------------

_TERM = re.compile(
    r"\b(?P<half>vår(?:en)?|h[øa]u?st(?:en)?|[vh])[\s.\-/’']*(?P<year>20\d\d|\d\d)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b20\d\d\b")
_WRITTEN_OUT = re.compile(r",|\bog\b|\btil\b|[-\u2013]", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:[-\u2013]|\btil\b(?:\s+og\s+med)?)\s*", re.IGNORECASE)


def terms_in(text: str) -> list[str]:
    """Codes of the terms that are named; from one to another are all between them."""
    found = list(_TERM.finditer(text))
    codes = [_term(match) for match in found]
    is_range = len(found) == 2 and _RANGE.fullmatch(text[found[0].end() : found[1].start()])
    if is_range and terms.order(codes[0]) < terms.order(codes[1]):
        return terms.terms_between(codes[0], codes[1])
    return sorted(set(codes), key=terms.order)


def _term(match: re.Match[str]) -> str:
    half = "spring" if match["half"].casefold().startswith("v") else "autumn"
    return f"20{match['year'][-2:]}-{half}"


def without_terms(text: str) -> str:
    return _TERM.sub(" ", text)


def period_in(text: str) -> str | None:
    """A term or a whole year: the first cell of a row of estimates."""
    if codes := terms_in(text):
        return codes[0] if len(codes) == 1 else None
    years = set(_YEAR.findall(text))
    return years.pop() if len(years) == 1 else None


def is_written_out(text: str) -> bool:
    """Whether somebody has written a list, and it is not the printed choices of the form."""
    return bool(_WRITTEN_OUT.search(text))


# --- names ---------------------------------------------------------------------------------------

_NETWORK = re.compile(r"\b[\w-]*nettverk\w*\b", re.IGNORECASE)
_INSTITUTION = re.compile(r"universitet|h[øo][gy]sk[ou]l", re.IGNORECASE)
# A centre is part of its university, however it is set apart.
_CENTRES = ("sepu",)


def owner_and_network(text: str) -> tuple[str | None, str | None]:
    """The form has one line for both: "Bodø kommune Kompetansenettverk Salten"."""
    match = _NETWORK.search(text) if len(text) <= LONGEST else None
    if match is None:
        return _text(text), None
    before = text[: match.start()].strip(" ,;/–-(\n")
    after = text[match.start() :].strip()
    if before:
        return before, after
    network, _sign, owner = after.partition(" v/")
    return _text(owner), network.strip()


def institutions_in(text: str) -> tuple[str, ...]:
    """Where somebody has used a sign that no name has, only that sign parts them."""
    if re.search(r"[;\n]", text):
        return tuple(name for part in re.split(r"[;\n]", text) if (name := part.strip()))
    names: list[str] = []
    for part in re.split(r",| og (?=[A-ZÆØÅ])| & ", " ".join(text.split())):
        name = part.strip(" .")
        if names and words(name)[:1] and words(name)[0] in _CENTRES:
            names[-1] = f"{names[-1]}, {name}"
        elif name:
            names.append(name)
    return tuple(names)


def digits_of(text: str, length: int) -> str:
    """Only the digits of an account or organisation number; as it was written when they are not so many."""
    digits = re.sub(r"[\s.\u00a0]", "", text)
    return digits if digits.isdecimal() and len(digits) == length else text


def _text(text: str) -> str | None:
    return text.strip() or None


# --- units ---------------------------------------------------------------------------------------

_UNITS: tuple[tuple[str, Callable[[tuple[str, ...]], bool]], ...] = (
    ("educational_psychology_services", lambda said: has_any(said, ("pp", "pedagogisk"))),
    ("private_kindergartens", lambda said: has_any(said, ("privat",)) and has_any(said, ("barnehag",))),
    ("municipal_kindergartens", lambda said: has_any(said, ("kommunal", "offentlig")) and has_any(said, ("barnehag",))),
    ("private_schools", lambda said: has_any(said, ("friskol",)) or (has_any(said, ("privat",)) and has_any(said, ("skol",)))),
    ("public_schools", lambda said: has_any(said, ("offentlig", "kommunal")) and has_any(said, ("skol",))),
)  # fmt: skip

_CONTACTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("bank_account", ("konto", "bankkonto")),
    ("organisation_number", ("orgn", "organisasjonsn")),
    ("payment_reference", ("merk", "referans", "betalingsref")),
    ("phone", ("telefon",)),
    ("email", ("epost",)),
    ("function", ("funksjon", "stilling", "rolle", "tittel")),
    ("name", ("navn", "kontaktperson")),
)


def unit_kind(text: str) -> str | None:
    said = words(text)
    return next((kind for kind, is_it in _UNITS if is_it(said)), None)


def contact_field(text: str) -> str | None:
    said = words(text)
    if len(said) > 6:
        return None
    if has_any(said, ("org", "organisasjon")) and has_any(said, ("nr", "nummer")):
        return "organisation_number"
    return next((field for field, starts in _CONTACTS if has_any(said, starts)), None)


def is_total(text: str) -> bool:
    said = words(text)
    return has_any(said, ("sum", "total")) or said[:2] == ("i", "alt")


def only(found: Iterable[str]) -> str | None:
    values = list(found)
    return values[0] if len(values) == 1 else None
