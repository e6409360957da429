from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allocation.choices import MeetingStatus, Presence, SeatKind
from allocation.models import Attendance, Forum, ForumSeat
from allocation.services import possibly_disqualified, save_meeting, seats
from measures.services.merging import WrittenByTwo, marks
from rekom.kit.errors import DomainError
from tests.builders import make_call, make_forum, make_meeting, make_seat

TODAY = date(2031, 5, 5)


@pytest.fixture
def forum(cast):
    return make_forum(office=cast.office)


@pytest.fixture
def meeting(forum):
    """In a week."""
    return make_meeting(forum=forum)


def day(meeting, days=0):
    return timezone.localdate(meeting.starts_at) + timedelta(days=days)


def coming(meeting):
    return [row.seat.name for row in meeting.attendances.select_related("seat")]


def new_seat(forum, **fields):
    return ForumSeat(forum=forum, name="Hilde", kind=SeatKind.UNIVERSITY, **fields)


def end(seat, by, last_day):
    seats.end_seat(seat=seat, last_day=last_day, seen=marks(seats.end_values(seat)), by=by)


@pytest.mark.parametrize(
    ("first", "last", "is_held"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (TODAY + timedelta(days=1), None, False),
        (None, TODAY - timedelta(days=1), False),
    ],
)
def test_a_seat_is_held_from_its_first_day_to_its_last(forum, first, last, is_held):
    seat = make_seat(forum, valid_from=first, valid_until=last)

    assert seat.is_held_on(TODAY) is is_held
    assert forum.seats.on(TODAY).filter(pk=seat.pk).exists() is is_held


def test_a_new_seat_comes_last_and_to_the_planned_meetings(cast, forum, meeting):
    make_seat(forum)

    seat = seats.add_seat(seat=new_seat(forum), by=cast.anne)

    assert seat.position == 2
    assert coming(meeting) == ["Hilde"]
    assert seat.history.get().history_type == "+"


def test_a_deputy_comes_to_no_meeting_by_itself(cast, forum, meeting):
    seats.add_seat(seat=new_seat(forum, deputy_for=make_seat(forum)), by=cast.anne)

    assert coming(meeting) == []


@pytest.mark.parametrize(("days", "expected"), [(0, ["Hilde"]), (-1, [])])
def test_who_has_left_by_then_comes_to_no_planned_meeting(cast, forum, meeting, days, expected):
    seat = seats.add_seat(seat=new_seat(forum), by=cast.anne)

    end(seat, cast.anne, day(meeting, days))

    assert coming(meeting) == expected


def test_who_came_to_a_meeting_that_was_held_stays_there(cast, forum):
    held = make_meeting(forum=forum, status=MeetingStatus.HELD)
    seat = make_seat(forum, name="Hilde")
    Attendance.objects.create(meeting=held, seat=seat, presence=Presence.PRESENT)

    end(seat, cast.anne, day(held, -30))

    assert coming(held) == ["Hilde"]


def test_a_meeting_is_planned_with_those_who_have_a_seat_then(cast, forum):
    meeting = make_meeting(forum=forum, call=make_call(office=cast.office))
    make_seat(forum, name="Present")
    make_seat(forum, name="Gone", valid_until=day(meeting, -1))
    make_seat(forum, name="To come", valid_from=day(meeting, 1))
    meeting.pk = None

    assert coming(save_meeting(meeting=meeting, by=cast.siri)) == ["Present"]


def test_nobody_is_disqualified_who_has_no_seat_then(cast, forum, meeting):
    make_seat(forum, organisation=cast.lead_owner, valid_until=day(meeting, -1))
    seat = make_seat(forum, organisation=cast.lead_owner)

    assert {found for found, _network in possibly_disqualified(meeting)} == {seat}


def test_a_seat_is_changed_until_it_has_been_in_a_meeting(cast, forum):
    seat = make_seat(forum, name="Hilde")
    seen, seat.name = marks(seats.seat_values(seat)), "Hilde Berg"
    seats.change_seat(seat=seat, seen=seen, by=cast.anne)
    assert forum.seats.get().name == "Hilde Berg"
    assert [row.name for row in seat.history.all()] == ["Hilde Berg", "Hilde"]

    held = make_meeting(forum=forum, status=MeetingStatus.HELD)
    Attendance.objects.create(meeting=held, seat=seat, presence=Presence.PRESENT)
    seen, seat.name = marks(seats.seat_values(seat)), "Somebody else"
    with pytest.raises(DomainError):
        seats.change_seat(seat=seat, seen=seen, by=cast.anne)


