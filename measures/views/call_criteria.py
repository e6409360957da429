"""The criteria and discussion points of a call: a list in order, and a page for each."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from measures import permissions
from measures.forms.calls import CriterionForm, EndRowForm, PointForm, RowForm
from measures.models import AwardCriterion, Call, DiscussionPoint
from measures.rules.call_setup import Stage
from measures.services import call_criteria as services
from measures.services.call_criteria import Row
from measures.views.calls import find_call
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
    row, stage = _row(found, kind, pk), found.stage()
    seen = services.row_mark(row)
    form = _kind(kind)[1](request.POST or None, instance=row, stage=stage, initial={"seen": seen})
    if request.method == "POST" and form.is_valid():
        try:
            services.reword_row(
                row=form.save(commit=False), seen=form.cleaned_data["seen"], by=request.user
            )
            messages.success(request, _("Saved."))
            return redirect("measures:call_criteria", found.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return _page(request, found, kind, form, end_form=_end_form(_row(found, kind, pk)))


@require_POST
def call_row_end(request: HttpRequest, call: int, kind: str, pk: int) -> HttpResponse:
    found = _own_call(request, call)
    row, end_form = _row(found, kind, pk), EndRowForm(request.POST)
    if end_form.is_valid():
        try:
            services.end_row(row=row, by=request.user, **end_form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("measures:call_criteria", found.pk)
        except DomainError as error:
            end_form.add_error("last_day", str(error))
    form = _kind(kind)[1](
        instance=row, stage=found.stage(), initial={"seen": services.row_mark(row)}
    )
    return _page(request, found, kind, form, end_form=end_form)


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


def _row(call: Call, kind: str, pk: int) -> Row:
    rows = call.criteria if _kind(kind)[0] is AwardCriterion else call.discussion_points
    found: Row = get_object_or_404(rows.all(), pk=pk)
    return found


def _end_form(row: Row) -> EndRowForm:
    return EndRowForm(initial={"last_day": row.valid_until, "seen": services.row_mark(row)})


def _page(
    request: HttpRequest, call: Call, kind: str, form: RowForm, *, end_form: Any = None
) -> HttpResponse:
    has_errors = bool(form.errors or (end_form and end_form.errors))
    context = {
        "call": call,
        "kind": kind,
        "is_criterion": kind == "kriterium",
        "form": form,
        "fields": [form[name] for name in form.fields if name != "seen"],
        "end_form": end_form,
        "is_judged_by": call.stage() == Stage.SENT,
        "has_errors": has_errors,
    }
    return render(request, "measures/call_row.html", context, status=422 if has_errors else 200)
