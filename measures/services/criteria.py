"""What the measures of a call are judged by, and what its networks and universities are asked."""

from django.db import transaction
from django.utils import timezone

from measures.models import AwardCriterion, Call, DiscussionPoint
from measures.rules.criteria import CRITERIA, POINTS, StandardCriterion, StandardPoint


@transaction.atomic
def set_out_criteria(*, call: Call, like: Call | None = None) -> None:
    """Give a call what another one has, the office's newest before it unless one is named, or else
    the standard set.

    A call that has its own is left as it is.
    """
    if call.criteria.exists() or call.discussion_points.exists():
        return
    before = like or (
        Call.objects.filter(county_governor=call.county_governor_id, criteria__isnull=False)
        .exclude(pk=call.pk)
        .order_by("-year", "-pk")
        .first()
    )
    opens = timezone.localdate(call.opens_at)
    criteria = _of_call(before) if before else _standard_criteria()
    AwardCriterion.objects.bulk_create(
        AwardCriterion(call=call, position=place, valid_from=opens, **row)
        for place, row in enumerate(criteria, 1)
    )
    points = _points_of_call(before) if before else _standard_points()
    DiscussionPoint.objects.bulk_create(
        DiscussionPoint(call=call, position=place, **row) for place, row in enumerate(points, 1)
    )


NAMES = ("name_nb", "name_nn", "name_en")


def _of_call(call: Call) -> list[dict[str, str]]:
    """Those that had not ended: an ended one is not begun again."""
    return list(call.criteria.filter(valid_until=None).values("code", "field", *NAMES))


def _points_of_call(call: Call) -> list[dict[str, str]]:
    return list(call.discussion_points.filter(valid_until=None).values("code", "about", *NAMES))


def _standard_criteria() -> list[dict[str, str]]:
    return [{"code": each.code, "field": each.field} | _names(each) for each in CRITERIA]


def _standard_points() -> list[dict[str, str]]:
    return [{"code": each.code, "about": each.about} | _names(each) for each in POINTS]


def _names(row: StandardCriterion | StandardPoint) -> dict[str, str]:
    return {f"name_{form}": text for form, text in vars(row.names).items()}
