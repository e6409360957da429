import pytest

from measures.rules.texts import is_unanswered, refers_elsewhere

PLACEHOLDERS = [
    "Klikk eller trykk her for å skrive inn tekst.",
    "Klikk her for å skrive inn tekst.",
    "KLIKK ELLER TRYKK HER FOR Å SKRIVE INN TEKST",
    "Klikk eller trykk for å skrive inn en dato.",
    "Klikk eller trykk her for å skrive inn ein dato.",
    "Klikk her for å skrive tekst.",
    "Velg et element.",
    "Vel eit element.",
    "Velg en dato.",
    "Click or tap here to enter text.",
    "Click here to enter text.",
    "Click or tap to enter a date.",
    "Choose an item.",
]


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_what_word_puts_in_an_empty_field_is_no_answer(text):
    assert is_unanswered(text)
    assert is_unanswered(f"  {text}\n\n{text} ")
    assert is_unanswered(text.replace(" ", "\u00a0"))


@pytest.mark.parametrize("text", ["", " \n\t", "\u00a0", "–", "...", "?", "\u200b"])
def test_signs_alone_are_no_answer(text):
    assert is_unanswered(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ja",
        "0",
        "Vi skal klikke oss inn i planen.",
        "Velg et element. Gjennomføring av tiltak",
        "Klikk eller trykk her for å skrive inn tekst. Vi vil øve på lesing.",
        "Valg et element",
    ],
)
def test_a_word_of_ones_own_is_an_answer(text):
    assert not is_unanswered(text)


@pytest.mark.parametrize(
    "text",
    [
        "Se over",
        "se over.",
        "«Se over»",
        "Sjå over",
        "Se ovenfor",
        "Sjå ovanfor",
        "Se også over",
        "Se tiltak 1",
        "Se under tiltak 2",
        "Jf. tiltak 1 og 2",
        "Se beskrivelse under de ulike tiltak",
        "Sjå skildring under dei ulike tiltaka",
        "Samme som tiltak 1",
        "Same som i tiltak 1",
        "Som over",
        "See above",
        "As above",
        "Same as measure 1.",
    ],
)
def test_an_answer_that_only_points_elsewhere_is_known(text):
    assert refers_elsewhere(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Over",
        "Se til at alle tiltak blir fulgt opp",
        "Seminar over to dager",
        "Som tidligere år vil vi samle lederne.",
        "Se over planen hvert halvår, samle erfaringer og legge dem fram for styringsgruppa.",
    ],
)
def test_an_answer_that_says_something_itself_is_not(text):
    assert not refers_elsewhere(text)
