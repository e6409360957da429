"""What a cell of a workbook shows, and the figure in it."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

Value = str | int | float | bool | None

# A name that is none: the row below the figures that adds them up.
TOTAL = re.compile(r"|sum\b.*|total|totalt|i alt|til sammen|til saman")

NUMBER = re.compile(r"[-\u2212]?(\d+|\d{1,3}( \d{3})+)(,\d+)?", re.ASCII)
LARGEST = 10**12


def shown(value: Value) -> str:
    """What a cell shows, on one line and with every kind of space alike."""
    text = "" if value is None else str(value)
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def folded(value: Value) -> str:
    return unicodedata.normalize("NFC", shown(value)).casefold()


def is_total(name: str) -> bool:
    return TOTAL.fullmatch(folded(name).rstrip(" :.")) is not None


def number(value: Value) -> Decimal | None:
    """A figure with four decimals, for a cell may hold 78.40000000000001; None if it is none."""
    exact = exact_number(value)
    return None if exact is None else rounded(exact)


def exact_number(value: Value) -> Decimal | None:
    text = shown(value)
    if isinstance(value, str):
        if not NUMBER.fullmatch(text):
            return None
        text = text.replace(" ", "").replace(",", ".").replace("\u2212", "-")
    if value is None or isinstance(value, bool) or len(text) > 40:
        return None
    figure = Decimal(text)
    return figure if abs(figure) < LARGEST else None


def rounded(figure: Decimal) -> Decimal:
    return figure.quantize(Decimal("0.0001"), ROUND_HALF_UP)


def sums(figures: Iterable[Decimal]) -> set[Decimal]:
    """The sum of the rounded figures, and the rounded sum of the figures as the cells hold them."""
    exact = list(figures)
    return {sum(map(rounded, exact), Decimal(0)), rounded(sum(exact, Decimal(0)))}
