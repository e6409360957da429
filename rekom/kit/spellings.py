"""Search for what somebody writes in names with æ, ø, å and Sámi letters, in the database itself.

A letter matches itself in either case, and a letter of a plain keyboard also those that people write it
for: "karasjohka" finds Kárášjohka. What is written with its mark is meant: "Bø" does not find Bodø.

SQLite knows no case but that of A to Z, and neither database knows that š is written s. So the text becomes
a pattern with a class for each letter, which both match by themselves: nothing is stored beside the name
that could lag behind it, and nothing depends on how the database was set up.
"""

import re
import unicodedata
from functools import cache
from typing import Any

from django.db.models import CharField, Lookup

# What each letter of a plain keyboard is written for.
WRITTEN_FOR = {
    "a": "áàâäåæ",
    "c": "čç",
    "d": "đð",
    "e": "éèêë",
    "g": "ǧǥ",
    "i": "íï",
    "k": "ǩ",
    "n": "ŋñń",
    "o": "øöóòô",
    "s": "š",
    "t": "ŧ",
    "u": "úü",
    "y": "ý",
    "z": "žʒǯ",
}


@CharField.register_lookup
class Spelled(Lookup):
    """``name__spelled="text"``: the name holds the text, spelled this way or a fuller one."""

    lookup_name = "spelled"

    def get_prep_lookup(self) -> str:
        return " ".join(unicodedata.normalize("NFC", str(self.rhs)).lower().split())

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        pattern = "".join(map(_in_glob, self.rhs))
        return self._as("GLOB", f"*{pattern}*", compiler, connection)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return self._as("~", "".join(map(_in_regex, self.rhs)), compiler, connection)

    def _as(
        self, operator: str, pattern: str, compiler: Any, connection: Any
    ) -> tuple[str, list[Any]]:
        name, params = self.process_lhs(compiler, connection)
        return f"{name} {operator} %s", [*params, pattern]


@cache
def _in_glob(sign: str) -> str:
    if sign.isalpha():
        return f"[{_alike(sign)}]"
    return f"[{sign}]" if sign in "*?[" else sign


@cache
def _in_regex(sign: str) -> str:
    return f"[{_alike(sign)}]" if sign.isalpha() else re.escape(sign)


def _alike(letter: str) -> str:
    both = (case for each in letter + WRITTEN_FOR.get(letter, "") for case in (each, each.upper()))
    return "".join(dict.fromkeys(case for case in both if len(case) == 1))
