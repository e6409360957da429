"""Marks by the award criteria, and what was said to the discussion points.

Nothing is written over: each mark and each note is a row of its own, and the last one holds. ``seen`` is
the number of the one that the page showed, 0 for none; when there is a newer one, the person is shown
it before anything is stored. No mark ever waits for the formal control, nor the control for a mark.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from measures import permissions
from measures.choices import Mark, PointAbout, ReportKind
from measures.models import (
    Assessment,
    AwardCriterion,
    DiscussionNote,
    DiscussionPoint,
    NeedsReport,
)
from measures.services.errors import ChangedMeanwhile
from partnerships.models import User


class JudgedByTwo(ChangedMeanwhile):
    """A colleague has stored something newer than the page showed: ``theirs``."""

    def __init__(self, theirs: Assessment | DiscussionNote) -> None:
        self.theirs = theirs
        super().__init__(
            _("%(name)s saved this while you were writing.") % {"name": theirs.by.name}
        )


@transaction.atomic
def assess(
    *,
    report: NeedsReport,
    measure: int,
    criterion: AwardCriterion,
    mark: Mark,
    comment: str = "",
    seen: int,
    by: User,
) -> Assessment | None:
    """Mark a measure, by its key in what was sent. None when there was nothing to say.

    Raises JudgedByTwo, PermissionDenied.
    """
    report = NeedsReport.objects.locked(report.pk)
    is_judged = report.kind == ReportKind.ORDINARY and criterion.call_id == report.call_id
    if not permissions.can_assess(by, report) or not is_judged:
        raise PermissionDenied
    rows = report.assessments.filter(measure_key=measure, criterion=criterion)
    last = rows.select_related("by").first()
    stands = (last.mark, last.comment) if last else (Mark.NOT_ASSESSED, "")
    if stands == (mark, comment):
        return last
    return Assessment.objects.create(
        report=report,
        measure_key=measure,
        criterion=criterion,
        number=_next_number(last, seen),
        mark=mark,
        comment=comment,
        by=by,
        at=timezone.now(),
    )


@transaction.atomic
def note(
    *,
    report: NeedsReport,
    point: DiscussionPoint,
    university: int | None,
    text: str,
    seen: int,
    by: User,
) -> DiscussionNote | None:
    """What was said to a point; of a university, by its key, the same in every report of the call.

    Raises JudgedByTwo, PermissionDenied.
    """
    report = NeedsReport.objects.locked(report.pk)
    point = DiscussionPoint.objects.select_for_update().get(pk=point.pk)
    is_of_university = point.about == PointAbout.UNIVERSITY
    if (
        not permissions.can_assess(by, report)
        or point.call_id != report.call_id
        or is_of_university != (university is not None)
    ):
        raise PermissionDenied
    whose = {"university_id": university} if university else {"report_id": report.pk}
    last = point.notes.filter(**whose).select_related("by").first()
    if text == (last.text if last else ""):
        return last
    return DiscussionNote.objects.create(
        point=point,
        number=_next_number(last, seen),
        text=text,
        by=by,
        at=timezone.now(),
        **whose,
    )


def _next_number(last: Assessment | DiscussionNote | None, seen: int) -> int:
    if last is None:
        return 1
    if last.number != seen:
        raise JudgedByTwo(last)
    return last.number + 1
