"""The supplementary reports of a call, for the office."""

from django.db.models import Count, F, Q, QuerySet, Sum

from measures.choices import READ_BY_OFFICE, ReportKind
from measures.models.report import NeedsReport

SENT = Q(status__in=sorted(READ_BY_OFFICE))


def supplements(call: int) -> QuerySet[NeedsReport]:
    """In the order of the partnerships' names; amounts are what was sent last."""
    found = NeedsReport.objects.in_force().filter(call=call, kind=ReportKind.SUPPLEMENTARY)
    return (
        found.select_related(
            *("partnership", "supplements__scheme", "supplements__report__call", "case_worker")
        )
        .annotate(sent_nok=F("sent_owner_nok") + F("sent_university_nok"))
        .order_by("partnership__name", "pk")
    )


def count_supplements(call: int) -> dict[str, int]:
    """count, and of those that have been sent owner_nok, university_nok and total_nok. One query."""
    return supplements(call).aggregate(
        count=Count("pk"),
        owner_nok=Sum("sent_owner_nok", filter=SENT, default=0),
        university_nok=Sum("sent_university_nok", filter=SENT, default=0),
        total_nok=Sum("sent_nok", filter=SENT, default=0),
    )
