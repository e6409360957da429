"""Every paper before an independent judge: veraPDF, one run of the Java machine for all files."""

import io
from pathlib import Path

import pikepdf
import pytest

from allocation.choices import Rounding
from allocation.pdf.division import DivisionFacts, division_pdf
from allocation.pdf.minutes import minutes_pdf
from allocation.pdf.report import report_pdf
from allocation.pdf.versions import versions_pdf
from tests.allocation.pdf.minutes_case import make_collective_item, make_divided, make_minutes
from tests.allocation.pdf.test_report import full_content
from tests.allocation.pdf.versions_case import COMPARISON, three_versions
from tests.papers import failed_rules

FACTS = DivisionFacts(
    title="Fordeling av kollektive tiltak 2022",
    office_name="Statsforvalteren i Trøndelag",
    office_parallel_names=("Trööndelagen Staatehaaltoje",),
    basis="Basil per 15. desember 2021",
)
PAPERS = {
    "report": lambda: report_pdf(full_content(), language="nb", with_payment_sheet=True),
    "report-draft": lambda: report_pdf(full_content(), language="nn", draft=True),
    "minutes": lambda: minutes_pdf(make_minutes(), language="nb"),
    "minutes-one-item": lambda: minutes_pdf(
        make_minutes(items=(make_collective_item(),)), language="en", draft=True
    ),
    "division-landscape": lambda: division_pdf(
        make_divided(Rounding.NEAREST), facts=FACTS, language="nb"
    ),
    "division-portrait": lambda: division_pdf(
        make_divided(Rounding.EXACT), facts=FACTS, orientation="portrait", language="nn"
    ),
    "versions": lambda: versions_pdf(three_versions(networks=50), facts=COMPARISON, language="nn"),
}


def without_accessibility_mark(pdf: bytes) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        metadata = paper.Root.Metadata.read_bytes()
        paper.Root.Metadata.write(metadata.replace(b"<pdfuaid:part>1</pdfuaid:part>", b""))
        paper.save(target)
    return target.getvalue()


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory) -> dict[str, list[str]]:
    papers = {name: make() for name, make in PAPERS.items()}
    papers["broken"] = without_accessibility_mark(papers["minutes"])
    folder: Path = tmp_path_factory.mktemp("papers")
    return failed_rules(papers, folder)


@pytest.mark.slow
@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_breaks_no_rule_of_archive_and_accessibility(verdicts, name):
    assert verdicts[name] == []


@pytest.mark.slow
def test_a_file_that_breaks_a_rule_is_found(verdicts):
    assert [failure.split("\t")[:2] for failure in verdicts["broken"]] == [["ua1", "5-1"]]
