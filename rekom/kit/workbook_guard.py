"""The guard in front of every uploaded workbook: looks at the archive before anything reads it.

A workbook is a zip of XML parts, and five kilobytes of it can cost a reader gigabytes. Here each part is
streamed once through a parser that only counts, in memory that stays flat.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from typing import IO
from xml.parsers import expat
from zipfile import ZipFile, ZipInfo

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
    """Why a workbook is refused. rekom.kit.workbooks says each in words."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    OLD_OR_LOCKED = "old_or_locked"
    NOT_A_WORKBOOK = "not_a_workbook"
    DAMAGED = "damaged"
    BOMB = "bomb"
    TOO_MANY_CELLS = "too_many_cells"
    TOO_MUCH_TEXT = "too_much_text"
    DOCUMENT_TYPE = "document_type"
    MACROS = "macros"
    EMBEDDED = "embedded"
    LINKED = "linked"
    NOT_COMPUTED = "not_computed"
    TOO_HEAVY = "too_heavy"


@dataclass(frozen=True)
class Limits:
    """What a workbook may hold: far more than any table of networks, far less than what hurts."""

    file_bytes: int = 10 * 2**20
    rows: int = 20_000  # the number of the last row of a sheet
    rows_of_all_sheets: int = 100_000
    columns: int = 256
    cells: int = 400_000
    merged_cells: int = 20_000
    text_chars: int = 1_000_000  # in one element
    depth: int = 64


LIMITS = Limits()
MOST_NAMED = 20  # cells that are told one by one

FORBIDDEN_PARTS = (
    (Reason.MACROS, ("vbaproject", "xl/macrosheets/", "xl/dialogsheets/")),
    (Reason.EMBEDDED, ("xl/embeddings/", "xl/activex/", "oleobject")),
    (Reason.LINKED, ("xl/externallinks/", "xl/connections", "xl/querytables/", "xl/model/")),
)

ROW, CELL, FORMULA, VALUE, MERGED = (
    f"http://schemas.openxmlformats.org/spreadsheetml/2006/main {name}"
    for name in ("row", "c", "f", "v", "mergeCell")
)
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def check_start(start: bytes, size: int) -> None:
    """Refuse by size and first bytes. Raises Refused."""
    if not size:
        raise Refused(Reason.EMPTY)
    if size > LIMITS.file_bytes:
        raise Refused(Reason.TOO_LARGE)
    if start.startswith(OLE_SIGNATURE):
        raise Refused(Reason.OLD_OR_LOCKED)
    if not start.startswith(ZIP_SIGNATURE):
        raise Refused(Reason.NOT_A_WORKBOOK)


def check_workbook(file: IO[bytes]) -> dict[str, list[str]]:
    """Refuse what no workbook of ours needs. Raises Refused.

    Returns, by part, the cells that hold a formula without a computed value: the first of them.
    """
    try:
        with ZipFile(file) as archive:
            _check_archive(archive.infolist())
            counter = _Counter()
            for part in archive.infolist():
                counter.read(archive, part)
            return counter.not_computed
    except Refused:
        raise
    except Exception as error:  # a broken archive breaks zipfile, zlib and expat in many ways
        raise Refused(Reason.DAMAGED) from error


def _check_archive(parts: list[ZipInfo]) -> None:
    names = [part.filename.lower() for part in parts]
    for reason, signs in FORBIDDEN_PARTS:
        if any(sign in name for name in names for sign in signs):
            raise Refused(reason)
    if not any(name.startswith("xl/") for name in names):
        raise Refused(Reason.NOT_A_WORKBOOK)
    if is_damaged(parts):
        raise Refused(Reason.DAMAGED)
    if is_bomb(parts):
        raise Refused(Reason.BOMB)


