import pytest
from django import forms
from django.utils import translation

from rekom.kit.fields import KronerField


class MoneyForm(forms.Form):
    amount = KronerField(required=False, max_nok=999_999_999)


def bound(text):
    return MoneyForm({"amount": text})


@pytest.mark.parametrize(
    ("typed", "nok"),
    [
        ("kr 150 000,-", 150_000),
        ("1.380.000", 1_380_000),
        ("214\u202f880", 214_880),
        ("", None),
        ("   ", None),
    ],
)
def test_reads_what_was_typed(typed, nok):
    form = bound(typed)
    assert form.is_valid()
    assert form.cleaned_data == {"amount": nok}


@pytest.mark.parametrize("typed", ["1.5", "1,380", "200 00", "12 mill", "300`", "-5"])
def test_refuses_with_a_message_that_shows_an_accepted_form(typed):
    with translation.override("en"):
        assert bound(typed).errors == {
            "amount": ["Write the amount in whole kroner with digits only, for example 75 000"]
        }


def test_the_example_in_the_message_is_accepted():
    assert bound("75 000").is_valid()


def test_an_amount_above_the_limit_is_refused_with_the_limit():
    with translation.override("en"):
        assert bound("1 000 000 000").errors == {
            "amount": ["The amount can be 999\u00a0999\u00a0999\u00a0kr at most"]
        }


def test_keeps_what_was_typed_when_it_cannot_be_read():
    assert bound("ca. 75 000")["amount"].value() == "ca. 75 000"


def test_shows_an_amount_in_groups():
    assert MoneyForm(initial={"amount": 1430000})["amount"].value() == "1\u00a0430\u00a0000"
    assert bound("kr 1.430.000,-")["amount"].value() == "1\u00a0430\u00a0000"


def test_the_same_amount_written_otherwise_is_no_change():
    form = MoneyForm({"amount": "75.000,-"}, initial={"amount": 75000})
    assert form.changed_data == []


def test_zero_is_an_amount_and_not_nothing():
    form = bound("0")
    assert form.is_valid()
    assert form.cleaned_data == {"amount": 0}
