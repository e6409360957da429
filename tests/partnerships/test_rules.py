import pytest

from partnerships.rules import (
    Candidate,
    covered_by,
    near_matches,
    organisation_digits,
    same_name,
    written_form_of,
)

INN = Candidate(1, "918108467", ("Universitetet i Innlandet", "INN", "Høgskolen i Innlandet"))
NORD = Candidate(2, "970940243", ("Nord universitet", "Nord"))
SNASA = Candidate(3, "964982031", ("Snåsa kommune", "Snåsa", "Snåase - Snåsa"))
HAMAROY = Candidate(4, "970542507", ("Hamarøy kommune", "Hamarøy", "Hábmer - Hamarøy"))
STEINER = Candidate(5, "", ("Steinerhøyskolen",))
ALL = [INN, NORD, SNASA, HAMAROY, STEINER]


def near(text: str) -> list[int]:
    return [candidate.pk for candidate in near_matches(text, ALL)]


@pytest.mark.parametrize(
    "written",
    ["918107468", "981108467", "918108466", "91810846", "9181084677", "918 107 468", "918.107.468"],
)
def test_a_number_with_one_slip_leads_to_the_university(written):
    assert near(written) == [INN.pk]


def test_two_slips_lead_nowhere():
    assert near("918107466") == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Høgskolen på Innlandet", INN),
        ("Høgskolen i Innlandet/ SePU", INN),
        ("HINN", INN),
        ("Universitetet Nord", NORD),
        ("Snaasa", SNASA),
        ("Snaase", SNASA),
        ("Habmer", HAMAROY),
        ("Steinerhøgskolen", STEINER),
    ],
)
def test_the_spellings_of_the_papers_lead_to_the_right_one(written, meant):
    assert near(written)[0] == meant.pk


def test_a_name_like_none_leads_nowhere():
    assert near("Ytre Helgeland") == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("nord  UNIVERSITET", NORD),
        ("høgskolen i innlandet", INN),
        ("SNÅASE", SNASA),
        ("Snåase - Snåsa", SNASA),
        ("ha\u0301bmer", HAMAROY),  # a and its accent as two characters
    ],
)
def test_a_name_is_known_in_any_case_age_and_language(written, meant):
    assert same_name(written, ALL) == [meant]


def test_a_near_name_is_not_the_same_name():
    assert same_name("Habmer", ALL) == []


def test_what_is_offered_shows_the_number_in_groups():
    assert [INN.label, STEINER.label] == [
        "Universitetet i Innlandet, 918 108 467",
        "Steinerhøyskolen",
    ]


@pytest.mark.parametrize(
    ("chosen", "language"),
    [
        (("nn", "nb"), "nn"),
        (("neutral", "nn"), "nn"),
        (("neutral", "neutral"), "nb"),
        (("nb",), "nb"),
    ],
)
def test_a_letter_follows_the_first_body_that_has_chosen(chosen, language):
    assert written_form_of(*chosen) == language


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("918 108 467", "918108467"),
        ("918108467", "918108467"),
        ("918.108", "918108"),
        ("91", ""),
        ("Skole 3", ""),
        ("", ""),
    ],
)
def test_an_organisation_number_is_read_with_and_without_spaces(text, digits):
    assert organisation_digits(text) == digits


@pytest.mark.parametrize(
    ("covers", "cases_of_1"),
    [
        ({}, {1}),
        ({2: 1}, {1, 2}),
        ({3: 2, 2: 1}, {1, 2, 3}),  # who covers is away too
        ({1: 2}, {1}),  # one's own are still one's own
        ({1: 2, 2: 1}, {1}),  # nobody is there
        ({2: 3, 3: 2}, {1}),
        ({4: 2, 2: 3, 3: 2}, {1}),
    ],
)
def test_cases_of_those_who_are_away_come_to_who_covers(covers, cases_of_1):
    assert covered_by(1, covers) == cases_of_1
