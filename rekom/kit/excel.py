"""Workbooks for others: numbers are numbers, text is never a formula, and a formula carries its value."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile

from defusedxml.ElementTree import fromstring
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

KRONER = "#,##0"  # shown with the reader's own group mark
SIGNED_KRONER = '+#,##0;"−"#,##0;0'
SHARE = "0.0 %"

INK, QUIET, HAIRLINE, TINT = "FF24272B", "FF5B5D60", "FFBBBCBD", "FFE8F1FA"

TITLE = Font(name="Calibri", size=16, bold=True, color=INK)
TEXT = Font(name="Calibri", size=11, color=INK)
STRONG = Font(name="Calibri", size=11, bold=True, color=INK)
SUBTLE = Font(name="Calibri", size=11, color=QUIET)
SMALL = Font(name="Calibri", size=9, color=QUIET)

THIN, DARK, DOUBLE = Side("thin", HAIRLINE), Side("medium", INK), Side("double", INK)
BELOW_ROW = Border(bottom=THIN)
BELOW_HEADING = Border(bottom=DARK)
ABOVE_TOTAL = Border(top=DARK)
CHECKED_TOTAL = Border(top=DARK, bottom=DOUBLE)  # two lines under a sum: the system has checked it
CHECKED = Border(bottom=DOUBLE)
INPUT = PatternFill("solid", TINT)

# Excel takes text that begins so for a formula as soon as somebody edits the cell.
FORMULA_SIGNS = ("=", "+", "-", "@")

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

Value = str | int | float | Decimal


@dataclass
class Page:
    """One sheet, written cell by cell. What is text stays text, whatever it begins with."""

    sheet: Worksheet
    values: dict[str, Value] = field(default_factory=dict)  # of the formulas, by cell

    def text(
        self, place: str, text: str, *, font: Font = TEXT, border: Border | None = None
    ) -> Cell:
        cell = self._styled(place, font, border)
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(FORMULA_SIGNS)
        return cell

    def number(
        self,
        place: str,
        number: int | Decimal,
        format: str = KRONER,
        *,
        font: Font = TEXT,
        border: Border | None = None,
    ) -> Cell:
        cell = self._styled(place, font, border)
        cell.value = number
        cell.number_format = format
        return cell

    def formula(
        self,
        place: str,
        formula: str,
        value: Value,
        format: str = KRONER,
        *,
        font: Font = TEXT,
        border: Border | None = None,
    ) -> Cell:
        """Write a formula with the value it has now, for readers that do not compute."""
        cell = self._styled(place, font, border)
        cell.value = formula
        cell.number_format = format
        self.values[place] = value
        return cell

    def _styled(self, place: str, font: Font, border: Border | None) -> Cell:
        cell: Cell = self.sheet[place]
        cell.font = font
        if border is not None:
            cell.border = border
        return cell

    def border(self, cells: str, border: Border) -> None:
        for row in self.sheet[f"{cells}:{cells}" if ":" not in cells else cells]:
            for cell in row:
                cell.border = border

    def accept_only(self, cells: str, condition: str, message: str) -> None:
        """Let the program refuse what is typed into the cells when the condition fails."""
        rule = DataValidation(type="custom", formula1=condition, allow_blank=False)
        rule.error, rule.showErrorMessage = message, True
        rule.add(cells)
        self.sheet.add_data_validation(rule)

    def widths(self, widths: Sequence[float]) -> None:
        """Set the widths of the columns from A, in characters."""
        for column, width in zip(self.sheet.iter_cols(max_col=len(widths)), widths, strict=True):
            self.sheet.column_dimensions[column[0].column_letter].width = width

    def print_on_a4(self, area: str, *, heading_rows: str, footer: str) -> None:
        """Set the sheet to print in landscape, as wide as the paper, its headings on every page."""
        sheet = self.sheet
        sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_area = area
        sheet.print_title_rows = heading_rows
        sheet.oddFooter.left.text = footer.replace("&", "&&")
        sheet.oddFooter.right.text = "&P / &N"


class Book:
    """A workbook with one page to begin with."""

    def __init__(self, title: str, *, language: str) -> None:
        self.workbook = Workbook()
        self.workbook.properties.title = title
        self.workbook.properties.creator = "Rekom"
        self.workbook.properties.language = language
        self.workbook.calculation.fullCalcOnLoad = True
        sheet = self.workbook.active
        sheet.title = _sheet_title(title)
        self.page = Page(sheet)

    def to_bytes(self) -> bytes:
        buffer = BytesIO()
        self.workbook.save(buffer)
        return _with_values(buffer.getvalue(), self.page.values)


def _sheet_title(title: str) -> str:
    """Cut to the 31 signs that Excel allows, without those it refuses."""
    allowed = "".join(" " if sign in "[]:*?/\\" else sign for sign in title)
    return ILLEGAL_CHARACTERS_RE.sub("", allowed).strip("' ")[:31] or "1"


def _with_values(workbook: bytes, values: dict[str, Value]) -> bytes:
    """Put the values beside the formulas of the first sheet, where openpyxl leaves them empty.

    A protected view, a preview and a reader of data alone show what is there and compute nothing.
    """
    target = BytesIO()
    with ZipFile(BytesIO(workbook)) as source, ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                content = _sheet_with_values(content, values)
            archive.writestr(part, content)
    return target.getvalue()


def _sheet_with_values(xml: bytes, values: dict[str, Value]) -> bytes:
    ElementTree.register_namespace("", SPREADSHEET)
    sheet = fromstring(xml)
    for cell in sheet.iter(f"{{{SPREADSHEET}}}c"):
        value = values.get(cell.get("r", ""))
        shown = cell.find(f"{{{SPREADSHEET}}}v")
        if value is not None and shown is not None:
            shown.text = str(value)
            if isinstance(value, str):
                cell.set("t", "str")
    written: bytes = ElementTree.tostring(sheet, encoding="UTF-8", xml_declaration=True)
    return written
