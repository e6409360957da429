"""Minutes: the secretary writes, another approves, and what was approved is frozen."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allocation import permissions
from allocation.choices import NEXT_MINUTES_STATUSES, MeetingStatus, MinutesStatus
from allocation.models import Meeting, Minutes, read_minutes
from allocation.rules.minutes import Check, checks
from partnerships.models import User
from partnerships.services import complete_once
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
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None:
        if not permissions.can_write_minutes(by, meeting):
            raise PermissionDenied
        return Minutes.objects.create(meeting=meeting, preamble=preamble, written_by=by)
    if minutes.status != MinutesStatus.DRAFT or not permissions.can_write_minutes(by, meeting):
        raise PermissionDenied
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
    if not permissions.can_send_minutes(by, minutes):
        raise _overtaken(minutes, MinutesStatus.DRAFT)
    if minutes.meeting.status != MeetingStatus.HELD:
        raise DomainError(_("Say first that the meeting is held."))
    blocking = [c for c in checks(read_minutes(minutes.meeting)) if c.blocks and not c.fine]
    if blocking:
        raise NotReadyForApproval(blocking)
    minutes.sent_at = timezone.now()
    _move(minutes, MinutesStatus.SENT, also=["sent_at"])
    return minutes


@transaction.atomic
def take_back_minutes(*, minutes: Minutes, by: User) -> Minutes:
    """Back to the secretary, to be written on."""
    minutes = _lock(minutes)
    if not permissions.can_take_back_minutes(by, minutes):
        raise _overtaken(minutes, MinutesStatus.SENT)
    _move(minutes, MinutesStatus.DRAFT)
    return minutes


@transaction.atomic
def approve_minutes(*, minutes: Minutes, by: User, key: str) -> Minutes:
    """Freeze the minutes as they stand. Never by the one who wrote them."""
    minutes = _lock(minutes)
    if not complete_once(user=by, key=key, action=f"approve_minutes {minutes.pk}"):
        return minutes
    if not permissions.can_approve_minutes(by, minutes):
        raise _overtaken(minutes, MinutesStatus.SENT)
    now = timezone.now()
    content = replace(
        read_minutes(minutes.meeting),
        approved_on=timezone.localtime(now).date().isoformat(),
        approved_by=by.name,
    )
    minutes.content = to_json(content)
    minutes.approved_by = by
    minutes.approved_at = now
    _move(minutes, MinutesStatus.APPROVED, also=["content", "approved_by", "approved_at"])
    return minutes


def _lock_meeting(meeting: Meeting) -> Meeting:
    return (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("forum__county_governor", "call", "chair", "secretary")
        .get(pk=meeting.pk)
    )


def _lock(minutes: Minutes) -> Minutes:
    meeting = _lock_meeting(Meeting(pk=minutes.meeting_id))
    locked = Minutes.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    locked.meeting = meeting
    return locked


def _move(minutes: Minutes, to: MinutesStatus, also: list[str] | None = None) -> None:
    """The only place that sets the status of minutes."""
    if to not in NEXT_MINUTES_STATUSES.get(minutes.status, frozenset()):
        raise _overtaken(minutes, minutes.status)
    minutes.status = to
    minutes.save(update_fields=["status", *(also or [])])


def _overtaken(minutes: Minutes, expected: str) -> Exception:
    if minutes.status == expected:
        return PermissionDenied()
    return DomainError(
        _("Somebody has done this first: the minutes are now %(status)s.")
        % {"status": minutes.get_status_display().lower()}
    )
