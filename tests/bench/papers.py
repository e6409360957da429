"""A needs report on paper, against WeasyPrint alone with the same HTML; and the division alone."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from django.conf import settings
from pikepdf import Pdf

from allocation.choices import Rounding
from allocation.pdf.report import report_pdf
from allocation.rules.division import BasisFigure, divide
from measures.models import read_content
from rekom.kit import pdf
from tests.bench import data
from tests.bench.servers import ROOT, children, cpu_ms

TIMES = 5

# Everything that can be kept is kept: the hardest yardstick.
BARE = """
import sys, time
from pathlib import Path
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
html, sheet, times = Path(sys.argv[1]).read_text(), Path(sys.argv[2]).read_text(), int(sys.argv[3])
fonts = FontConfiguration()
sheet = CSS(string=sheet, font_config=fonts)
spent = []
for _ in range(times + 1):
    begun = time.process_time()
    pages = HTML(string=html).render(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/a-2a")
    pages.write_pdf(pdf_variant="pdf/a-2a")
    spent.append(time.process_time() - begun)
print(sorted(spent[1:])[times // 2] * 1000)
"""


class Papers(NamedTuple):
    pages: int
    cpu_ms: float  # of web process and render process together
    bare_ms: float
    one_seconds: float
    two_seconds: float  # two at once


def measure_papers() -> Papers:
    content = read_content(data.own_report())

    def make(_number: int = 0) -> bytes:
        return report_pdf(content, language="nb", with_payment_sheet=True)

    def make_two() -> None:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(make, range(2)))

    make_two()  # starts both render processes
    return Papers(
        pages=len(Pdf.open(BytesIO(make())).pages),
        cpu_ms=median(make, _cpu_of_all),
        bare_ms=_bare(_html_of(make)),
        one_seconds=median(make, time.perf_counter),
        two_seconds=median(make_two, time.perf_counter),
    )


def divide_ms(rows: int) -> float:
    """Processor time of one division."""
    figures = [
        BasisFigure(f"Nettverk {n}", 1 + n % 7, Decimal(n * 37 % 991) / 10) for n in range(rows)
    ]
    return 1000 * median(
        lambda: divide(POT_NOK, figures, flat_percent=Decimal(10), rounding=Rounding.EXACT),
        time.process_time,
    )


POT_NOK = 11_588_000


def median(do: Callable[[], object], clock: Callable[[], float]) -> float:
    spent = []
    for _one in range(TIMES):
        begun = clock()
        do()
        spent.append(clock() - begun)
    return statistics.median(spent)


def _cpu_of_all() -> float:
    return cpu_ms([os.getpid(), *children(os.getpid())])


def _html_of(make: Callable[[], bytes]) -> str:
    """What is sent to the render process."""
    with patch.object(pdf, "lay_out", side_effect=str) as lay_out:
        make()
    return lay_out.call_args.args[0]


def _bare(html: str) -> float:
    sheet = (ROOT / "static/css/paper.css").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        document, style = Path(folder, "paper.html"), Path(folder, "paper.css")
        document.write_text(html, encoding="utf-8")
        style.write_text(
            sheet.replace("asset:", f"{settings.PAPER_FONTS.as_uri()}/"), encoding="utf-8"
        )
        run = subprocess.run(
            [sys.executable, "-c", BARE, document, style, str(TIMES)],
            check=True,
            capture_output=True,
            text=True,
        )
    return float(run.stdout)
