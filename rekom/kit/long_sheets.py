"""Long lists for others, a row at a time: memory does not grow with them, and text is never a formula."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from rekom.kit.excel import CHECKED_TOTAL, FORMULA_SIGNS, KRONER, STRONG, _sheet_title

Cell = str | int | None
Row = Sequence[Cell]

BOM = "\ufeff"  # tells Excel that the file is UTF-8
SHEET = "xl/worksheets/sheet1.xml"
TAIL = 2**14  # bytes, more than a total row has
_SUM = re.compile(rb"<f>SUM\(([A-Z]+)\d+:[A-Z]+\d+\)</f><v\s*(?:/>|></v>)")


class _Line:
    """What csv writes to: it gives back what it is given."""

    def write(self, text: str) -> str:
        return text


def csv_lines(headings: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Semicolons, as Excel reads them here. Text that begins as a formula gets an apostrophe in front."""
    writer = csv.writer(_Line(), delimiter=";")
    yield BOM + writer.writerow(headings)
    for row in rows:
        yield writer.writerow([_harmless(cell) for cell in row])


def long_workbook(
    title: str,
    headings: Sequence[str],
    rows: Iterable[Row],
    *,
    total: Row,
    widths: Sequence[int] = (),
) -> IO[bytes]:
    """A file, at its beginning, with frozen headings and a row of sums that the program recalculates.

    ``total`` is the last row: a number in it becomes the live sum of its column, and is what
    readers see that do not compute.
    """
    workbook = Workbook(write_only=True)
    workbook.calculation.fullCalcOnLoad = True
    sheet = workbook.create_sheet(_sheet_title(title))
    sheet.freeze_panes = "B2"
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.append([_text(sheet, heading, font=STRONG) for heading in headings])
    last = 1
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in row])
        last += 1
    sheet.append(list(_sums(sheet, total, last)))
    written = TemporaryFile()  # noqa: SIM115 - the caller reads and closes it
    workbook.save(written)
    return _with_sums(written, total)


def _harmless(cell: Cell) -> Cell:
    begins_as_formula = isinstance(cell, str) and cell.startswith((*FORMULA_SIGNS, "\t", "\r"))
    return f"'{cell}" if begins_as_formula else cell


def _cell(sheet: Any, cell: Cell) -> Any:
    if not isinstance(cell, str):
        return cell
    # Most text needs no cell of its own: only a formula and what XML forbids do.
    if cell.startswith(FORMULA_SIGNS) or ILLEGAL_CHARACTERS_RE.search(cell):
        return _text(sheet, cell)
    return cell


def _text(sheet: Any, text: str, **style: Any) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(FORMULA_SIGNS)
    for name, value in style.items():
        setattr(cell, name, value)
    return cell


def _sums(sheet: Any, total: Row, last: int) -> Iterator[Any]:
    for column, value in enumerate(total, start=1):
        if isinstance(value, int):
            letter = get_column_letter(column)
            cell = WriteOnlyCell(sheet, f"=SUM({letter}2:{letter}{max(last, 2)})")
            cell.number_format, cell.border, cell.font = KRONER, CHECKED_TOTAL, STRONG
            yield cell
        else:
            yield _text(sheet, value or "", font=STRONG)


def _with_sums(workbook: IO[bytes], total: Row) -> IO[bytes]:
    """Put the sums beside their formulas; they stand at the very end of the sheet."""
    values = {
        get_column_letter(column).encode(): str(value).encode()
        for column, value in enumerate(total, start=1)
        if isinstance(value, int)
    }
    target = TemporaryFile()  # noqa: SIM115 - the caller reads and closes it
    with workbook, ZipFile(workbook) as source, ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for part in source.infolist():
            with source.open(part) as old, archive.open(part.filename, "w") as new:
                _copy(old, new, values if part.filename == SHEET else {})
    target.seek(0)
    return target


def _copy(old: IO[bytes], new: IO[bytes], values: dict[bytes, bytes]) -> None:
    def valued(found: re.Match[bytes]) -> bytes:
        return found[0][: found[0].index(b"<v")] + b"<v>" + values[found[1]] + b"</v>"

    tail = b""
    while chunk := old.read(2**18):
        tail += chunk
        new.write(tail[:-TAIL])
        tail = tail[-TAIL:]
    new.write(_SUM.sub(valued, tail) if values else tail)
