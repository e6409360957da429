"""A division as a workbook that divides by itself: type another pot, and every cell follows.

docs/algorithms/division.md explains the helper columns at the right, and how large the figures may be.
"""

from collections.abc import Iterator
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl.styles import Alignment

from allocation.choices import Rounding
from allocation.excel import division_helper as helper
from allocation.excel.division_helper import Helper
from allocation.rules.division import DividedPot
from rekom.kit import excel
from rekom.kit.excel import Book, Page
from rekom.kit.kroner import format_figure

HEADING_ROW = 10
FIRST_ROW = HEADING_ROW + 1
FIRST_HELPER_COLUMN = 9
ROW_POINTS = 18
# Which version the workbook was made from, so that it can come back (division_return).
KEY_CELL, KEY_SIGN = "I1", "rekom "
WIDTHS = [30, 15, 15, 13, 13, 16, 16, 4, *[12] * 13]


def division_workbook(
    divided: DividedPot, *, title: str, subtitle: str = "", language: str, key: int | None = None
) -> bytes:
    """Return the published table as .xlsx: figures where the basis stands, formulas everywhere else.

    ``key`` is of the version that the table is; with it the workbook can come back.
    """
    with translation.override(language):
        book = Book(title, language=language)
        sheet = _DivisionSheet(book.page, divided)
        sheet.write(title, subtitle)
        if key is not None:
            book.page.text(KEY_CELL, f"{KEY_SIGN}{key}", font=excel.SMALL)
        sheet.set_up(title)
        return book.to_bytes()


