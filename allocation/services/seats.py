"""Who sits in a forum, and on which days. The forum's row is locked first.

A seat that has been in a meeting stands as it was there: it is ended, and another is added. The meetings
that are planned follow: whoever has a seat on the day is on the list of those who come.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allocation import permissions
from allocation.choices import MeetingStatus, Presence
from allocation.models import Attendance, Forum, ForumSeat
from measures.services import ChangedMeanwhile
from measures.services.merging import mark
from partnerships.models import CountyGovernor, Scheme, User
from partnerships.permissions import can_administer
from rekom.kit.errors import DomainError

SEAT_FIELDS = [
    *("name", "represents", "organisation", "user", "kind", "voting", "deputy_for"),
    "valid_from",
]


def seat_mark(seat: ForumSeat) -> str:
    """The mark of what a page showed of a seat."""
    days = [day and day.isoformat() for day in (seat.valid_from, seat.valid_until)]
    texts = [seat.name, seat.represents, seat.kind, str(seat.voting)]
    return mark([*texts, seat.organisation_id, seat.user_id, seat.deputy_for_id, *days])


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
def change_seat(*, seat: ForumSeat, seen: str, by: User) -> ForumSeat:
    """Raises ChangedMeanwhile when a colleague was first, DomainError when the seat stands."""
    _lock(seat.forum, by)
    stored = _unchanged(seat, seen)
    if has_met(stored):
        raise DomainError(
            _("The seat has been in a meeting, and stands as it was. End it, and add a new one.")
        )
    _check_days(seat.valid_from, stored.valid_until)
    seat.save(update_fields=SEAT_FIELDS)
    _follow(seat)
    return seat


@transaction.atomic
def end_seat(*, seat: ForumSeat, last_day: date | None, seen: str, by: User) -> None:
    """The seat is held until its last day; on, if None. Raises ChangedMeanwhile, DomainError."""
    _lock(seat.forum, by)
    stored = _unchanged(seat, seen)
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


def _unchanged(seat: ForumSeat, seen: str) -> ForumSeat:
    stored = ForumSeat.objects.get(pk=seat.pk)
    if seat_mark(stored) != seen:
        raise ChangedMeanwhile(
            _("A colleague has changed this since you opened the page. Look at what stands now.")
        )
    return stored


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
