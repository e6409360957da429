"""The rows of an export, a thousand at a time: memory does not grow with their number."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from measures.choices import ReportStatus
from measures.models.call import Call
from measures.models.inbox_rows import RowKey
from measures.models.selection import (
    Found,
    in_order,
    rows_with,
    waits_for_partnership,
    when_sent,
)
from measures.models.trail import Transition

AT_ONCE = 1_000


class ExportRow(NamedTuple):
    """Of what has not been sent, the amounts are None."""

    name: str
    lead_owner: str
    organisation_number: str | None
    network: str | None
    kind: str | None
    status: str | None
    changed_at: datetime | None
    open_sections: list[str] | None
    case_worker: str | None
    owner_nok: int | None
    university_nok: int | None
    measure_count: int | None
    sent_with: list[str] | None
    due_at: datetime | None
    # Of a supplementary report: the measure that it is to.
    supplements_year: int | None
    supplements_number: int | None
    supplements_title: str | None


def export_rows(found: Found, call: Call, order: str) -> Iterator[ExportRow]:
    """One query."""
    warnings = Transition.objects.filter(
        report=OuterRef("of_call"), to_status=ReportStatus.SUBMITTED
    ).values("warnings")
    due = Coalesce(F("of_call__may_send_until"), Value(call.closes_at))
    rows = in_order(
        found,
        call,
        order,
        "name",
        "lead_owner__name",
        "lead_owner__organisation_number",
        "network__name",
        "of_call__kind",
        "of_call__status",
        "of_call__changed_at",
        "of_call__open_sections",
        "of_call__case_worker__name",
        when_sent("of_call__sent_owner_nok"),
        when_sent("of_call__sent_university_nok"),
        when_sent("of_call__sent_measures"),
        Subquery(warnings[:1]),
        Case(When(waits_for_partnership(), then=due)),
        "of_call__supplements__report__call__year",
        "of_call__supplements__number",
        "of_call__supplements__title",
    )
    first, last = len(RowKey._fields), len(RowKey._fields) + len(ExportRow._fields)
    return (ExportRow._make(row[first:last]) for row in rows.iterator(AT_ONCE))


def rows_in_parts(found: Found, call: Call, order: str) -> Iterator[ExportRow]:
    """The same rows, and nothing is open in the database between the parts: there is room to write."""
    keys = list(map(RowKey.first_of, in_order(found, call, order)))
    for start in range(0, len(keys), AT_ONCE):
        part = rows_with(keys[start : start + AT_ONCE], call)
        yield from list(export_rows(part, call, order))
