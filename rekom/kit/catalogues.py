"""The catalogues of translations in locale/: kept up to date, checked, compiled.

A catalogue is complete or it is wrong: no missing text, no guess (fuzzy), no left-over. All of
this is polib's, so that only collecting the texts (makemessages) needs gettext on the machine.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from polib import POEntry, POFile, pofile

SOURCE_LANGUAGE = "en"
PLURAL_FORMS = "nplurals=2; plural=(n != 1);"  # the same in bokmål, nynorsk and English
WIDTH = 98

Key = tuple[str | None, str]


def paths(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/LC_MESSAGES/django.po"))


def compile_catalogue(path: Path) -> bool:
    """Write the .mo beside the .po unless it is there and newer. Returns whether it was written."""
    compiled = path.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime_ns >= path.stat().st_mtime_ns:
        return False
    unfinished = path.with_suffix(".mo.new")
    pofile(str(path)).save_as_mofile(str(unfinished))
    unfinished.replace(compiled)
    return True


def updated(catalogue: POFile, template: POFile, *, language: str) -> POFile:
    """The texts of the template, in its order, with the translations that the catalogue has.

    A text that has changed is a new text: nothing is guessed, and what is no longer used goes.
    """
    known = {_key(entry): entry for entry in catalogue if not entry.obsolete}
    result = POFile(wrapwidth=WIDTH)
    result.header = "`make messages` keeps this list. Write between the quotes after msgstr only."
    result.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS,
    }
    result.extend(_entry(entry, known.get(_key(entry)), language) for entry in template)
    return result


def differences(catalogue: POFile, template: POFile) -> list[str]:
    """What the pages say and the catalogue does not hold, and the other way round."""
    used = {_key(entry) for entry in template}
    held = {_key(entry) for entry in catalogue}
    return [
        *(f"new: {msgid!r}" for _context, msgid in sorted(used - held, key=_by_text)),
        *(f"no longer used: {msgid!r}" for _context, msgid in sorted(held - used, key=_by_text)),
    ]


def problems(catalogue: POFile) -> list[str]:
    """Everything that keeps a catalogue from being complete and safe to show."""
    return [
        f"{problem}: {entry.msgid!r}" for entry in catalogue for problem in _entry_problems(entry)
    ]


def _by_text(key: Key) -> tuple[str, str]:
    context, msgid = key
    return msgid, context or ""


def _key(entry: POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def _entry(source: POEntry, known: POEntry | None, language: str) -> POEntry:
    entry = POEntry(
        msgctxt=source.msgctxt,
        msgid=source.msgid,
        msgid_plural=source.msgid_plural,
        comment=source.comment,
        occurrences=source.occurrences,
        flags=[flag for flag in source.flags if flag != "fuzzy"],
    )
    if source.msgid_plural:
        entry.msgstr_plural = _plurals(source, known, language)
    else:
        entry.msgstr = known.msgstr if known else ""
        if language == SOURCE_LANGUAGE:
            entry.msgstr = entry.msgstr or source.msgid
    if known:
        entry.tcomment = known.tcomment
        entry.flags += [flag for flag in known.flags if flag == "fuzzy"]
    return entry


def _plurals(source: POEntry, known: POEntry | None, language: str) -> dict[int, str]:
    one, many = source.msgid, source.msgid_plural
    own = {0: one, 1: many} if language == SOURCE_LANGUAGE else {0: "", 1: ""}
    held = known.msgstr_plural if known else {}
    return {number: held.get(number) or text for number, text in own.items()}


def _entry_problems(entry: POEntry) -> Iterator[str]:
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.obsolete:
        yield "left over"
        return
    if entry.fuzzy:
        yield "fuzzy"
    if len(texts) != (2 if entry.msgid_plural else 1) or not all(texts):
        yield "missing"
        return
    if any(not _same_edges(entry.msgid, text) for text in texts):
        yield "spaces or line breaks at the ends differ"
    allowed = {_placeholders(entry.msgid), _placeholders(entry.msgid_plural or entry.msgid)}
    if any(_placeholders(text) not in allowed for text in texts):
        yield "placeholders differ"
    if re.search(r"%[sd]", entry.msgid):
        yield "a placeholder without a name"


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"%\(\w+\)[sd]|\{\w*\}", text))


def _same_edges(one: str, other: str) -> bool:
    def edges(text: str) -> tuple[str, str]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    return edges(one) == edges(other)
