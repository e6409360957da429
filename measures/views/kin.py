"""The reports of the same partnership that a report's pages lead to."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from measures.choices import ReportKind, ReportStatus
from measures.models import NeedsReport
from partnerships.models import User
from rekom.kit.prepared import Prepared


@dataclass(frozen=True)
class Kin:
    earlier: NeedsReport | None  # that it was begun from, or else the last one of a year before
    supplements: list[NeedsReport]  # to its measures, the first begun first


def kin_of(user: User, report: NeedsReport) -> Kin:
    """As far as the person may know of them, in one query."""
    begun_from = report.copied_from_id or 0  # which no report is
    found = _rows(user.pk, report.pk, report.partnership_id, begun_from)
    earlier = [
        each
        for each in found
        if each.kind == ReportKind.ORDINARY
        and (each.call.year < report.call.year or each.pk == begun_from)
    ]
    copied_from = (each for each in earlier if each.pk == begun_from)
    supplements = [each for each in found if each.kind == ReportKind.SUPPLEMENTARY]
    return Kin(
        # A supplementary report is to one measure, and has nothing to be held against.
        earlier=next(copied_from, earlier[0] if earlier else None)
        if report.kind == ReportKind.ORDINARY
        else None,
        supplements=sorted(supplements, key=lambda each: each.created_at),
    )


@Prepared
def _rows(user: int, report: int, partnership: int, begun_from: int) -> QuerySet[NeedsReport]:
    """Of whatever year: a partnership has one a year."""
    was_sent = Q(kind=ReportKind.ORDINARY, submitted_at__isnull=False)
    return (
        NeedsReport.objects.visible_to(User(pk=user))
        .filter(was_sent | Q(supplements__report=report), partnership=partnership)
        .filter(~Q(status=ReportStatus.WITHDRAWN) | Q(pk=begun_from))
        .select_related("call", "supplements")
        .order_by("-call__year", "-pk")
    )
