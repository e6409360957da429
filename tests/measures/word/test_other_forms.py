"""Forms that nobody has seen: worded, spaced and ordered otherwise, with more, fewer and damaged parts."""

import re
from itertools import chain, pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from measures.word.recognition import NotTheForm
from measures.word.value import WordForm
from tests.kit.hostile_word import paragraph
from tests.measures.word.forms import file_of, parts_of_sample, read_here, text_of, worded

BEFORE, PARTS, AFTER = parts_of_sample()
SAMPLE = read_here(file_of(PARTS))
some = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def answers(form: WordForm) -> dict:
    return {key: value for key, value in form.as_json().items() if not key.startswith("not_")}


def every_text(form: WordForm) -> set[str]:
    """All the texts that were read, wherever they went."""
    found: set[str] = set()

    def collect(value):
        if isinstance(value, dict):
            for part in value.values():
                collect(part)
        elif isinstance(value, list | tuple):
            for part in value:
                collect(part)
        elif isinstance(value, str):
            found.add(value)

    collect(form.as_json())
    return found


def read_worded(change) -> WordForm:
    return read_here(file_of(worded(part, change) for part in PARTS))


# --- how the words are written -------------------------------------------------------------------

CASES = {"upper": str.upper, "lower": str.lower, "title": str.title, "as it is": str}


@some
@given(
    st.sampled_from(sorted(CASES)),
    st.sampled_from([" ", "  ", "\u00a0", "\t", "\n "]),
    st.sampled_from(["", " ", ":", "*", " *", " :"]),
)
def test_case_spaces_and_signs_make_no_difference(case, space, sign):
    def change(text: str) -> str:
        inner = CASES[case](text.strip()).replace(" ", space)
        is_value = inner.isdecimal()  # one of the sample's numbers stands outside its control
        return text if is_value or not inner else f" {inner}{sign} "

    assert answers(read_worded(change)) == answers(SAMPLE)


WORDINGS = {
    "Eier: ": ["Eigar: ", "Eier/eiere: ", "Navn på eier: "],
    "Universitet/Høgskole: ": ["Universitet eller høyskole: ", "UH-institusjon: ", "UH: "],
    "Kontaktpersoner:": ["Kontaktinformasjon", "Kontaktpersonar:"],
    "Navn": ["Namn", "NAVN:"],
    "Telefon": ["Tlf.", "Mobil", "Telefonnummer"],
    "E-post": ["Epost", "E - post", "E-postadresse"],
    "Kontonr": ["Kontonummer", "Bankkonto", "Konto nr."],
    "Org. Nr": ["Organisasjonsnummer", "Org.nr.", "Orgnr"],
    "Ev. merkes": ["Eventuell merking", "Merkes med", "Referanse"],
    "Totalt antall tiltak det er behov for tilskudd til? ": ["Antall tiltak: ", "Talet på tiltak: "],
    "Total sum det meldes behov for 2024": ["Samla sum det blir meldt behov for i 2025"],
    "Eier": ["Eigar", "Eier (Alstahaug kommune ++)", "EIERE"],
    "UH": ["UH (HINN)", "Universitet/høgskole", "Høgskule"],
    "Sum totalt": ["Sum", "Totalt", "I alt"],
    "Navn på tiltak: ": ["Namn på tiltaket: ", "Tiltakets navn: ", "Tittel: "],
    "Tilskuddet fordeles": ["Fordeling av tilskotet", "Tilskuddet fordeles slik:"],
    "Hva skal tilskuddet brukes til? ": ["Kva skal tilskotet brukast til? ", "Formål med tilskuddet: "],
    "Beskriv hvordan dette samarbeidet bidrar til å styrke lærerutdanningen": [
        "Korleis styrkjer samarbeidet lærarutdanninga?",
        "Hvordan bidrar samarbeidet til lærerutdanningen",
    ],
    "Beskriv hvordan dette tiltaket er forankret i langsiktig plan": [
        "Korleis er tiltaket forankra i langsiktig plan?",
        "Forankring i langsiktig plan:",
    ],
    "Eiers tilskudd skal brukes på følgende måte": [
        "Tilskotet til eigar skal brukast slik",
        "Hvordan skal eiers tilskudd brukes?",
    ],
    "UH sitt tilskudd skal brukes på følgende måte": [
        "Tilskotet til UH skal brukast slik",
        "Hvordan skal UHs tilskudd brukes?",
    ],
    "Begrunn": ["Grunngi", "Begrunnelse:", "Hvis ja, begrunn behovet"],
    "Tiltakets varighet  ": ["Varigheit: ", "Tiltaket varer "],
    "Hvem er målgruppa for tiltaket?": ["Målgruppe", "Kven er målgruppa?", "Hvem er målgruppen for tiltaket"],
    "Liste over andre eiere og UH i partnerskapet": ["Andre eigarar og UH i partnarskapen"],
    "Behovsmeldingen har vært drøftet i medbestemmelse      ": ["Drøfta med dei tillitsvalde? "],
    "Hvem som har deltatt:": ["Kven har delteke?", "Hvem deltok"],
    "Hvor mange enheter er inkludert i behovsmeldingen?": ["Talet på einingar"],
    "Rolle": ["Verv", "Funksjon/rolle"],
    "PP-tjenester": ["PPT", "PP-tenester"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "other"), [(printed, other) for printed in WORDINGS for other in WORDINGS[printed]]
)
def test_another_wording_is_the_same_question(printed, other):
    form = read_worded(lambda text: other if text.strip() == printed.strip() else text)

    assert answers(form) == answers(SAMPLE)
    assert [loose.text for loose in form.not_understood] == [SAMPLE.not_understood[0].text]


