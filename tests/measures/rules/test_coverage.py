import pytest

from measures.rules.coverage import coverage_of

SORVEST = {name: {name} for name in ("Frøya", "Heim", "Hitra", "Orkland", "Rindal", "Skaun")}


def test_rindal_is_in_no_measure_of_2022():
    coverage = coverage_of(
        SORVEST, ["Barnehager i Heim, Hitra og Skaun.", "Skaun.", "Frøya og Orkland"]
    )

    assert coverage.missing == ("Rindal",)


def test_no_name_at_all_is_not_known_and_no_fault():
    coverage = coverage_of(SORVEST, ["Alle barnehagene i nettverket deltar."])

    assert (coverage.is_stated, coverage.missing) == (False, ())


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("Rindals barnehager", True),
        ("i Rindal.", True),
        ("(Rindal)", True),
        ("Rindalen", False),
        ("Nordrindal", False),
        ("rindal", False),  # a name has a capital: "selbu" may be a word, Selbu is a place
    ],
)
def test_a_name_is_a_whole_word(text, is_named):
    assert bool(coverage_of({"Rindal": {"Rindal"}}, [text]).mentioned) is is_named


def test_any_of_its_names_will_do():
    spellings = {"Snåsa": {"Snåsa", "Snåase"}, "Inderøy": {"Inderøy"}}

    assert coverage_of(spellings, ["Maanagïerte, Snåase"]).missing == ("Inderøy",)
