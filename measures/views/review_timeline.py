"""All that has happened to a report, in one list with the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from measures.choices import ConfirmationKind, Mark, ReportStatus
from measures.content import ReportContent
from measures.models.reviewing import Confirmed, Judged, Moved, Review
from measures.rules.words import called

if TYPE_CHECKING:
    from measures.views.review_page import Remark, Remarks


class Step(NamedTuple):
    """As components/steps.html takes it."""

    at: datetime
    text: str
    note: str = ""


def steps(review: Review, content: ReportContent, remarks: Remarks) -> list[Step]:
    found = [
        *map(_moved, review.moves),
        *map(_confirmed, review.confirmations),
        *_marked(review, content),
        *_noted(review, content),
        *(step for line in remarks.lines for step in _commented(line)),
        *_flagged(review),
    ]
    # What came of one press stands in the order in which it was done, as all the rest.
    return sorted(found, key=lambda step: step.at)[::-1]


def _moved(move: Moved) -> Step:
    text = {
        ReportStatus.SUBMITTED: _("%(name)s sent the report"),
        ReportStatus.RETURNED: _("%(name)s returned the report"),
        ReportStatus.CHECKED: _("%(name)s checked off the report"),
        ReportStatus.DRAFT: _("%(name)s took the report back"),
        ReportStatus.WITHDRAWN: _("%(name)s withdrew the report"),
    }[ReportStatus(move.to_status)]
    if not move.from_status:
        text = _("%(name)s began the report")
    return Step(move.at, text % {"name": move.by}, move.reason)


def _confirmed(act: Confirmed) -> Step:
    what = {"name": act.by, "university": act.university}
    if act.refused_because:
        text = {
            ConfirmationKind.AMOUNT: _("%(name)s did not confirm the amount of %(university)s"),
            ConfirmationKind.CODETERMINATION: _("%(name)s did not confirm the meeting"),
            ConfirmationKind.APPROVAL: _("%(name)s did not approve the report"),
        }[ConfirmationKind(act.kind)]
    else:
        text = {
            ConfirmationKind.AMOUNT: _("%(name)s confirmed the amount of %(university)s"),
            ConfirmationKind.CODETERMINATION: _("%(name)s confirmed the co-determination meeting"),
            ConfirmationKind.APPROVAL: _("%(name)s approved the report"),
        }[ConfirmationKind(act.kind)]
    return Step(act.at, text % what, act.refused_because)


def _marked(review: Review, content: ReportContent) -> Iterator[Step]:
    """What one person marked of one measure in a day is one step."""
    codes = {criterion.key: criterion.code for criterion in review.criteria}
    measures = {measure.key: called(measure) for measure in content.measures}

    def together(mark: Judged) -> tuple[object, ...]:
        return mark.by, mark.measure, timezone.localdate(mark.at)

    for (name, measure, _day), group in groupby(review.marks, together):
        marks = list(group)
        last = {mark.criterion: mark for mark in marks}
        said = ", ".join(
            f"{codes.get(key, '')} {Mark(mark.mark).label.lower()}".strip()
            for key, mark in last.items()
        )
        place = measures.get(measure) or _("A measure that has been removed")
        text = _("%(name)s marked %(measure)s: %(marks)s") % {
            "name": name,
            "measure": place,
            "marks": said,
        }
        yield Step(marks[-1].at, text)


def _noted(review: Review, content: ReportContent) -> Iterator[Step]:
    """Of universities, those that take part in the report."""
    codes = {point.key: point.code for point in review.points}
    own = {None, *(university.organisation_key for university in content.universities)}
    for note in review.notes:
        if note.university not in own:
            continue
        text = _("%(name)s wrote a note to %(code)s") % {
            "name": note.by,
            "code": codes.get(note.point, ""),
        }
        yield Step(note.at, text, note.text)


def _commented(line: Remark) -> Iterator[Step]:
    comment, place = line.comment, line.place
    said = {"name": comment.by.name, "place": place}
    yield Step(comment.at, _("%(name)s commented on “%(place)s”") % said, comment.text)
    if comment.partnership_at and comment.partnership_by:
        said = {"name": comment.partnership_by.name, "place": place}
        text = _("%(name)s released the comment on “%(place)s” to the partnership") % said
        yield Step(comment.partnership_at, text)
    if comment.forum_at and comment.forum_by:
        said = {"name": comment.forum_by.name, "place": place}
        text = _("%(name)s released the comment on “%(place)s” to the forum") % said
        yield Step(comment.forum_at, text)
    if comment.answered_at and comment.answered_by:
        said = {"name": comment.answered_by.name, "place": place}
        text = _("%(name)s answered the comment on “%(place)s”") % said
        yield Step(comment.answered_at, text, comment.answer)


def _flagged(review: Review) -> Iterator[Step]:
    for flag in review.flags:
        said = {"name": flag.raised_by, "owner": flag.owner}
        yield Step(flag.raised_at, _("%(name)s raised a flag for %(owner)s") % said, flag.text)
        if flag.resolved_at:
            text = _("%(name)s resolved the flag") % {"name": flag.resolved_by}
            yield Step(flag.resolved_at, text, flag.resolution)
