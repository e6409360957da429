"""Several people write in one report: whose answer is stored, and when two must be shown to one of them.

A field is a question of a page, or a table of it. Its version is the mark of what is stored in it, so
that nothing is kept about versions: a page carries the marks of what it showed, and sends them back.
See docs/adr/0010-a-field-s-version-is-the-mark-of-its-content.md.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from django.utils.translation import gettext as _

from measures.services.errors import ChangedMeanwhile

Values = Mapping[str, Any]  # a field's name on its page → what is answered
Marks = Mapping[str, str]  # a field's name on its page → the mark of what the page showed


class WrittenByTwo(ChangedMeanwhile):
    """Fields that somebody else has changed since the page was opened. ``stored`` is what they wrote."""

    def __init__(self, stored: Values) -> None:
        self.stored = stored
        super().__init__(_("Somebody else saved this page while you were writing."))


def mark(value: Any) -> str:
    """Short, and another as soon as anything but the rows' own keys is."""
    text = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def marks(values: Values) -> dict[str, str]:
    return {name: mark(value) for name, value in values.items()}


def changes(*, stored: Values, sent: Values, seen: Marks | None) -> dict[str, Any]:
    """The fields that are to be written: those in which the sender has written something else.

    What was sent as it was shown is not touched, so that two who write in different fields both get
    theirs. A field that the page did not show was empty there. Without ``seen`` nobody else is asked.
    Raises WrittenByTwo.
    """
    nothing = mark(None)
    write, theirs = {}, {}
    for name, value in sent.items():
        now, mine = mark(stored.get(name)), mark(value)
        shown = now if seen is None else seen.get(name, nothing)
        if mine in (now, shown):
            continue
        if now == shown:
            write[name] = value
        else:
            theirs[name] = stored.get(name)
    if theirs:
        raise WrittenByTwo(theirs)
    return write


def _plain(value: Any) -> Any:
    """As JSON, with nothing that differs between the database and a page that was sent untouched.

    A browser sends line breaks of its own and forms strip the ends; nothing answered is None whether
    it is an empty text, an unknown amount or a table without rows.
    """
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip() or None
    if is_dataclass(value):
        names = (field.name for field in fields(value) if field.name != "key")
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, list | tuple):
        rows = [_plain(each) for each in value]
        return None if all(row is None for row in rows) else rows
    return value
