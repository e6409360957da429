"""Amounts as people write them in the form's cells. What may mean two things is not read."""

import re
from decimal import Decimal

from measures.word.words import INVISIBLE
from rekom.kit.kroner import NotKroner, parse_kroner

LONGEST = 300  # letters of a short answer: a longer one is prose

# Digits with their groups, "kr" before or after, and the tail ",-" that some write as " -".
_AMOUNT = re.compile(
    r"(?<!\w)(?:kr\.?\s*)?(?P<digits>\d[\d.\s\u2007\u202f]*\d|\d)(?!(?!kr\b)\w)\s*(?P<tail>,?\s?[-\u2013\u2212]+|,00)?(?:\s*kr\b\.?)?",
    re.IGNORECASE,
)
_KRONER = re.compile(r"\bkroner\b", re.IGNORECASE)
_TAIL = re.compile(r"\s*,?\s?[-\u2013\u2212]+\s*$")
_NEGATIVE = re.compile(r"(?:^|\s)[-\u2212]\d|^\s*\u2013\s?\d")
_BETWEEN = re.compile(r"[\s,;:+/&()\u2013-]+|\bog\b", re.IGNORECASE)

# "0,5 mill.", "50 tusen" and both. A point may be a decimal sign or part thousands, and is left alone.
_MILLION, _THOUSAND = r"(?:mill(?:ion(?:er|ar)?)?|mnok|mkr)\b\.?", r"(?:tusen|tnok|tkr)\b\.?"
_IN_WORDS = re.compile(
    rf"(?<![\w.,])(?<!\d\s)(?:(?P<millions>\d{{1,3}}(?:,\d{{1,6}})?)\s*{_MILLION}(?:\s*(?:og\s+)?(?=\d{{1,3}}\s*{_THOUSAND}))?)?"
    rf"(?:(?P<thousands>\d{{1,3}}(?:,\d{{1,3}})?)\s*{_THOUSAND})?",
    re.IGNORECASE,
)
_WORD = re.compile(rf"(?:\b|(?<=\d))(?:{_MILLION}|{_THOUSAND})", re.IGNORECASE)
_TAXES = re.compile(
    r"\(?\b(?:inkl|eks|uten|utan|med)\w*\.?\s*(?:mva|moms|merverdiavgift)\b\.?\)?", re.IGNORECASE
)


def amounts_in(text: str) -> list[tuple[str, int]]:
    """Names and whole kroner: one amount without a name, or several payees in one cell.

    ``637.950 (Sepu) 328.320,- (Nord)`` is two. Raises NotKroner for what may mean two things.
    """
    if len(text) > LONGEST:
        raise NotKroner(text)
    text = _IN_WORDS.sub(_in_figures, _KRONER.sub("kr", INVISIBLE.sub("", text)))
    try:
        return [("", parse_kroner(_TAIL.sub("", text)))]
    except NotKroner:
        pass
    found = list(_AMOUNT.finditer(text))
    if not found or _NEGATIVE.search(text) or _WORD.search(text) or _TAXES.search(text):
        raise NotKroner(text)
    amounts = [_kroner(match["digits"], text) for match in found]
    edges = [0, *(place for match in found for place in match.span()), len(text)]
    gaps = [_name(text[edges[i] : edges[i + 1]]) for i in range(0, len(edges), 2)]
    # Names stand after their amounts, or before them.
    names, rest = (gaps[1:], gaps[0]) if gaps[-1] else (gaps[:-1], gaps[-1])
    is_plain = len(found) == 1 and "(" not in text  # "100 000 eller mer" names nobody
    is_named = all(name[:1].isalpha() for name in names) and len({*names}) == len(names)
    if rest or is_plain or not is_named:
        raise NotKroner(text)
    return list(zip(names, amounts, strict=True))


def without_taxes(text: str) -> str:
    """The text without a remark on value added tax, which changes no amount: "100 000 (inkl. mva)"."""
    return _TAXES.sub("", text).strip() if len(text) <= LONGEST else text


def _in_figures(match: re.Match[str]) -> str:
    if not match[0]:
        return ""
    millions, thousands = (Decimal((part or "0").replace(",", ".")) for part in match.groups())
    nok = millions * 1_000_000 + thousands * 1_000
    return str(int(nok)) if nok == int(nok) else match[0]


def _kroner(digits: str, text: str) -> int:
    try:
        return parse_kroner(digits.strip(" ."))
    except NotKroner:
        raise NotKroner(text) from None


def _name(text: str) -> str:
    return " ".join(_BETWEEN.sub(" ", text).split())
