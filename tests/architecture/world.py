"""Something for every address to point at, the same again elsewhere, and everybody who might come.

Each kind of person stands here twice: at home, where the objects of the addresses belong, and
elsewhere, at another county governor. ``cast`` names them at home.
"""

import re
from datetime import date
from types import SimpleNamespace

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import TestCase

from measures.choices import Audience, CallPart, FileKind, ReportStatus, Section
from measures.models import NeedsReport
from measures.models.selection import Selection
from measures.services import lifecycle
from measures.services.attachments import add_attachment
from measures.services.exporting import ask_for_file, write_file
from partnerships import services
from partnerships.choices import MembershipRole, OfficeRoleKind
from partnerships.models import Partnership, User
from tests.architecture.world_of_money import add_division, add_meeting
from tests.builders import (
    make_call,
    make_comment,
    make_mail,
    make_member,
    make_partnership,
    make_plan,
    make_ready_report,
    make_staff,
    make_university,
    make_user,
)

MEMBERS = {
    "kari": MembershipRole.COORDINATOR,
    "per": MembershipRole.READER,
    "tor": MembershipRole.UNION_REPRESENTATIVE,
    "una": MembershipRole.UNIVERSITY_CONTACT,
}
STAFF = {
    "siri": OfficeRoleKind.CASE_WORKER,
    "arne": OfficeRoleKind.APPROVER,
    "liv": OfficeRoleKind.SECRETARY,
    "anne": OfficeRoleKind.ADMINISTRATOR,
    "frida": OfficeRoleKind.FORUM_MEMBER,
}
KINDS = [*MEMBERS, *STAFF]
ACCOUNT = "12345678903"  # invented; its check digit is right

# Written into the objects of each place; whoever has nothing to do there must never read it.
SECRETS = {"home": "SecretOfHome", "next door": "SecretNextDoor", "elsewhere": "SecretElsewhere"}


class World(SimpleNamespace):
    """The objects at home that addresses are about, and ``people``: name → user, or None."""


def make_world(
    cast: SimpleNamespace,
    *,
    report: str = ReportStatus.SUBMITTED,
    division: str = "laid",
    meeting: str = "planned",
) -> World:
    """With the statuses that are asked for, at home and elsewhere alike."""
    elsewhere = _elsewhere(cast)
    world = World(people=_people(cast, elsewhere), uid="1", reset_key="set-password", version=1)
    world.call_part, world.row_kind = CallPart.DATES, "kriterium"
    for place, staff, office, into in (
        ("home", cast, cast.office, world),
        ("elsewhere", elsewhere, cast.other_office, World()),
    ):
        into.partnership = staff.partnership
        into.call = make_call(office=office)
        into.plan = make_plan(office)
        into.report = _report(into.call, staff.partnership, staff.kari, place)
        into.measure = into.report.measures.first()
        into.attachment = add_attachment(
            report=into.report, name="a.pdf", content=b"%PDF-" + place.encode(), by=staff.kari
        )
        into.mail = make_mail(office=office, subject=SECRETS[place], is_held=True)
        _add_review(into, secret=SECRETS[place], by=staff.siri)
        _bring_to(into.report, report, kari=staff.kari, siri=staff.siri)
        add_division(into, division, secret=SECRETS[place], staff=staff)
        add_meeting(into, meeting, secret=SECRETS[place], staff=staff)
    _report(world.call, cast.neighbour, cast.ola, "next door")
    _set_up_a_desk(world, cast)
    _begin_what_can_be_ended(world, cast)
    _log_in_in_two_steps(cast.per)
    _give_passwords(world.people)
    return world


def _elsewhere(cast: SimpleNamespace) -> SimpleNamespace:
    office, university = cast.other_office, make_university(name=SECRETS["elsewhere"])
    partnership = make_partnership(
        office=office, name=SECRETS["elsewhere"], universities=(university,)
    )
    place = SimpleNamespace(partnership=partnership)
    for name, role in MEMBERS.items():
        has_university = role == MembershipRole.UNIVERSITY_CONTACT
        person = make_member(partnership, role, university=university if has_university else None)
        setattr(place, name, person)
    for name, role in STAFF.items():
        schemes = cast.schemes if role == OfficeRoleKind.FORUM_MEMBER else ()
        setattr(place, name, make_staff(office, role, schemes=schemes))
    return place


