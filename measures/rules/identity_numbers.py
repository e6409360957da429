"""National identity numbers (fødselsnummer, D-nummer): found in free text, and hidden."""

import re

from stdnum.exceptions import ValidationError as NotANumber
from stdnum.no import fodselsnummer

SIGNS = r"[ \t\u00a0\u2009\u202f.,:/–-]{0,3}"  # what may stand between two digits
# A row of at least eleven digits; ordinary text is passed over quickly.
MANY_DIGITS = re.compile(rf"[0-9](?:{SIGNS}[0-9]){{10,}}")
# Just eleven of them. A look-ahead, so that a number behind another is found too ("40 00 00 01 010190 …").
ELEVEN_DIGITS = re.compile(rf"(?<![0-9])(?=([0-9](?:{SIGNS}[0-9]){{10}})(?![0-9]))")


def find_national_identity_numbers(text: str) -> list[tuple[int, int]]:
    """Where in the text a national identity number or a D-number stands: (start, end) of each.

    The two check digits hold and the first six digits are a date (a D-number adds 40 to the day).
    An account number is no help in ruling a number out: its check digit is reckoned as the second of
    these, so every national identity number is an account number too. The other way about, one account
    number in 86 passes for a national identity number; it is better kept in its own field anyway. An account
    number whose first six digits are no date is never taken for one.
    """
    return [
        match.span(1)
        for row in MANY_DIGITS.finditer(text)
        for match in ELEVEN_DIGITS.finditer(text, row.start(), row.end())
        if _is_national_identity_number(re.sub(r"[^0-9]", "", match[1]))
    ]


def hide_national_identity_numbers(text: str) -> str:
    """The text with “…” in the place of each."""
    for start, end in reversed(find_national_identity_numbers(text)):
        text = f"{text[:start]}…{text[end:]}"
    return text


def _is_national_identity_number(digits: str) -> bool:
    """Without asking what day it is, as the library's own check does."""
    try:
        fodselsnummer.get_birth_date(digits)
    except NotANumber:
        return False
    return digits[9:] == (
        fodselsnummer.calc_check_digit1(digits) + fodselsnummer.calc_check_digit2(digits)
    )
