"""The data that content controls may be bound to: what it holds goes before the text that stands in the control.

A program that fills in a form may write there only, and Word shows it when the file is opened.
"""

import re
from zipfile import ZipFile

from rekom.kit.archives import CHUNK_BYTES, Refused
from rekom.kit.word_guard import LIMITS, Reason, safe_parser

Values = dict[str, dict[str, str]]  # by store and path

ITEM = re.compile(r"customXml/item(\d+)\.xml")
STORE_ID = re.compile(rb"itemID\s*=\s*[\"']\s*(\{[^\"']+\})")
# Stores that every file has: its title, subject, author and the like.
OWN_STORES = {
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "docProps/core.xml",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "docProps/app.xml",
}
STEP = re.compile(r"(?:[\w.-]+:)?(?P<name>@?[\w.-]+)(?:\[(?P<place>\d+)\])?")


def read_values(archive: ZipFile) -> Values:
    names = set(archive.namelist())
    stores = {store: name for store, name in OWN_STORES.items() if name in names}
    for name in names:
        properties = f"customXml/itemProps{match[1]}.xml" if (match := ITEM.fullmatch(name)) else ""
        if properties in names and (found := STORE_ID.search(archive.read(properties))):
            stores[found[1].decode().upper()] = name
    return {store: _Item(archive, name).values for store, name in stores.items()}


def bound_value(values: Values, binding: dict[str, str]) -> str | None:
    """What the data has for a ``w:dataBinding``; None where it is not there, or its path is no plain one."""
    path = _path(binding.get("xpath", ""))
    store = values.get(binding.get("storeItemID", "").upper(), {})
    value = store.get(path, "").strip()
    is_markup = value.startswith("<")  # of formatted text the data has a whole document, as text
    return None if is_markup else value or None


def _path(xpath: str) -> str:
    """``/ns0:form[1]/ns0:owner[1]`` as ``/form[1]/owner[1]``."""
    steps = []
    for part in xpath.strip("/").split("/"):
        match = STEP.fullmatch(part)
        if match is None:
            return ""
        is_attribute = match["name"].startswith("@")
        steps.append(match["name"] if is_attribute else f"{match['name']}[{match['place'] or 1}]")
    return "/" + "/".join(steps)


class _Item:
    """One part of data as it streams by: the text at each path."""

    def __init__(self, archive: ZipFile, name: str) -> None:
        self.values: dict[str, str] = {}
        self.path: list[str] = []
        self.counts: list[dict[str, int]] = [{}]
        self.room = LIMITS.text_chars
        parser = safe_parser()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        with archive.open(name) as stream:
            while chunk := stream.read(CHUNK_BYTES):
                parser.Parse(chunk)
            parser.Parse(b"", True)

    def start(self, full_name: str, attributes: dict[str, str]) -> None:
        if len(self.path) >= LIMITS.depth:
            raise Refused(Reason.BOMB)
        name = full_name.rpartition(" ")[2]
        place = self.counts[-1][name] = self.counts[-1].get(name, 0) + 1
        self.path.append(f"{name}[{place}]")
        self.counts.append({})
        for key, value in attributes.items():
            self.add(f"{self.here}/@{key.rpartition(' ')[2]}", value)

    def end(self, _name: str) -> None:
        self.path.pop()
        self.counts.pop()

    def text(self, text: str) -> None:
        self.add(self.here, text)

    @property
    def here(self) -> str:
        return "/" + "/".join(self.path)

    def add(self, path: str, text: str) -> None:
        self.room -= len(text)
        if self.room < 0:
            raise Refused(Reason.TOO_MUCH_TEXT)
        if text.strip() or path in self.values:
            self.values[path] = self.values.get(path, "") + text
