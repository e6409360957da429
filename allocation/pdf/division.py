"""The allocation table on paper, in the layout of the published table of 2022."""

from dataclasses import asdict, dataclass
from typing import Literal

from django.utils import translation

from allocation.pdf.division_table import division_on_paper
from allocation.rules.division import DividedPot
from rekom.kit.pdf import render_pdf

Orientation = Literal["landscape", "portrait"]


@dataclass(frozen=True)
class DivisionFacts:
    """What stands around the table, in words. What is left empty is left out."""

    title: str
    office_name: str = ""
    office_parallel_names: tuple[str, ...] = ()  # Sámi and Kven
    subtitle: str = ""  # scheme and item of the forum
    version: str = ""  # "Version 2, 14 March 2022"
    prepared_by: str = ""
    basis: str = ""  # the source of the figures
    status: str = ""
    notes: tuple[str, ...] = ()  # what has changed since another version
    created: str = ""  # ISO 8601: when the division was made


def division_pdf(
    divided: DividedPot,
    *,
    facts: DivisionFacts,
    orientation: Orientation = "landscape",
    language: str,
    draft: bool = False,
) -> bytes:
    """Return the paper. Raises PaperError."""
    with translation.override(language):
        context = {
            **asdict(facts),
            "draft": draft,
            "table": division_on_paper(divided),
            "fte_share": 100 - divided.flat_percent,
            "is_wide": orientation == "landscape",
        }
    return render_pdf("pdf/division.html", context, language=language)
