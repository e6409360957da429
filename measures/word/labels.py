"""The questions of the form, and how each is known again however it is worded, spelt and spaced.

A label is found by its words, never by where it stands: by how many of them it shares with a wording that is
known (bokmål, with nynorsk brought to it word by word), or by the words that no other question has.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

# How much a label must share with a known wording: less where what follows it is clearly an answer.
CLEAR, DOUBTFUL = 0.55, 0.72
LONGEST_LABEL = 45  # words

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
HYPHENATED = re.compile(r"\be\s*-\s*(?=post|mail)")
NO_WORD = re.compile(r"[^\w]+|_")
ENDING = re.compile(r"(?:ene|ane|er|ar|et|en|a|e)?s?$")
IN_BRACKETS = re.compile(r"\([^)]*\)")


def words(text: str) -> tuple[str, ...]:
    """Lower-case words without punctuation, nynorsk brought to bokmål."""
    plain = HYPHENATED.sub("e", unicodedata.normalize("NFKC", text).casefold())
    return tuple(_same(word) for word in NO_WORD.split(plain) if word)


@lru_cache(maxsize=10_000)  # a form has few words, and each is asked for again and again
def _same(word: str) -> str:
    if word in SAME_WORDS:
        return SAME_WORDS[word]
    for start, other in SAME_STARTS:
        if word.startswith(start):
            return other + word[len(start) :]
    return word


@dataclass(frozen=True)
class Label:
    """``signs`` are words that only this question has: one of each group must begin a word of the label."""

    name: str
    kind: str  # "text", "line", "ticks", "table"
    of_measure: bool
    wordings: tuple[str, ...]
    signs: tuple[tuple[str, ...], ...] = ()
    never: tuple[str, ...] = ()


OWNERS = ("eier",)
UNIVERSITIES = ("uh", "universitet", "høgskol")

LABELS = (
    Label(
        "schemes",
        "ticks",
        False,
        ("Behovsmeldingen gjelder", "Ordning", "Tilskuddsordning", "Meldingen gjelder ordning"),
        (("behovsmelding", "melding"), ("gjeld",)),
    ),
    Label(
        "lead_owner",
        "line",
        False,
        ("Eier", "Eiere", "Navn på eier", "Kommune eier", "Eier som melder behov", "Barnehage- og skoleeier"),
    ),
    Label("network", "line", False, ("Nettverk", "Kompetansenettverk", "Navn på nettverk")),
    Label(
        "institutions",
        "line",
        False,
        ("Universitet/Høgskole", "UH", "Universitet", "Høgskole", "Universitet eller høgskole",
         "UH institusjon", "Navn på UH", "UH partner"),
    ),
    Label("contacts", "table", False, ("Kontaktpersoner", "Kontaktinformasjon", "Kontaktperson")),
    Label(
        "several_owners",
        "ticks",
        False,
        ("Partnerskapet består av flere eiere", "Er det flere eiere"),
        (("flere",), OWNERS),
        (*UNIVERSITIES, "ordning", "list"),
    ),
    Label(
        "several_institutions",
        "ticks",
        False,
        ("Partnerskapet består av flere UH", "Er det flere UH"),
        (("flere",), UNIVERSITIES),
        (*OWNERS, "ordning", "list"),
    ),
    Label(
        "several_schemes",
        "ticks",
        False,
        ("Partnerskapet leverer behovsmelding i flere ordninger",),
        (("flere",), ("ordning",)),
    ),
    Label(
        "measure_count",
        "line",
        False,
        ("Totalt antall tiltak det er behov for tilskudd til", "Antall tiltak"),
        (("antall", "mange"), ("tiltak",)),
    ),
    Label(
        "totals",
        "table",
        False,
        ("Total sum det meldes behov for", "Samlet sum det meldes behov for", "Sum per ordning"),
        (("sum", "samlet"), ("meld", "behov")),
    ),
    Label(
        "partners",
        "table",
        False,
        ("Liste over andre eiere og UH i partnerskapet", "Andre eiere og UH", "Andre deltakere i partnerskapet"),
        (("liste", "oversikt", "andre"), (*OWNERS, *UNIVERSITIES, "partner"), ("partner", "andre", "liste")),
        ("bruk", "flere"),
    ),
    Label(
        "codetermination",
        "ticks",
        False,
        ("Behovsmeldingen har vært drøftet i medbestemmelse", "Drøftet med de tillitsvalgte", "Medbestemmelse"),
        (("drøft", "behandl"), ("medbestemm", "tillitsvalgt")),
    ),
    Label(
        "participants",
        "table",
        False,
        ("Hvem som har deltatt", "Hvem har deltatt", "Deltakere i drøftingen", "Hvem deltok"),
        (("hvem",), ("delta", "deltok")),
    ),
    Label(
        "unit_counts",
        "table",
        False,
        ("Hvor mange enheter er inkludert i behovsmeldingen", "Antall enheter"),
        (("mange", "antall"), ("enhet",)),
    ),
    Label(
        "title",
        "line",
        True,
        ("Navn på tiltak", "Navn på tiltaket", "Tiltakets navn", "Tittel på tiltaket", "Tittel"),
    ),
    Label(
        "amounts",
        "table",
        True,
        ("Tilskuddet fordeles", "Fordeling av tilskuddet", "Fordeling av tilskudd mellom eier og UH"),
        (("tilskudd", "midl"), ("fordel",)),
    ),
    Label(
        "purpose",
        "line",
        True,
        ("Hva skal tilskuddet brukes til", "Tilskuddet skal brukes til", "Formål med tilskuddet", "Formål"),
        (("hva", "formål"), ("tilskudd", "midl", "pengene"), ("bruk", "formål")),
        (*OWNERS, *UNIVERSITIES, "måte"),
    ),
    Label(
        "anchoring",
        "text",
        True,
        ("Beskriv hvordan tiltaket er forankret i den enkelte barnehage og skole på en måte som involverer"
         " ansatte og ledere, og i faglig dialog med UH",
         "Hvordan er tiltaket forankret i barnehage og skole", "Forankring i barnehage og skole", "Forankring"),
        (("forank",), ("barnehag", "skol", "ansatt", "involver", "tilsett", "leder")),
        ("plan",),
    ),
    Label(
        "collective_process",
        "text",
        True,
        ("Beskriv hvordan tiltakene skal fremme kollektive prosesser for profesjonsutvikling som utvikler"
         " barnehagen eller skolen", "Kollektive prosesser"),
        (("kollektiv",), ("prosess", "utvikl", "fremm", "fremj")),
    ),
    Label(
        "teacher_education",
        "text",
        True,
        ("Beskriv hvordan dette samarbeidet bidrar til å styrke lærerutdanningen", "Lærerutdanning"),
        (("lærerutdann",),),
    ),
    Label(
        "plan_anchoring",
        "text",
        True,
        ("Beskriv hvordan dette tiltaket er forankret i langsiktig plan", "Langsiktig plan"),
        (("langsikt", "forank"), ("plan",)),
    ),
    Label(
        "owner_use",
        "text",
        True,
        ("Eiers tilskudd skal brukes på følgende måte", "Bruk av eiers tilskudd", "Eiers bruk av tilskuddet",
         "Tilskudd til eier skal brukes slik"),
        (OWNERS, ("tilskudd", "midl"), ("bruk",)),
        (*UNIVERSITIES,),
    ),
    Label(
        "institution_use",
        "text",
        True,
        ("UH sitt tilskudd skal brukes på følgende måte", "Bruk av UH sitt tilskudd", "UH sin bruk av tilskuddet",
         "Tilskudd til UH skal brukes slik"),
        (UNIVERSITIES, ("tilskudd", "midl"), ("bruk",)),
        (*OWNERS,),
    ),
    Label(
        "coordinator",
        "ticks",
        True,
        ("Det er behov for å bruke midler til koordinator for dette tiltaket", "Behov for koordinator"),
        (("koordinator",), ("behov", "midl", "bruk")),
    ),
    Label(
        "coordinator_reason",
        "text",
        True,
        ("Begrunn", "Begrunnelse", "Begrunnelse for koordinator", "Begrunn behovet", "Hvis ja, begrunn"),
        (("begrunn",),),
    ),
    Label(
        "terms",
        "ticks",
        True,
        ("Tiltakets varighet", "Varighet", "Varigheten av tiltaket", "Periode for tiltaket",
         "Når skal tiltaket gjennomføres"),
        (("varig", "varer"),),
    ),
    Label(
        "continuation",
        "table",
        True,
        ("Dersom tiltak ønskes videreført etter vår gi anslag på behov", "Videreføring av tiltaket"),
        (("videre",), ("anslag", "behov", "ønsk", "etter", "tiltak")),
        ("forank",),
    ),
    Label(
        "target_groups",
        "text",
        True,
        ("Hvem er målgruppa for tiltaket", "Målgruppe", "Målgruppe for tiltaket"),
        (("målgrup",),),
    ),
)  # fmt: skip
BY_NAME = {label.name: label for label in LABELS}


def find_label(text: str, *, clear: bool) -> tuple[Label, float] | None:
    """The question that the text asks, and how sure that is. ``clear``: the text stands as a label does."""
    said = words(text)
    if not said or len(said) > LONGEST_LABEL:
        return None
    stemmed = stems(said)
    best, label = max(
        ((_likeness(label, said, stemmed, clear=clear), label) for label in LABELS),
        key=lambda found: found[0],
    )
    return (label, best) if best >= (CLEAR if clear else DOUBTFUL) else None


def _likeness(
    label: Label, said: tuple[str, ...], stemmed: frozenset[str], *, clear: bool
) -> float:
    shared = max(likeness(stemmed, wording) for wording in _wordings(label.name))
    if clear and label.signs and all(has_any(said, group) for group in label.signs):
        shared = 0.6 + 0.4 * shared
    return 0 if shared < CLEAR or has_any(said, label.never) else shared


@cache
def _wordings(name: str) -> tuple[frozenset[str], ...]:
    return tuple(stems(words(wording)) for wording in BY_NAME[name].wordings)


def likeness(said: frozenset[str], known: frozenset[str]) -> float:
    """The share of words that two wordings have in common: 1 when they have the same."""
    return 2 * len(said & known) / (len(said) + len(known))


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
