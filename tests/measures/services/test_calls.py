from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone, translation

from measures import permissions
from measures.choices import CallActKind, CallPart, CallStatus, ContributionBase
from measures.models import Call
from measures.services import calls, lifecycle
from measures.services.merging import WrittenByTwo, marks
from partnerships.services import new_key
from rekom.kit.errors import DomainError
from tests.builders import make_call, make_plan, make_ready_report, make_report

OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture
def earlier(cast):
    call = make_call(
        office=cast.office,
        year=2027,
        opens_at=datetime(2026, 10, 15, 8, 0, tzinfo=OSLO),
        closes_at=datetime(2027, 2, 1, 23, 59, tzinfo=OSLO),
        forum_recommends_on=date(2027, 3, 15),
        first_term="2027-spring",
        last_term="2028-spring",
        schemes=cast.schemes[:2],
        own_contribution_schemes=cast.schemes[1:2],
        own_contribution_percent=30,
        own_contribution_base=ContributionBase.TOTAL_GRANT,
        own_contribution_source="Utlysningen",
        individual_share_percent=20,
        years_covered=2,
        reminder_working_days=7,
        helper_name="Siri",
        plan=make_plan(cast.office),
    )
    call.criteria.filter(code="T1").update(name_nb="Kontorets eget")
    return call


@pytest.fixture
def prepared(cast, earlier):
    return calls.start_next_call(earlier=earlier, year=earlier.year + 1, by=cast.anne)


def absolute(path):
    return f"https://rekom.example.no{path}"


def look_all_over(call, by):
    for part in CallPart:
        calls.look_over(call=call, part=part, by=by)
    call.refresh_from_db()


def opened(cast, **fields):
    """A call that is open now."""
    return make_call(office=cast.office, **fields)


def acts_of(call):
    return [(act.kind, act.part, act.by.name) for act in call.acts.all()]


def test_the_next_year_is_the_last_one_a_year_later(cast, earlier, prepared):
    assert (prepared.year, prepared.county_governor) == (2028, cast.office)
    assert timezone.localtime(prepared.opens_at) == datetime(2027, 10, 15, 8, 0, tzinfo=OSLO)
    assert timezone.localtime(prepared.closes_at) == datetime(2028, 2, 1, 23, 59, tzinfo=OSLO)
    assert (prepared.forum_recommends_on, prepared.decision_by) == (date(2028, 3, 15), None)
    assert (prepared.first_term, prepared.last_term) == ("2028-spring", "2029-spring")
    for field in calls.COPIED:
        assert getattr(prepared, field) == getattr(earlier, field), field
    for field in calls.TO_MANY:
        assert list(getattr(prepared, field).all()) == list(getattr(earlier, field).all()), field
    for rows in ("criteria", "discussion_points"):
        copied, old = (
            list(getattr(call, rows).values_list("code", "name_nb", "position"))
            for call in (prepared, earlier)
        )
        assert copied == old
    assert prepared.criteria.first().name_nb == "Kontorets eget"
    assert prepared.to_look_over == CallPart.values
    assert acts_of(prepared) == [(CallActKind.STARTED, "", "Anne")]


def test_everything_of_a_call_is_copied_moved_or_new():
    """A field that is added to the call is thought of here."""
    fields = {
        field.name for field in Call._meta.get_fields() if field.concrete and not field.auto_created
    }
    new = {"county_governor", "year", "is_being_prepared", "to_look_over"}

    assert fields == {*calls.COPIED, *calls.DATES, *calls.TO_MANY, "first_term", "last_term", *new}


