"""The process that reads one workbook for ``rekom.kit.workbooks``: bytes in, the values of its cells out."""

import io
import sys
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from rekom.kit.archives import Refused
from rekom.kit.beside import serve
from rekom.kit.workbook_guard import MOST_NAMED, Reason, check_start, check_workbook

MEMORY_BYTES = 512 * 2**20

# One shared text may stand in every cell, and a row may hold one cell far to the right.
TEXT_CHARS = 5_000_000
PLACES = 2_000_000

Value = str | int | float | bool | None


def read(data: bytes) -> list[dict[str, Any]]:
    """Return the sheets with their values, rows and columns counted from the first. Raises Refused."""
    check_start(data[:8], len(data))
    not_computed = check_workbook(io.BytesIO(data))
    openpyxl = _openpyxl()
    try:
        workbook = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        _refuse_what_is_not_computed(workbook.worksheets, not_computed)
        room = _Room()
        sheets = []
        for sheet in workbook.worksheets:
            sheet.reset_dimensions()  # what the file says of its own size need not be true
            rows = [room.take(row) for row in sheet.iter_rows(values_only=True)]
            sheets.append(
                {"title": sheet.title, "hidden": sheet.sheet_state != "visible", "rows": rows}
            )
        return sheets
    except (Refused, MemoryError):
        raise
    except Exception as error:  # openpyxl raises eleven kinds of error at a broken workbook
        raise Refused(Reason.DAMAGED) from error


def _openpyxl() -> Any:
    """Import late, for the guard refuses most bad files without it, and without what slows it down.

    With lxml it would read some parts past defusedxml; Pillow it wants only for pictures.
    """
    sys.modules["lxml"] = sys.modules["PIL"] = None  # type: ignore[assignment]
    import openpyxl  # noqa: PLC0415

    return openpyxl


def _refuse_what_is_not_computed(sheets: list[Any], not_computed: dict[str, list[str]]) -> None:
    places = [
        {"sheet": sheet.title, "cell": cell}
        for sheet in sheets
        for cell in not_computed.get(sheet._worksheet_path, ())
    ]
    if places:
        raise Refused(Reason.NOT_COMPUTED, places=places[:MOST_NAMED])


class _Room:
    """What may be sent back in all."""

    def __init__(self) -> None:
        self.places, self.text_chars = PLACES, TEXT_CHARS

    def take(self, row: tuple[Any, ...]) -> list[Value]:
        values = list(_plain(row))
        self.places -= len(values)
        self.text_chars -= sum(len(value) for value in values if isinstance(value, str))
        if self.places < 0:
            raise Refused(Reason.TOO_MANY_CELLS)
        if self.text_chars < 0:
            raise Refused(Reason.TOO_MUCH_TEXT)
        return values


def _plain(row: tuple[Any, ...]) -> Iterator[Value]:
    for value in row:
        yield str(value) if isinstance(value, (date, time, timedelta)) else value


def answer(data: bytes) -> dict[str, Any]:
    try:
        return {"sheets": read(data)}
    except Refused as refused:
        return {"refused": refused.reason, "facts": refused.facts}
    except MemoryError:
        return {"refused": Reason.TOO_HEAVY, "facts": {}}


if __name__ == "__main__":
    serve(answer, memory_bytes=MEMORY_BYTES)
