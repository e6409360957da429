"""What waits for a person, whatever their roles: each thing with the page where it is done.

Who has no role for a thing is not asked about: each question to the database has a role before it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allocation.models import Division, Frame, Meeting, Minutes
from measures.choices import CallPart, ConfirmationKind, ReportKind, ReportStatus
from measures.models import Call, Flag, NeedsReport
from measures.permissions import can_confirm, has_own_part
from measures.services.confirming import waits_for_unions
from partnerships.choices import KEEPERS, MembershipRole, OfficeRoleKind
from partnerships.models import AccountChange, OutgoingMail, Partnership, User
from partnerships.permissions import has_role
from rekom.kit.dates import format_when
from rekom.kit.kroner import format_nok

REPORTS_READ = 20
SHOWN = 5  # of each other kind
MEETINGS_READ = 2  # each is two queries


@dataclass(frozen=True)
class Waiting:
    """Something the person can do now, and where."""

    title: str
    url: str
    note: str = ""


def what_waits_for(user: User, calls: list[Call], reports: list[NeedsReport]) -> list[Waiting]:
    """``calls`` are those the person may answer, ``reports`` those of their own partnerships."""
    latest = reports[:REPORTS_READ]
    return [
        *_to_begin(user, calls, reports),
        *_to_send_again(user, latest),
        *_own_parts(user, latest),
        *_meetings_to_confirm(user, latest),
        *_accounts_to_confirm(user),
        *_at_the_desk(user),
        *_flags(user),
        *_money_left(user),
        *_mail_to_read(user),
        *_calls_to_open(user),
        *_divisions_to_adopt(user),
        *_minutes_to_write(user),
        *_minutes_to_approve(user),
        *_next_meeting(user),
    ]


def calls_to_answer(user: User) -> list[Call]:
    """For those who write: the open calls, the one whose deadline is next first."""
    if not has_role(user, MembershipRole.COORDINATOR):
        return []
    return list(Call.objects.of_offices(user).open_at(timezone.now()).order_by("closes_at"))


def _to_begin(user: User, calls: list[Call], reports: list[NeedsReport]) -> list[Waiting]:
    """Open calls for which a partnership of the person has no report yet."""
    if not calls:
        return []
    begun = {
        (each.call_id, each.partnership_id) for each in reports if each.kind == ReportKind.ORDINARY
    }
    partnerships = Partnership.objects.with_member(user, MembershipRole.COORDINATOR)
    return [
        Waiting(
            _("Begin the needs report of %(partnership)s for %(year)s")
            % {"partnership": partnership.name, "year": call.year},
            reverse("measures:report_list"),
        )
        for call in calls
        for partnership in partnerships
        if partnership.county_governor_id == call.county_governor_id
        and (call.pk, partnership.pk) not in begun
    ]


def _to_send_again(user: User, reports: Iterable[NeedsReport]) -> list[Waiting]:
    """For the coordinator: what the office has returned."""
    own = {held.partnership for held in user.held_roles if held.role == MembershipRole.COORDINATOR}
    return [
        Waiting(
            _("Change the needs report of %(partnership)s for %(year)s and send it again")
            % {"partnership": report.partnership.name, "year": report.call.year},
            reverse("measures:comments", args=[report.pk]),
            _("By %(deadline)s") % {"deadline": format_when(report.may_send_until, "weekday")}
            if report.may_send_until
            else "",
        )
        for report in reports
        if report.status == ReportStatus.RETURNED and report.partnership_id in own
    ]


def _own_parts(user: User, reports: list[NeedsReport]) -> list[Waiting]:
    """For a university's contact: the reports that are being written."""
    return [
        Waiting(
            _("Write and confirm your part of the needs report of %(partnership)s for %(year)s")
            % {"partnership": report.partnership.name, "year": report.call.year},
            reverse("measures:own_part", args=[report.pk]),
        )
        for report in reports
        if has_own_part(user, report)
    ]


def _meetings_to_confirm(user: User, reports: Iterable[NeedsReport]) -> list[Waiting]:
    """For the union representative: a meeting that is reported, and whose confirmation does not stand."""
    kind = ConfirmationKind.CODETERMINATION
    asked_in = [report for report in reports if can_confirm(user, report, kind)][:MEETINGS_READ]
    return [
        Waiting(
            _("Confirm the co-determination meeting about the needs report of %(partnership)s")
            % {"partnership": report.partnership.name},
            reverse("measures:confirmations", args=[report.pk]),
        )
        for report in asked_in
        if waits_for_unions(report)
    ]


def _accounts_to_confirm(user: User) -> list[Waiting]:
    """A second of the payee's own people answers for a new account (R-62)."""
    if not has_role(user, MembershipRole.COORDINATOR, MembershipRole.UNIVERSITY_CONTACT):
        return []
    changes = AccountChange.objects.visible_to(user).waiting_for(user)
    return [
        Waiting(
            _("Confirm the new account number of %(payee)s") % {"payee": change.organisation.name},
            reverse("partnerships:account", args=[change.organisation_id]),
        )
        for change in changes.select_related("organisation")[:SHOWN]
    ]


