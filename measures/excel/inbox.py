"""The inbox as it is shown, as a file: every row of the selection, read from the database as it is written."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import IO

from django.utils import timezone
from django.utils.translation import gettext as _

from measures.choices import READ_BY_OFFICE, ReportKind, ReportStatus
from measures.models import Call
from measures.models.export import ExportRow
from measures.models.inbox_totals import Totals
from measures.rules.inbox import lacks
from rekom.kit.long_sheets import Row, csv_lines, long_workbook

WIDTHS = (32, 32, 14, 28, 12, 14, 14, 14, 8, 14, 17, 36, 24, 17, 40)
FIRST_AMOUNT = 5  # columns before it

Watch = Callable[[Iterable[ExportRow]], Iterable[ExportRow]]


def inbox_csv(rows: Iterable[ExportRow], *, watch: Watch = iter) -> Iterator[str]:
    return csv_lines(_headings(), _cells(watch(rows)))


def inbox_workbook(
    call: Call, rows: Iterable[ExportRow], totals: Totals, *, watch: Watch = iter
) -> IO[bytes]:
    """``watch`` wraps the rows, so that a terminal can draw a progress bar."""
    blank = [""] * (FIRST_AMOUNT - 1)
    amounts = [totals.owner_nok, totals.university_nok, totals.total_nok]
    total = [_("Sum"), *blank, *amounts]
    return long_workbook(str(call), _headings(), _cells(watch(rows)), total=total, widths=WIDTHS)


def _headings() -> list[str]:
    return [
        _("Partnership"),
        _("Lead owner"),
        _("Organisation number"),
        _("Network"),
        _("Kind"),
        _("Owner"),
        _("University"),
        _("Sum"),
        _("Measures"),
        _("Status"),
        _("Last change"),
        _("The partnership lacks"),
        _("Case worker"),
        _("Deadline"),
        _("Supplementary need to"),
    ]


def _cells(rows: Iterable[ExportRow]) -> Iterator[Row]:
    kinds = {str(kind): str(kind.label) for kind in ReportKind}
    labels = {str(status): str(status.label) for status in ReportStatus} | {"": _("Not begun")}
    for row in rows:
        status = row.status or ""
        is_sent = status in READ_BY_OFFICE
        yield (
            row.name,
            row.lead_owner,
            row.organisation_number or "",
            row.network or "",
            kinds[row.kind or ReportKind.ORDINARY],
            row.owner_nok if is_sent else None,
            row.university_nok if is_sent else None,
            row.owner_nok + row.university_nok if is_sent else None,
            row.measure_count if is_sent else None,
            labels[status],
            _moment(row.changed_at),
            lacks(status, row.open_sections or (), row.sent_with or ()),
            row.case_worker or "",
            _moment(row.due_at),
            _supplemented(row),
        )


def _supplemented(row: ExportRow) -> str:
    if row.supplements_title is None:
        return ""
    said = _("Measure %(number)s, “%(title)s”, %(year)s")
    return said % {
        "number": row.supplements_number,
        "title": row.supplements_title,
        "year": row.supplements_year,
    }


def _moment(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%d.%m.%Y %H.%M}" if moment else ""