def test_nobody_outside_the_office_knows_of_a_call_that_is_prepared(cast, prepared):
    Call.objects.filter(pk=prepared.pk).update(
        opens_at=timezone.now() - timedelta(days=1), closes_at=timezone.now() + timedelta(days=9)
    )
    prepared.refresh_from_db()
    seen_by = {
        name
        for name in ("kari", "una", "frida", "siri", "arne", "liv", "anne", "nils")
        if Call.objects.visible_to(getattr(cast, name)).filter(pk=prepared.pk).exists()
    }

    assert seen_by == {"siri", "arne", "liv", "anne"}
    assert not Call.objects.open_at(timezone.now()).filter(pk=prepared.pk).exists()
    for of_user in ("of_offices", "staffed_by"):
        assert not getattr(Call.objects, of_user)(cast.siri).filter(pk=prepared.pk).exists()
    for person in (cast.kari, cast.siri):
        assert not permissions.can_begin(person, prepared, cast.partnership, timezone.now())


def test_a_year_is_started_once(cast, earlier, prepared):
    with pytest.raises(DomainError):
        calls.start_next_call(earlier=earlier, year=earlier.year + 1, by=cast.anne)
    with pytest.raises(DomainError):
        calls.start_next_call(earlier=prepared, year=prepared.year + 1, by=cast.anne)

    assert cast.office.calls.count() == 2


def test_a_year_is_started_after_years_without_a_call(cast):
    earlier = make_call(
        office=cast.office,
        year=2024,
        opens_at=datetime(2023, 7, 15, 8, 0, tzinfo=OSLO),
        closes_at=datetime(2024, 2, 29, 23, 59, tzinfo=OSLO),
        decision_by=date(2024, 2, 29),
        first_term="2024-autumn",
        last_term="2025-spring",
    )

    call = calls.start_next_call(earlier=earlier, year=2028, by=cast.anne)

    assert call.year == 2028
    assert timezone.localtime(call.opens_at) == datetime(2027, 7, 15, 8, 0, tzinfo=OSLO)
    assert timezone.localtime(call.closes_at) == datetime(2028, 2, 29, 23, 59, tzinfo=OSLO)
    assert call.decision_by == date(2028, 2, 29)
    assert (call.first_term, call.last_term) == ("2028-autumn", "2029-spring")
    assert call.to_look_over == CallPart.values


def test_a_leap_day_becomes_the_28th_in_a_year_without_one(cast):
    leap = datetime(2024, 2, 29, 23, 59, tzinfo=OSLO)
    earlier = make_call(
        office=cast.office,
        year=2024,
        opens_at=leap - timedelta(days=90),
        closes_at=leap,
        decision_by=leap.date(),
    )

    call = calls.start_next_call(earlier=earlier, year=2027, by=cast.anne)

    assert timezone.localtime(call.closes_at) == datetime(2027, 2, 28, 23, 59, tzinfo=OSLO)
    assert call.decision_by == date(2027, 2, 28)


def test_a_year_is_not_started_beside_one_that_waits_to_be_opened(cast, earlier, prepared):
    with pytest.raises(DomainError):
        calls.start_next_call(earlier=earlier, year=prepared.year + 1, by=cast.anne)


def test_the_first_call_of_an_office_has_the_standard_set(cast):
    call = calls.start_call(office=cast.office, year=2028, by=cast.anne)

    assert timezone.localtime(call.closes_at) == datetime(2028, 2, 1, 23, 59, tzinfo=OSLO)
    assert list(call.schemes.all()) == list(cast.schemes)
    assert [row.code for row in call.criteria.all()] == ["T1", "T2", "T3", "T4"]
    assert (call.is_being_prepared, call.to_look_over) == (True, CallPart.values)


@pytest.mark.parametrize("name", ["siri", "arne", "kari", "nils"])
def test_only_the_administrator_sets_up(cast, earlier, name):
    by = getattr(cast, name)
    with pytest.raises(PermissionDenied):
        calls.start_next_call(earlier=earlier, year=earlier.year + 1, by=by)
    with pytest.raises(PermissionDenied):
        calls.start_call(office=cast.office, year=2030, by=by)
    with pytest.raises(PermissionDenied):
        calls.look_over(call=earlier, part=CallPart.DATES, by=by)
    with pytest.raises(PermissionDenied):
        calls.open_call(call=earlier, by=by)
    with pytest.raises(PermissionDenied):
        calls.save_part(call=earlier, part=CallPart.DATES, values={}, seen=None, by=by)