def _at_the_desk(user: User) -> list[Waiting]:
    """Sent reports that wait for the formal control."""
    if not has_role(user, OfficeRoleKind.CASE_WORKER):
        return []
    calls = Call.objects.staffed_by(user).with_count_of(ReportStatus.SUBMITTED)
    return [
        Waiting(
            ngettext(
                "%(count)s needs report waits for control",
                "%(count)s needs reports wait for control",
                call.report_count,
            )
            % {"count": call.report_count},
            f"{reverse('measures:inbox_of_call', args=[call.pk])}?vis=office",
            str(call),
        )
        for call in calls
        if call.report_count
    ]


def _flags(user: User) -> list[Waiting]:
    """What somebody has given the person to see to."""
    if not has_role(user, OfficeRoleKind.CASE_WORKER, OfficeRoleKind.APPROVER):
        return []
    flags = Flag.objects.visible_to(user).waiting_for(user)
    return [
        Waiting(
            _("See to a flag on the needs report of %(partnership)s")
            % {"partnership": flag.report.partnership.name},
            reverse("measures:review", args=[flag.report_id]),
            flag.text,
        )
        for flag in flags.select_related("report__partnership")[:SHOWN]
    ]


def _money_left(user: User) -> list[Waiting]:
    """What is not placed stays in plain sight until it is placed or carried over."""
    if not has_role(user, OfficeRoleKind.CASE_WORKER):
        return []
    frames = Frame.objects.visible_to(user).with_sums().filter(left_nok__gt=0)
    return [
        Waiting(
            _("Place or carry over %(amount)s") % {"amount": format_nok(frame.left_nok)},
            reverse("allocation:frame", args=[frame.pk]),
            str(frame),
        )
        for frame in frames.select_related("call", "scheme")[:SHOWN]
    ]


def _calls_to_open(user: User) -> list[Waiting]:
    """Of the administrator's offices and the case worker's: nobody else sees them before they are opened."""
    if not has_role(user, *KEEPERS):
        return []
    prepared = Call.objects.visible_to(user).set_up_by(user).filter(is_being_prepared=True)
    return [
        Waiting(
            _("The call of %(year)d is prepared, and waits to be opened") % {"year": call.year},
            reverse("measures:call_setup", args=[call.pk]),
            " ".join(_what_is_left(call)),
        )
        for call in prepared.select_related("county_governor").order_by("opens_at")[:SHOWN]
    ]


def _what_is_left(call: Call) -> Iterator[str]:
    yield _("%(office)s. It is to open %(day)s.") % {
        "office": call.county_governor,
        "day": format_when(timezone.localdate(call.opens_at), "weekday"),
    }
    if call.to_look_over:
        parts = ", ".join(str(CallPart(part).label) for part in call.to_look_over)
        yield _("To be looked over: %(parts)s.") % {"parts": parts}


def _mail_to_read(user: User) -> list[Waiting]:
    """Reminders and other letters that go only when somebody at the office has read them."""
    if not has_role(user, *KEEPERS):
        return []
    count = OutgoingMail.objects.visible_to(user).held().count()
    if not count:
        return []
    title = ngettext(
        "%(count)s e-mail waits to be read before it goes",
        "%(count)s e-mails wait to be read before they go",
        count,
    )
    return [Waiting(title % {"count": count}, reverse("partnerships:outbox"))]


def _divisions_to_adopt(user: User) -> list[Waiting]:
    """What the forum has recommended; never what the person has made."""
    if not has_role(user, OfficeRoleKind.APPROVER):
        return []
    divisions = (
        Division.objects.visible_to(user).waiting_for(user).select_related("post", "made_by")
    )
    return [
        Waiting(
            _("Decide on %(post)s, version %(version)d")
            % {"post": division.post.title, "version": division.version},
            reverse("allocation:division", args=[division.pk]),
            _("Made by %(name)s") % {"name": division.made_by.name},
        )
        for division in divisions[:SHOWN]
    ]


def _minutes_to_write(user: User) -> list[Waiting]:
    """Meetings that are held, and whose minutes nobody has sent for approval."""
    if not has_role(user, OfficeRoleKind.SECRETARY):
        return []
    meetings = Meeting.objects.visible_to(user).minuted_by(user).without_minutes()
    return [
        Waiting(
            _("Write the minutes of %(meeting)s") % {"meeting": meeting.title},
            reverse("forum:minutes", args=[meeting.pk]),
            format_when(timezone.localdate(meeting.starts_at), "long"),
        )
        for meeting in meetings[:SHOWN]
    ]


def _minutes_to_approve(user: User) -> list[Waiting]:
    """Never what the person has written."""
    if not has_role(user, OfficeRoleKind.APPROVER):
        return []
    sent = (
        Minutes.objects.visible_to(user).waiting_for(user).select_related("meeting", "written_by")
    )
    return [
        Waiting(
            _("Approve the minutes of %(meeting)s") % {"meeting": minutes.meeting.title},
            reverse("forum:minutes", args=[minutes.meeting_id]),
            _("Written by %(name)s") % {"name": minutes.written_by.name},
        )
        for minutes in sent[:SHOWN]
    ]


def _next_meeting(user: User) -> list[Waiting]:
    """What a member of the forum reads for."""
    if not has_role(user, OfficeRoleKind.FORUM_MEMBER):
        return []
    meetings = Meeting.objects.visible_to(user).to_come(timezone.now())
    return [
        Waiting(
            _("Read the papers of %(meeting)s") % {"meeting": meeting.title},
            reverse("forum:meeting", args=[meeting.pk]),
            format_when(meeting.starts_at, "weekday"),
        )
        for meeting in meetings[:1]
    ]
