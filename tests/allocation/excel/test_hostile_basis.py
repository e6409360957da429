"""What nobody should read as a basis: refused in one line, in the reader's language, within bounds."""

import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import Workbook

from allocation.excel.basis_table import read_table, table_in
from allocation.rules.basis import judge_table
from allocation.rules.basis_names import MOST_ASKED
from rekom.kit.beside import PROJECT
from rekom.kit.errors import DomainError
from rekom.kit.workbooks import Sheet
from tests.allocation.rules.test_basis import DAY
from tests.allocation.rules.trondelag import REGISTER
from tests.kit.hostile_workbooks import REFUSED, plain, with_sheet

HEAD = ("Kommune", "Årsverk")
CSV = "Kommune;Årsverk\nHitra;28,5\n".encode()


def refusal(data: bytes, language: str = "en") -> str:
    with translation.override(language), pytest.raises(DomainError) as refused:
        read_table(data)
    return str(refused.value)


def many_rows(count: int) -> bytes:
    book, buffer = Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet()
    sheet.append(HEAD)
    for number in range(count):
        sheet.append((f"Kommune {number}", number))
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (CSV, "The file is not an Excel workbook. Open it in Excel and save it as .xlsx."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "The file is an old .xls workbook or locked with a password. Open it in Excel and save it as .xlsx without a password."),
        (plain()[:3000], "The workbook is damaged. Open it in Excel and save it as .xlsx once more."),
        (plain(HEAD, ("Hitra", "=14+14.5")), "Cell B2 of the sheet “Sheet” has a formula that is not computed. Open the workbook in Excel, save it and try again."),
        (plain(HEAD, *((f"By {number}", 1) for number in range(1_100))), "The table has more than 1000 rows. Keep those of your own county."),
        (with_sheet(" " * 30 * 2**20), "The workbook unpacks to far more than it should. Copy the table to a new workbook and save that as .xlsx."),
    ],
    ids=["csv", "xls", "cut short", "formula", "long table", "bomb"],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_in_one_line(data, message):
    assert refusal(data) == message
    assert "\n" not in refusal(data, "nb")


@pytest.mark.slow
def test_every_hostile_workbook_is_refused_as_a_basis_too():
    for _reason, name, make in REFUSED:
        assert refusal(make()), name


@pytest.mark.slow
def test_two_hundred_thousand_rows_are_refused_within_200_mebibytes():
    data = many_rows(200_000)
    assert refusal(data) == (
        "The workbook unpacks to far more than it should."
        " Copy the table to a new workbook and save that as .xlsx."
    )
    assert peak_mebibytes(data) < 200


@pytest.mark.slow
def test_the_largest_workbook_that_is_let_through_is_read_within_200_mebibytes():
    assert peak_mebibytes(many_rows(19_000)) < 200


def peak_mebibytes(data: bytes) -> float:
    """Of the process that reads it."""
    read = subprocess.run(
        [sys.executable, "-c", READ_ONE], input=data, cwd=PROJECT, capture_output=True, check=True
    )
    return int(read.stdout) / 1024


READ_ONE = """
import sys
from rekom.kit.workbook_worker import answer
answer(sys.stdin.buffer.read())
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
"""


def test_a_table_in_which_nothing_is_known_asks_for_near_names_only_so_many_times():
    rows = [[f"Ukjent kommunenavn nummer {number}", 1] for number in range(1_000)]
    table = table_in([Sheet("Ark1", hidden=False, rows=[list(HEAD), *rows])])
    register = replace(REGISTER)

    reading = judge_table(table, 0, register, DAY, {})

    assert len(reading.problems) == 1_000
    assert len(register._municipality_names.asked) == MOST_ASKED
