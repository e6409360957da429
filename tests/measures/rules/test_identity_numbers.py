from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.no import fodselsnummer, kontonr

from measures.rules.identity_numbers import (
    find_national_identity_numbers,
    hide_national_identity_numbers,
)

PERSON = "15108695088"  # from the library's own documentation
D_NUMBER = "55108600100"


def with_check_digits(nine: str) -> str | None:
    """The first check digit may come out as 10, which no number has; so may the second."""
    ten = nine + fodselsnummer.calc_check_digit1(nine)
    number = ten + fodselsnummer.calc_check_digit2(ten)
    return number if len(number) == 11 else None


@st.composite
def identity_numbers(draw) -> str:
    """Of people born from 1940 to 1999, a D-number now and then."""
    born = date(1940, 1, 1) + timedelta(days=draw(st.integers(0, 21_900)))
    day = born.day + (40 if draw(st.booleans()) else 0)
    serial = draw(st.integers(0, 499))
    start = f"{day:02}{born:%m%y}"
    numbers = (with_check_digits(f"{start}{n % 500:03}") for n in range(serial, serial + 500))
    return next(number for number in numbers if number)


@pytest.mark.parametrize(
    "written",
    [
        PERSON,
        D_NUMBER,
        "151086 95088",
        "151086\u00a095088",
        "151086-95088",
        "151086 - 95088",
        "15.10.86 95088",
        "15.10.86.95088",
        "1510.86.95088",
        "15 10 86 950 88",
    ],
)
def test_a_number_is_found_however_it_is_written(written):
    text = f"Gjelder {written}, født i 1986."

    assert find_national_identity_numbers(text) == [(8, 8 + len(written))]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kr 1 430 000 + 1 993 000 = 3 423 000",
        "Telefon 40 00 00 01 og 40 00 00 02",
        "Konto 9999.27.11112 og 9999 05 22223",
        "Organisasjonsnummer 938 712 441",
        "15108695077",  # the check digits are wrong
        "115108695088",  # twelve digits
        "151086950880",
        "15108695088123",
        "31029800033",  # 31 February
        "01139800059",  # month 13
        "15.10.1986 – 95 088 kr",
    ],
)
def test_other_figures_are_left_alone(text):
    assert find_national_identity_numbers(text) == []


def test_a_number_is_found_behind_other_figures():
    text = f"40 00 00 01 {PERSON} 2024"

    assert find_national_identity_numbers(text) == [(12, 23)]


def test_each_number_is_found():
    text = f"{PERSON} og {D_NUMBER}"

    assert find_national_identity_numbers(text) == [(0, 11), (15, 26)]


def test_hiding_takes_the_numbers_and_nothing_else():
    text = f"Kari {PERSON}, Per (151086 95088) og konto 9999.27.11112"

    assert hide_national_identity_numbers(text) == "Kari …, Per (…) og konto 9999.27.11112"


@given(identity_numbers())
def test_every_identity_number_is_found(number):
    assert find_national_identity_numbers(number) == [(0, 11)]


@given(identity_numbers())
def test_every_identity_number_passes_as_an_account_number(number):
    """So the check digit of accounts cannot be used to let a number through."""
    assert number.startswith("0000") or kontonr.is_valid(number)


@given(st.integers(3_200_000_000, 4_099_999_999) | st.integers(7_200_000_000, 9_999_999_999))
def test_an_account_number_that_does_not_begin_with_a_day_is_never_taken_for_one(start):
    accounts = [number for digit in range(10) if kontonr.is_valid(number := f"{start}{digit}")]

    assert [find_national_identity_numbers(number) for number in accounts] == [[]] * len(accounts)
