"""Minutes: the secretary writes, another approves.

They are frozen when they are sent, so that what is approved is what was read. Rows are locked in the
order Meeting → Minutes.
"""

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from allocation import permissions
from allocation.choices import NEXT_MINUTES_STATUSES, DocumentKind, MeetingStatus, MinutesStatus
from allocation.content import MinutesContent
from allocation.models import Document, Meeting, Minutes, minutes_of, read_minutes
from allocation.pdf.minutes import minutes_pdf
from allocation.rules.minutes import Check, checks
from allocation.services.documents import TITLE, language_of, store_once
from partnerships.models import User
from partnerships.services import complete_once
from rekom.kit.dates import format_when
from rekom.kit.errors import DomainError
from rekom.kit.values import to_json


class NotReadyForApproval(DomainError):
    """Something must be written first; ``checks`` says what."""

    def __init__(self, found: list[Check]) -> None:
        self.checks = found
        super().__init__(" ".join(check.note for check in found))


@transaction.atomic
def save_minutes(*, meeting: Meeting, preamble: str, by: User) -> Minutes:
    """Begin the minutes, or change what stands before the items."""
    meeting = _lock_meeting(meeting)
    if not permissions.can_write_minutes(by, meeting):
        raise PermissionDenied
    meeting.writers.add(by)
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None:
        return Minutes.objects.create(meeting=meeting, preamble=preamble, written_by=by)
    _check_next(minutes, MinutesStatus.SENT)  # only a draft is written on
    minutes.preamble = preamble
    minutes.written_by = by
    minutes.save(update_fields=["preamble", "written_by"])
    return minutes


@transaction.atomic
def send_minutes(*, minutes: Minutes, by: User, key: str) -> Minutes:
    """To the one who approves. Raises NotReadyForApproval when something must be written first."""
    minutes = _lock(minutes)
    if not complete_once(user=by, key=key, action=f"send_minutes {minutes.pk}"):
        return minutes
    if not permissions.can_write_minutes(by, minutes.meeting):
        raise PermissionDenied
    _check_next(minutes, MinutesStatus.SENT)
    if minutes.meeting.status != MeetingStatus.HELD:
        raise DomainError(_("Say first that the meeting is held."))
    content = read_minutes(minutes.meeting)
    blocking = [check for check in checks(content) if check.blocks and not check.fine]
    if blocking:
        raise NotReadyForApproval(blocking)
    minutes.content = to_json(content)
    minutes.sent_at = timezone.now()
    _move(minutes, MinutesStatus.SENT, also=["content", "sent_at"])
    return minutes


@transaction.atomic
def take_back_minutes(*, minutes: Minutes, by: User) -> Minutes:
    """Back to the secretary, to be written on."""
    minutes = _lock(minutes)
    if not permissions.takes_back_minutes(by, minutes):
        raise PermissionDenied
    _check_next(minutes, MinutesStatus.DRAFT)
    minutes.content = None
    _move(minutes, MinutesStatus.DRAFT, also=["content"])
    return minutes


@transaction.atomic
def approve_minutes(*, minutes: Minutes, by: User, key: str) -> Minutes:
    """Approve what was sent, as it was sent. Never by one who wrote in it."""
    minutes = _lock(minutes)
    if not complete_once(user=by, key=key, action=f"approve_minutes {minutes.pk}"):
        return minutes
    if not permissions.approves_minutes(by, minutes):
        raise PermissionDenied
    _check_next(minutes, MinutesStatus.APPROVED)
    now = timezone.now()
    content = replace(
        minutes_of(minutes.meeting),
        approved_on=timezone.localtime(now).date().isoformat(),
        approved_by=by.name,
    )
    minutes.content = to_json(content)
    minutes.approved_by = by
    minutes.approved_at = now
    _move(minutes, MinutesStatus.APPROVED, also=["content", "approved_by", "approved_at"])
    return minutes


def minutes_document(*, minutes: Minutes, by: User | None) -> Document:
    """Approved minutes on paper, in the office's written form. Raises PaperError."""
    if minutes.status != MinutesStatus.APPROVED:
        raise PermissionDenied
    meeting = minutes.meeting
    language = language_of(meeting.forum.county_governor)
    content: MinutesContent = minutes_of(meeting)
    with translation.override(language):
        day = format_when(timezone.localdate(meeting.starts_at), "long")
        title = _("Minutes %(forum)s %(day)s") % {"forum": content.forum, "day": day}
    return store_once(
        kind=DocumentKind.MINUTES,
        language=language,
        title=title[:TITLE],
        by=by,
        minutes=minutes,
        render=lambda: minutes_pdf(content, language=language),
    )


def _lock_meeting(meeting: Meeting) -> Meeting:
    # Without chair and secretary: a join to what may change loses the row while it waits.
    return (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("forum__county_governor", "call")
        .get(pk=meeting.pk)
    )


def _lock(minutes: Minutes) -> Minutes:
    meeting = _lock_meeting(Meeting(pk=minutes.meeting_id))
    locked = Minutes.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    locked.meeting, meeting.minutes = meeting, locked
    return locked


def _move(minutes: Minutes, to: MinutesStatus, also: list[str]) -> None:
    """The only place that sets the status of minutes."""
    _check_next(minutes, to)
    minutes.status = to
    minutes.save(update_fields=["status", *also])


def _check_next(minutes: Minutes, to: MinutesStatus) -> None:
    """Somebody was quicker: told as such."""
    if to not in NEXT_MINUTES_STATUSES.get(minutes.status, frozenset()):
        raise DomainError(
            _("Somebody has done this first: the minutes are now %(status)s.")
            % {"status": minutes.get_status_display().lower()}
        )
