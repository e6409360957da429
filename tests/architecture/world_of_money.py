"""The part of the world that is divided, discussed and written down. Papers are stored already:
laying one out takes seconds, and that is not what is asked about."""

from types import SimpleNamespace

from allocation.choices import (
    DivisionStatus,
    DocumentKind,
    ImpartialityOutcome,
    MeetingStatus,
    MinutesStatus,
)
from allocation.models import Disqualification, read_minutes
from rekom.kit.values import to_json
from tests.builders import (
    make_basis,
    make_division,
    make_document,
    make_entry,
    make_forum,
    make_frame,
    make_item,
    make_meeting,
    make_minutes,
    make_network,
    make_post,
    make_seat,
    make_university,
)

# How far a meeting and its minutes have come.
MEETING_STATUSES = ("planned", "held", *MinutesStatus.values)
FIGURES = [("Midtre Namdal", 3, "228.1"), ("Indre Namdal", 5, "78.4")]
NOT_ON_AN_AGENDA = (DivisionStatus.DRAFT, DivisionStatus.SET_ASIDE)


def add_division(world: SimpleNamespace, status: str, *, secret: str, staff) -> None:
    """Version 2 in the status that is asked for, of a post whose version 1 the forum has read."""
    office = world.call.county_governor
    world.frame = make_frame(call=world.call)
    world.post = make_post(frame=world.frame, title=secret)
    world.network = make_network(office=office)
    world.payee = make_university()
    make_entry(frame=world.frame, organisation=world.payee, words=secret)
    world.basis = make_basis(office=office, figures=FIGURES, title=secret, by=staff.siri)
    earlier = {"post": world.post, "basis": world.basis, "by": staff.siri}
    make_division(**earlier, status=DivisionStatus.SUPERSEDED, adopted_by=staff.arne)
    world.division = make_division(**earlier, status=status)
    for kind in (DocumentKind.DIVISION_LANDSCAPE, DocumentKind.DIVISION_PORTRAIT):
        world.document = make_document(division=world.division, kind=kind)
    for version in world.report.versions.all():
        make_document(sent_version=version, kind=DocumentKind.REPORT)


def add_meeting(world: SimpleNamespace, status: str, *, secret: str, staff) -> None:
    office = world.call.county_governor
    forum = make_forum(office=office)
    seat = make_seat(forum, user=staff.frida)
    world.forum, world.seat = forum, seat
    held = MeetingStatus.PLANNED if status == "planned" else MeetingStatus.HELD
    world.meeting = make_meeting(forum=forum, call=world.call, title=secret, status=held)
    laid = None if world.division.status in NOT_ON_AN_AGENDA else world.division
    world.item = make_item(world.meeting, frame=world.frame, division=laid)
    world.line = world.division.lines.first()
    world.impartiality = Disqualification.objects.create(
        item=world.item, seat=seat, ground="Own owner.", outcome=ImpartialityOutcome.IMPARTIAL
    )
    if status in MinutesStatus.values:
        _write_minutes(world, status, staff=staff)


def _write_minutes(world: SimpleNamespace, status: str, *, staff) -> None:
    approved = {}
    if status == MinutesStatus.APPROVED:
        content = to_json(read_minutes(world.meeting))
        approved = {"approved_by": staff.arne, "content": content}
    minutes = make_minutes(meeting=world.meeting, by=staff.liv, status=status, **approved)
    make_document(minutes=minutes, kind=DocumentKind.MINUTES)
