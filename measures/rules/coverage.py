"""Which municipalities the measures of a network are for, as far as their texts say it (R-47).

The form has no field for it, so the names are looked for in what is written. No name at all is not known,
and no fault; some names and not others is worth a question.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Coverage:
    """The names of municipalities that are mentioned, and those that are not."""

    mentioned: tuple[str, ...] = ()
    not_mentioned: tuple[str, ...] = ()

    @property
    def is_stated(self) -> bool:
        return bool(self.mentioned)

    @property
    def missing(self) -> tuple[str, ...]:
        """Those not mentioned where others are; nothing when no municipality is named."""
        return self.not_mentioned if self.is_stated else ()


def coverage_of(spellings: Mapping[str, Iterable[str]], texts: Iterable[str]) -> Coverage:
    """``spellings``: every name that a municipality is written by, the Sámi ones as well."""
    written = "\n".join(texts)
    found = {name for name, spelt in spellings.items() if _is_in(written, spelt)}
    return Coverage(
        mentioned=tuple(name for name in spellings if name in found),
        not_mentioned=tuple(name for name in spellings if name not in found),
    )


def _is_in(written: str, spelt: Iterable[str]) -> bool:
    """As a whole word, also in the genitive: "Rindals barnehager", and not "Osen" in "Rosendal"."""
    names = "|".join(re.escape(name) for name in sorted(spelt, key=len, reverse=True))
    return re.search(rf"(?<!\w)(?:{names})s?(?!\w)", written) is not None
