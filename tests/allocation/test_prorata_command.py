import csv
import json
import os
import subprocess
import sys
from decimal import Decimal
from io import StringIO
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from django.core.management import CommandError, call_command

from rekom.kit.beside import PROJECT
from tests.allocation.rules.test_division import PUBLISHED_2022
from tests.kit.hostile_workbooks import plain, with_sheet

SAMPLE = Path(__file__).parents[1] / "cases/trondelag-2022-basis.xlsx"
KEYS = ["network", "municipalities", "fte", "fte_percent", "flat_nok", "fte_nok", "amount_nok"]


def prorata(basis: Path = SAMPLE, **options) -> str:
    output = StringIO()
    call_command("prorata", basis, **{"pot": 11_588_000, **options}, stdout=output)
    return output.getvalue()


def from_terminal(*arguments: object) -> subprocess.CompletedProcess:
    """The command as a person runs it, with a database that is not there."""
    return subprocess.run(
        [sys.executable, "manage.py", "prorata", *map(str, arguments)],
        cwd=PROJECT,
        env={**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "SECRET_KEY": "only-for-tests"},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip


def published(line: dict) -> tuple:
    return tuple(line[key] for key in ("network", "municipalities", "flat_nok", "fte", "fte_percent", "fte_nok", "amount_nok"))  # fmt: skip


def test_nearest_gives_the_forty_published_cells_and_two_kroner_too_much():
    division = json.loads(prorata(format="json", rounding="nearest"))

    assert [published(line) for line in division["lines"]] == PUBLISHED_2022
    assert (division["total_nok"], division["difference_nok"]) == (11_588_002, 2)


def test_exact_gives_no_difference_and_changes_two_amounts():
    division = json.loads(prorata(format="json"))

    changed = [
        (line["network"], line["amount_nok"] - before[-1])
        for line, before in zip(division["lines"], PUBLISHED_2022, strict=True)
        if line["amount_nok"] != before[-1]
    ]
    assert changed == [("Værnes", -1), ("TrondheimMalvik", -1)]
    assert (division["total_nok"], division["difference_nok"]) == (11_588_000, 0)


def test_json_has_the_keys_that_are_agreed_in_their_order():
    division = json.loads(prorata(format="json"))
    lines = division.pop("lines")

    assert lines[0] == {
        "network": "Midtre Namdal",
        "municipalities": 3,
        "fte": "228.1",
        "fte_percent": "3.8",
        "flat_nok": 91_484,
        "fte_nok": 391_634,
        "amount_nok": 483_118,
    }
    assert [list(line) for line in lines] == [KEYS] * 10
    assert list(division.items()) == [
        ("pot_nok", 11_588_000),
        ("flat_percent", 10),
        ("rounding", "exact"),
        ("flat_pot_nok", 1_158_800),
        ("fte_pot_nok", 10_429_200),
        ("parts_exact", True),
        ("total_nok", 11_588_000),
        ("difference_nok", 0),
    ]


def test_a_percent_with_decimals_stays_a_number():
    division = json.loads(prorata(format="json", flat_percent=Decimal("12.5")))

    assert (division["flat_percent"], division["flat_pot_nok"]) == (12.5, 1_448_500)


def test_figures_are_written_without_trailing_zeros(tmp_path):
    basis = tmp_path / "basis.xlsx"
    basis.write_bytes(plain(("Nettverk", "Kommuner", "Årsverk"), ("A", 1, 300), ("B", 1, "0,50")))

    assert [line["fte"] for line in json.loads(prorata(basis, format="json"))["lines"]] == [
        "300",
        "0.5",
    ]


def test_csv_has_semicolons_and_dots_and_no_formula(tmp_path):
    basis = tmp_path / "basis.xlsx"
    basis.write_bytes(
        plain(("Nettverk", "Kommuner", "Årsverk"), ("Værnes", 5, 427.6), ("-1+1", 2, 1))
    )

    text = prorata(basis, format="csv", pot=1000)

    assert text.splitlines()[:2] == [";".join(KEYS), "Værnes;5;427.6;99.8;71;898;969"]
    assert [row["network"] for row in csv.DictReader(StringIO(text), delimiter=";")] == [
        "Værnes",
        "'-1+1",
    ]


def test_the_table_has_two_lines_under_sums_that_close():
    assert prorata().splitlines()[-6:] == [
        "Fosen                          4     121 979     318.1        5.2      546 158      668 137",
        "─" * 91,
        "Sum                           38   1 158 800   6 074.3      100.0   10 429 200   11 588 000",
        "                                   ═════════                        ══════════   ══════════",
        "",
        "Equal networks may differ by one krone in a part.",
    ]


def test_the_table_says_in_words_what_does_not_close_and_whose_amount_differs():
    assert prorata(rounding="nearest").splitlines()[-8:] == [
        "Sum of the rows               38   1 158 798   6 074.3      100.0   10 429 199   11 588 002",
        "Should be                          1 158 800                        10 429 200   11 588 000",
        "                                   ═════════                        ══════════   ══════════",
        "Difference                                −2                                −1           +2",
        "",
        "Each cell is rounded on its own. The rows add up to 11 588 002 kr, 2 kr more than the pot.",
        "Værnes has 886 637 kr here and 886 636 kr when the amounts add up to the pot.",
        "TrondheimMalvik has 5 046 121 kr here and 5 046 120 kr when the amounts add up to the pot.",
    ]


def test_the_table_says_when_a_part_is_more_than_a_krone_off(tmp_path):
    basis = tmp_path / "basis.xlsx"
    rows = [("Nettverk", "Kommuner", "Årsverk"), ("Kyst", 2, 6), ("Fjord", 0, 2), ("Fjell", 0, 5)]
    basis.write_bytes(plain(*rows))

    division = json.loads(prorata(basis, pot=9, flat_percent=Decimal(5), format="json"))

    assert division["parts_exact"] is False
    assert prorata(basis, pot=9, flat_percent=Decimal(5)).splitlines()[-1] == (
        "In this table a part is up to two kroner from its unrounded value."
    )


def test_excel_and_pdf_are_written_to_a_file(tmp_path):
    prorata(format="xlsx", output=tmp_path / "division.xlsx")
    prorata(format="pdf", output=tmp_path / "division.pdf")

    workbook = openpyxl.load_workbook(tmp_path / "division.xlsx", data_only=True)
    assert workbook.active["G21"].value == 11_588_000
    with pikepdf.open(tmp_path / "division.pdf") as pdf:
        assert (len(pdf.pages), str(pdf.Root.Lang)) == (1, "nb")


def test_text_can_be_written_to_a_file_too(tmp_path):
    assert prorata(format="json", output=tmp_path / "division.json") == ""

    assert (tmp_path / "division.json").read_text("utf-8") == prorata(format="json")


def test_from_the_terminal_no_database_is_needed():
    outcome = from_terminal(SAMPLE, "--pot", "11 588 000", "--format", "csv")

    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert outcome.stdout.splitlines()[1] == "Midtre Namdal;3;228.1;3.8;91484;391634;483118"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.xlsx", "--pot", "1"], "missing.xlsx cannot be read: No such file or directory."),
        (["manage.py", "--pot", "1"], "The file is not an Excel workbook. Open it in Excel and save it as .xlsx."),
        ([SAMPLE], "the following arguments are required: --pot"),
    ],
)  # fmt: skip
def test_an_error_is_one_line_and_exit_code_1(arguments, message):
    outcome = from_terminal(*arguments)

    assert (outcome.returncode, outcome.stdout) == (1, "")
    assert outcome.stderr == f"CommandError: {message}\n"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--pot", "12 mill"], "Error: argument --pot: write whole kroner, for example 11588000, not '12 mill'."),
        (["--pot", "-1"], "Error: argument --pot: write whole kroner, for example 11588000, not '-1'."),
        (["--pot", "1", "--flat-percent", "ten"], "Error: argument --flat-percent: write a number, for example 10 or 12.5, not 'ten'."),
        (["--pot", "1", "--flat-percent", "10,555"], "The flat part is from 0 to 100 percent with at most two decimals, not 10.555."),
        (["--pot", "1", "--flat-percent", "nan"], "The flat part is from 0 to 100 percent with at most two decimals, not NaN."),
        (["--pot", "1", "--format", "pdf"], "--format pdf needs --output FILE."),
    ],
)  # fmt: skip
def test_a_wrong_option_is_an_error(options, message):
    with pytest.raises(CommandError) as error:
        call_command("prorata", str(SAMPLE), *options)

    assert str(error.value) == message


