import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from measures.forms.fields import Answer, Count, Day, KeyedForm, Text, keys_in


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def messages(field, value):
    with pytest.raises(ValidationError) as found:
        field.clean(value)
    return found.value.messages


@pytest.mark.parametrize(
    ("typed", "count"), [("14", 14), (" 0 ", 0), ("1 200", 1200), ("1\u00a0200", 1200), ("", None)]
)
def test_a_count_is_read_as_people_write_it(typed, count):
    assert Count().clean(typed) == count


@pytest.mark.parametrize("typed", ["X", "ca. 14", "2-3", "1.5", "1,5", "12 34", "-1", "999999999"])
def test_what_is_not_one_whole_number_is_refused(typed):
    assert len(messages(Count(), typed)) == 1


@pytest.mark.parametrize("typed", ["24.01.2024", "24.1.24", "2024-01-24"])
def test_a_day_is_read_as_people_write_it(typed):
    assert str(Day().clean(typed)) == "2024-01-24"


@pytest.mark.parametrize("typed", ["31.02.2024", "januar", "24/2024"])
def test_a_day_that_is_none_is_refused(typed):
    assert messages(Day(), typed) == [
        "Write the day as day, month and year, for example 24.01.2024"
    ]


def test_a_text_that_is_too_long_is_refused_and_never_cut():
    assert messages(Answer(), "x" * 5_001) == [
        "The text is 5001 characters, and there is room for 5000. Shorten it."
    ]
    assert len(Answer().clean("x" * 5_000)) == 5_000


def test_a_national_identity_number_is_refused_with_its_place_and_not_repeated():
    (message,) = messages(Text(), "Gjelder barnet 010190 00083 i avdeling Blå.")  # invented

    assert message == (
        "Remove the national identity number where it says "
        "“Gjelder barnet ▮▮▮▮▮▮▮▮▮▮▮ i avdeling Blå.”."
    )


def test_rows_are_named_by_their_key_and_found_in_the_order_of_the_page():
    class Row(KeyedForm):
        text = Text()

    form = Row({"text-12": "Reise"}, key="12")

    assert (form.is_valid(), form.cleaned_data["text"]) == (True, "Reise")
    assert form["text"].id_for_label == "id_text-12"
    assert keys_in({"text-n1": "", "text-12": "", "other": ""}, "text") == ["n1", "12"]
