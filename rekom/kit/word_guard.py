"""The guard in front of every uploaded Word file: looks at the archive before anything reads it."""

import re
from dataclasses import dataclass
from enum import StrEnum
from posixpath import join, normpath
from xml.parsers import expat
from zipfile import ZipFile

from rekom.kit.archives import (
    BEFORE_XML,
    CHUNK_BYTES,
    OLE_SIGNATURE,
    ZIP_SIGNATURE,
    Refused,
    is_bomb,
    is_damaged,
)


class Reason(StrEnum):
    """Why a Word file is refused. rekom.kit.word says each in words."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    OLD_OR_LOCKED = "old_or_locked"
    NOT_WORD = "not_word"
    DAMAGED = "damaged"
    BOMB = "bomb"
    TOO_MUCH_TEXT = "too_much_text"
    DOCUMENT_TYPE = "document_type"
    MACROS = "macros"
    TOO_HEAVY = "too_heavy"


@dataclass(frozen=True)
class Limits:
    """What a Word file may hold: many times the longest form, far less than what hurts."""

    file_bytes: int = 10 * 2**20
    text_chars: int = 1_000_000  # in all that is read
    paragraphs: int = 10_000
    pieces: int = 30_000
    depth: int = 128


LIMITS = Limits()

CONTENT_TYPES, RELATIONSHIPS = "[Content_Types].xml", "_rels/.rels"
MAIN = "word/document.xml"
AROUND = re.compile(r"(?:.*/)?(header|footer|footnotes|endnotes|comments)\d*\.xml")
MACRO_PARTS = ("vbaproject", "vbadata")


def check_start(start: bytes, size: int) -> None:
    """Refuse by size and first bytes. Raises Refused."""
    if not size:
        raise Refused(Reason.EMPTY)
    if size > LIMITS.file_bytes:
        raise Refused(Reason.TOO_LARGE)
    if start.startswith(OLE_SIGNATURE):
        raise Refused(Reason.OLD_OR_LOCKED)
    if not start.startswith(ZIP_SIGNATURE):
        raise Refused(Reason.NOT_WORD)


def text_parts(archive: ZipFile) -> tuple[str, list[tuple[str, str]]]:
    """Refuse what no form of ours needs. Return the part with the text, and those around it with what they are.

    Raises Refused.
    """
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if any(sign in name.lower() for name in names for sign in MACRO_PARTS):
        raise Refused(Reason.MACROS)
    if is_damaged(parts):
        raise Refused(Reason.DAMAGED)
    if is_bomb(parts):
        raise Refused(Reason.BOMB)
    if CONTENT_TYPES not in names:
        raise Refused(Reason.NOT_WORD)
    facts = _Facts()
    for name in names:
        facts.read(archive, name)
    if facts.has_macros:
        raise Refused(Reason.MACROS)
    if facts.main not in names or not facts.is_word:
        raise Refused(Reason.NOT_WORD)
    around = [(name, match[1]) for name in sorted(names) if (match := AROUND.fullmatch(name))]
    return facts.main, around


class _Facts:
    """Streams every part once: refuses document types, and learns what kind of file it is."""

    def __init__(self) -> None:
        self.main, self.is_word, self.has_macros = MAIN, False, False

    def read(self, archive: ZipFile, name: str) -> None:
        with archive.open(name) as stream:
            chunk = stream.read(CHUNK_BYTES)
            if not chunk.lstrip(BEFORE_XML).startswith(b"<"):
                return  # a picture: nothing of ours reads it
            parser = expat.ParserCreate(namespace_separator=" ")
            parser.StartDoctypeDeclHandler = _refuse_document_type
            if name == CONTENT_TYPES:
                parser.StartElementHandler = self.content_type
            elif name == RELATIONSHIPS:
                parser.StartElementHandler = self.relationship
            while chunk:
                parser.Parse(chunk)
                chunk = stream.read(CHUNK_BYTES)
            parser.Parse(b"", True)

    def content_type(self, _name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "").lower()
        self.has_macros |= "macroenabled" in kind or "vba" in kind
        self.is_word |= "wordprocessingml" in kind

    def relationship(self, _name: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith("/officeDocument"):
            self.main = normpath(join("/", attributes.get("Target", MAIN))).lstrip("/")


def _refuse_document_type(*_declaration: object) -> None:
    """Entities are declared there: the small file that becomes a large one, or reads another."""
    raise Refused(Reason.DOCUMENT_TYPE)
