"""A meeting of the forum: planned, its agenda, who came, what was recommended.

Rows are locked in the order Meeting → Forum → Division. From the day the minutes are sent, the meeting
is closed. Whoever writes an item or a word on a network stands among the meeting's writers from then on,
also when another writes it over: nobody approves minutes that they have written in.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from allocation import permissions
from allocation.choices import (
    DivisionStatus,
    ItemOutcome,
    MeetingStatus,
    MinutesStatus,
    Presence,
    RecommendationOutcome,
)
from allocation.models import (
    AgendaItem,
    Attendance,
    Division,
    DivisionLine,
    Forum,
    ForumSeat,
    Guest,
    Meeting,
    Minutes,
    Recommendation,
)
from allocation.services.divisions import recommend_division
from partnerships.models import User
from partnerships.services import complete_once, new_key
from rekom.kit.errors import DomainError

MEETING_FIELDS = ["title", "case_number", "starts_at", "ends_at", "place", "chair", "secretary"]
ITEM_FIELDS = [
    *("number", "part", "title", "kind", "text", "outcome", "postponed_to"),
    *("frame", "shows"),
]


@transaction.atomic
def save_meeting(*, meeting: Meeting, by: User) -> Meeting:
    """Plan a meeting or change its time and place."""
    if meeting.pk:
        _check_time(lock_meeting(meeting, by), meeting)
        meeting.save(update_fields=MEETING_FIELDS)
        return meeting
    if not permissions.can_plan_meetings(by, meeting.forum):
        raise PermissionDenied
    if meeting.call.county_governor_id != meeting.forum.county_governor_id:
        raise PermissionDenied
    meeting.save()
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, seat=seat, presence=Presence.PRESENT)
        for seat in meeting.forum.seats.on(_day(meeting)).filter(deputy_for__isnull=True)
    )
    return meeting


@transaction.atomic
def save_item(*, item: AgendaItem, by: User) -> AgendaItem:
    """Put an item on the agenda, or change it. A new one without a number gets the year's next (R-52).

    In a meeting that is held, the outcome of the item is that of the division laid before the forum.
    """
    meeting = lock_meeting(item.meeting, by)
    meeting.writers.add(by)
    item.forum = Forum.objects.select_for_update().get(
        pk=meeting.forum_id
    )  # numbers are the forum's
    if item.pk is None:
        item.year = timezone.localtime(meeting.starts_at).year
    _give_number(item)
    if item.pk is None:
        item.save()
        return item
    laid = AgendaItem.objects.select_related("division").get(pk=item.pk).division
    _check_outcome(item, laid)
    item.save(update_fields=ITEM_FIELDS)
    if meeting.status == MeetingStatus.HELD:
        _recommend_laid(item, laid, by)
    return item


@transaction.atomic
def remove_item(*, item: AgendaItem, by: User) -> None:
    lock_meeting(item.meeting, by)
    if item.division_id is not None:
        raise DomainError(_("A division was laid before the forum in this item. It stays."))
    item.delete()


@transaction.atomic
def save_attendance(
    *, meeting: Meeting, presence: dict[ForumSeat, tuple[str, str]], guests: list[Guest], by: User
) -> None:
    """Who was there: for each seat presence and, of a deputy, the name; and the guests, all anew."""
    meeting = lock_meeting(meeting, by)
    if any(seat.forum_id != meeting.forum_id for seat in presence):
        raise PermissionDenied
    for seat, (value, attended_by) in presence.items():
        Attendance.objects.update_or_create(
            meeting=meeting, seat=seat, defaults={"presence": value, "attended_by": attended_by}
        )
    meeting.guests.all().delete()
    for guest in guests:
        guest.meeting = meeting
        guest.save()


@transaction.atomic
def record_recommendation(
    *,
    item: AgendaItem,
    line: DivisionLine,
    outcome: str,
    criteria_confirmed: bool | None,
    reason: str,
    text: str,
    by: User,
) -> Recommendation:
    """The forum's word on one network. The amount is the line's; other outcomes than yes have a reason."""
    meeting = lock_meeting(item.meeting, by)
    if line.division_id != item.division_id:
        raise DomainError(_("Another version was laid before the forum in this item."))
    if outcome != RecommendationOutcome.RECOMMENDED and not reason.strip():
        raise DomainError(_("Write why it is not recommended."))
    meeting.writers.add(by)
    recommendation, _created = Recommendation.objects.update_or_create(
        item=item,
        line=line,
        defaults={
            "outcome": outcome,
            "criteria_confirmed": criteria_confirmed,
            "reason": reason,
            "text": text,
        },
    )
    return recommendation


@transaction.atomic
def hold_meeting(*, meeting: Meeting, by: User, key: str) -> Meeting:
    """The meeting is held: what was laid before it is frozen, and recommended where the item says so."""
    meeting = lock_meeting(meeting, by)
    if not complete_once(user=by, key=key, action=f"hold_meeting {meeting.pk}"):
        return meeting
    if meeting.status == MeetingStatus.HELD:
        raise DomainError(_("Somebody has done this first: the meeting is held."))
    if timezone.now() < meeting.starts_at:
        raise DomainError(_("The meeting has not begun."))
    for item in meeting.items.select_related("division"):
        _recommend_laid(item, item.division, by)
    meeting.status = MeetingStatus.HELD
    meeting.save(update_fields=["status"])
    return meeting


def _day(meeting: Meeting) -> date:
    return timezone.localdate(meeting.starts_at)


def _check_time(before: Meeting, meeting: Meeting) -> None:
    year = timezone.localtime(before.starts_at).year
    moved = timezone.localtime(meeting.starts_at).year != year
    if moved and before.items.exists():
        raise DomainError(
            _("The items are numbered in %(year)d. Keep the meeting in that year.") % {"year": year}
        )
    if before.status == MeetingStatus.HELD and meeting.starts_at > timezone.now():
        raise DomainError(_("The meeting is held. It cannot begin in the time to come."))


def _give_number(item: AgendaItem) -> None:
    """The one that was chosen if it is free, else the next of the forum's year."""
    taken = AgendaItem.objects.filter(forum=item.forum, year=item.year).exclude(pk=item.pk)
    if not item.number:
        item.number = (taken.aggregate(last=Max("number"))["last"] or 0) + 1
    elif taken.filter(number=item.number, part=item.part).exists():
        raise DomainError(_("Item %(number)s is there already.") % {"number": item.case_number})


