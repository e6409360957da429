"""Whole kroner, and the few other figures of the scheme: read from text, written as text.

Figures are written alike in all languages: groups of three with a no-break space (U+00A0, which
is also what Excel and Django write for Norwegian), the sign U+2212, and "kr" after the amount.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import get_language

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"

# Everything that looks like a space: from Word, from Excel, from a web page.
_SPACES = re.compile(r"[\s\u2007\u2009\u200a\u202f\u2060]+")
_AMOUNT = re.compile(
    r"""
    (?: (?:kr|nok) \.? \s? )?
    (?P<digits>
        0 | [1-9][0-9]*                     # 150000
      | [1-9][0-9]{0,2} (?:\ [0-9]{3})+     # 150 000
      | [1-9][0-9]{0,2} (?:\.[0-9]{3})+     # 150.000
    )
    (?: \s? , \s? (?: [-\u2013\u2212] | 00 ) )?   # the tail of whole kroner: ,- or ,00
    (?: \s? (?:kr|nok) \.? )?
    """,
    re.VERBOSE | re.IGNORECASE,
)


class NotKroner(ValueError):
    """The text is not one amount in whole kroner. ``text`` is what stood there."""

    def __init__(self, text: str) -> None:
        super().__init__(f"not an amount in whole kroner: {text!r}")
        self.text = text


def parse_kroner(text: str) -> int:
    """Return whole kroner. Raises NotKroner rather than guess: "1.5" and "200 00" may mean two things."""
    match = _AMOUNT.fullmatch(_SPACES.sub(" ", text).strip())
    if match is None:
        raise NotKroner(text)
    return int(match["digits"].replace(" ", "").replace(".", ""))


def format_amount(nok: int) -> str:
    """150000 as "150 000"."""
    return _signed(f"{nok:,}").replace(",", NO_BREAK_SPACE)


def format_nok(nok: int) -> str:
    """150000 as "150 000 kr"."""
    return f"{format_amount(nok)}{NO_BREAK_SPACE}kr"


def format_change(nok: int) -> str:
    """A difference, with its sign: "+137 517", "−2", and "0" without."""
    return f"+{format_amount(nok)}" if nok > 0 else format_amount(nok)


def format_figure(value: Decimal | Fraction | int, decimals: int | None = None) -> str:
    """Full-time equivalents and the like: "2 903,5", "75".

    Without ``decimals`` no trailing zeros; with it rounded half up and always that many.
    """
    exact = _as_decimal(value, decimals)
    grouped = _signed(f"{exact:,f}").replace(",", NO_BREAK_SPACE)
    return grouped if get_language() == "en" else grouped.replace(".", ",")


def format_percent(value: Decimal | Fraction | int, decimals: int | None = None) -> str:
    return f"{format_figure(value, decimals)}{NO_BREAK_SPACE}%"


def _as_decimal(value: Decimal | Fraction | int, decimals: int | None) -> Decimal:
    if isinstance(value, Fraction):
        # Enough places for the rounding below to be the rounding of the fraction itself.
        value = Decimal(value.numerator) / Decimal(value.denominator)
    exact = Decimal(value)
    if decimals is not None:
        return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    whole = exact == exact.to_integral_value()
    return exact.quantize(Decimal(1)) if whole else exact.normalize()


def _signed(text: str) -> str:
    return text.replace("-", MINUS)