@dataclass
class _Counter:
    """Counts what the sheets of one workbook hold, while its parts stream by."""

    cells: int = 0
    rows: int = 0
    merged_cells: int = 0
    not_computed: dict[str, list[str]] = field(default_factory=dict)

    def read(self, archive: ZipFile, part: ZipInfo) -> None:
        with archive.open(part) as stream:
            chunk = stream.read(CHUNK_BYTES)
            if not chunk.lstrip(BEFORE_XML).startswith(b"<"):
                return  # a picture or a printer's settings: nothing of ours reads it
            reader = _PartReader(self, part.filename)
            try:
                while chunk:
                    reader.parser.Parse(chunk)
                    chunk = stream.read(CHUNK_BYTES)
                reader.parser.Parse(b"", True)
            except Refused as refused:
                raise Refused(refused.reason, **reader.place) from None

    def add_row(self, rows: int) -> None:
        self.rows += rows
        if self.rows > LIMITS.rows_of_all_sheets:
            raise Refused(Reason.TOO_MANY_CELLS)

    def add_cell(self) -> None:
        self.cells += 1
        if self.cells > LIMITS.cells:
            raise Refused(Reason.TOO_MANY_CELLS)

    def add_merged(self, reference: str) -> None:
        (left, top), (right, bottom) = (_place(corner) for corner in reference.split(":"))
        self.merged_cells += (right - left + 1) * (bottom - top + 1)
        if self.merged_cells > LIMITS.merged_cells:
            raise Refused(Reason.TOO_MANY_CELLS)


class _PartReader:
    """Reads one part, element by element, and keeps nothing but where it is."""

    def __init__(self, counter: _Counter, part: str) -> None:
        self.counter, self.part = counter, part
        self.depth = self.text_chars = 0
        self.row = self.column = 0
        self.in_row = self.in_value = False
        self.has_formula = self.has_value = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self.refuse_document_type
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text

    @property
    def place(self) -> dict[str, str]:
        """The row that is being read, of which sheet; nothing outside the rows."""
        if not self.row:
            return {}
        return {"row": str(self.row), "part": PurePosixPath(self.part).stem}

    def refuse_document_type(self, *_declaration: object) -> None:
        """Entities are declared there: the small file that becomes a large one, or reads another."""
        raise Refused(Reason.DOCUMENT_TYPE)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.text_chars = 0
        if self.depth > LIMITS.depth:
            raise Refused(Reason.BOMB)
        if name == ROW:
            self.start_row(attributes)
        elif name == CELL and self.in_row:
            self.start_cell(attributes)
        elif name == FORMULA:
            self.has_formula = True
        elif name == VALUE:
            self.in_value = True
        elif name == MERGED:
            self.counter.add_merged(attributes["ref"])

    def end(self, name: str) -> None:
        self.depth -= 1
        self.text_chars = 0
        if name == ROW:
            self.in_row = False
        elif name == VALUE:
            self.in_value = False
        elif name == CELL and self.in_row and self.has_formula and not self.has_value:
            cells = self.counter.not_computed.setdefault(self.part, [])
            if len(cells) < MOST_NAMED:
                cells.append(_name(self.column, self.row))

    def text(self, text: str) -> None:
        self.text_chars += len(text)
        if self.text_chars > LIMITS.text_chars:
            raise Refused(Reason.TOO_MUCH_TEXT)
        if self.in_value:
            self.has_value = True

    def start_row(self, attributes: dict[str, str]) -> None:
        row = int(attributes.get("r", self.row + 1))
        if row <= self.row:  # the reader would pass over it in silence
            raise Refused(Reason.DAMAGED)
        if row > LIMITS.rows:
            raise Refused(Reason.TOO_MANY_CELLS)
        self.counter.add_row(row - self.row)
        self.row, self.column, self.in_row = row, 0, True

    def start_cell(self, attributes: dict[str, str]) -> None:
        column, row = _place(attributes["r"]) if "r" in attributes else (self.column + 1, self.row)
        if column > LIMITS.columns or row > LIMITS.rows:
            raise Refused(Reason.TOO_MANY_CELLS)
        if column <= self.column or row != self.row:  # one cell would hide another
            raise Refused(Reason.DAMAGED)
        self.column = column
        self.has_formula = False
        # A formula whose result is the empty text is computed, and has nothing to show for it.
        self.has_value = attributes.get("t") == "str"
        self.counter.add_cell()


def _place(reference: str) -> tuple[int, int]:
    """Return column and row of a cell: C2 is (3, 2)."""
    match = REFERENCE.fullmatch(reference)
    if match is None:
        raise Refused(Reason.DAMAGED)
    letters, row = match.groups()
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return column, int(row)


def _name(column: int, row: int) -> str:
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