def division_cells(divided: DividedPot, *, language: str) -> dict[str, excel.Value]:
    """What each cell of the table holds, those with a formula what it comes to."""
    with translation.override(language):
        page = Book("", language=language).page
        _DivisionSheet(page, divided).write("", "")
    constants = {
        cell.coordinate: cell.value
        for row in page.sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    return {**constants, **page.values}


class _DivisionSheet:
    def __init__(self, page: Page, divided: DividedPot) -> None:
        self.page, self.divided, self.helper = page, divided, Helper(divided)
        self.basis = {"basis": divided.column.noun}
        self.is_exact = divided.rounding == Rounding.EXACT
        self.last_row = FIRST_ROW + len(divided.lines) - 1
        self.total_row = self.last_row + 1
        # The columns that should add up to a pot: the cell where it stands, the pot, what they add up to.
        self.sums = {
            "C": (helper.FLAT_POT, divided.flat_pot_nok, divided.flat_total_nok),
            "F": (helper.FTE_POT, divided.fte_pot_nok, divided.fte_total_nok),
            "G": (helper.POT, divided.pot_nok, divided.total_nok),
        }

    def write(self, title: str, subtitle: str) -> None:
        self.write_pots(title, subtitle)
        self.write_headings()
        self.write_lines()
        self.write_sums()
        self.write_helper()

    def formula(self, template: str, row: int = 0) -> str:
        return template.format(r=row, a=FIRST_ROW, z=self.last_row)

    def write_pots(self, title: str, subtitle: str) -> None:
        page, divided = self.page, self.divided
        page.text("A1", title, font=excel.TITLE)
        page.text("A2", subtitle, font=excel.SUBTLE)
        page.text("A4", _("To be divided, kroner"))
        page.number("B4", divided.pot_nok, font=excel.STRONG).fill = excel.INPUT
        page.text("A5", _("Flat part, percent"))
        percent = page.number("B5", divided.flat_percent.normalize(), "General", font=excel.STRONG)
        percent.fill = excel.INPUT
        page.text("A6", _("By municipalities, kroner"))
        page.formula("B6", helper.FLAT_POT_FORMULA, divided.flat_pot_nok)
        page.text("A7", _("By %(basis)s, kroner") % self.basis)
        page.formula("B7", f"={helper.POT}-{helper.FLAT_POT}", divided.fte_pot_nok)
        page.text("A8", _("Rounding"))
        page.text("B8", str(divided.rounding.label)).fill = excel.INPUT

    def write_headings(self) -> None:
        headings = {
            "A": _("Network"),
            "B": _("Number of municipalities"),
            "D": str(self.divided.column.label),
            "E": _("Share of %(basis)s") % self.basis,
            "F": _("Allocation by %(basis)s") % self.basis,
            "G": _("Sum allocation"),
        }
        style = {"font": excel.SUBTLE, "border": excel.BELOW_HEADING}
        for column, heading in headings.items():
            self.page.text(f"{column}{HEADING_ROW}", heading, **style)
        # The percent in this heading follows the cell above.
        percent = f"{format_figure(self.divided.flat_percent)} %"
        heading = _("Flat part %(flat)s")
        before, after = map(_quoted, heading.split("%(flat)s"))
        self.page.formula(
            f"C{HEADING_ROW}",
            f'={before}&{helper.PERCENT}&" %"&{after}',
            heading % {"flat": percent},
            **style,
        )

    def write_lines(self) -> None:
        page, divided = self.page, self.divided
        flat, fte, amount = (
            part[divided.rounding] for part in (helper.FLAT_PART, helper.FTE_PART, helper.AMOUNT)
        )
        for row, line in enumerate(divided.lines, start=FIRST_ROW):
            page.text(f"A{row}", line.network)
            page.number(f"B{row}", line.municipalities)
            page.formula(f"C{row}", self.formula(flat, row), line.flat_nok)
            page.number(f"D{row}", line.fte, self.fte_format)
            page.formula(f"E{row}", self.share_formula(row), self.share(line.fte), excel.SHARE)
            page.formula(f"F{row}", self.formula(fte, row), line.fte_nok)
            page.formula(f"G{row}", self.formula(amount, row), line.amount_nok, font=excel.STRONG)
            page.border(f"A{row}:G{row}", excel.BELOW_ROW)
            page.sheet.row_dimensions[row].height = ROW_POINTS

    @property
    def fte_format(self) -> str:
        """As many decimals as the figures have, one at least."""
        decimals = max(
            -int(line.fte.normalize().as_tuple().exponent) for line in self.divided.lines
        )
        return "#,##0." + "0" * max(decimals, 1)

    def share_formula(self, row: int) -> str:
        return f"=IF(D${self.total_row}=0,0,D{row}/D${self.total_row})"

    def share(self, fte: Decimal) -> float:
        return float(fte / self.divided.fte) if self.divided.fte else 0.0

    def write_sums(self) -> None:
        page, divided, row = self.page, self.divided, self.total_row
        style = {"font": excel.STRONG, "border": excel.ABOVE_TOTAL}
        page.text(f"A{row}", _("Sum") if self.is_exact else _("Sum of the rows"), **style)
        totals = {
            column: (total, excel.KRONER) for column, (_cell, _pot, total) in self.sums.items()
        }
        totals["B"] = (divided.municipalities, excel.KRONER)
        totals["D"] = (float(divided.fte), self.fte_format)
        for column, (total, number_format) in totals.items():
            formula = self.formula(f"=SUM({column}{{a}}:{column}{{z}})")
            page.formula(f"{column}{row}", formula, total, number_format, **style)
        share = self.share(divided.fte)
        page.formula(f"E{row}", self.share_formula(row), share, excel.SHARE, **style)
        page.sheet.row_dimensions[row].height = ROW_POINTS
        if self.is_exact:
            for column in totals:
                page.border(f"{column}{row}", excel.CHECKED_TOTAL)
        else:
            self.write_differences()
        self.write_remarks()

    def write_differences(self) -> None:
        page, should_be, difference = self.page, self.total_row + 1, self.total_row + 2
        page.text(f"A{should_be}", _("Should be"))
        page.text(f"A{difference}", _("Difference"), font=excel.STRONG)
        for column, (cell, pot, total) in self.sums.items():
            page.formula(f"{column}{should_be}", f"={cell}", pot, border=excel.CHECKED)
            page.formula(
                f"{column}{difference}",
                f"={column}{self.total_row}-{column}{should_be}",
                total - pot,
                excel.SIGNED_KRONER,
                font=excel.STRONG,
            )

    def write_remarks(self) -> None:
        """Write the sentences below the table. They follow the figures, as the table does."""
        first_row = self.total_row + (2 if self.is_exact else 4)
        for row, (condition, holds, then, otherwise) in enumerate(self.remarks(), start=first_row):
            formula = f"=IF({condition},{_quoted(then)},{_quoted(otherwise)})"
            self.page.formula(f"A{row}", formula, then if holds else otherwise, font=excel.SUBTLE)

    def remarks(self) -> Iterator[tuple[str, bool, str, str]]:
        """Give a condition, whether it holds now, and what to say when it does and when it does not."""
        cells = ",".join(
            f"{column}{self.total_row}={cell}" for column, (cell, *_) in self.sums.items()
        )
        yield (
            f"AND({cells})",
            all(pot == total for _cell, pot, total in self.sums.values()),
            _("The sums are checked: each column adds up to what is to be divided."),
            _("The figures cannot be divided so. Check them.")
            if self.is_exact
            else _("Each cell is rounded on its own, so that not all columns add up."),
        )
        if self.is_exact and self.has_equal_networks:
            text = _(
                "Networks with equal figures may differ by one krone in a part, so that all adds up."
            )
            yield ("TRUE", True, text, "")
        if self.is_exact:
            yield (
                helper.PARTS_ARE_EXACT,
                self.divided.parts_exact,
                "",
                _("A part may be up to two kroner from its unrounded value."),
            )
        yield (
            f"{helper.LARGEST}<={helper.LARGEST_EXACT}",
            self.helper.largest <= helper.LARGEST_EXACT,
            "",
            _(
                "The figures are too large for a spreadsheet to divide to the krone. Divide in Rekom."
            ),
        )

    @property
    def has_equal_networks(self) -> bool:
        lines = self.divided.lines
        counts, ftes = {line.municipalities for line in lines}, {line.fte for line in lines}
        return len(counts) < len(lines) or len(ftes) < len(lines)

    def write_helper(self) -> None:
        page = self.page
        page.text("I3", _("Helper columns: how the kroner are rounded"), font=excel.SMALL)
        for cell in self.helper.parameters:
            page.text(cell.label_place, cell.label, font=excel.SMALL)
            page.formula(cell.place, self.formula(cell.formula), cell.value, "0", font=excel.SMALL)
        for column in self.helper.columns:
            page.text(f"{column.letter}{HEADING_ROW}", column.heading, font=excel.SMALL)
            for row, value in enumerate(column.values, start=FIRST_ROW):
                place = f"{column.letter}{row}"
                if column.formula:
                    formula = self.formula(column.formula, row)
                    page.formula(place, formula, value, "0", font=excel.SMALL)
                else:
                    page.number(place, value, "0", font=excel.SMALL)

    def set_up(self, title: str) -> None:
        page, sheet = self.page, self.page.sheet
        page.widths(WIDTHS)
        for cell in sheet[HEADING_ROW]:
            side = "left" if cell.column == 1 else "right"
            cell.alignment = Alignment(horizontal=side, vertical="bottom", wrap_text=True)
            if cell.column >= FIRST_HELPER_COLUMN:
                sheet.column_dimensions[cell.column_letter].outlineLevel = 1
        sheet.freeze_panes = f"B{FIRST_ROW}"
        sheet.sheet_view.showGridLines = False
        page.print_on_a4(
            f"A1:G{sheet.max_row}", heading_rows=f"{HEADING_ROW}:{HEADING_ROW}", footer=title
        )
        for cells, condition, message in (
            ("B4", "AND(B4>=0,INT(B4)=B4)", _("Write whole kroner, zero or more.")),
            (
                "B5",
                "AND(B5>=0,B5<=100,ROUND(B5,2)=B5)",
                _("Write a percent from 0 to 100 with at most two decimals."),
            ),
            (
                f"B{FIRST_ROW}:B{self.last_row}",
                f"AND(B{FIRST_ROW}>=0,INT(B{FIRST_ROW})=B{FIRST_ROW})",
                _("Write a whole number, zero or more."),
            ),
            (
                f"D{FIRST_ROW}:D{self.last_row}",
                f"AND(D{FIRST_ROW}>=0,ROUND(D{FIRST_ROW},4)=D{FIRST_ROW})",
                _("Write zero or more, with at most four decimals."),
            ),
        ):
            page.accept_only(cells, condition, message)


def _quoted(text: str) -> str:
    """Return text as it stands in a formula."""
    return '"' + text.replace('"', '""') + '"'
