"""What the county governors' form is printed with, in the written form of the reader.

The form is known in bokmål, and the wordings in ``labels`` are what is printed. ``labels.words`` brings the
words of a nynorsk form back to them.
"""

from django.utils.translation import get_language

# Only what differs.
NYNORSK = {
    "Velg et element.": "Vel eit element.",
    "Eier": "Eigar",
    "Høst": "Haust",
    "Navn": "Namn",
    "Begrunn": "Grunngi",
    "Begrunnelse": "Grunngiving",
    "Totalt": "I alt",
    "Sum totalt": "Sum i alt",
    "Ev. merkes": "Ev. merkast",
    "Navn på eier/UH": "Namn på eigar/UH",
    "Eier/UH": "Eigar/UH",
    "Kommunale barnehager": "Kommunale barnehagar",
    "Private barnehager": "Private barnehagar",
    "Offentlige skoler": "Offentlege skular",
    "Private skoler": "Private skular",
    "PP-tjenester": "PP-tenester",
    "Behovsmeldingen gjelder": "Behovsmeldinga gjeld",
    "Universitet/Høgskole": "Universitet/høgskule",
    "Kontaktpersoner": "Kontaktpersonar",
    "Partnerskapet består av flere eiere": "Partnarskapen består av fleire eigarar",
    "Partnerskapet består av flere UH": "Partnarskapen består av fleire UH",
    "Partnerskapet leverer behovsmelding i flere ordninger": (
        "Partnarskapen leverer behovsmelding i fleire ordningar"
    ),
    "Totalt antall tiltak det er behov for tilskudd til": (
        "Samla tal på tiltak det er behov for tilskot til"
    ),
    "Total sum det meldes behov for": "Samla sum det blir meldt behov for",
    "Liste over andre eiere og UH i partnerskapet": (
        "Liste over andre eigarar og UH i partnarskapen"
    ),
    "Behovsmeldingen har vært drøftet i medbestemmelse": (
        "Behovsmeldinga har vore drøfta i medbestemming"
    ),
    "Hvem som har deltatt": "Kven som har delteke",
    "Hvor mange enheter er inkludert i behovsmeldingen": (
        "Kor mange einingar er inkluderte i behovsmeldinga"
    ),
    "Navn på tiltak": "Namn på tiltak",
    "Tilskuddet fordeles": "Tilskotet blir fordelt",
    "Hva skal tilskuddet brukes til": "Kva skal tilskotet brukast til",
    "Beskriv hvordan tiltaket er forankret i den enkelte barnehage og skole på en måte som involverer"
    " ansatte og ledere, og i faglig dialog med UH": (
        "Beskriv korleis tiltaket er forankra i den enkelte barnehagen og skulen på ein måte som involverer"
        " tilsette og leiarar, og i fagleg dialog med UH"
    ),
    "Beskriv hvordan tiltakene skal fremme kollektive prosesser for profesjonsutvikling som utvikler"
    " barnehagen eller skolen": (
        "Beskriv korleis tiltaka skal fremje kollektive prosessar for profesjonsutvikling som utviklar"
        " barnehagen eller skulen"
    ),
    "Beskriv hvordan dette samarbeidet bidrar til å styrke lærerutdanningen": (
        "Beskriv korleis dette samarbeidet er med på å styrkje lærarutdanninga"
    ),
    "Beskriv hvordan dette tiltaket er forankret i langsiktig plan": (
        "Beskriv korleis dette tiltaket er forankra i langsiktig plan"
    ),
    "Eiers tilskudd skal brukes på følgende måte": (
        "Tilskotet til eigaren skal brukast på denne måten"
    ),
    "UH sitt tilskudd skal brukes på følgende måte": "Tilskotet til UH skal brukast på denne måten",
    "Det er behov for å bruke midler til koordinator for dette tiltaket": (
        "Det er behov for å bruke midlar til koordinator for dette tiltaket"
    ),
    "Tiltakets varighet": "Kor lenge tiltaket varer",
    "Hvem er målgruppa for tiltaket": "Kven er målgruppa for tiltaket",
    "Dersom tiltak ønskes videreført etter %s gi anslag på behov": (
        "Dersom de ønskjer å føre tiltaket vidare etter %s, gi anslag på behovet"
    ),
}


def printed(bokmaal: str) -> str:
    """The form's own words for a reader who has chosen nynorsk; for all others as the form has them."""
    return NYNORSK.get(bokmaal, bokmaal) if get_language() == "nn" else bokmaal
