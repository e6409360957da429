"""Who else is writing on a page of a report. Only those who have a cursor in a field; never who reads."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from measures.models import NeedsReport, Presence
from measures.services.rows import upsert
from partnerships.models import User

HERE = timedelta(seconds=50)  # a page tells every twenty


@transaction.atomic
def tell_presence(*, report: NeedsReport, place: str, field: str, by: User) -> list[Presence]:
    """Who else writes on the page. Without ``field`` nothing is told of ``by``."""
    now = timezone.now()
    Presence.objects.filter(seen_at__lt=now - HERE).delete()
    if field:
        row = Presence(report=report, user=by, place=place, field=field, seen_at=now)
        upsert(row, where=("report", "user", "place"))
    others = Presence.objects.filter(report=report, place=place).exclude(user=by)
    return list(others.select_related("user"))
