"""The criteria and discussion points of a call: a list in order, and a page for each."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from measures import permissions
from measures.choices import CallPart
from measures.forms.calls import CriterionForm, EndRowForm, PointForm, RowForm
from measures.models import AwardCriterion, Call, DiscussionPoint
from measures.rules.call_setup import Stage
from measures.services import ChangedMeanwhile
from measures.services import call_criteria as services
from measures.services.call_criteria import Row
from measures.services.merging import Marks, WrittenByTwo, marks
from measures.views.calls import find_call
from measures.views.conflicts import Conflict, sent_marks
from rekom.kit.errors import DomainError

# By the word in the address.
KINDS: dict[str, tuple[type[Row], type[RowForm]]] = {
    "kriterium": (AwardCriterion, CriterionForm),
    "punkt": (DiscussionPoint, PointForm),
}


@require_http_methods(["GET"])
def call_criteria(request: HttpRequest, call: int) -> HttpResponse:
    found = _own_call(request, call)
    context = {
        "call": found,
        "groups": [
            (_("Criteria that measures are judged by"), "kriterium", found.criteria.all()),
            (_("Points that the forum discusses"), "punkt", found.discussion_points.all()),
        ],
    }
    return render(request, "measures/call_criteria.html", context)


@require_http_methods(["GET", "POST"])
def call_row_add(request: HttpRequest, call: int, kind: str) -> HttpResponse:
    found = _own_call(request, call)
    model, form_class = _kind(kind)
    form = form_class(request.POST or None, instance=model(call=found), stage=found.stage())
    if request.method == "POST" and form.is_valid():
        try:
            services.add_row(row=form.save(commit=False), by=request.user)
            messages.success(request, _("Added, last in the list."))
            return redirect("measures:call_criteria", found.pk)
        except DomainError as error:
            form.add_error("code", str(error))
    return _page(request, found, kind, form)


@require_http_methods(["GET", "POST"])
def call_row(request: HttpRequest, call: int, kind: str, pk: int) -> HttpResponse:
    """Its wording, while nobody has been judged by it."""
    found = _own_call(request, call)
    stage, form_class = found.stage(), _kind(kind)[1]
    if request.method == "POST" and not _rows(found, kind).filter(pk=pk).exists():
        return _removed_page(request, found, kind)
    row = _row(found, kind, pk)
    seen, conflict = sent_marks(request) or marks(services.row_values(row)), None
    form = form_class(request.POST or None, instance=row, stage=stage)
    if request.method == "POST" and form.is_valid():
        try:
            services.reword_row(row=form.save(commit=False), seen=seen, by=request.user)
            messages.success(request, _("Saved."))
            return redirect("measures:call_criteria", found.pk)
        except WrittenByTwo as error:
            seen |= marks(error.stored)
            form = form_class(request.POST, instance=_row(found, kind, pk), stage=stage)
            conflict = _conflict(request, found, form, error)
        except DomainError as error:
            form.add_error(None, str(error))
    return _row_page(
        request, found, kind, _row(found, kind, pk), form=form, seen=seen, conflict=conflict
    )


@require_POST
def call_row_end(request: HttpRequest, call: int, kind: str, pk: int) -> HttpResponse:
    found = _own_call(request, call)
    row, end_form, conflict = _row(found, kind, pk), EndRowForm(request.POST), None
    end_seen = sent_marks(request) or marks(services.end_values(row))
    if end_form.is_valid():
        last_day = end_form.cleaned_data["last_day"]
        try:
            services.end_row(row=row, last_day=last_day, seen=end_seen, by=request.user)
            messages.success(request, _("Saved."))
            return redirect("measures:call_criteria", found.pk)
        except WrittenByTwo as error:
            end_seen |= marks(error.stored)
            end_form = _end_form(_row(found, kind, pk), request.POST)
            conflict = _conflict(request, found, end_form, error)
        except ChangedMeanwhile as error:
            row = _row(found, kind, pk)
            end_seen = marks(services.end_values(row))
            end_form.add_error(None, str(error))
        except DomainError as error:
            end_form.add_error("last_day", str(error))
    return _row_page(
        request, found, kind, row, end_form=end_form, end_seen=end_seen, conflict=conflict
    )


@require_POST
def call_row_move(request: HttpRequest, call: int, kind: str, pk: int) -> HttpResponse:
    found = _own_call(request, call)
    row, up = _row(found, kind, pk), request.POST.get("do") == "up"
    services.move_row(row=row, up=up, by=request.user)
    messages.success(request, _("%(code)s has a new place.") % {"code": row.code})
    return redirect("measures:call_criteria", found.pk)


def _own_call(request: HttpRequest, pk: int) -> Call:
    call = find_call(request, pk)
    if not permissions.can_set_up(request.user, call):
        raise PermissionDenied
    return call


def _kind(word: str) -> tuple[type[Row], type[RowForm]]:
    if word not in KINDS:
        raise Http404
    return KINDS[word]


def _rows(call: Call, kind: str) -> QuerySet:
    is_criterion = _kind(kind)[0] is AwardCriterion
    return call.criteria.all() if is_criterion else call.discussion_points.all()


def _row(call: Call, kind: str, pk: int) -> Row:
    found: Row = get_object_or_404(_rows(call, kind), pk=pk)
    return found


def _end_form(row: Row, sent: QueryDict | None = None) -> EndRowForm:
    return EndRowForm(sent, initial={"last_day": row.valid_until})


def _conflict(request: HttpRequest, call: Call, form: BaseForm, error: WrittenByTwo) -> Conflict:
    """The call's acts tell who was at its criteria last; oneself, in another tab, has no name."""
    last = call.acts.filter(part=CallPart.CRITERIA).select_related("by").first()
    known = {"name": last.by.name, "at": last.at} if last and last.by != request.user else {}
    return Conflict([form], error.stored, **known)


def _removed_page(request: HttpRequest, call: Call, kind: str) -> HttpResponse:
    """A colleague has removed it meanwhile: what was written stands on the page of a new one."""
    model, form_class = _kind(kind)
    form = form_class(request.POST, instance=model(call=call), stage=call.stage())
    said = _("A colleague removed this while you were writing. Save it again to add it anew.")
    form.add_error(None, said)
    return _page(request, call, kind, form)


def _row_page(
    request: HttpRequest,
    call: Call,
    kind: str,
    row: Row,
    *,
    form: RowForm | None = None,
    seen: Marks | None = None,
    end_form: EndRowForm | None = None,
    end_seen: Marks | None = None,
    conflict: Conflict | None = None,
) -> HttpResponse:
    """One that is there, each of its two forms as it was sent or as it stands."""
    more = {
        "seen": json.dumps(seen or marks(services.row_values(row))),
        "end_form": end_form or _end_form(row),
        "end_seen": json.dumps(end_seen or marks(services.end_values(row))),
        "conflict": conflict,
    }
    form = form or _kind(kind)[1](instance=row, stage=call.stage())
    return _page(request, call, kind, form, **more)


def _page(request: HttpRequest, call: Call, kind: str, form: RowForm, **more: Any) -> HttpResponse:
    end_form, conflict = more.get("end_form"), more.get("conflict")
    has_errors = bool(form.errors or conflict or (end_form and end_form.errors))
    context = {
        "call": call,
        "kind": kind,
        "is_criterion": kind == "kriterium",
        "form": form,
        "fields": [form[name] for name in form.fields],
        "is_judged_by": call.stage() == Stage.SENT,
        "has_errors": has_errors,
        **more,
    }
    return render(request, "measures/call_row.html", context, status=422 if has_errors else 200)