def test_a_folder_is_no_basis(tmp_path):
    with pytest.raises(CommandError) as error:
        prorata(tmp_path)

    assert str(error.value) == f"{tmp_path} cannot be read: Is a directory."


HEADINGS = ("Nettverk", "Antall kommuner", "Årsverk")


@pytest.mark.parametrize(
    ("basis", "message"),
    [
        (b"", "The file is empty. Choose the workbook once more."),
        (plain(HEADINGS), "There is no network to divide between."),
        (plain(HEADINGS, ("A", 1, -1)), "The FTE of A must be zero or more, not -1.0000."),
        (plain(HEADINGS, ("A", 1, None)), "Row 2, A, has no FTE."),
        (plain(HEADINGS, ("A", 1, 1), ("A", 2, 2)), "A stands in two rows."),
        (with_sheet(" " * 8 * 2**20), "The workbook unpacks to far more than it should. Copy the table to a new workbook and save that as .xlsx."),
    ],
    ids=["empty file", "no rows", "negative", "missing", "two of one name", "bomb"],
)  # fmt: skip
def test_a_bad_sheet_ends_in_one_line_and_writes_nothing(tmp_path, basis, message):
    path, output = tmp_path / "basis.xlsx", tmp_path / "division.xlsx"
    path.write_bytes(basis)

    with pytest.raises(CommandError) as error:
        prorata(path, format="xlsx", output=output)

    assert str(error.value) == message
    assert not output.exists()


def test_the_basis_is_never_written_over(tmp_path):
    basis = tmp_path / "basis.xlsx"
    basis.write_bytes(SAMPLE.read_bytes())

    with pytest.raises(CommandError, match="is the basis itself"):
        prorata(basis, format="xlsx", output=basis)

    assert basis.read_bytes() == SAMPLE.read_bytes()


def test_a_file_that_cannot_be_written_is_an_error(tmp_path):
    with pytest.raises(CommandError) as error:
        prorata(output=tmp_path / "missing" / "division.txt")

    assert (
        str(error.value)
        == f"{tmp_path}/missing/division.txt cannot be written: No such file or directory."
    )