def test_of_two_who_change_a_seat_the_second_is_told(cast, forum):
    seat = make_seat(forum, name="Hilde")
    seen = marks(seats.seat_values(seat))
    seat.name = "Hilde Berg"
    seats.change_seat(seat=seat, seen=seen, by=cast.anne)
    seat.name = "Hilde Lie"

    with pytest.raises(WrittenByTwo) as told:
        seats.change_seat(seat=seat, seen=seen, by=cast.anne)

    assert told.value.stored == {"name": "Hilde Berg"}
    seats.change_seat(seat=seat, seen=seen | marks(told.value.stored), by=cast.anne)
    assert forum.seats.get().name == "Hilde Lie"


def test_two_who_change_different_fields_of_a_seat_both_get_theirs(cast, forum):
    first, second = make_seat(forum, name="Hilde"), forum.seats.get()
    seen = marks(seats.seat_values(first))
    first.name, second.represents = "Hilde Berg", "Nord universitet"

    seats.change_seat(seat=first, seen=seen, by=cast.anne)
    end(first, cast.anne, TODAY)
    seats.change_seat(seat=second, seen=seen, by=cast.anne)

    seat = forum.seats.get()
    assert str(seat) == "Hilde Berg (Nord universitet)"
    assert seat.valid_until == TODAY


def test_two_changes_that_are_right_alone_do_not_give_the_secretariat_a_vote(cast, forum):
    first, second = make_seat(forum, voting=False), forum.seats.get()
    seen = marks(seats.seat_values(first))
    first.kind, second.voting = SeatKind.SECRETARIAT, True
    seats.change_seat(seat=first, seen=seen, by=cast.anne)

    with pytest.raises(DomainError):
        seats.change_seat(seat=second, seen=seen, by=cast.anne)

    assert not forum.seats.get().voting


def test_of_two_who_end_a_seat_the_second_is_told(cast, forum):
    seat = make_seat(forum)
    seen = marks(seats.end_values(seat))
    end(seat, cast.anne, TODAY)

    with pytest.raises(WrittenByTwo):
        seats.end_seat(seat=seat, last_day=TODAY + timedelta(days=1), seen=seen, by=cast.anne)


def test_a_seat_does_not_end_before_it_begins(cast, forum):
    seat = make_seat(forum, valid_from=TODAY)

    with pytest.raises(DomainError):
        end(seat, cast.anne, TODAY - timedelta(days=1))

    seat.valid_from, seat.valid_until = TODAY, TODAY
    seat.save()
    seen, seat.valid_from = marks(seats.seat_values(seat)), TODAY + timedelta(days=1)
    with pytest.raises(DomainError):
        seats.change_seat(seat=seat, seen=seen, by=cast.anne)


def test_an_office_has_one_forum_of_a_name(cast):
    fields = {"office": cast.office, "name": "Samarbeidsforum", "schemes": cast.schemes[:1]}
    forum = seats.set_up_forum(by=cast.anne, **fields)

    assert list(forum.schemes.all()) == list(cast.schemes[:1])
    with pytest.raises(DomainError):
        seats.set_up_forum(by=cast.anne, **fields)


@pytest.mark.parametrize("name", ["siri", "liv", "frida", "nils", "kari"])
def test_only_the_administrator_says_who_sits_in_the_forum(cast, forum, name):
    by, seat = getattr(cast, name), make_seat(forum)
    with pytest.raises(PermissionDenied):
        seats.add_seat(seat=new_seat(forum), by=by)
    with pytest.raises(PermissionDenied):
        end(seat, by, TODAY)
    with pytest.raises(PermissionDenied):
        seats.set_up_forum(office=cast.office, name="x", schemes=[], by=by)


def test_the_administrator_finds_who_sits_there_and_no_papers(cast, forum):
    found = {
        name: (
            Forum.objects.set_up_by(getattr(cast, name)).exists(),
            Forum.objects.visible_to(getattr(cast, name)).exists(),
        )
        for name in ("anne", "siri", "frida", "kari", "nils")
    }

    assert found == {
        "anne": (True, False),
        "siri": (True, True),
        "frida": (False, True),
        "kari": (False, False),
        "nils": (False, False),
    }
