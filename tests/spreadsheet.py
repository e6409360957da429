"""LibreOffice as a witness: it computes a workbook anew, formulas and all."""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

SOFFICE = shutil.which("soffice")

needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice (soffice) is not installed, so no formula is computed"
)


def stored(workbook: bytes) -> Worksheet:
    """The sheet with the values that stand in the file."""
    return openpyxl.load_workbook(BytesIO(workbook), data_only=True).active


def recalculated(
    workbooks: Sequence[bytes], folder: Path, typed: Mapping[str, object] = {}
) -> list[Worksheet]:
    """The sheets as LibreOffice computes them, with other figures typed in by cell.

    openpyxl saves no value beside a formula, so that nothing can be taken from the file.
    """
    sources = []
    for number, workbook in enumerate(workbooks):
        book = openpyxl.load_workbook(BytesIO(workbook))
        for place, value in typed.items():
            book.active[place] = value
        sources.append(folder / f"{number}.xlsx")
        book.save(sources[-1])
    subprocess.run(
        [
            *(SOFFICE, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder / "computed"),
            *sources,
        ],
        check=True,
        capture_output=True,
    )
    return [stored((folder / "computed" / source.name).read_bytes()) for source in sources]
