"""The needs reports of the partnerships a person takes part in."""

from django.db.models import QuerySet

from measures.models.report import NeedsReport
from partnerships.models import User
from rekom.kit.prepared import Prepared


def own_reports(user: User) -> list[NeedsReport]:
    """Newest call first, with totals; the withdrawn too. One query."""
    return _rows(user.pk)


@Prepared
def _rows(user: int) -> QuerySet[NeedsReport]:
    return (
        NeedsReport.objects.of_members(User(pk=user))
        .select_related("call", "partnership", "changed_by")
        .only("status", "changed_at", "call__year", "partnership__name", "changed_by__name")
        .with_totals()
    )