def _check_outcome(item: AgendaItem, laid: Division | None) -> None:
    was_recommended = laid is not None and laid.status in (
        DivisionStatus.RECOMMENDED,
        DivisionStatus.IN_FORCE,
        DivisionStatus.SUPERSEDED,
    )
    if was_recommended and item.outcome != ItemOutcome.RECOMMENDED:
        raise DomainError(_("The division is recommended in this item. That outcome stands."))


def _recommend_laid(item: AgendaItem, laid: Division | None, by: User) -> None:
    if laid is None or laid.status != DivisionStatus.LAID:
        return
    if item.outcome == ItemOutcome.RECOMMENDED:
        recommend_division(division=laid, item=item, by=by, key=new_key())


def lock_meeting(meeting: Meeting, by: User) -> Meeting:
    """The meeting's row; nobody changes a meeting whose minutes are sent or approved."""
    locked = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("forum__county_governor", "call")
        .get(pk=meeting.pk)
    )
    if not permissions.can_prepare_meeting(by, locked):
        raise PermissionDenied
    status = Minutes.objects.filter(meeting=locked).values_list("status", flat=True).first()
    if status == MinutesStatus.APPROVED:
        raise DomainError(_("The minutes are approved. What they say can no longer be changed."))
    if status == MinutesStatus.SENT:
        raise DomainError(_("The minutes wait for approval. Take them back to write on."))
    return locked
