from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from rekom.kit.excel import Book
from rekom.kit.workbooks import read_workbook


def opened(book: Book, **how):
    return openpyxl.load_workbook(BytesIO(book.to_bytes()), **how).active


@pytest.mark.parametrize(
    "text", ["=1+1", "+47 40 00 00 01", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0", "Fosen"]
)
def test_text_is_text_whatever_it_begins_with(text):
    book = Book("Ark", language="nb")
    book.page.text("A1", text)

    cell = opened(book)["A1"]

    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == (text != "Fosen")
    assert read_workbook(book.to_bytes())[0].rows == [[text]]


def test_signs_that_a_workbook_cannot_hold_are_left_out():
    book = Book("Ark", language="nb")
    book.page.text("A1", "Fo\x00s\x0ben\x1f\tog Værnes")

    assert opened(book)["A1"].value == "Fosen\tog Værnes"


def test_numbers_are_numbers():
    book = Book("Ark", language="nb")
    book.page.number("A1", 11_588_000)
    book.page.number("A2", Decimal("2903.5"), "#,##0.0")

    sheet = opened(book)

    assert [(sheet[place].value, sheet[place].data_type) for place in ("A1", "A2")] == [
        (11_588_000, "n"),
        (2903.5, "n"),
    ]
    assert sheet["A1"].number_format == "#,##0"


def test_a_formula_carries_its_value_for_those_who_do_not_compute():
    book = Book("Ark", language="nb")
    book.page.number("A1", 2)
    book.page.formula("A2", "=A1*21", 42)
    book.page.formula("A3", '=IF(A2=42,"<svar> & mer","")', "<svar> & mer")

    assert [opened(book)[place].value for place in ("A2", "A3")] == [
        "=A1*21",
        '=IF(A2=42,"<svar> & mer","")',
    ]
    assert [opened(book, data_only=True)[place].value for place in ("A2", "A3")] == [
        42,
        "<svar> & mer",
    ]
    assert read_workbook(book.to_bytes())[0].rows == [[2], [42], ["<svar> & mer"]]


def test_a_sheet_prints_in_landscape_as_wide_as_the_paper_with_its_headings_on_each_page():
    book = Book("Ark", language="nb")
    book.page.text("A1", "Nettverk")
    book.page.print_on_a4("A1:G9", heading_rows="1:1", footer="Fordeling & møte")

    sheet = opened(book)

    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert (sheet.print_area, sheet.print_title_rows) == ("'Ark'!$A$1:$G$9", "$1:$1")
    assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == (
        "Fordeling && møte",
        "&P / &N",
    )


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Fordeling av kollektive tiltak 2022, versjon 2", "Fordeling av kollektive tiltak "),
        ("2022/2023: [alt]?", "2022 2023   alt"),
        ("'Fosen'", "Fosen"),
        ("", "1"),
    ],
)
def test_a_sheet_has_a_name_that_excel_accepts(title, shown):
    assert opened(Book(title, language="nb")).title == shown
