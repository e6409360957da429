"""The first page: what waits for me. And the pages that anyone may read. Stands on top of all apps."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import select_template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from allocation.models import Meeting, Minutes
from measures.choices import ReportKind, ReportStatus
from measures.models import Call, NeedsReport, add_totals, own_reports
from measures.permissions import has_own_part
from partnerships.choices import KEEPERS, MembershipRole, OfficeRoleKind
from partnerships.models import OutgoingMail, Partnership, User
from partnerships.permissions import has_role
from rekom.kit.dates import format_when

REPORTS_SHOWN = 20
MEETINGS_SHOWN = 5


@dataclass(frozen=True)
class Waiting:
    """Something the person can do now, and where."""

    title: str
    url: str
    note: str = ""


@login_not_required
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "welcome.html", {"calls": _open_calls()})
    user = request.user
    reports = [each for each in own_reports(user) if each.status != ReportStatus.WITHDRAWN]
    shown = reports[:REPORTS_SHOWN]
    add_totals(shown)
    calls = _calls_to_answer(user)
    context = {
        "now": timezone.now(),
        "waiting": [
            *_to_begin(user, calls, reports),
            *_own_parts(user, shown),
            *_at_the_desk(user),
            *_mail_to_read(user),
            *_minutes_to_write(user),
            *_minutes_to_approve(user),
            *_next_meeting(user),
        ],
        "reports": shown,
        "next_call": calls[0] if calls else None,
    }
    return render(request, "start.html", context)


@login_not_required
@require_GET
def about(request: HttpRequest) -> HttpResponse:
    return _prose(request, "about", title=_("About the scheme"), calls=_open_calls())


@login_not_required
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return _prose(request, "privacy", title=_("Privacy"))


@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return _prose(request, "accessibility", title=_("Accessibility statement"))


def _prose(request: HttpRequest, name: str, **context: object) -> HttpResponse:
    """A long text stands in one file per written form."""
    prose = select_template([f"prose/{name}.{get_language()}.html", f"prose/{name}.nb.html"])
    text = prose.render({"contact_email": settings.CONTACT_EMAIL})
    return render(request, "prose.html", {"text": text, **context})


def _open_calls() -> list[Call]:
    calls = Call.objects.open_to_all(timezone.now())
    return list(calls.select_related("county_governor").prefetch_related("schemes"))


def _calls_to_answer(user: User) -> list[Call]:
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
        for meeting in meetings[:MEETINGS_SHOWN]
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
        for minutes in sent[:MEETINGS_SHOWN]
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
