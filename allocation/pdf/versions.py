"""Versions of a post side by side on paper, three against the reference in each table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import translation

from allocation.pdf.charts import versions_chart
from allocation.pdf.division_table import total_in_words
from allocation.rules.comparison import Change, Column, SideBySide
from rekom.kit.chart import drawings_for_paper
from rekom.kit.pdf import render_pdf

COLUMNS_A_TABLE = 3


@dataclass(frozen=True)
class VersionFacts:
    """What is said of a version: its letter in the table, its name, its rules and its status."""

    letter: str
    name: str
    rules: str
    status: str


@dataclass(frozen=True)
class ComparisonFacts:
    title: str
    office_name: str
    office_parallel_names: tuple[str, ...]
    subtitle: str
    reference: VersionFacts
    others: tuple[VersionFacts, ...]


@dataclass(frozen=True)
class PaperTable:
    """A part of the comparison that is no wider than the paper."""

    versions: tuple[VersionFacts, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, int, tuple[Change, ...]], ...]


def versions_pdf(table: SideBySide, *, facts: ComparisonFacts, language: str) -> bytes:
    """Return the paper, on its side. Raises PaperError."""
    with translation.override(language):
        chart = versions_chart(
            table, [facts.reference.letter, *(one.letter for one in facts.others)]
        )
        context = {
            "facts": facts,
            "office_name": facts.office_name,
            "office_parallel_names": facts.office_parallel_names,
            "table": table,
            "tables": list(_tables(table, facts.others)),
            "drawings": drawings_for_paper(chart) if facts.others else [],
            "notes": not_closing(table, [facts.reference, *facts.others]),
        }
    return render_pdf("pdf/versions.html", context, language=language)


def _tables(table: SideBySide, others: Sequence[VersionFacts]) -> Iterator[PaperTable]:
    for start in range(0, max(len(others), 1), COLUMNS_A_TABLE):
        part = slice(start, start + COLUMNS_A_TABLE)
        yield PaperTable(
            versions=tuple(others[part]),
            columns=table.columns[part],
            rows=tuple((name, nok, changes[part]) for name, nok, changes in table.rows),
        )


def not_closing(table: SideBySide, versions: Sequence[VersionFacts]) -> list[str]:
    """A sentence for each version whose rows do not come to its pot."""
    totals = [
        (table.reference_total_nok, table.reference_pot_nok),
        *((column.total_nok, column.pot_nok) for column in table.columns),
    ]
    return [
        f"{version.letter}: {total_in_words(total, pot)}"
        for version, (total, pot) in zip(versions, totals, strict=True)
        if total != pot
    ]
