"""The year of an office: its calls, what is in each, and what the administrator does with them as a whole."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from measures import permissions
from measures.choices import CallPart
from measures.forms.calls import FirstCallForm, MoveDeadlineForm, NextCallForm
from measures.models import Call
from measures.models.options import target_group_choices
from measures.rules.call_setup import years_to_start
from measures.services import calls as services
from measures.views.call_words import TONES, coming, parts_of, steps_of
from measures.views.doors import Told
from partnerships.choices import YEAR_READERS
from partnerships.models import CountyGovernor, Scheme
from partnerships.permissions import has_role
from rekom.kit.errors import DomainError

CALLS_A_PAGE = 30


@require_GET
def call_list(request: HttpRequest) -> HttpResponse:
    return _list_page(request)


@require_http_methods(["GET", "POST"])
def call_start(request: HttpRequest) -> HttpResponse:
    """The first call of an office; every later one is started from the one before."""
    if not has_role(request.user, *YEAR_READERS):
        raise PermissionDenied
    offices = CountyGovernor.objects.visible_to(request.user)
    if not offices:
        raise PermissionDenied
    year = timezone.localdate().year + 1
    form = FirstCallForm(request.POST or None, offices=offices, initial={"year": year})
    if request.method == "POST" and form.is_valid():
        try:
            call = services.start_call(by=request.user, **form.cleaned_data)
            return redirect("measures:call_setup", call.pk)
        except DomainError as error:
            form.add_error("year", str(error))
    status = 422 if form.errors else 200
    return render(request, "measures/call_start.html", {"form": form}, status=status)


@require_POST
def call_next(request: HttpRequest, call: int) -> HttpResponse:
    """The call of one of the years that the list offers."""
    earlier = find_call(request, call)
    if not permissions.can_set_up(request.user, earlier):
        raise PermissionDenied
    form = NextCallForm(request.POST, years=years_to_start(earlier.year, timezone.localdate()))
    if not form.is_valid():
        return _list_page(request, problem=_("Choose the year that you will start."))
    try:
        started = services.start_next_call(
            earlier=earlier, year=form.cleaned_data["year"], by=request.user
        )
    except DomainError as error:
        return _list_page(request, problem=str(error))
    messages.success(
        request, _("The call is started. Nobody else sees it until you have opened it.")
    )
    return redirect("measures:call_setup", started.pk)


@require_GET
def call_setup(request: HttpRequest, call: int) -> HttpResponse:
    return setup_page(request, find_call(request, call))


@require_POST
def call_look_over(request: HttpRequest, call: int) -> HttpResponse:
    """A part that was copied is right as it stands."""
    found, part = find_call(request, call), request.POST.get("part", "")
    if not permissions.can_set_up(request.user, found):
        raise PermissionDenied
    if part not in CallPart.values:
        raise Http404
    services.look_over(call=found, part=CallPart(part), by=request.user)
    return redirect("measures:call_setup", found.pk)


@require_POST
def call_open(request: HttpRequest, call: int) -> HttpResponse:
    found = find_call(request, call)
    try:
        services.open_call(call=found, by=request.user)
    except DomainError as error:
        return setup_page(request, found, problem=str(error))
    messages.success(request, _("The call is opened. Partnerships can apply when its time comes."))
    return redirect("measures:call_setup", found.pk)


@require_http_methods(["GET", "POST"])
def call_deadline(request: HttpRequest, call: int) -> HttpResponse:
    """To a later time, with a reason that those who write are told."""
    found = find_call(request, call)
    if not permissions.can_set_up(request.user, found):
        raise PermissionDenied
    form = MoveDeadlineForm(request.POST or None, initial={"closes_at": found.closes_at})
    if request.method == "POST" and form.is_valid():
        try:
            services.move_deadline(
                call=found,
                by=request.user,
                absolute=request.build_absolute_uri,
                **form.cleaned_data,
            )
            messages.success(
                request, _("The deadline is moved. Those who have a draft get a letter.")
            )
            return redirect("measures:call_setup", found.pk)
        except DomainError as error:
            form.add_error("closes_at", str(error))
    status = 422 if form.errors else 200
    context = {"call": found, "form": form}
    return render(request, "measures/call_deadline.html", context, status=status)


def find_call(request: HttpRequest, pk: int) -> Call:
    """One of the office's own, also while it is being prepared; 404 for everybody else."""
    calls = Call.objects.visible_to(request.user).set_up_by(request.user)
    return get_object_or_404(calls.select_related("county_governor", "plan"), pk=pk)


def setup_page(request: HttpRequest, call: Call, *, problem: str = "") -> HttpResponse:
    now = timezone.now()
    status = call.status_at(now)
    can_set_up = permissions.can_set_up(request.user, call)
    context = {
        "call": call,
        "status": status.label,
        "tone": TONES[status],
        "coming": coming(call, now),
        "parts": parts_of(call),
        "criteria": call.criteria.all(),
        "points": call.discussion_points.all(),
        "target_groups": [name for _key, name in target_group_choices()],
        "steps": steps_of(call.acts.select_related("by")),
        "can_set_up": can_set_up,
        "stops": services.what_stops(call, now) if call.is_being_prepared else [],
        "today": timezone.localdate(now),
        "problems": [Told("", problem)] if problem else [],
        "has_errors": bool(problem),
    }
    status_code = 422 if problem else 200
    return render(request, "measures/call_setup.html", context, status=status_code)


def _list_page(request: HttpRequest, *, problem: str = "") -> HttpResponse:
    if not has_role(request.user, *YEAR_READERS):
        raise PermissionDenied
    calls = (
        Call.objects.visible_to(request.user)
        .set_up_by(request.user)
        .select_related("county_governor")
        .with_scheme_rows()
    )
    page = Paginator(calls, CALLS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": _rows(request, page, timezone.now()),
        "can_start": CountyGovernor.objects.visible_to(request.user).filter(calls=None).exists(),
        "problems": [Told("", problem)] if problem else [],
        "has_errors": bool(problem),
    }
    return render(request, "measures/call_list.html", context, status=422 if problem else 200)


def _rows(request: HttpRequest, calls: Iterable[Call], now: datetime) -> list[dict[str, Any]]:
    """The newest year first: from the newest call of an office a later one is started."""
    rows, offices, today = [], set(), timezone.localdate(now)
    for call in calls:
        status = call.status_at(now)
        is_newest = call.county_governor_id not in offices
        offices.add(call.county_governor_id)
        may_start = is_newest and not call.is_being_prepared
        rows.append(
            {
                "call": call,
                "schemes": [Scheme(**row).short_name for row in call.scheme_rows],
                "status": status.label,
                "tone": TONES[status],
                "coming": coming(call, now),
                "years": years_to_start(call.year, today)
                if may_start and permissions.can_set_up(request.user, call)
                else [],
            }
        )
    return rows
