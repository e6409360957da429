"""The secretary writes, another approves, and nothing alters what was approved."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allocation import services
from allocation.choices import LedgerKind, MeetingStatus, PostKind, Rounding
from allocation.models import Minutes, Recommendation, minutes_of, read_frame, read_minutes
from measures.choices import ReportStatus
from partnerships.choices import OfficeRoleKind
from partnerships.models import Network
from partnerships.services import new_key
from rekom.kit.errors import DomainError
from tests.builders import (
    make_division,
    make_entry,
    make_item,
    make_line,
    make_measure,
    make_meeting,
    make_partnership,
    make_post,
    make_report,
    make_seat,
    make_staff,
    make_university,
    owner_of,
    university_of,
)


@pytest.fixture
def held(desk):
    """A meeting that was held, with Hilde there and one item."""
    meeting = make_meeting(
        forum=desk.forum,
        call=desk.call,
        status=MeetingStatus.HELD,
        place="Statens hus",
        chair=desk.siri,
        secretary=desk.liv,
    )
    meeting.attendances.create(seat=make_seat(desk.forum, name="Hilde"), presence="present")
    make_item(meeting, title="Aktuelt", text="Ingenting nytt.")
    return meeting


def write(desk, meeting, **fields):
    return services.save_minutes(meeting=meeting, **{"preamble": "", "by": desk.liv, **fields})


def send(desk, minutes, **fields):
    return services.send_minutes(minutes=minutes, **{"by": desk.liv, "key": new_key(), **fields})


def approve(desk, minutes, **fields):
    values = {"by": desk.arne, "key": new_key(), **fields}
    return services.approve_minutes(minutes=minutes, **values)


# --- who writes, sends and approves --------------------------------------------------------------


def test_the_secretary_writes_and_another_approves(desk, held):
    minutes = write(desk, held, preamble="Et kort møte.")
    minutes = write(desk, held, preamble="Et langt møte.")
    send(desk, minutes)
    approved = approve(desk, minutes)

    assert (approved.status, approved.written_by, approved.approved_by) == (
        "approved",
        desk.liv,
        desk.arne,
    )
    content = minutes_of(held)
    assert (content.preamble, content.approved_by) == ("Et langt møte.", "Arne")
    assert content.approved_on == timezone.localdate().isoformat()


def test_nobody_approves_what_they_wrote_themselves(desk, held):
    make_staff(desk.office, OfficeRoleKind.APPROVER, user=desk.liv)
    minutes = send(desk, write(desk, held))

    with pytest.raises(PermissionDenied):
        approve(desk, minutes, by=desk.liv)


def write_item(desk, item, division):
    services.save_item(item=item, by=desk.hanna)


def write_of_network(desk, item, division):
    services.record_recommendation(
        item=item,
        line=division.lines.first(),
        outcome="recommended",
        criteria_confirmed=None,
        reason="",
        text="Forumet var enig.",
        by=desk.hanna,
    )


def write_impartiality(desk, item, division):
    services.decide_impartiality(
        item=item,
        seat=desk.forum.seats.get(),
        network=None,
        ground="Styremedlem.",
        outcome="impartial",
        by=desk.hanna,
    )


def write_preamble(desk, item, division):
    write(desk, item.meeting, preamble="Først.", by=desk.hanna)


@pytest.mark.parametrize(
    "write_a_part", [write_item, write_of_network, write_impartiality, write_preamble]
)
def test_nobody_approves_what_they_wrote_a_part_of(desk, held, write_a_part):
    """Hanna is secretary and approver; Liv writes last, and over her, and sends."""
    desk.hanna = make_staff(desk.office, OfficeRoleKind.APPROVER)
    make_staff(desk.office, OfficeRoleKind.SECRETARY, user=desk.hanna)
    division = make_division(post=desk.post, basis=desk.basis, by=desk.siri)
    item = make_item(held, text="{pot} fordeles.", division=division, outcome="recommended")
    write_a_part(desk, item, division)
    Recommendation.objects.all().delete()
    minutes = write(desk, held, preamble="Sist.")
    for line in division.lines.all():
        services.record_recommendation(
            item=item,
            line=line,
            outcome="recommended",
            criteria_confirmed=None,
            reason="",
            text="",
            by=desk.liv,
        )
    minutes = send(desk, minutes)

    assert desk.hanna.pk != minutes.written_by_id
    with pytest.raises(PermissionDenied):
        approve(desk, minutes, by=desk.hanna)
    assert not Minutes.objects.waiting_for(desk.hanna).exists()
    assert Minutes.objects.waiting_for(desk.arne).get() == minutes
    assert approve(desk, minutes, by=desk.arne).status == "approved"


@pytest.mark.parametrize("person", ["siri", "arne", "frida", "kari", "nils"])
def test_only_the_secretary_writes_and_sends(desk, held, person):
    with pytest.raises(PermissionDenied):
        write(desk, held, by=getattr(desk, person))
    minutes = write(desk, held)
    with pytest.raises(PermissionDenied):
        write(desk, held, by=getattr(desk, person))
    with pytest.raises(PermissionDenied):
        send(desk, minutes, by=getattr(desk, person))


@pytest.mark.parametrize("person", ["siri", "liv", "frida", "kari", "nils"])
def test_only_an_approver_of_the_office_approves(desk, held, person):
    minutes = send(desk, write(desk, held))

    with pytest.raises(PermissionDenied):
        approve(desk, minutes, by=getattr(desk, person))


def test_what_was_sent_is_not_written_on_until_it_is_taken_back(desk, held):
    minutes = send(desk, write(desk, held))
    with pytest.raises(DomainError, match="the minutes are now sent for approval"):
        write(desk, held, preamble="Mer.")

    services.take_back_minutes(minutes=minutes, by=desk.arne)
    write(desk, held, preamble="Mer.")

    assert minutes_of(held).preamble == "Mer."


def test_only_secretary_and_approver_take_minutes_back_and_only_once(desk, held):
    minutes = send(desk, write(desk, held))
    with pytest.raises(PermissionDenied):
        services.take_back_minutes(minutes=minutes, by=desk.siri)

    services.take_back_minutes(minutes=minutes, by=desk.liv)
    with pytest.raises(DomainError, match="the minutes are now draft"):
        services.take_back_minutes(minutes=minutes, by=desk.arne)


# --- pressing twice, and at the same time --------------------------------------------------------


def test_pressing_twice_sends_and_approves_once(desk, held):
    minutes, key = write(desk, held), new_key()
    first = send(desk, minutes, key=key)
    assert send(desk, minutes, key=key).sent_at == first.sent_at

    key = new_key()
    first = approve(desk, minutes, key=key)
    assert approve(desk, minutes, key=key).approved_at == first.approved_at


def test_whoever_comes_second_is_told(desk, held):
    minutes = send(desk, write(desk, held))
    approve(desk, minutes)

    for act in (
        lambda: approve(desk, minutes),
        lambda: send(desk, minutes),
        lambda: services.take_back_minutes(minutes=minutes, by=desk.liv),
    ):
        with pytest.raises(DomainError, match="the minutes are now approved"):
            act()


# --- what must be written first ------------------------------------------------------------------


def test_a_meeting_is_held_before_its_minutes_are_sent(desk, held):
    held.status = MeetingStatus.PLANNED
    held.save(update_fields=["status"])

    with pytest.raises(DomainError, match="Say first that the meeting is held"):
        send(desk, write(desk, held))


def test_what_is_missing_is_listed_and_nothing_is_sent(desk, held):
    held.place, held.chair = "", None
    held.save(update_fields=["place", "chair"])
    minutes = write(desk, held)

    with pytest.raises(services.NotReadyForApproval) as failure:
        send(desk, minutes)

    assert [check.what for check in failure.value.checks] == ["Place", "Chair"]
    minutes.refresh_from_db()
    assert (minutes.status, minutes.content) == ("draft", None)


# --- what was approved stands --------------------------------------------------------------------


def test_what_was_sent_is_what_is_approved(desk, held):
    minutes = send(desk, write(desk, held))
    held.items.update(text="Another text, past the services.")

    approve(desk, minutes)

    assert [item.text for item in minutes_of(held).items] == ["Ingenting nytt."]


def test_approved_minutes_are_read_as_they_were_stored(desk, held):
    minutes = send(desk, write(desk, held))
    sent = minutes_of(minutes.meeting)
    approve(desk, minutes)

    stored = minutes_of(Minutes.objects.get(pk=minutes.pk).meeting)
    assert (stored.items, stored.seats) == (sent.items, sent.seats)
    assert sent == read_minutes(Minutes.objects.get(pk=minutes.pk).meeting)


@pytest.mark.slow
def test_approved_minutes_become_one_paper_and_drafts_none(desk, held):
    minutes = send(desk, write(desk, held))
    with pytest.raises(PermissionDenied):
        services.minutes_document(minutes=minutes, by=desk.liv)

    minutes = approve(desk, minutes)
    paper = services.minutes_document(minutes=minutes, by=desk.liv)

    assert bytes(paper.content).startswith(b"%PDF-1.7")
    assert services.minutes_document(minutes=minutes, by=desk.arne) == paper
    assert (paper.minutes, paper.kind, paper.made_by) == (minutes, "minutes", desk.liv)


# --- how the rows make up the minutes ------------------------------------------------------------


@pytest.fixture
def recommended(desk, held):
    """Item 2 of the meeting: the division of 2022, with Værnes and what was said of it."""
    division = make_division(
        post=desk.post, basis=desk.basis, by=desk.siri, rounding=Rounding.NEAREST
    )
    held.status, held.starts_at = MeetingStatus.PLANNED, timezone.now() + timedelta(days=1)
    held.ends_at = held.starts_at + timedelta(hours=6)
    held.save()
    item = make_item(held, title="Kollektive tiltak", outcome="recommended")
    services.lay_before_forum(division=division, item=item, by=desk.siri, key=new_key())
    held.starts_at = timezone.now() - timedelta(hours=1)
    held.save()
    services.hold_meeting(meeting=held, by=desk.liv, key=new_key())
    item.refresh_from_db()
    return item


def checked_report(desk, network, owner_nok, university_nok, **fields):
    partnership = make_partnership(
        office=desk.office, network=network, universities=(make_university(name="DMMH"),)
    )
    values = {"call": desk.call, "partnership": partnership, "status": ReportStatus.CHECKED}
    report = make_report(**{**values, **fields})
    measure = make_measure(report, scheme=desk.regional)
    make_line(measure, owner_of(report), owner_nok)
    make_line(measure, university_of(report), university_nok)
    return report


def part_of(item, network):
    [part] = [
        part
        for each in read_minutes(item.meeting).items
        for part in each.networks
        if part.network == network
    ]
    return part


def test_a_network_stands_with_its_need_its_allotment_and_what_was_said(desk, recommended):
    vaernes = Network.objects.get(name="Værnes")
    checked_report(desk, vaernes, 500_000, 1_200_000)
    make_entry(frame=desk.frame, network=vaernes, words="et like stort beløp")
    line = recommended.division.lines.get(name="Værnes")
    services.record_recommendation(
        item=recommended,
        line=line,
        outcome="recommended",
        criteria_confirmed=False,
        reason="",
        text="Årets tildeling er {allotted}.",
        by=desk.liv,
    )

    part = part_of(recommended, "Værnes")

    assert (part.owner_need_nok, part.need_nok, part.allotted_nok, part.beyond_nok) == (
        500_000,
        1_700_000,
        886_637,
        813_363,
    )
    assert [(need.name, need.amount_nok) for need in part.university_needs] == [("DMMH", 1_200_000)]
    assert (part.measures, part.earlier_money_nok, part.earlier_money_words) == (
        1,
        None,
        "et like stort beløp",
    )
    assert (part.outcome, part.criteria_confirmed, part.text) == (
        "recommended",
        False,
        "Årets tildeling er {allotted}.",
    )


def test_only_checked_reports_of_the_call_and_the_scheme_are_a_need(desk, recommended):
    fosen = Network.objects.get(name="Fosen")
    checked_report(desk, fosen, 1, 1, status=ReportStatus.SUBMITTED)
    report = checked_report(desk, Network.objects.get(name="Gauldal"), 10, 20)
    make_line(make_measure(report, scheme=desk.decentralised), owner_of(report), 5)
    make_entry(frame=desk.frame, network=fosen, kind=LedgerKind.OPENING, amount_nok=9)

    assert (part_of(recommended, "Fosen").need_nok, part_of(recommended, "Gauldal").need_nok) == (
        None,
        30,
    )
    assert part_of(recommended, "Fosen").earlier_money_nok is None


def test_whoever_was_not_disqualified_did_not_step_aside(desk, recommended):
    vaernes = Network.objects.get(name="Værnes")
    for name, outcome in (("Hilde", "disqualified"), ("Jorun", "impartial")):
        services.decide_impartiality(
            item=recommended,
            seat=make_seat(desk.forum, name=name, represents="DMMH"),
            network=vaernes,
            ground="Ansatt.",
            outcome=outcome,
            by=desk.liv,
        )
    Network.objects.filter(pk=vaernes.pk).update(name="Værnesregionen")

    part = part_of(recommended, "Værnes")
    item = read_minutes(recommended.meeting).items[1]

    assert part.stepped_aside == ("Hilde (DMMH)",)
    assert [(row.name, row.network) for row in item.impartiality] == [
        ("Hilde (DMMH)", "Værnes"),
        ("Jorun (DMMH)", "Værnes"),
    ]


def test_the_division_is_the_version_that_was_laid_with_its_two_kroner(desk, recommended):
    version_2 = make_division(post=desk.post, basis=desk.basis, by=desk.siri)
    services.adopt_division(
        division=version_2, by=desk.arne, key=new_key(), reason="Tabellen var 2 kr for stor."
    )

    table = read_minutes(recommended.meeting).items[1].division

    assert (table.version, table.pot_nok, table.flat_percent) == (1, 11_588_000, "10")
    assert sum(line.amount_nok for line in table.lines) == 11_588_002
    assert [line.fte for line in table.lines][:2] == ["228.1", "78.4"]


def test_a_frame_is_read_with_its_posts_and_what_is_left(desk, held):
    make_post(frame=desk.frame, kind=PostKind.COMMON, title="Møter", amount_nok=200_000)
    make_item(held, title="Ramme", frame=desk.frame)

    frame = read_minutes(held).items[1].frame

    assert frame == read_frame(desk.frame)
    assert [(post.title, post.amount_nok) for post in frame.posts] == [
        ("Kollektive tiltak", 11_588_000),
        ("Møter", 200_000),
    ]
    assert frame.left_nok == 17_873_000 - 11_788_000


@pytest.mark.parametrize("items", [1, 3, 30])
def test_reading_takes_five_queries_however_long_the_meeting_was(
    desk, recommended, items, django_assert_num_queries
):
    for _number in range(items):
        make_item(recommended.meeting, frame=desk.frame)
    checked_report(desk, Network.objects.get(name="Fosen"), 1, 2)
    meeting = type(recommended.meeting).objects.select_related(
        "forum__county_governor", "chair", "secretary", "minutes"
    ).get(pk=recommended.meeting.pk)  # fmt: skip

    with django_assert_num_queries(5):
        content = read_minutes(meeting)

    assert len(content.items) == items + 2
