"""Tables of text as others write them: found by their headings, comma, semicolon or tab between the columns.

UTF-8, or what Excel writes in Windows.
"""

import csv
import io
from collections.abc import Iterator, Mapping

ENCODINGS = ("utf-8-sig", "cp1252")


class NotReadable(ValueError):
    """The file is not such a table; the text says why, in one English line."""


class TooFewCells(ValueError):
    """A row that does not reach the last of the columns asked for."""


Columns = Mapping[str, frozenset[str]]


class Table:
    """``needed`` and ``optional``: by the column's name, the headings that it is known by, in small letters
    without signs and spaces. Raises NotReadable."""

    def __init__(self, data: bytes, needed: Columns, optional: Columns | None = None) -> None:
        text = _decoded(data)
        self._rows = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
        headings = [_plain(cell) for cell in next(self._rows, [])]
        self._places: dict[str, int] = {}
        for name, known in (*needed.items(), *(optional or {}).items()):
            found = [place for place, heading in enumerate(headings) if heading in known]
            if found:
                self._places[name] = found[0]
            elif name in needed:
                raise NotReadable(f"The first line has no column “{name}”.")

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """(line of the file, cells) of each row in which something stands."""
        for line, cells in enumerate(self._rows, start=2):
            if any(cell.strip() for cell in cells):
                yield line, cells

    def cells(self, row: list[str]) -> dict[str, str]:
        """By the column's name, without spaces to spare. Raises TooFewCells."""
        if len(row) <= max(self._places.values()):
            raise TooFewCells(f"has {len(row)} cells, too few")
        return {name: " ".join(row[place].split()) for name, place in self._places.items()}


def _decoded(data: bytes) -> str:
    if b"\0" in data:
        raise NotReadable("The file is not text. Save it as CSV.")
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotReadable("The file is neither UTF-8 nor Windows text. Save it as CSV UTF-8.")


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(";,\t", key=first.count)


def _plain(heading: str) -> str:
    return "".join(sign for sign in heading.casefold() if sign.isalpha())
