"""The questions of the form, and how each is known again however it is worded, spelt and spaced.

A label is found by its words, never by where it stands: by how many of them it shares with a wording that is
known (bokmål, with nynorsk brought to it word by word), or by the words that no other question has.
"""

import re
from dataclasses import dataclass
from functools import cache

from measures.word.words import has_any, likeness, stems, words

# How much a label must share with a known wording: less where what follows it is clearly an answer.
CLEAR, DOUBTFUL = 0.55, 0.72
LONGEST_LABEL, LONGEST_TEXT = 45, 1_000  # words, and letters with what stands around them
# What stands before a question and is no part of it: "1.3", "a)", "Del B –", "Spørsmål 4:".
NUMBER = re.compile(
    r"\s*(?:(?:del|kapittel|kap|punkt|pkt|spørsmål)\b\.?\s*\w{1,3}(?:\.\d{1,2})*\s*[.):\u2013\u2014-]*\s+"
    r"|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]\s*(?=[^\W\d])|\d{1,2}(?:\.\d{1,2}){1,3}\s+|[a-zæøå][.)]\s+)",
    re.IGNORECASE,
)


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
        ("Eier", "Eiere", "Navn på eier", "Kommune eier", "Eier som melder behov", "Barnehage- og skoleeier",
         "Eier kommune som melder behov", "Kommune eller fylkeskommune", "Navn på kommune"),
    ),
    Label("network", "line", False, ("Nettverk", "Kompetansenettverk", "Navn på nettverk", "Navn på kompetansenettverk"),
        (),
        ("kompetanseløft", "kompetanseutvikling")),
    Label(
        "institutions",
        "line",
        False,
        ("Universitet/Høgskole", "UH", "Universitet", "Høgskole", "Universitet eller høgskole",
         "UH institusjon", "Navn på UH", "UH partner", "Navn på universitet eller høgskole",
         "Samarbeidende UH", "Samarbeidspartner i UH"),
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
        ("Behovsmeldingen har vært drøftet i medbestemmelse", "Drøftet med de tillitsvalgte", "Medbestemmelse",
         "Er behovsmeldingen drøftet med de tillitsvalgte"),
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
        ("Navn på tiltak", "Navn på tiltaket", "Tiltakets navn", "Tittel på tiltaket", "Tittel",
         "Navn på kompetansetiltak"),
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
        "ticks",
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
        (("forank",), ("barnehag", "skol", "ansatt", "involver", "tilsett", "leder", "eier", "kommun")),
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
        ("begrunn",),
    ),
    Label(
        "coordinator_reason",
        "text",
        True,
        ("Begrunn", "Begrunnelse", "Begrunnelse for koordinator", "Begrunn behovet", "Hvis ja, begrunn",
         "Begrunn behovet for koordinator"),
        (("begrunn",),),
    ),
    Label(
        "terms",
        "ticks",
        True,
        ("Tiltakets varighet", "Varighet", "Varigheten av tiltaket", "Periode for tiltaket",
         "Når skal tiltaket gjennomføres", "Tidsrom for tiltaket"),
        (("varig", "varer"),),
    ),
    Label(
        "continuation",
        "table",
        True,
        ("Dersom tiltak ønskes videreført etter vår gi anslag på behov", "Videreføring av tiltaket",
         "Anslag på behov i årene etter"),
        (("videre",), ("anslag", "behov", "ønsk", "etter", "tiltak")),
        ("forank",),
    ),
    Label(
        "target_groups",
        "text",
        True,
        ("Hvem er målgruppa for tiltaket", "Målgruppe", "Målgruppe for tiltaket",
         "Hvem retter tiltaket seg mot"),
        (("målgrup",),),
    ),
)  # fmt: skip
BY_NAME = {label.name: label for label in LABELS}


def find_label(text: str, *, clear: bool) -> tuple[Label, float] | None:
    """The question that the text asks, and how sure that is. ``clear``: the text stands as a label does."""
    said = words(without_number(text)) if len(text) <= LONGEST_TEXT else ()
    stemmed = stems(said)
    if len(said) > LONGEST_LABEL or stemmed.isdisjoint(_all_stems()):
        return None
    best, label = max(
        ((_likeness(label, said, stemmed, clear=clear), label) for label in LABELS),
        key=lambda found: found[0],
    )
    return (label, best) if best >= (CLEAR if clear else DOUBTFUL) else None


def without_number(text: str) -> str:
    match = NUMBER.match(text)
    return text[match.end() :] if match else text


def _likeness(
    label: Label, said: tuple[str, ...], stemmed: frozenset[str], *, clear: bool
) -> float:
    shared = max(likeness(stemmed, wording) for wording in _wordings(label.name))
    if clear and label.signs and all(has_any(said, group) for group in label.signs):
        shared = 0.6 + 0.4 * shared
    return 0 if shared < CLEAR or has_any(said, label.never) else shared


@cache
def _all_stems() -> frozenset[str]:
    """Of every word that a label is known by: most texts have none, and are no label."""
    signs = (sign for label in LABELS for group in label.signs for sign in group)
    return stems(tuple(signs)).union(*(each for label in LABELS for each in _wordings(label.name)))


@cache
def _wordings(name: str) -> tuple[frozenset[str], ...]:
    return tuple(stems(words(wording)) for wording in BY_NAME[name].wordings)