def test_what_is_changed_is_stored_and_kept_in_the_trail(cast, prepared):
    seen = marks(calls.setup_values(prepared, CallPart.GUIDANCE))
    values = {"guidance_url": "", "helper_name": "Arne", "helper_phone": "", "helper_hours": ""}

    calls.save_part(call=prepared, part=CallPart.GUIDANCE, values=values, seen=seen, by=cast.anne)

    prepared.refresh_from_db()
    assert prepared.helper_name == "Arne"
    assert CallPart.GUIDANCE not in prepared.to_look_over
    assert prepared.acts.first().changes == {"helper_name": ["Siri", "Arne"]}
    assert prepared.acts.first().part == CallPart.GUIDANCE


def test_a_scheme_that_falls_away_takes_its_demand_along(cast, prepared):
    regional = cast.schemes[:1]

    calls.save_part(
        call=prepared, part=CallPart.SCOPE, values={"schemes": regional}, seen=None, by=cast.anne
    )

    assert list(prepared.schemes.all()) == list(regional)
    assert not prepared.own_contribution_schemes.exists()


def test_two_who_change_different_fields_both_get_theirs(cast, prepared):
    seen = marks(calls.setup_values(prepared, CallPart.GUIDANCE))
    for values in ({"helper_name": "Arne"}, {"helper_phone": "40 00 00 09"}):
        calls.save_part(
            call=prepared, part=CallPart.GUIDANCE, values=values, seen=seen, by=cast.anne
        )

    prepared.refresh_from_db()
    assert (prepared.helper_name, prepared.helper_phone) == ("Arne", "40 00 00 09")


def test_of_two_who_change_the_same_the_second_is_told(cast, prepared):
    seen = marks(calls.setup_values(prepared, CallPart.GUIDANCE))
    calls.save_part(
        call=prepared,
        part=CallPart.GUIDANCE,
        values={"helper_name": "Arne"},
        seen=seen,
        by=cast.anne,
    )

    with pytest.raises(WrittenByTwo) as told:
        calls.save_part(
            call=prepared,
            part=CallPart.GUIDANCE,
            values={"helper_name": "Liv"},
            seen=seen,
            by=cast.anne,
        )

    assert told.value.stored == {"helper_name": "Arne"}
    prepared.refresh_from_db()
    assert prepared.helper_name == "Arne"


@pytest.mark.parametrize(
    ("part", "values"),
    [
        (CallPart.SCOPE, {"years_covered": 1}),
        (CallPart.RULES, {"own_contribution_percent": 10}),
        (CallPart.DATES, {"closes_at": datetime(2030, 1, 1, tzinfo=OSLO)}),
    ],
)
def test_what_a_report_rests_on_stands(cast, part, values):
    call = opened(cast, own_contribution_percent=30)
    make_report(call=call, partnership=cast.partnership)

    with pytest.raises(DomainError):
        calls.save_part(call=call, part=part, values=values, seen=None, by=cast.anne)

    assert not call.acts.exists()


def test_what_no_report_rests_on_is_changed_at_any_time(cast):
    call = opened(cast)
    make_report(call=call, partnership=cast.partnership)
    values = {"decision_by": date(2031, 4, 30), "reminder_working_days": None}

    calls.save_part(call=call, part=CallPart.DATES, values=values, seen=None, by=cast.anne)

    call.refresh_from_db()
    assert (call.decision_by, call.reminder_working_days) == (date(2031, 4, 30), None)


def test_a_deadline_before_the_opening_is_not_stored(cast, prepared):
    values = {"closes_at": prepared.opens_at}

    with pytest.raises(DomainError):
        calls.save_part(call=prepared, part=CallPart.DATES, values=values, seen=None, by=cast.anne)


