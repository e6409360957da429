"""The minutes: the whole of them as they stand, what is looked at, and who does what next."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from allocation import permissions, services
from allocation.choices import MinutesStatus
from allocation.content import MinutesContent
from allocation.forms.minutes import PreambleForm
from allocation.models import Meeting, Minutes, minutes_of
from allocation.pdf.minutes import meeting_time
from allocation.pdf.minutes import minutes_pdf as render_minutes
from allocation.rules.minutes import checks, sum_checks
from allocation.views.meetings import Problem, find_meeting
from allocation.views.sheet import items_on_sheet, place_of
from partnerships.services import new_key
from rekom.kit.dates import format_when
from rekom.kit.errors import DomainError
from rekom.kit.http import file_response
from rekom.kit.pdf import PaperError


@require_http_methods(["GET", "POST"])
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole as it stands; the secretary writes here what stands before the items."""
    meeting = _meeting(request, pk)
    if request.method != "POST":
        return _minutes_page(request, meeting)
    if not permissions.can_write_minutes(request.user, meeting):
        raise PermissionDenied
    form = PreambleForm(request.POST)
    problems = []
    if form.is_valid():
        try:
            services.save_minutes(meeting=meeting, by=request.user, **form.cleaned_data)
            messages.success(request, _("The minutes are saved."))
            return redirect("forum:minutes", meeting.pk)
        except DomainError as error:
            problems = [Problem(str(error))]
    return _minutes_page(request, meeting, form=form, problems=problems, status=422)


@require_POST
def minutes_send(request: HttpRequest, pk: int) -> HttpResponse:
    minutes = _minutes(request, pk)
    if not permissions.can_write_minutes(request.user, minutes.meeting):
        raise PermissionDenied
    done = _("The minutes are sent for approval.")
    return _act(request, minutes, services.send_minutes, done, key=request.POST.get("key", ""))


@require_POST
def minutes_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    minutes = _minutes(request, pk)
    if not permissions.takes_back_minutes(request.user, minutes):
        raise PermissionDenied
    done = _("The minutes can be written on again.")
    return _act(request, minutes, services.take_back_minutes, done)


@require_POST
def minutes_approve(request: HttpRequest, pk: int) -> HttpResponse:
    minutes = _minutes(request, pk)
    if not permissions.approves_minutes(request.user, minutes):
        raise PermissionDenied
    done = _("The minutes are approved. The members of the forum can read them.")
    return _act(request, minutes, services.approve_minutes, done, key=request.POST.get("key", ""))


@require_GET
def minutes_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper as it would be, marked as a draft. It records nothing, so it is not stored."""
    meeting = _meeting(request, pk)
    if not permissions.can_read_draft_minutes(request.user, meeting):
        raise PermissionDenied
    content = minutes_of(meeting)
    try:
        paper = render_minutes(content, language=get_language(), draft=True)
    except PaperError as error:
        messages.error(request, str(error))
        return redirect("forum:minutes", meeting.pk)
    day = timezone.localdate(meeting.starts_at).isoformat()
    name = _("Draft minutes %(day)s") % {"day": day}
    return file_response(paper, f"{name}.pdf")


@require_POST
def minutes_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Approved minutes as the paper that is made once and kept."""
    minutes = _minutes(request, pk)
    try:
        paper = services.minutes_document(minutes=minutes, by=request.user)
    except PaperError as error:
        messages.error(request, str(error))
        return redirect("forum:minutes", pk)
    return redirect("allocation:document", paper.pk)


def _act(
    request: HttpRequest, minutes: Minutes, service: Callable[..., Minutes], done: str, **more: str
) -> HttpResponse:
    """Do one thing with the minutes; what stands in the way is told on their own page."""
    try:
        service(minutes=minutes, by=request.user, **more)
    except services.NotReadyForApproval as error:
        problems = [
            Problem(f"{check.what}: {check.note}", place_of(check)) for check in error.checks
        ]
    except DomainError as error:
        problems = [Problem(str(error))]
    else:
        messages.success(request, done)
        return redirect("forum:minutes", minutes.meeting_id)
    meeting = _meeting(request, minutes.meeting_id)
    return _minutes_page(request, meeting, problems=problems, status=422)


def _minutes_page(
    request: HttpRequest,
    meeting: Meeting,
    *,
    form: PreambleForm | None = None,
    problems: list[Problem] | None = None,
    status: int = 200,
) -> HttpResponse:
    user, minutes = request.user, getattr(meeting, "minutes", None)
    content = minutes_of(meeting)
    is_open = minutes is None or minutes.status == MinutesStatus.DRAFT
    may_write = is_open and permissions.can_write_minutes(user, meeting)
    context: dict[str, Any] = {
        "meeting": meeting,
        "minutes": minutes,
        "content": content,
        "items": items_on_sheet(content),
        "can_prepare": is_open and permissions.can_prepare_meeting(user, meeting),
        "is_staff": permissions.can_read_draft_minutes(user, meeting),
        "can_send": minutes is not None and permissions.can_send_minutes(user, minutes),
        "can_take_back": minutes is not None and permissions.can_take_back_minutes(user, minutes),
        "can_approve": minutes is not None and permissions.can_approve_minutes(user, minutes),
        "wrote_in": minutes is not None and permissions.wrote_in(user, minutes),
        "problems": problems or [],
        "has_errors": bool(problems or form),
        "time": meeting_time(*map(timezone.localtime, (meeting.starts_at, meeting.ends_at))),
        "day": format_when(timezone.localdate(meeting.starts_at), "long"),
        "key": new_key(),
    }
    if may_write:
        context["form"] = form or PreambleForm(initial={"preamble": content.preamble})
    if context["is_staff"]:
        context |= _control(meeting, content, is_open=is_open)
    return render(request, "allocation/minutes.html", context, status=status)


def _control(meeting: Meeting, content: MinutesContent, *, is_open: bool) -> dict[str, Any]:
    """Do the sums add up, and what has to be looked at before it is approved."""
    suggested = (
        [(str(seat), network.name) for seat, network in services.possibly_disqualified(meeting)]
        if is_open and any(item.networks for item in content.items)
        else []
    )
    found = checks(content, suggested=suggested)
    return {
        "sum_checks": sum_checks(content),
        "open_checks": [(check, place_of(check)) for check in found if not check.fine],
        "fine_checks": [check for check in found if check.fine],
    }


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    """The meeting, for those who may read its minutes as they are; 404 for all others."""
    meeting = find_meeting(request, pk)
    if permissions.can_read_draft_minutes(request.user, meeting):
        return meeting
    minutes = getattr(meeting, "minutes", None)
    if minutes is None or not permissions.can_view_minutes(request.user, minutes):
        raise Http404
    return meeting


def _minutes(request: HttpRequest, pk: int) -> Minutes:
    minutes = Minutes.objects.visible_to(request.user).select_related(
        "meeting__forum__county_governor", "meeting__call"
    )
    return get_object_or_404(minutes, meeting=pk)
