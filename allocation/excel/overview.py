"""Need and money of each network as a workbook: what is known as numbers, the rest as formulas."""

from django.utils import translation
from django.utils.translation import gettext as _

from allocation.rules.earlier import Told
from allocation.rules.overview import NetworkOverview, Overview
from measures.choices import Mark
from rekom.kit import excel
from rekom.kit.excel import Book, Page

COLUMNS = "ABCDEFGHIJKLMNOPQRS"
# Columns I to L, by the fields of allocation.rules.overview.Marks.
MARKS = {mark.value: mark for mark in Mark}
HEADING_ROW = 3
FIRST_ROW = HEADING_ROW + 1
WIDTHS = [30, 15, 15, 15, 15, 15, 24, 15, *[13] * 4, 18, 13, 24, 24, 18, 18, 18]


def overview_workbook(overview: Overview, title: str, *, language: str) -> bytes:
    """Return the table of the page as .xlsx, in kroner."""
    with translation.override(language):
        book = Book(title, language=language)
        _write(book.page, overview, title)
        return book.to_bytes()


def _write(page: Page, overview: Overview, title: str) -> None:
    page.text("A1", title, font=excel.TITLE)
    headings = [
        _("Network"),
        _("Need, university"),
        _("Need, owner"),
        _("Need, sum"),
        _("Pro rata"),
        _("Beyond pro rata"),
        _("Stated draw on earlier money"),
        _("Not covered"),
        *(str(mark.label) for mark in MARKS.values()),
        _("Confirmed by the forum"),
        _("Units"),
        _("No party of a report"),
        _("Not mentioned in a measure"),
        _("Reported in another scheme too"),
        _("Falls away if that is granted"),
        _("Supplementary need, part of the sum"),
    ]
    for column, heading in zip(COLUMNS, headings, strict=True):
        page.text(f"{column}{HEADING_ROW}", heading, font=excel.SUBTLE, border=excel.BELOW_HEADING)
    for row, network in enumerate(overview.networks, start=FIRST_ROW):
        _write_network(page, row, network)
    _write_sums(page, overview, FIRST_ROW + len(overview.networks))
    page.widths(WIDTHS)
    page.sheet.freeze_panes = f"B{FIRST_ROW}"
    page.print_on_a4(
        f"A1:H{page.sheet.max_row}", heading_rows=f"{HEADING_ROW}:{HEADING_ROW}", footer=title
    )


def _write_network(page: Page, row: int, network: NetworkOverview) -> None:
    page.text(f"A{row}", network.network)
    if network.owner_nok is not None and network.university_nok is not None:
        page.number(f"B{row}", network.university_nok)
        page.number(f"C{row}", network.owner_nok)
        page.formula(f"D{row}", f"=B{row}+C{row}", network.university_nok + network.owner_nok)
    else:
        page.text(f"D{row}", _("not sent"), font=excel.SUBTLE)
    if network.allotted_nok is not None:
        page.number(f"E{row}", network.allotted_nok)
    if network.beyond_nok is not None:
        page.formula(f"F{row}", f"=D{row}-E{row}", network.beyond_nok)
    _write_told(page, f"G{row}", network.earlier)
    if network.uncovered_nok is not None:
        page.formula(f"H{row}", f"=F{row}-G{row}", network.uncovered_nok, font=excel.STRONG)
    _write_besides(page, row, network)
    page.border(f"A{row}:{COLUMNS[-1]}{row}", excel.BELOW_ROW)


def _write_besides(page: Page, row: int, network: NetworkOverview) -> None:
    """What is known besides money."""
    for column, mark in zip("IJKL", MARKS, strict=True):
        page.number(f"{column}{row}", getattr(network.marks, mark))
    confirmed = {True: _("Yes"), False: _("No"), None: _("not said")}
    page.text(f"M{row}", confirmed[network.confirmed])
    if network.units is not None:
        page.number(f"N{row}", network.units)
    page.text(f"O{row}", ", ".join(network.outside))
    page.text(f"P{row}", ", ".join(network.unmentioned))
    page.number(f"Q{row}", network.shared.reported_nok)
    page.number(f"R{row}", network.shared.falls_away_nok)
    page.number(f"S{row}", network.supplementary_nok)


def _write_told(page: Page, place: str, told: Told) -> None:
    if told.nok is not None:
        page.number(place, told.nok)
    else:
        page.text(place, told.words or _("not stated"), font=excel.SUBTLE)


def _write_sums(page: Page, overview: Overview, row: int) -> None:
    sums = {
        "B": overview.university_nok,
        "C": overview.owner_nok,
        "D": overview.need_nok,
        "E": overview.allotted_nok,
        "F": overview.beyond_nok,
        "G": overview.earlier_nok,
        **{
            column: getattr(overview.marks, mark)
            for column, mark in zip("IJKL", MARKS, strict=True)
        },
        "N": sum(network.units or 0 for network in overview.networks),
        "Q": overview.shared.reported_nok,
        "R": overview.shared.falls_away_nok,
        "S": overview.supplementary_nok,
    }
    page.text(f"A{row}", _("Sum"), font=excel.STRONG, border=excel.ABOVE_TOTAL)
    for column, total in sums.items():
        formula = f"=SUM({column}{FIRST_ROW}:{column}{row - 1})" if row > FIRST_ROW else "=0"
        page.formula(f"{column}{row}", formula, total, font=excel.STRONG, border=excel.ABOVE_TOTAL)
    if overview.draws_in_words:
        page.text(
            f"A{row + 1}",
            _("What is told in words counts for nothing in the sum of the draws."),
            font=excel.SUBTLE,
        )
