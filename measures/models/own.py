"""The needs reports of the partnerships a person takes part in."""

from collections.abc import Sequence

from django.db.models import QuerySet

from measures.models.report import NeedsReport
from partnerships.models import User
from rekom.kit.prepared import Prepared

SHOWN = ("kind", "status", "may_send_until", "changed_at")


def own_reports(user: User) -> list[NeedsReport]:
    """Newest call first; the withdrawn too. One query."""
    return _rows(user.pk)


def add_totals(reports: Sequence[NeedsReport]) -> None:
    """Give each of what a page shows, sixty at most, its total_nok (whole kroner). One query."""
    totals = dict(_totals(*(report.pk for report in reports)))
    for report in reports:
        report.total_nok = totals[report.pk]


@Prepared
def _rows(user: int) -> QuerySet[NeedsReport]:
    return (
        NeedsReport.objects.of_members(User(pk=user))
        .select_related("call", "partnership", "changed_by")
        .only(*SHOWN, "call__year", "partnership__name", "changed_by__name")
    )


@Prepared
def _totals(*reports: int) -> QuerySet[NeedsReport]:
    found = NeedsReport.objects.filter(pk__in=reports).order_by()
    return found.with_totals().values_list("pk", "total_nok")
