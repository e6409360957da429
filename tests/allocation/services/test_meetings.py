"""A meeting from the plan to the day after, and what stands in the way."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allocation import services
from allocation.choices import (
    DivisionStatus,
    ItemKind,
    ItemOutcome,
    MeetingStatus,
    MinutesStatus,
    Presence,
)
from allocation.models import AgendaItem, Guest, Meeting
from partnerships.services import new_key
from rekom.kit.errors import DomainError
from tests.builders import (
    make_call,
    make_division,
    make_forum,
    make_item,
    make_meeting,
    make_minutes,
    make_network,
    make_office,
    make_organisation,
    make_partnership,
    make_seat,
)


@pytest.fixture
def meeting(desk):
    return make_meeting(forum=desk.forum, call=desk.call, title="Samarbeidsforum 10. mars")


def planned(desk, **fields) -> Meeting:
    starts_at = timezone.now() + timedelta(days=7)
    values = {
        "title": "Samarbeidsforum",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=6),
    }
    return Meeting(**{"forum": desk.forum, "call": desk.call, **values, **fields})


def new_item(meeting, **fields) -> AgendaItem:
    values = {"title": "Innstilling", "kind": ItemKind.RECOMMENDATION}
    return AgendaItem(meeting=meeting, **{**values, **fields})


def begin(meeting) -> Meeting:
    """The meeting as it is an hour after its beginning."""
    meeting.starts_at = timezone.now() - timedelta(hours=1)
    meeting.save(update_fields=["starts_at"])
    return meeting


def hold(desk, meeting, **fields) -> Meeting:
    return services.hold_meeting(meeting=begin(meeting), by=desk.liv, key=new_key(), **fields)


# --- planning ------------------------------------------------------------------------------------


def test_everybody_but_deputies_is_expected_at_a_planned_meeting(desk):
    hilde = make_seat(desk.forum, name="Hilde")
    make_seat(desk.forum, name="Odd", deputy_for=hilde)

    meeting = services.save_meeting(meeting=planned(desk), by=desk.liv)

    assert list(meeting.attendances.values_list("seat__name", "presence")) == [("Hilde", "present")]


@pytest.mark.parametrize("person", ["arne", "frida", "kari", "nils"])
def test_only_case_worker_and_secretary_plan_meetings(desk, person):
    with pytest.raises(PermissionDenied):
        services.save_meeting(meeting=planned(desk), by=getattr(desk, person))

    assert Meeting.objects.count() == 0


def test_a_meeting_is_about_a_call_of_its_own_office(desk):
    elsewhere = make_call(office=desk.other_office)

    with pytest.raises(PermissionDenied):
        services.save_meeting(meeting=planned(desk, call=elsewhere), by=desk.liv)


def test_a_change_keeps_what_others_do_meanwhile(desk, meeting):
    mine = Meeting.objects.get(pk=meeting.pk)
    hold(desk, meeting)

    mine.place, mine.starts_at = "Steinkjer", timezone.now() - timedelta(hours=2)
    services.save_meeting(meeting=mine, by=desk.siri)

    meeting.refresh_from_db()
    assert (meeting.place, meeting.status) == ("Steinkjer", MeetingStatus.HELD)


def test_a_meeting_that_is_held_is_not_moved_to_the_time_to_come(desk, meeting):
    hold(desk, meeting)
    meeting.starts_at = timezone.now() + timedelta(days=1)
    meeting.ends_at = meeting.starts_at + timedelta(hours=1)

    with pytest.raises(DomainError, match="cannot begin in the time to come"):
        services.save_meeting(meeting=meeting, by=desk.liv)


def test_numbered_items_keep_the_meeting_in_their_year(desk, meeting):
    services.save_item(item=new_item(meeting), by=desk.liv)
    meeting.starts_at = meeting.starts_at.replace(year=meeting.starts_at.year - 1)

    with pytest.raises(DomainError, match="The items are numbered in"):
        services.save_meeting(meeting=meeting, by=desk.liv)


# --- the agenda ----------------------------------------------------------------------------------


def test_items_are_numbered_through_the_year_of_the_forum(desk, meeting):
    later = make_meeting(forum=desk.forum, call=desk.call)
    elsewhere = make_meeting(forum=make_forum(office=desk.office), call=desk.call)

    numbers = [
        services.save_item(item=new_item(each), by=desk.siri).number
        for each in (meeting, meeting, later, elsewhere)
    ]

    assert numbers == [1, 2, 3, 1]


def test_a_number_is_given_once_but_for_its_parts(desk, meeting):
    services.save_item(item=new_item(meeting, number=8), by=desk.siri)
    part = services.save_item(item=new_item(meeting, number=8, part="a"), by=desk.siri)

    year = timezone.localtime(meeting.starts_at).year
    assert part.case_number == f"8/{year} a"
    with pytest.raises(DomainError, match=f"Item 8/{year} is there already"):
        services.save_item(item=new_item(meeting, number=8), by=desk.siri)


def test_changing_an_item_keeps_the_division_that_was_laid_meanwhile(desk, meeting):
    mine = services.save_item(item=new_item(meeting), by=desk.siri)
    division = make_division(post=desk.post, basis=desk.basis, by=desk.siri)
    services.lay_before_forum(division=division, item=mine, by=desk.siri, key=new_key())

    mine.title = "Kollektive tiltak"
    services.save_item(item=mine, by=desk.liv)

    stored = AgendaItem.objects.get(pk=mine.pk)
    assert (stored.title, stored.division) == ("Kollektive tiltak", division)


def test_an_item_is_removed_unless_a_division_was_laid_in_it(desk, meeting):
    item = services.save_item(item=new_item(meeting), by=desk.siri)
    laid = make_item(meeting, division=make_division(post=desk.post, basis=desk.basis))

    services.remove_item(item=item, by=desk.liv)
    with pytest.raises(DomainError, match="It stays"):
        services.remove_item(item=laid, by=desk.liv)

    assert list(meeting.items.all()) == [laid]


@pytest.mark.parametrize(
    ("status", "words"),
    [(MinutesStatus.SENT, "wait for approval"), (MinutesStatus.APPROVED, "are approved")],
)
def test_from_the_day_the_minutes_are_sent_the_meeting_is_closed(desk, meeting, status, words):
    item = make_item(meeting, title="Before")
    make_minutes(meeting=meeting, status=status)

    item.title = "After"
    for act in (
        lambda: services.save_item(item=item, by=desk.liv),
        lambda: services.remove_item(item=item, by=desk.liv),
        lambda: services.save_meeting(meeting=meeting, by=desk.liv),
        lambda: services.save_attendance(meeting=meeting, presence={}, guests=[], by=desk.liv),
        lambda: hold(desk, meeting),
    ):
        with pytest.raises(DomainError, match=words):
            act()

    item.refresh_from_db()
    assert item.title == "Before"


# --- who was there -------------------------------------------------------------------------------


def test_attendance_and_guests_are_written_anew_each_time(desk, meeting):
    hilde, tor = make_seat(desk.forum, name="Hilde"), make_seat(desk.forum, name="Tor")
    for presence in (
        {hilde: (Presence.PRESENT, ""), tor: (Presence.PRESENT, "")},
        {hilde: (Presence.DEPUTY, "Odd"), tor: (Presence.ABSENT, "")},
    ):
        guests = [Guest(name="Gunn", represents="Statped")]
        services.save_attendance(meeting=meeting, presence=presence, guests=guests, by=desk.liv)

    rows = meeting.attendances.order_by("seat__name")
    assert list(rows.values_list("seat__name", "presence", "attended_by")) == [
        ("Hilde", "deputy", "Odd"),
        ("Tor", "absent", ""),
    ]
    assert [guest.name for guest in meeting.guests.all()] == ["Gunn"]


def test_a_seat_of_another_forum_has_no_attendance_here(desk, meeting):
    stranger = make_seat(make_forum(office=desk.office))

    with pytest.raises(PermissionDenied):
        services.save_attendance(
            meeting=meeting, presence={stranger: (Presence.PRESENT, "")}, guests=[], by=desk.liv
        )


# --- impartiality --------------------------------------------------------------------------------


def decide(desk, item, seat, network=None, outcome="disqualified"):
    return services.decide_impartiality(
        item=item, seat=seat, network=network, ground="Ansatt der.", outcome=outcome, by=desk.liv
    )


def test_whoever_takes_part_with_a_network_is_possibly_disqualified(desk, meeting):
    dmmh, owner, lead, member, former, stranger = (make_organisation() for _n in range(6))
    network = make_network(office=desk.office, members=(member, former))
    network.members.filter(organisation=former).update(left_on=meeting.starts_at.date())
    make_partnership(
        office=desk.office, network=network, lead_owner=lead, owners=(owner,), universities=(dmmh,)
    )
    elsewhere = make_network(office=make_office(), members=(stranger,))
    seats = {
        each: make_seat(desk.forum, organisation=each)
        for each in (dmmh, owner, lead, member, former, stranger)
    }
    make_seat(desk.forum, name="Of no organisation")

    found = services.possibly_disqualified(meeting)

    assert elsewhere not in {network for _seat, network in found}
    assert {seat for seat, _network in found} == {
        seats[each] for each in (dmmh, owner, lead, member)
    }
    assert {network for _seat, network in found} == {network}


def test_a_decision_is_changed_by_deciding_again_and_can_be_removed(desk, meeting):
    item, seat = make_item(meeting), make_seat(desk.forum)
    network = make_network(office=desk.office)

    decide(desk, item, seat, network)
    decision = decide(desk, item, seat, network, outcome="impartial")

    assert [row.stepped_out for row in item.disqualifications.all()] == [False]
    services.remove_impartiality(decision=decision, by=desk.liv)
    assert item.disqualifications.count() == 0


def test_the_same_is_not_decided_twice_over(desk, meeting):
    item, seat = make_item(meeting), make_seat(desk.forum, name="Hilde")
    networks = [make_network(office=desk.office, name=name) for name in ("Fosen A", "Værnes A")]
    services.decide_impartiality_in(
        item=item, seat=seat, networks=networks, ground="DMMH.", outcome="disqualified", by=desk.liv
    )

    with pytest.raises(DomainError, match="the same is decided for Fosen A, Værnes A"):
        decide(desk, item, seat)
    decide(desk, item, seat, outcome="impartial")
    with pytest.raises(DomainError, match="decided for the whole item already"):
        decide(desk, item, seat, make_network(office=desk.office), outcome="impartial")

    decided = item.disqualifications.values_list("network__name", "outcome")
    assert sorted(decided, key=str) == sorted(
        [(None, "impartial"), ("Fosen A", "disqualified"), ("Værnes A", "disqualified")], key=str
    )


def test_a_decision_without_a_network_is_for_the_whole_item(desk, meeting):
    item, seat = make_item(meeting), make_seat(desk.forum)

    services.decide_impartiality_in(
        item=item, seat=seat, networks=[], ground="DMMH.", outcome="disqualified", by=desk.liv
    )

    assert [row.network for row in item.disqualifications.all()] == [None]


def test_a_seat_of_another_forum_is_not_decided_about(desk, meeting):
    with pytest.raises(PermissionDenied):
        decide(desk, make_item(meeting), make_seat(make_forum(office=desk.office)))


# --- what was recommended ------------------------------------------------------------------------


@pytest.fixture
def laid(desk, meeting):
    """An item with a division that is laid before the forum."""
    item = make_item(meeting)
    division = make_division(post=desk.post, basis=desk.basis, by=desk.siri)
    services.lay_before_forum(division=division, item=item, by=desk.siri, key=new_key())
    item.refresh_from_db()
    return item


def record(desk, item, **fields):
    values = {
        "line": item.division.lines.first(),
        "outcome": "recommended",
        "criteria_confirmed": True,
        "reason": "",
        "text": "Enige.",
        "by": desk.liv,
    }
    return services.record_recommendation(item=item, **{**values, **fields})


def test_the_word_on_a_network_is_about_the_line_that_was_laid(desk, laid):
    recommendation = record(desk, laid)
    other = make_division(post=desk.post, basis=desk.basis)

    assert recommendation.amount_nok == 483_118
    with pytest.raises(DomainError, match="Another version was laid"):
        record(desk, laid, line=other.lines.first())


def test_what_is_not_recommended_has_a_reason(desk, laid):
    with pytest.raises(DomainError, match="Write why"):
        record(desk, laid, outcome="not_recommended", reason=" ")

    record(desk, laid, outcome="postponed", reason="Beløpet avklares.")
    assert laid.recommendations.get().reason == "Beløpet avklares."


def test_holding_the_meeting_recommends_what_its_items_say(desk, laid):
    laid.outcome = ItemOutcome.RECOMMENDED
    services.save_item(item=laid, by=desk.liv)

    meeting = hold(desk, laid.meeting)

    laid.division.refresh_from_db()
    assert (meeting.status, laid.division.status) == (
        MeetingStatus.HELD,
        DivisionStatus.RECOMMENDED,
    )


def test_an_outcome_that_is_written_after_the_meeting_counts_as_well(desk, laid):
    hold(desk, laid.meeting)
    laid.division.refresh_from_db()
    assert laid.division.status == DivisionStatus.LAID

    laid.outcome = ItemOutcome.RECOMMENDED
    services.save_item(item=laid, by=desk.liv)

    laid.division.refresh_from_db()
    assert laid.division.status == DivisionStatus.RECOMMENDED
    laid.outcome = ItemOutcome.POSTPONED
    with pytest.raises(DomainError, match="That outcome stands"):
        services.save_item(item=laid, by=desk.liv)


def test_another_outcome_leaves_the_division_where_it_is(desk, laid):
    hold(desk, laid.meeting)
    laid.outcome = ItemOutcome.NOT_RECOMMENDED
    services.save_item(item=laid, by=desk.liv)

    laid.division.refresh_from_db()
    assert laid.division.status == DivisionStatus.LAID


def test_a_meeting_is_held_once_and_not_before_it_begins(desk, meeting):
    with pytest.raises(DomainError, match="has not begun"):
        services.hold_meeting(meeting=meeting, by=desk.liv, key=new_key())

    begin(meeting)
    key = new_key()
    services.hold_meeting(meeting=meeting, by=desk.liv, key=key)
    assert services.hold_meeting(meeting=meeting, by=desk.liv, key=key).status == "held"
    with pytest.raises(DomainError, match="the meeting is held"):
        services.hold_meeting(meeting=meeting, by=desk.siri, key=new_key())


@pytest.mark.parametrize("person", ["arne", "frida", "kari", "nils"])
def test_only_case_worker_and_secretary_touch_a_meeting(desk, laid, person):
    user, meeting, seat = getattr(desk, person), laid.meeting, make_seat(desk.forum)
    for act in (
        lambda: services.save_meeting(meeting=meeting, by=user),
        lambda: services.save_item(item=laid, by=user),
        lambda: services.remove_item(item=laid, by=user),
        lambda: services.save_attendance(meeting=meeting, presence={}, guests=[], by=user),
        lambda: services.hold_meeting(meeting=meeting, by=user, key=new_key()),
        lambda: record(desk, laid, by=user),
        lambda: services.decide_impartiality_in(
            item=laid, seat=seat, networks=[], ground="DMMH.", outcome="impartial", by=user
        ),
    ):
        with pytest.raises(PermissionDenied):
            act()
