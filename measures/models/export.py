"""The rows of an export, a thousand at a time: memory does not grow with their number."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from measures.choices import ReportStatus
from measures.models.call import Call
from measures.models.selection import waits_for_partnership, when_sent
from measures.models.trail import Transition
from partnerships.models import Partnership

AT_ONCE = 1_000


class ExportRow(NamedTuple):
    """Of what has not been sent, the amounts are None."""

    name: str
    lead_owner: str
    organisation_number: str | None
    network: str | None
    status: str | None
    changed_at: datetime | None
    open_sections: list[str] | None
    case_worker: str | None
    owner_nok: int | None
    university_nok: int | None
    measure_count: int | None
    sent_with: list[str] | None
    due_at: datetime | None


def export_rows(found: QuerySet[Partnership], call: Call) -> Iterator[ExportRow]:
    """``found`` as ``select`` and ``in_order`` gave it. One query."""
    warnings = Transition.objects.filter(
        report=OuterRef("of_call"), to_status=ReportStatus.SUBMITTED
    ).values("warnings")
    due = Coalesce(F("of_call__may_send_until"), Value(call.closes_at))
    rows = found.values_list(
        "name",
        "lead_owner__name",
        "lead_owner__organisation_number",
        "network__name",
        "of_call__status",
        "of_call__changed_at",
        "of_call__open_sections",
        "of_call__case_worker__name",
        when_sent("of_call__sent_owner_nok"),
        when_sent("of_call__sent_university_nok"),
        when_sent("of_call__sent_measures"),
        Subquery(warnings[:1]),
        Case(When(waits_for_partnership(), then=due)),
    )
    return map(ExportRow._make, rows.iterator(AT_ONCE))


def rows_in_parts(found: QuerySet[Partnership], call: Call) -> Iterator[ExportRow]:
    """The same rows, and nothing is open in the database between the parts: there is room to write."""
    keys = list(found.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        yield from list(export_rows(found.filter(pk__in=keys[start : start + AT_ONCE]), call))
