"""Who sits in a forum, and on which days. The forum's row is locked first.

A seat that has been in a meeting stands as it was there: it is ended, and another is added. The meetings
that are planned follow: whoever has a seat on the day is on the list of those who come.
"""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allocation import permissions
from allocation.choices import MeetingStatus, Presence, SeatKind
from allocation.models import Attendance, Forum, ForumSeat
from measures.services.merging import Marks, changes
from partnerships.models import CountyGovernor, Scheme, User
from partnerships.permissions import can_administer
from rekom.kit.errors import DomainError

SEAT_FIELDS = [
    *("name", "represents", "organisation", "user", "kind", "voting", "deputy_for"),
    "valid_from",
]


def seat_values(seat: ForumSeat) -> dict[str, Any]:
    """What stands of a seat, field by field, as it can be compared."""
    return {
        **{field: getattr(seat, field) for field in ("name", "represents", "kind", "voting")},
        **{field: getattr(seat, f"{field}_id") for field in ("organisation", "user", "deputy_for")},
        "valid_from": _day(seat.valid_from),
    }


def end_values(seat: ForumSeat) -> dict[str, Any]:
    return {"last_day": _day(seat.valid_until)}


def has_met(seat: ForumSeat) -> bool:
    """Whether the seat has been in a meeting that was held."""
    return (
        seat.attendances.filter(meeting__status=MeetingStatus.HELD).exists()
        or seat.disqualifications.exists()
    )


@transaction.atomic
def set_up_forum(*, office: CountyGovernor, name: str, schemes: list[Scheme], by: User) -> Forum:
    """Raises DomainError for a name that another forum of the office has."""
    office = CountyGovernor.objects.select_for_update().get(pk=office.pk)
    if not can_administer(by, office):
        raise PermissionDenied
    if office.forums.filter(name=name).exists():
        raise DomainError(_("There is a forum of this name already."))
    forum = Forum.objects.create(county_governor=office, name=name)
    forum.schemes.set(schemes)
    return forum


@transaction.atomic
def add_seat(*, seat: ForumSeat, by: User) -> ForumSeat:
    forum = _lock(seat.forum, by)
    seat.position = forum.seats.count() + 1
    seat.save()
    _follow(seat)
    return seat


@transaction.atomic
def change_seat(*, seat: ForumSeat, seen: Marks | None, by: User) -> ForumSeat:
    """Store the fields that are written otherwise than the page showed them by its marks.

    Raises WrittenByTwo when a colleague has changed one of them since, DomainError when the seat stands.
    """
    _lock(seat.forum, by)
    stored = ForumSeat.objects.select_related("forum").get(pk=seat.pk)
    if has_met(stored):
        raise DomainError(
            _("The seat has been in a meeting, and stands as it was. End it, and add a new one.")
        )
    for field in changes(stored=seat_values(stored), sent=seat_values(seat), seen=seen):
        setattr(stored, field, getattr(seat, field))
    _check_days(stored.valid_from, stored.valid_until)
    if stored.kind == SeatKind.SECRETARIAT and stored.voting:
        raise DomainError(_("The secretariat has no vote."))
    stored.save(update_fields=SEAT_FIELDS)
    _follow(stored)
    return stored


@transaction.atomic
def end_seat(*, seat: ForumSeat, last_day: date | None, seen: Marks | None, by: User) -> None:
    """The seat is held until its last day; on, if None. Raises WrittenByTwo, DomainError."""
    _lock(seat.forum, by)
    stored = ForumSeat.objects.select_related("forum").get(pk=seat.pk)
    changes(stored=end_values(stored), sent={"last_day": _day(last_day)}, seen=seen)
    _check_days(stored.valid_from, last_day)
    stored.valid_until = last_day
    stored.save(update_fields=["valid_until"])
    _follow(stored)


def _lock(forum: Forum, by: User) -> Forum:
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    if not permissions.can_seat_forum(by, forum):
        raise PermissionDenied
    return forum


def _check_days(first: date | None, last: date | None) -> None:
    if first and last and last < first:
        raise DomainError(_("The last day is before the first."))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _follow(seat: ForumSeat) -> None:
    """Among those who come to the planned meetings of its days, and to no other."""
    for meeting in seat.forum.meetings.filter(status=MeetingStatus.PLANNED):
        comes = seat.deputy_for_id is None and seat.is_held_on(
            timezone.localdate(meeting.starts_at)
        )
        if comes:
            Attendance.objects.get_or_create(
                meeting=meeting, seat=seat, defaults={"presence": Presence.PRESENT}
            )
        else:
            seat.attendances.filter(meeting=meeting).delete()
