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
# Parts beside the text that have words of their own, by their names and by their types.
AROUND = re.compile(
    r"(?:.*/)?(header|footer|footnotes|endnotes|comments|(?<=charts/)chart(?:Ex)?|(?<=diagrams/)data)\d*\.xml"
)
AROUND_TYPE = re.compile(
    r"application/vnd\.openxmlformats-officedocument\.(?:wordprocessingml|drawingml)"
    r"\.(header|footer|footnotes|endnotes|comments|chart|diagramData)\+xml",
    re.IGNORECASE,
)
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
    for name in sorted(names, key=lambda name: name != CONTENT_TYPES):  # the types first
        facts.read(archive, name)
    if facts.has_macros:
        raise Refused(Reason.MACROS)
    if facts.main not in names or not facts.is_word:
        raise Refused(Reason.NOT_WORD)
    around = [(name, kind) for name in sorted(names) if (kind := facts.around(name))]
    return facts.main, around


def safe_parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_document_type
    return parser


class _Facts:
    """Streams every part once: refuses document types, and learns what kind of file it is."""

    def __init__(self) -> None:
        self.main, self.is_word, self.has_macros = MAIN, False, False
        self.types: dict[str, str] = {}  # by the part's name, or its extension

    def type_of(self, name: str) -> str:
        extension = name.rpartition(".")[2].lower()
        return self.types.get(f"/{name}") or self.types.get(extension, "")

    def around(self, name: str) -> str:
        """What the part is, when it has words beside the text."""
        match = AROUND_TYPE.fullmatch(self.type_of(name)) or AROUND.fullmatch(name)
        if match is None:
            return ""
        kind = match[1].lower()
        return {"data": "diagram", "diagramdata": "diagram", "chartex": "chart"}.get(kind, kind)

    def read(self, archive: ZipFile, name: str) -> None:
        with archive.open(name) as stream:
            chunk = stream.read(CHUNK_BYTES)
            if not chunk.lstrip(BEFORE_XML).startswith(b"<"):
                return  # a picture: nothing of ours reads it
            if not _is_xml(self.type_of(name)):
                return  # a web page within: nothing of ours reads it, and it is no XML
            parser = safe_parser()
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
        if about := attributes.get("PartName") or attributes.get("Extension", "").lower():
            self.types[about] = kind

    def relationship(self, _name: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith("/officeDocument"):
            self.main = normpath(join("/", attributes.get("Target", MAIN))).lstrip("/")


def _is_xml(kind: str) -> bool:
    return not kind or (kind.endswith(("/xml", "+xml")) and "html" not in kind)


def _refuse_document_type(*_declaration: object) -> None:
    """Entities are declared there: the small file that becomes a large one, or reads another."""
    raise Refused(Reason.DOCUMENT_TYPE)