@some
@given(st.data())
def test_many_wordings_at_once(data):
    chosen = {
        printed.strip(): data.draw(st.sampled_from([printed, *others]))
        for printed, others in WORDINGS.items()
    }

    assert answers(read_worded(lambda text: chosen.get(text.strip(), text))) == answers(SAMPLE)


# --- what order, and how many --------------------------------------------------------------------


def sections() -> list[list[str]]:
    """The parts that belong together: a question with its answer, a table with its heading."""
    groups: list[list[str]] = []
    for part in PARTS:
        is_new = part.startswith("<w:p") and re.search(r"<w:t[ >]", part.split("<w:sdt>")[0])
        groups.append([part]) if is_new or not groups else groups[-1].append(part)
    return groups


def split_by_measure() -> tuple[list, list[list], list]:
    groups = sections()
    starts = [n for n, group in enumerate(groups) if re.fullmatch(r"Tiltak \d", text_of(group[0]))]
    end = next(n for n, group in enumerate(groups) if text_of(group[0]).startswith("Liste over"))
    bounds = [*starts, end]
    measures = [groups[a:b] for a, b in pairwise(bounds)]
    return groups[: starts[0]], measures, groups[end:]


@some
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_questions_makes_no_difference(random: Random):
    head, measures, tail = split_by_measure()
    random.shuffle(head)
    for measure in measures[:2]:  # in the third a text stands under whatever comes before it
        rest = measure[1:]
        random.shuffle(rest)
        measure[1:] = rest
    random.shuffle(measures)
    form = read_here(
        file_of(part for group in [*tail, *head, *chain.from_iterable(measures)] for part in group)
    )

    assert answers(form) == answers(SAMPLE)


@some
@given(st.sets(st.integers(0, len(sections()) - 1), max_size=25))
def test_what_is_left_is_read_when_sections_are_missing(missing):
    """Nothing is read that the whole form does not have, and no text disappears."""
    kept = [group for number, group in enumerate(sections()) if number not in missing]
    try:
        form = read_here(file_of(part for group in kept for part in group))
    except NotTheForm:
        return
    whole = " ".join(every_text(SAMPLE))

    assert [text for text in long_texts(kept) if text not in " ".join(every_text(form))] == []
    assert [m.title for m in form.measures if m.title and m.title not in whole] == []


def long_texts(groups: list[list[str]]) -> list[str]:
    """What somebody has written, line by line; short answers have values of their own."""
    found = []
    for group in groups:
        for part in group:
            for control in re.findall(r"<w:sdt>.*?</w:sdt>", part, re.S):
                texts = re.findall(r"<w:t[^>]*>([^<]*)</w:t>", control)
                if "showingPlcHdr" not in control:
                    found += [text.strip() for text in texts if len(text) > 30]
    return [text.replace("&amp;", "&") for text in found if not text.startswith("Alstahaug")]


def test_a_row_more_and_a_row_less_are_read():
    contacts = next(n for n, part in enumerate(PARTS) if "Kontonr" in text_of(part))
    rows = re.findall(r"<w:tr[ >].*?</w:tr>", PARTS[contacts], re.S)
    address = rows[3].replace("Telefon", "Adresse").replace("40000001", "Torget 1")
    changed = PARTS[contacts].replace(rows[2], "").replace(rows[3], rows[3] + address)
    form = read_here(file_of([*PARTS[:contacts], changed, *PARTS[contacts + 1 :]]))

    assert form.payees[0].contact.function is None
    assert form.payees[0].contact.phone == "40000001"
    assert ("Kontaktpersoner: – Adresse – Eier".replace(": –", " –"), "Torget 1") in [
        (loose.place.replace(": –", " –"), loose.text) for loose in form.not_understood
    ]


