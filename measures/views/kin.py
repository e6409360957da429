"""The reports of the same partnership that a report's pages lead to."""

from dataclasses import dataclass

from django.db.models import Q

from measures.choices import ReportKind, ReportStatus
from measures.models import NeedsReport
from partnerships.models import User


@dataclass(frozen=True)
class Kin:
    earlier: NeedsReport | None  # that it was begun from, or else the last one of a year before
    supplements: list[NeedsReport]  # to its measures, the first begun first


def kin_of(user: User, report: NeedsReport) -> Kin:
    """As far as the person may know of them, in one query."""
    is_begun_from = Q(pk=report.copied_from_id)
    is_earlier = Q(kind=ReportKind.ORDINARY, submitted_at__isnull=False) & (
        Q(call__year__lt=report.call.year) | is_begun_from
    )
    found = (
        NeedsReport.objects.visible_to(user)
        .filter(is_earlier | Q(supplements__report=report), partnership=report.partnership_id)
        .filter(~Q(status=ReportStatus.WITHDRAWN) | is_begun_from)
        .select_related("call", "supplements")
        .order_by("-call__year", "-pk")
    )
    earlier = [each for each in found if each.kind == ReportKind.ORDINARY]
    begun_from = (each for each in earlier if each.pk == report.copied_from_id)
    supplements = [each for each in found if each.kind == ReportKind.SUPPLEMENTARY]
    return Kin(
        # A supplementary report is to one measure, and has nothing to be held against.
        earlier=next(begun_from, earlier[0] if earlier else None)
        if report.kind == ReportKind.ORDINARY
        else None,
        supplements=sorted(supplements, key=lambda each: each.created_at),
    )
