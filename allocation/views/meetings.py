"""The forum's meetings: the list, the plan, the page that members come to, and who was there."""

from math import ceil
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from allocation import permissions, services
from allocation.choices import MinutesStatus, Presence
from allocation.forms.meetings import GuestsForm, MeetingForm, NewMeetingForm, SeatForm, staff_of
from allocation.models import Forum, Meeting
from allocation.pdf.minutes import meeting_time
from allocation.pdf.papers import REPORTS_IN_A_FILE
from measures.models import Call, NeedsReport
from partnerships.choices import STAFF_ROLES, OfficeRoleKind
from partnerships.models import User
from partnerships.services import new_key
from rekom.kit import error_summary
from rekom.kit.errors import DomainError

MEETINGS_A_PAGE = 50


class Problem(NamedTuple):
    """What stands in the way, and where on the page."""

    message: str
    url: str = ""


@require_GET
def meeting_list(request: HttpRequest) -> HttpResponse:
    _for_the_forum(request)
    meetings = Meeting.objects.visible_to(request.user).select_related("forum", "minutes")
    context = {
        "page_obj": Paginator(meetings, MEETINGS_A_PAGE).get_page(request.GET.get("page")),
        "next_meeting": meetings.to_come(timezone.now()).first(),
        "can_plan": bool(_plans_at(request.user)),
        "is_staff": _is_staff(request.user),
    }
    return render(request, "allocation/meeting_list.html", context)


@require_http_methods(["GET", "POST"])
def meeting_new(request: HttpRequest) -> HttpResponse:
    _for_the_forum(request)
    offices = _plans_at(request.user)
    if not offices:
        raise PermissionDenied
    form = NewMeetingForm(
        request.POST or None,
        people=staff_of(*offices),
        forums=Forum.objects.visible_to(request.user).filter(county_governor__in=offices),
        calls=Call.objects.visible_to(request.user).filter(county_governor__in=offices),
    )
    return _save(request, form)


@require_GET
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    return _meeting_page(request, find_meeting(request, pk))


@require_http_methods(["GET", "POST"])
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = find_meeting(request, pk)
    if not permissions.can_prepare_meeting(request.user, meeting):
        raise PermissionDenied
    people = staff_of(meeting.forum.county_governor_id)
    form = MeetingForm(request.POST or None, instance=meeting, people=people)
    return _save(request, form, title=meeting.title)


@require_http_methods(["GET", "POST"])
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = find_meeting(request, pk)
    if not permissions.can_prepare_meeting(request.user, meeting):
        raise PermissionDenied
    seats = _seat_forms(request, meeting)
    guests = GuestsForm(request.POST or None, initial={"guests": _guests_in_lines(meeting)})
    problems: list[Problem] = []
    if request.method == "POST" and all([guests.is_valid(), *(form.is_valid() for form in seats)]):
        try:
            services.save_attendance(
                meeting=meeting,
                presence={form.seat: form.written for form in seats},
                guests=guests.cleaned_data["guests"],
                by=request.user,
            )
            messages.success(request, _("The attendance is saved."))
            return redirect("forum:meeting", meeting.pk)
        except DomainError as error:
            problems = [Problem(str(error))]
    problems += [Problem(message, url) for url, message in error_summary.lines(*seats, guests)]
    context = {
        "meeting": meeting,
        "seats": seats,
        "guests": guests,
        "problems": problems,
        "has_errors": bool(problems),
    }
    status = 422 if problems else 200
    return render(request, "allocation/attendance.html", context, status=status)


