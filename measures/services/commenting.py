"""Comments on a report that was sent: the office's own until they are released, on purpose.

A release is an act of its own for each audience, and is never called back. The partnership answers
what was released to it. Every function is one transaction with the report's row locked.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from measures import permissions
from measures.choices import Audience, Section
from measures.models import Comment, NeedsReport
from measures.services.errors import ChangedMeanwhile
from measures.services.lifecycle import return_report
from measures.services.merging import mark
from partnerships.models import User
from partnerships.services import complete_once
from rekom.kit.errors import DomainError


@transaction.atomic
def write_comment(
    *,
    report: NeedsReport,
    section: Section,
    text: str,
    by: User,
    key: str,
    measure: int | None = None,
) -> Comment | None:
    """None when the same press has been here before. ``measure``: its key in what was sent."""
    report = NeedsReport.objects.locked(report.pk)
    if not permissions.can_assess(by, report):
        raise PermissionDenied
    if not complete_once(user=by, key=key, action=f"write_comment {report.pk}"):
        return None
    return Comment.objects.create(
        report=report,
        section=section,
        measure_key=measure,
        text=text,
        by=by,
        at=timezone.now(),
    )


@transaction.atomic
def change_comment(*, comment: Comment, text: str, by: User) -> Comment:
    """Raises DomainError for one that has been released, PermissionDenied for somebody else's."""
    comment = _own_and_internal(comment, by)
    comment.text = text
    comment.save(update_fields=["text"])
    return comment


@transaction.atomic
def retract_comment(*, comment: Comment, by: User) -> None:
    """Take away what nobody outside the office has read. Raises as ``change_comment``."""
    _own_and_internal(comment, by).delete()


@transaction.atomic
def release_comment(*, comment: Comment, to: Audience, by: User) -> Comment:
    """Let an audience read it. Done already, nothing is stamped anew."""
    report, comment = _locked(comment)
    if not permissions.can_assess(by, report):
        raise PermissionDenied
    _release([comment], to, by, timezone.now())
    return comment


@transaction.atomic
def answer_comment(*, comment: Comment, text: str, seen: str, by: User) -> Comment:
    """The partnership's answer. ``seen`` is the mark of the answer that the page showed.

    Raises ChangedMeanwhile when a colleague has answered, PermissionDenied.
    """
    report, comment = _locked(comment)
    if comment.answer == text and permissions.is_writer(by, report):
        return comment
    if comment.answer and mark(comment.answer) != seen and permissions.is_writer(by, report):
        raise ChangedMeanwhile(
            _("%(name)s has answered this while you were writing. Both answers stand below.")
            % {"name": comment.answered_by.name if comment.answered_by else ""}
        )
    if not permissions.can_answer_comment(by, report, comment):
        raise PermissionDenied
    comment.answer, comment.answered_by, comment.answered_at = text, by, timezone.now()
    comment.save(update_fields=["answer", "answered_by", "answered_at"])
    return comment


@transaction.atomic
def return_with_comments(
    *,
    report: NeedsReport,
    by: User,
    reason: str,
    until: datetime,
    sections: Iterable[Section],
    comments: Collection[Comment],
    key: str,
) -> NeedsReport:
    """Return the report and release the comments to the partnership, in one act.

    Where no section is named, those that the comments are on are opened. Raises as ``return_report``.
    """
    now = timezone.now()
    opened = list(sections) or _sections_of(comments)
    report = return_report(
        report=report, by=by, reason=reason, until=until, sections=opened, key=key
    )
    own = report.comments.filter(pk__in=[each.pk for each in comments])
    _release(own, Audience.PARTNERSHIP, by, now)
    return report


def _sections_of(comments: Collection[Comment]) -> list[Section]:
    """In the order of the report; none, which is all, for a comment on the whole of it."""
    named = {Section(each.section) for each in comments}
    return [] if Section.REPORT in named else [each for each in Section if each in named]


def _release(comments: Iterable[Comment], to: Audience, by: User, now: datetime) -> None:
    for comment in comments:
        if getattr(comment, f"{to}_at") is None:
            setattr(comment, f"{to}_by", by)
            setattr(comment, f"{to}_at", now)
            comment.save(update_fields=[f"{to}_by", f"{to}_at"])


def _own_and_internal(comment: Comment, by: User) -> Comment:
    report, comment = _locked(comment)
    if not permissions.can_change_comment(by, report, comment):
        raise PermissionDenied
    if not comment.is_internal:
        raise DomainError(
            _("The comment has been released, and stands as it was read. Write a new one.")
        )
    return comment


def _locked(comment: Comment) -> tuple[NeedsReport, Comment]:
    """The row of the report is what keeps others out."""
    report = NeedsReport.objects.locked(comment.report_id)
    return report, report.comments.select_related("answered_by").get(pk=comment.pk)
