import subprocess
import sys
from datetime import date
from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import Workbook

from rekom.kit import workbooks
from rekom.kit.archives import Refused
from rekom.kit.beside import PROJECT
from rekom.kit.workbook_guard import Reason, check_start, check_workbook
from rekom.kit.workbooks import MESSAGES, Sheet, WorkbookRefused, read_workbook
from tests.kit.hostile_workbooks import (
    REFUSED,
    one_text_in_many_cells,
    plain,
    saved,
    with_sheet,
)

DAMAGED = "The workbook is damaged. Open it in Excel and save it as .xlsx once more."


def refusal(data: bytes) -> str:
    with translation.override("en"), pytest.raises(WorkbookRefused) as refused:
        read_workbook(data)
    return str(refused.value)


def guard(data: bytes) -> dict[str, list[str]]:
    check_start(data[:8], len(data))
    return check_workbook(BytesIO(data))


@pytest.mark.parametrize(
    ("reason", "make"), [pytest.param(reason, make, id=name) for reason, name, make in REFUSED]
)
def test_the_guard_refuses(reason, make):
    with pytest.raises(Refused) as refused:
        guard(make())

    assert refused.value.reason == reason


def test_the_guard_lets_an_ordinary_workbook_through():
    assert guard(plain()) == {}


def test_every_reason_is_said_in_one_line():
    assert set(MESSAGES) == set(Reason)
    assert [message for message in MESSAGES.values() if "\n" in message] == []


def test_values_come_as_they_are_computed_with_rows_counted_from_the_first():
    workbook = Workbook()
    first, second = workbook.active, workbook.create_sheet("Skjult")
    first.title = "Årsverk"
    first["B3"], first["C3"], first["D4"], first["A5"] = "Værnes", 427.6, True, date(2021, 12, 15)
    second.sheet_state = "hidden"
    second["A1"] = "=1+1"
    data = saved(workbook)

    assert refusal(data) == (
        "Cell A1 of the sheet “Skjult” has a formula that is not computed."
        " Open the workbook in Excel, save it and try again."
    )

    second["A1"] = 2
    assert read_workbook(saved(workbook)) == [
        Sheet(
            "Årsverk",
            hidden=False,
            rows=[
                [],
                [],
                [None, "Værnes", 427.6],
                [None, None, None, True],
                ["2021-12-15 00:00:00"],
            ],
        ),
        Sheet("Skjult", hidden=True, rows=[[2]]),
    ]


def test_a_computed_formula_is_its_value_even_when_that_is_nothing():
    data = with_sheet(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>'
    )

    assert read_workbook(data)[0].rows == [[2, None]]


def test_a_workbook_may_lie_about_how_large_its_sheet_is():
    data = with_sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row>', before='<dimension ref="A1:XFD1048576"/>'
    )

    assert read_workbook(data)[0].rows == [[1]]


def test_a_large_but_honest_workbook_is_read():
    rows = [tuple(range(row, row + 40)) for row in range(1_000)]

    assert read_workbook(plain(*rows))[0].rows == [list(row) for row in rows]


def test_one_text_in_many_cells_is_too_much_to_send_on():
    assert refusal(one_text_in_many_cells()) == (
        "The workbook has too much text. Copy the table to a new workbook and save that as .xlsx."
    )


def test_what_the_guard_lets_through_and_the_reader_cannot_read_is_damaged():
    assert refusal(with_sheet('<row r="1"><c r="A1" t="s"><v>999</v></c></row>')) == DAMAGED


def test_a_workbook_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(workbooks, "WALL_SECONDS", 0.01)

    assert refusal(plain()) == (
        "The workbook is too heavy to read. Copy the table to a new workbook and save that as .xlsx."
    )


@pytest.mark.slow
def test_no_workbook_costs_more_than_200_mb_or_breaks_the_reader():
    """All hostile workbooks and 300 mutants of a good one, read in one process of the worker's kind."""
    outcome = subprocess.run(
        [sys.executable, "-c", READ_ALL],
        cwd=PROJECT,
        check=True,
        capture_output=True,
        text=True,
    )
    peak_kb, *refusals = outcome.stdout.split()

    assert int(peak_kb) < 200_000
    assert refusals == [reason for reason, _name, _make in REFUSED]


READ_ALL = """
from rekom.kit.workbook_worker import answer
from tests.kit.hostile_workbooks import REFUSED, mutants, plain

refusals = [answer(make()) for _reason, _name, make in REFUSED]
for mutant in mutants(plain(), 300):
    answer(mutant)
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(peak.split()[1], *(refusal["refused"] for refusal in refusals))
"""


def lines_of(data: bytes) -> tuple[str, ...]:
    with translation.override("en"), pytest.raises(WorkbookRefused) as refused:
        read_workbook(data)
    return refused.value.lines


def test_every_formula_that_is_not_computed_is_told_by_sheet_and_cell():
    workbook = Workbook()
    first, second = workbook.active, workbook.create_sheet("Skjult")
    first.title = "Årsverk"
    first["B2"], first["B4"], second["A1"] = "=1+1", "=SUM(B2:B3)", "=2+2"

    assert [line.split(" has a formula")[0] for line in lines_of(saved(workbook))] == [
        "Cell B2 of the sheet “Årsverk”",
        "Cell B4 of the sheet “Årsverk”",
        "Cell A1 of the sheet “Skjult”",
    ]


def test_of_many_such_formulas_the_first_are_told():
    rows = [("Fosen", "=1+1") for _row in range(100)]

    lines = lines_of(plain(*rows))
    assert len(lines) == 20
    assert lines[-1].startswith("Cell B20 ")


def test_what_the_guard_refuses_inside_a_row_is_told_with_the_row():
    double = '<row r="7"><c r="B7"><v>1</v></c><c r="B7"><v>2</v></c></row>'

    assert lines_of(with_sheet(double)) == (DAMAGED, "It was seen in row 7 of sheet1.")
    assert lines_of(b"PK\x03\x04 nothing") == (DAMAGED,)