def test_two_universities_in_one_cell_are_two_payees():
    parts = [part.replace("Kr 100 000", "637.950 (Sepu) 328.320,- (Nord)") for part in PARTS]
    form = read_here(file_of(parts))

    assert [(a.payee, a.nok) for a in form.measures[0].amounts] == [
        ("owner", 50_000),
        ("Sepu", 637_950),
        ("Nord", 328_320),
    ]


@pytest.mark.parametrize("written", ["200 00 kr", "300`", "1.5 mill.", "ca. 100 000 eller mer?"])
def test_an_amount_that_may_mean_two_things_is_listed(written):
    form = read_here(file_of(part.replace("Kr 100 000", written) for part in PARTS))

    assert [(a.payee, a.nok) for a in form.measures[0].amounts] == [("owner", 50_000)]
    assert written in [loose.text for loose in form.not_understood]


def test_a_sum_that_is_not_the_sum_of_its_parts_is_listed():
    form = read_here(file_of(part.replace("Kr 150 000", "Kr 160 000") for part in PARTS))

    assert "Kr 160 000" in [loose.text for loose in form.not_understood]


def test_a_form_that_has_lost_its_controls_is_read():
    """As when it has been through another program: only the printed text is left, boxes as signs."""
    parts = [
        re.sub(r"</?w:sdt>|<w:sdtPr>.*?</w:sdtPr>|</?w:sdtContent>", "", p, flags=re.S)
        for p in PARTS
    ]
    form = read_here(file_of(parts))

    assert form.schemes == SAMPLE.schemes
    assert [m.amounts for m in form.measures] == [m.amounts for m in SAMPLE.measures]
    assert [m.terms for m in form.measures] == [m.terms for m in SAMPLE.measures]
    assert [m.title for m in form.measures] == [m.title for m in SAMPLE.measures]
    assert form.unit_counts == SAMPLE.unit_counts
    assert form.payees == SAMPLE.payees


def test_choices_that_are_only_printed_are_never_guessed():
    text = "Behovsmeldingen gjelder: Regional ordning Desentralisert ordning Kompetanseløftet"
    parts = [paragraph(text) if "gjelder: " in text_of(part) else part for part in PARTS]
    form = read_here(file_of(parts))

    assert form.schemes == ()
    assert "schemes" in [question.path for question in form.not_answered]
    assert text.removeprefix("Behovsmeldingen gjelder: ") in [
        loose.text for loose in form.not_understood
    ]


def test_text_between_the_questions_is_listed_with_its_place():
    parts = [*PARTS[:40], paragraph("Vi minner om møtet på fredag."), *PARTS[40:]]
    form = read_here(file_of(parts))

    assert "Vi minner om møtet på fredag." in [loose.text for loose in form.not_understood]


def test_an_x_is_no_number():
    units = next(n for n, part in enumerate(PARTS) if "PP-tjenester" in text_of(part))
    changed = PARTS[units].replace(">1<", ">X<")
    form = read_here(file_of([*PARTS[:units], changed, *PARTS[units + 1 :]]))

    assert form.unit_counts.educational_psychology_services is None
    assert [loose.text for loose in form.not_understood if loose.text == "X"] == ["X"]


# --- damaged -------------------------------------------------------------------------------------

ELEMENTS = re.compile(
    r"<w:tr[ >].*?</w:tr>|<w:tc>.*?</w:tc>|<w:sdt>.*?</w:sdt>|<w:t[^>]*>[^<]*</w:t>|<w:p[ >].*?</w:p>",
    re.S,
)


@some
@given(st.randoms(use_true_random=False))
def test_rows_cells_controls_and_words_may_be_missing(random: Random):
    """Whatever is cut out, it is read as a form or refused as another one; nothing breaks the reader."""

    def cut(part: str) -> str:
        for _ in range(random.randrange(4)):
            found = list(ELEMENTS.finditer(part, 1))
            if found:
                gone = random.choice(found)
                part = part[: gone.start()] + part[gone.end() :]
        return part if part.count("<w:tr") == part.count("</w:tr>") else ""

    try:
        form = read_here(file_of(cut(part) for part in PARTS))
    except NotTheForm:
        return

    assert [text for text in every_text(form) if "Klikk eller trykk" in text] == []


def test_a_sentence_about_the_office_is_no_letterhead():
    sentence = "Statsforvalteren i Nordland har bedt om dette."
    form = read_here(file_of([*PARTS, paragraph(sentence)]))

    assert form.not_understood[-1].text == sentence
