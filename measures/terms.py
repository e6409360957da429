"""Terms are codes that sort as time does: ``2024-autumn`` comes after ``2024-spring``.

A continuation estimate is for a term or a whole year: ``2025-autumn``, ``2026``.
"""

import re

from django.utils.translation import gettext as _

TERM = re.compile(r"^(20\d\d)-(spring|autumn)$")
PERIOD = re.compile(r"^20\d\d(-(spring|autumn))?$")
HALVES = ("spring", "autumn")


def order(code: str) -> tuple[int, int]:
    """A key to sort by: year, then half; a whole year comes before its terms."""
    year, _dash, half = code.partition("-")
    return int(year), HALVES.index(half) + 1 if half else 0


def following(code: str) -> str:
    year, half = order(code)
    return f"{year}-autumn" if half == 1 else f"{year + 1}-spring"


def terms_between(first: str, last: str) -> list[str]:
    """All terms from first to last, both included."""
    terms = [first]
    while order(terms[-1]) < order(last):
        terms.append(following(terms[-1]))
    return terms


def periods_after(last: str, years: int = 2) -> list[str]:
    """What can be estimated after the last term: the rest of that year, then whole years."""
    year, half = order(last)
    rest = [f"{year}-autumn"] if half == 1 else []
    return rest + [str(year + step) for step in range(1, years + 1)]


def label(code: str) -> str:
    """In the reader's language: "Autumn 2024", or the year alone."""
    year, _dash, half = code.partition("-")
    if half == "spring":
        return _("Spring %(year)s") % {"year": year}
    if half == "autumn":
        return _("Autumn %(year)s") % {"year": year}
    return year