def _people(cast: SimpleNamespace, elsewhere: SimpleNamespace) -> dict[str, User | None]:
    gone = make_member(cast.partnership, user=make_user("Gone"))
    left = make_member(cast.partnership, user=make_user("Left"))
    left.memberships.all().delete()
    return {
        "visitor": None,
        "gone": gone,  # deactivated, with a session that is still open
        "left": left,  # removed from the partnership, and in no other
        "ola": cast.ola,
        **{name: getattr(cast, name) for name in KINDS},
        **{f"{name} elsewhere": getattr(elsewhere, name) for name in KINDS},
    }


def _report(call, partnership: Partnership, by: User, place: str) -> NeedsReport:
    report = make_ready_report(call=call, partnership=partnership, by=by)
    report.measures.update(title=SECRETS[place])
    return report


def _add_review(into: SimpleNamespace, *, secret: str, by: User) -> None:
    """A comment that all who see the report may read, and a flag."""
    into.criterion, into.point = into.call.criteria.first(), into.call.discussion_points.first()
    into.audience = Audience.FORUM
    into.comment = make_comment(
        into.report, by=by, section=Section.SCOPE, text=secret, released_to=Audience
    )
    into.flag = into.report.flags.create(
        text=secret, owner=by, raised_by=by, raised_at=into.call.opens_at
    )


def _bring_to(report: NeedsReport, status: str, *, kari: User, siri: User) -> None:
    """Along the way that a report really takes."""
    key = services.new_key
    if status in (ReportStatus.SUBMITTED, ReportStatus.RETURNED, ReportStatus.CHECKED):
        lifecycle.submit_report(report=report, by=kari, key=key())
    if status == ReportStatus.RETURNED:
        until = report.call.closes_at
        lifecycle.return_report(report=report, by=siri, key=key(), reason="More.", until=until)
    if status == ReportStatus.CHECKED:
        lifecycle.check_off_report(report=report, by=siri, key=key())
    if status == ReportStatus.WITHDRAWN:
        lifecycle.withdraw_report(report=report, by=kari, reason="Not this year.")
    report.refresh_from_db()


def _set_up_a_desk(world: World, cast: SimpleNamespace) -> None:
    """A kept view, a file of the inbox and an absence of Siri's own."""
    world.file_kind = FileKind.CSV
    world.inbox_file = ask_for_file(
        call=world.call, selection=Selection(), rows=1, kind=world.file_kind, by=cast.siri
    )
    write_file(world.inbox_file.pk)
    world.saved_view = services.save_view(page="inbox", query="", name="All", by=cast.siri)
    days = {"first_day": date(2031, 7, 1), "last_day": date(2031, 7, 21)}
    colleague = make_staff(cast.office, OfficeRoleKind.CASE_WORKER)
    world.absence = services.tell_absence(
        office=cast.office, covered_by=colleague, by=cast.siri, **days
    )


def _begin_what_can_be_ended(world: World, cast: SimpleNamespace) -> None:
    """An invitation to the partnership, one to the office, a proposed account number."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        services.invite_to_partnership(
            partnership=cast.partnership,
            email="new.reader@example.no",
            role=MembershipRole.READER,
            by=cast.kari,
            absolute=_absolute,
        )
    world.invitation = cast.partnership.invitations.get()
    world.token = re.search(r"invitasjon/([^/\s]+)/", mail.outbox[-1].body)[1]
    services.invite_to_office(
        office=cast.office,
        email="new.secretary@example.no",
        role=OfficeRoleKind.SECRETARY,
        by=cast.anne,
        absolute=_absolute,
    )
    world.office_invitation = cast.office.invitations.get()
    world.university = cast.university
    colleague = make_member(
        cast.partnership, MembershipRole.UNIVERSITY_CONTACT, university=cast.university
    )
    world.account_change = services.propose_account_change(
        organisation=cast.university, bank_account=ACCOUNT, by=colleague, absolute=_absolute
    )
    world.membership = cast.partnership.memberships.get(user=cast.per)
    world.colleague = cast.siri
    world.colleague_role = cast.siri.office_roles.get()


def _log_in_in_two_steps(person: User) -> None:
    """The codes have been seen once: that it was is the one thing the library notes when they are shown."""
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person).mark_as_viewed()


def _give_passwords(people: dict[str, User | None]) -> None:
    User.objects.update(password=make_password("a password for everybody"))
    for person in filter(None, people.values()):
        person.refresh_from_db(fields=["password"])


def _absolute(path: str) -> str:
    return f"https://rekom.example.no{path}"
