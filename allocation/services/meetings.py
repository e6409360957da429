"""A meeting of the forum: planned, its agenda, who came, who stepped aside, what was recommended.

Rows are locked in the order Meeting → Division. When the minutes are approved, the meeting is closed.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from allocation import permissions
from allocation.choices import DivisionStatus, MeetingStatus, MinutesStatus, Presence
from allocation.models import (
    AgendaItem,
    Attendance,
    Disqualification,
    DivisionLine,
    ForumSeat,
    Guest,
    Meeting,
    Minutes,
    Recommendation,
)
from allocation.services.divisions import recommend_division
from partnerships.models import Network, User
from rekom.kit.errors import DomainError


@transaction.atomic
def save_meeting(*, meeting: Meeting, by: User) -> Meeting:
    """Plan a meeting or change its time and place."""
    if meeting.pk:
        _lock(meeting, by)
        meeting.save(
            update_fields=[
                "title",
                "case_number",
                "starts_at",
                "ends_at",
                "place",
                "chair",
                "secretary",
            ]
        )
        return meeting
    if not permissions.can_plan_meetings(by, meeting.forum):
        raise PermissionDenied
    meeting.save()
    for seat in meeting.forum.seats.filter(deputy_for__isnull=True):
        Attendance.objects.create(meeting=meeting, seat=seat, presence=Presence.PRESENT)
    return meeting


@transaction.atomic
def save_item(*, item: AgendaItem, by: User) -> AgendaItem:
    """Put an item on the agenda, or change it. A new one without a number gets the year's next (R-52)."""
    meeting = _lock(item.meeting, by)
    item.forum = meeting.forum
    item.year = timezone.localtime(meeting.starts_at).year
    if not item.number:
        taken = AgendaItem.objects.filter(forum=item.forum, year=item.year)
        item.number = (taken.aggregate(last=Max("number"))["last"] or 0) + 1
    item.save()
    return item


@transaction.atomic
def remove_item(*, item: AgendaItem, by: User) -> None:
    _lock(item.meeting, by)
    if item.division_id is not None:
        raise DomainError(_("A division was laid before the forum in this item. It stays."))
    item.delete()


@transaction.atomic
def save_attendance(
    *, meeting: Meeting, presence: dict[ForumSeat, tuple[str, str]], guests: list[Guest], by: User
) -> None:
    """Who was there: for each seat presence and, of a deputy, the name; and the guests, all anew."""
    meeting = _lock(meeting, by)
    for seat, (value, attended_by) in presence.items():
        Attendance.objects.update_or_create(
            meeting=meeting, seat=seat, defaults={"presence": value, "attended_by": attended_by}
        )
    meeting.guests.all().delete()
    for guest in guests:
        guest.meeting = meeting
        guest.save()


@transaction.atomic
def decide_impartiality(
    *,
    item: AgendaItem,
    seat: ForumSeat,
    network: Network | None,
    ground: str,
    outcome: str,
    by: User,
) -> Disqualification:
    """What the forum decided, without the member: for the whole item, or for one network in it."""
    _lock(item.meeting, by)
    decision, _created = Disqualification.objects.update_or_create(
        item=item,
        seat=seat,
        network=network,
        defaults={
            "ground": ground,
            "outcome": outcome,
            "stepped_out": outcome == "disqualified",
        },
    )
    return decision


@transaction.atomic
def remove_impartiality(*, decision: Disqualification, by: User) -> None:
    _lock(decision.item.meeting, by)
    decision.delete()


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
    _lock(item.meeting, by)
    if line.division_id != item.division_id:
        raise DomainError(_("Another version was laid before the forum in this item."))
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
    meeting = _lock(meeting, by)
    if meeting.status == MeetingStatus.HELD:
        return meeting
    if timezone.now() < meeting.starts_at:
        raise DomainError(_("The meeting has not begun."))
    for item in meeting.items.filter(division__status=DivisionStatus.LAID, outcome="recommended"):
        recommend_division(division=item.division, item=item, by=by, key=f"{key}-{item.pk}")
    meeting.status = MeetingStatus.HELD
    meeting.save(update_fields=["status"])
    return meeting


def possibly_disqualified(meeting: Meeting) -> list[tuple[ForumSeat, Network]]:
    """Members whose organisation takes part with a network: "possibly disqualified, the forum decides"."""
    day: date = timezone.localtime(meeting.starts_at).date()
    found = []
    seats = meeting.forum.seats.filter(organisation__isnull=False).select_related("organisation")
    networks = list(
        Network.objects.filter(county_governor=meeting.forum.county_governor).prefetch_related(
            "members", "partnerships__university_links"
        )
    )
    for seat in seats:
        for network in networks:
            if _takes_part(seat.organisation_id, network, day):
                found.append((seat, network))
    return found


def _takes_part(organisation: int | None, network: Network, day: date) -> bool:
    """As a member of the network on the day, or as a university of its partnership."""
    members = {
        member.organisation_id
        for member in network.members.all()
        if (member.joined_on is None or member.joined_on <= day)
        and (member.left_on is None or member.left_on > day)
    }
    universities = {
        link.organisation_id
        for partnership in network.partnerships.all()
        for link in partnership.university_links.all()
    }
    return organisation in members | universities


def _lock(meeting: Meeting, by: User) -> Meeting:
    """The meeting's row; nobody changes a meeting whose minutes are approved."""
    locked = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("forum__county_governor", "call")
        .get(pk=meeting.pk)
    )
    if not permissions.can_prepare_meeting(by, locked):
        raise PermissionDenied
    if Minutes.objects.filter(meeting=locked, status=MinutesStatus.APPROVED).exists():
        raise DomainError(_("The minutes are approved. What they say can no longer be changed."))
    return locked