def test_a_call_is_opened_when_all_is_looked_over(cast, prepared):
    with pytest.raises(DomainError):
        calls.open_call(call=prepared, by=cast.anne)
    look_all_over(prepared, cast.anne)

    calls.open_call(call=prepared, by=cast.anne)

    prepared.refresh_from_db()
    assert prepared.status_at(timezone.now()) == CallStatus.COMING
    assert prepared.opens_at == datetime(2027, 10, 15, 8, 0, tzinfo=OSLO)
    assert {row.valid_from for row in prepared.criteria.all()} == {date(2027, 10, 15)}
    assert acts_of(prepared)[0] == (CallActKind.OPENED, "", "Anne")
    assert Call.objects.visible_to(cast.kari).filter(pk=prepared.pk).exists()
    with pytest.raises(DomainError):
        calls.open_call(call=prepared, by=cast.anne)


def test_a_call_whose_day_has_come_opens_at_once(cast, prepared):
    Call.objects.filter(pk=prepared.pk).update(opens_at=timezone.now() - timedelta(days=3))
    look_all_over(prepared, cast.anne)
    before = timezone.now()

    calls.open_call(call=prepared, by=cast.anne)

    prepared.refresh_from_db()
    assert before <= prepared.opens_at <= timezone.now()
    assert permissions.can_begin(cast.kari, prepared, cast.partnership, timezone.now())


def test_what_stands_in_the_way_of_opening_is_told(cast, prepared):
    look_all_over(prepared, cast.anne)
    prepared.closes_at = timezone.now() - timedelta(minutes=1)
    prepared.schemes.clear()
    prepared.criteria.all().delete()

    with translation.override("en"):
        assert calls.what_stops(prepared, timezone.now()) == [
            "The deadline is over. Choose one that is still to come.",
            "Choose the schemes that can be applied for.",
            "Write the criteria that measures are judged by.",
        ]


def test_the_database_opens_nothing_that_is_not_looked_over(prepared):
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=prepared.pk).update(is_being_prepared=False)


def test_a_moved_deadline_is_told_to_those_who_have_a_draft(cast):
    call = opened(cast)
    draft = make_report(call=call, partnership=cast.partnership)
    sent = make_ready_report(call=call, partnership=cast.neighbour, by=cast.ola)
    lifecycle.submit_report(report=sent, by=cast.ola, key=new_key())
    was, mail.outbox = call.closes_at, []
    later = was + timedelta(days=7)

    with TestCase.captureOnCommitCallbacks(execute=True):
        calls.move_deadline(
            call=call, closes_at=later, reason="Snø i nord.", by=cast.anne, absolute=absolute
        )

    call.refresh_from_db()
    assert call.closes_at == later
    [letter] = mail.outbox
    assert letter.to == [cast.kari.email]
    assert "Snø i nord." in letter.body
    assert absolute(f"/behov/{draft.pk}/") in letter.body
    [act] = call.acts.all()
    assert (act.kind, act.reason) == (CallActKind.DEADLINE_MOVED, "Snø i nord.")
    kept = [datetime.fromisoformat(each) for each in act.changes["closes_at"]]
    assert kept == [was, later]


@pytest.mark.parametrize("days", [-1, 0])
def test_a_deadline_is_never_moved_back(cast, days):
    call = opened(cast)

    with pytest.raises(DomainError):
        calls.move_deadline(
            call=call,
            closes_at=call.closes_at + timedelta(days=days),
            reason="x",
            by=cast.anne,
            absolute=absolute,
        )


def test_a_deadline_is_moved_to_a_time_to_come(cast):
    call = opened(cast, closes_at=timezone.now() - timedelta(days=9))

    with pytest.raises(DomainError):
        calls.move_deadline(
            call=call,
            closes_at=timezone.now() - timedelta(days=1),
            reason="x",
            by=cast.anne,
            absolute=absolute,
        )


def test_what_was_done_to_a_call_is_never_altered_or_deleted(prepared):
    with pytest.raises(IntegrityError), transaction.atomic():
        prepared.acts.update(reason="Something else")
    with pytest.raises(IntegrityError), transaction.atomic():
        prepared.acts.all().delete()
