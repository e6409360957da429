"""Who sits in the office's forums: for the administrator, and for those who work there to read."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from allocation import permissions
from allocation.forms.seats import EndSeatForm, ForumForm, ForumSeatForm
from allocation.models import Forum, ForumSeat
from allocation.services import seats as services
from measures.services.merging import Marks, WrittenByTwo, marks
from measures.views.conflicts import Conflict, sent_marks
from partnerships.choices import YEAR_READERS
from partnerships.models import CountyGovernor
from partnerships.permissions import has_role
from rekom.kit.errors import DomainError


@require_GET
def seat_list(request: HttpRequest) -> HttpResponse:
    """Those of today first, and those who sat there before or will."""
    if not has_role(request.user, *YEAR_READERS):
        raise PermissionDenied
    forums = (
        Forum.objects.set_up_by(request.user)
        .select_related("county_governor")
        .prefetch_related("schemes", "seats__deputy_for")
    )
    offices = CountyGovernor.objects.visible_to(request.user)
    context = {
        "forums": [_in_groups(request, forum) for forum in forums],
        "can_set_up": bool(offices),
    }
    return render(request, "allocation/seat_list.html", context)


@require_http_methods(["GET", "POST"])
def forum_new(request: HttpRequest) -> HttpResponse:
    if not has_role(request.user, *YEAR_READERS):
        raise PermissionDenied
    offices = CountyGovernor.objects.visible_to(request.user)
    if not offices:
        raise PermissionDenied
    form = ForumForm(request.POST or None, offices=offices)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_up_forum(by=request.user, **form.cleaned_data)
            messages.success(request, _("The forum is set up."))
            return redirect("forum:seat_list")
        except DomainError as error:
            form.add_error("name", str(error))
    status = 422 if form.errors else 200
    return render(request, "allocation/forum_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def seat_new(request: HttpRequest, forum: int) -> HttpResponse:
    found = _own_forum(request, forum)
    form = ForumSeatForm(request.POST or None, instance=ForumSeat(forum=found))
    if request.method == "POST" and form.is_valid():
        services.add_seat(seat=form.save(commit=False), by=request.user)
        messages.success(request, _("The seat is added."))
        return redirect("forum:seat_list")
    return _page(request, found, form)


@require_http_methods(["GET", "POST"])
def seat(request: HttpRequest, forum: int, pk: int) -> HttpResponse:
    """Changed until it has been in a meeting; from then on only ended."""
    found = _own_forum(request, forum)
    row = get_object_or_404(found.seats.all(), pk=pk)
    seen, conflict = sent_marks(request) or marks(services.seat_values(row)), None
    form = ForumSeatForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_seat(seat=form.save(commit=False), seen=seen, by=request.user)
            messages.success(request, _("Saved."))
            return redirect("forum:seat_list")
        except WrittenByTwo as error:
            seen |= marks(error.stored)
            form = ForumSeatForm(request.POST, instance=found.seats.get(pk=pk))
            conflict = Conflict([form], error.stored)
        except DomainError as error:
            form.add_error(None, str(error))
    row = found.seats.get(pk=pk)
    return _seat_page(request, found, row, form=form, seen=seen, conflict=conflict)


@require_POST
def seat_end(request: HttpRequest, forum: int, pk: int) -> HttpResponse:
    found = _own_forum(request, forum)
    row = get_object_or_404(found.seats.all(), pk=pk)
    end_seen, conflict = sent_marks(request) or marks(services.end_values(row)), None
    end_form = EndSeatForm(request.POST)
    if end_form.is_valid():
        last_day = end_form.cleaned_data["last_day"]
        try:
            services.end_seat(seat=row, last_day=last_day, seen=end_seen, by=request.user)
            messages.success(request, _("The last day is saved."))
            return redirect("forum:seat_list")
        except WrittenByTwo as error:
            end_seen |= marks(error.stored)
            end_form = _end_form(found.seats.get(pk=pk), request.POST)
            conflict = Conflict([end_form], error.stored)
        except DomainError as error:
            end_form.add_error("last_day", str(error))
    return _seat_page(request, found, row, end_form=end_form, end_seen=end_seen, conflict=conflict)


def _end_form(seat: ForumSeat, sent: QueryDict | None = None) -> EndSeatForm:
    return EndSeatForm(sent, initial={"last_day": seat.valid_until})


def _seat_page(
    request: HttpRequest,
    forum: Forum,
    seat: ForumSeat,
    *,
    form: ForumSeatForm | None = None,
    seen: Marks | None = None,
    end_form: EndSeatForm | None = None,
    end_seen: Marks | None = None,
    conflict: Conflict | None = None,
) -> HttpResponse:
    """One that is there, each of its two forms as it was sent or as it stands."""
    more = {
        "seen": json.dumps(seen or marks(services.seat_values(seat))),
        "end_form": end_form or _end_form(seat),
        "end_seen": json.dumps(end_seen or marks(services.end_values(seat))),
        "stands": services.has_met(seat),
        "conflict": conflict,
    }
    return _page(request, forum, form or ForumSeatForm(instance=seat), **more)


def _page(request: HttpRequest, forum: Forum, form: ForumSeatForm, **more: Any) -> HttpResponse:
    end_form, conflict = more.get("end_form"), more.get("conflict")
    has_errors = bool(form.errors or conflict or (end_form and end_form.errors))
    context = {
        "forum": forum,
        "form": form,
        "fields": [form[name] for name in form.fields],
        "has_errors": has_errors,
        **more,
    }
    return render(request, "allocation/seat.html", context, status=422 if has_errors else 200)


def _in_groups(request: HttpRequest, forum: Forum) -> dict[str, Any]:
    today, seats = timezone.localdate(), list(forum.seats.all())
    return {
        "forum": forum,
        "groups": [
            (_("In the forum today"), [each for each in seats if each.is_held_on(today)]),
            (_("Before, or to come"), [each for each in seats if not each.is_held_on(today)]),
        ],
        "can_set_up": permissions.can_seat_forum(request.user, forum),
    }


def _own_forum(request: HttpRequest, pk: int) -> Forum:
    forum = get_object_or_404(Forum.objects.set_up_by(request.user), pk=pk)
    if not permissions.can_seat_forum(request.user, forum):
        raise PermissionDenied
    return forum
