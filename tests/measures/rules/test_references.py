import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.rules.references import referred_numbers, renumber, split_at_references

TEXTS = [
    ("Se tiltak 6.", [6]),
    ("Rekom (tiltak 5) og Dekom (Tiltak 6)", [5, 6]),
    ("tiltak nr. 2, 3 og 4", [2, 3, 4]),
    ("tiltaka 2 og 3", [2, 3]),
    ("measures 2 and 3", [2, 3]),
    ("Vi har 6 tiltak.", []),
    ("tiltak 2024", []),
    ("tiltak 1.5", []),
    ("tiltak 20 000 kr", []),
    ("deltiltak 3", []),
]


@pytest.mark.parametrize(("text", "numbers"), TEXTS)
def test_measures_are_found_by_the_word_and_their_number(text, numbers):
    assert referred_numbers(text) == numbers


def test_two_measures_change_places_in_a_text():
    text = "Se tiltak 2 og 3, og tiltak 4."

    assert renumber(text, {2: "3", 3: "2"}) == "Se tiltak 3 og 2, og tiltak 4."


def test_a_text_is_split_where_it_speaks_of_a_measure_that_is_there():
    assert split_at_references("Se tiltak 2, 9 og 3.", [2, 3]) == [
        ("Se ", None),
        ("tiltak 2", 2),
        (", 9 og ", None),
        ("3", 3),
        (".", None),
    ]


@given(st.text(alphabet="tiltak measures 0123456789.,og\n"), st.sets(st.integers(0, 99)))
def test_the_parts_of_a_text_are_the_text(text, numbers):
    assert "".join(part for part, _number in split_at_references(text, numbers)) == text


@given(st.permutations(range(1, 10)), st.lists(st.integers(1, 9), min_size=1))
def test_numbers_that_change_places_can_be_changed_back(order, numbers):
    text = "; ".join(f"tiltak {number}" for number in numbers)
    forth = {number: str(place) for place, number in enumerate(order, start=1)}
    back = {place: str(number) for place, number in enumerate(order, start=1)}

    assert renumber(renumber(text, forth), back) == text