@require_POST
def meeting_hold(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = find_meeting(request, pk)
    if not permissions.can_prepare_meeting(request.user, meeting):
        raise PermissionDenied
    try:
        services.hold_meeting(meeting=meeting, by=request.user, key=request.POST.get("key", ""))
    except DomainError as error:
        return _meeting_page(request, find_meeting(request, pk), problem=str(error), status=422)
    messages.success(request, _("The meeting is held. What was laid before it stands."))
    return redirect("forum:meeting", meeting.pk)


def find_meeting(request: HttpRequest, pk: int) -> Meeting:
    """The meeting, or 404 for everyone who is not supposed to know that it exists."""
    return get_object_or_404(Meeting.objects.visible_to(request.user).for_page(), pk=pk)


def reports_before(user: User, meeting: Meeting) -> QuerySet[NeedsReport]:
    """Checked reports of the call with a measure in a scheme of the forum."""
    return (
        NeedsReport.objects.visible_to(user)
        .checked()
        .filter(
            call=meeting.call_id,
            measures__scheme__forums=meeting.forum_id,
            measures__withdrawn_at=None,
        )
        .select_related("partnership")
        .order_by("partnership__name", "pk")
        .distinct()
    )


def _meeting_page(
    request: HttpRequest, meeting: Meeting, *, problem: str = "", status: int = 200
) -> HttpResponse:
    user = request.user
    can_prepare = permissions.can_prepare_meeting(user, meeting)
    minutes = getattr(meeting, "minutes", None)
    reports = list(reports_before(user, meeting))
    context: dict[str, Any] = {
        "meeting": meeting,
        "time": meeting_time(*map(timezone.localtime, (meeting.starts_at, meeting.ends_at))),
        "items": meeting.items.select_related("division__post", "frame__scheme", "frame__call"),
        "reports": reports,
        "parts": range(1, ceil(len(reports) / REPORTS_IN_A_FILE) + 1),
        "minutes": minutes,
        "can_read_minutes": permissions.can_read_draft_minutes(user, meeting)
        or (minutes is not None and permissions.can_view_minutes(user, minutes)),
        "can_prepare": can_prepare,
        "is_open": minutes is None or minutes.status == MinutesStatus.DRAFT,
        "is_staff": permissions.can_read_draft_minutes(user, meeting),
        "can_write_minutes": permissions.can_write_minutes(user, meeting),
        "own_networks": _own_networks(user, meeting) if not _is_staff(user) else [],
        "has_begun": meeting.starts_at <= timezone.now(),
        "problem": problem,
        "has_errors": bool(problem),
        "key": new_key(),
    }
    if can_prepare:
        context |= {"presence": _presence(meeting)}
    return render(request, "allocation/meeting.html", context, status=status)


def _own_networks(user: User, meeting: Meeting) -> list[str]:
    """Where the member's organisation takes part: possibly disqualified, and the forum decides."""
    return [
        network.name
        for seat, network in services.possibly_disqualified(meeting)
        if seat.user_id == user.pk
    ]


def _presence(meeting: Meeting) -> dict[str, int]:
    presences = list(meeting.attendances.values_list("presence", flat=True))
    return {
        "seats": len(presences),
        "attending": sum(each != Presence.ABSENT for each in presences),
    }


def _seat_forms(request: HttpRequest, meeting: Meeting) -> list[SeatForm]:
    """One for each seat that is not a deputy's, and for whoever else is written down."""
    known = {row.seat_id: row for row in meeting.attendances.all()}
    day = timezone.localdate(meeting.starts_at)
    return [
        SeatForm(
            request.POST or None,
            prefix=f"seat-{seat.pk}",
            seat=seat,
            initial={
                "presence": known[seat.pk].presence if seat.pk in known else Presence.PRESENT,
                "attended_by": known[seat.pk].attended_by if seat.pk in known else "",
            },
        )
        for seat in meeting.forum.seats.prefetch_related("deputies")
        if (seat.deputy_for_id is None and seat.is_held_on(day)) or seat.pk in known
    ]


def _guests_in_lines(meeting: Meeting) -> str:
    return "\n".join(
        ", ".join(filter(None, (guest.name, guest.represents))) for guest in meeting.guests.all()
    )


def _save(request: HttpRequest, form: MeetingForm, *, title: str = "") -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.save_meeting(meeting=form.save(commit=False), by=request.user)
            messages.success(request, _("The meeting is saved."))
            return redirect("forum:meeting", saved.pk)
        except DomainError as error:
            form.add_error("day", str(error))
    context = {"form": form, "meeting": form.instance, "title": title}
    status = 422 if form.errors else 200
    return render(request, "allocation/meeting_form.html", context, status=status)


def _for_the_forum(request: HttpRequest) -> None:
    """404 for everybody who has nothing to do with a forum."""
    roles = {*STAFF_ROLES, OfficeRoleKind.FORUM_MEMBER}
    if not any(role in roles for role, _office in request.user.role_pairs):
        raise Http404


def _is_staff(user: User) -> bool:
    return any(role in STAFF_ROLES for role, _office in user.role_pairs)


def _plans_at(user: User) -> list[int]:
    """Offices whose meetings the person plans."""
    planners = {OfficeRoleKind.CASE_WORKER, OfficeRoleKind.SECRETARY}
    return sorted({office for role, office in user.role_pairs if role in planners})
