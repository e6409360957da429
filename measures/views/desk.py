"""The case worker's desk: what has come, what is missing, and the report with what to do about it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from measures import permissions
from measures.content import MeasureContent, ReportContent, SchemeContent
from measures.forms.desk import LateForm, RegisterForm, ReturnForm, default_deadline
from measures.models import Call, NeedsReport
from measures.models.inbox import VIEWS, read_inbox
from measures.rules.sharing import shared_sums
from measures.rules.sums import SumTable, report_table, scheme_table
from measures.services import lifecycle
from measures.views import confirmations
from measures.views.history import changes_since_last_sent
from partnerships.services import new_key
from rekom.kit.errors import DomainError


@require_GET
def inbox(request: HttpRequest, call: int | None = None) -> HttpResponse:
    """The newest call of the person's office, unless another is named."""
    calls = list(
        Call.objects.visible_to(request.user)
        .staffed_by(request.user)
        .select_related("county_governor")
    )
    chosen = next((each for each in calls if call in (None, each.pk)), None)
    if chosen is None:
        raise Http404
    view = request.GET.get("vis", "")
    found = read_inbox(chosen, view=view, page=request.GET.get("page", "1"))
    context = {
        "call": chosen,
        "calls": calls,
        "inbox": found,
        "view": view,
        "views": _views(found.counts),
        "query": f"vis={view}&" if view in VIEWS else "",
        "can_register": permissions.can_register(request.user, chosen),
        "now": timezone.now(),
    }
    return render(request, "measures/inbox.html", context)


@require_GET
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as the person may read it now."""
    return _review_page(request, _report(request, pk))


@require_GET
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The report as it was sent that time, to read and no more."""
    report = _report(request, pk)
    if not permissions.can_read_versions(request.user, report):
        raise PermissionDenied
    sent = get_object_or_404(report.versions, number=number).read()
    if not permissions.can_read_payment_details(request.user, report):
        sent = sent.without_payment_details()
    return render(request, "measures/version.html", _reading(request, report, sent))


@require_POST
def report_return(request: HttpRequest, pk: int) -> HttpResponse:
    report = _report(request, pk)
    form = ReturnForm(request.POST)
    if not permissions.can_control(request.user, report):
        raise PermissionDenied
    if not form.is_valid():
        return _review_page(request, report, return_form=form, status=422)
    try:
        lifecycle.return_report(report=report, by=request.user, **form.cleaned_data)
    except DomainError as error:
        return _overtaken(request, report, error)
    messages.success(request, _("The report has been returned to the partnership."))
    return redirect("measures:inbox_of_call", report.call_id)


@require_POST
def report_check_off(request: HttpRequest, pk: int) -> HttpResponse:
    report = _report(request, pk)
    if not permissions.can_control(request.user, report):
        raise PermissionDenied
    try:
        lifecycle.check_off_report(report=report, by=request.user, key=request.POST.get("key", ""))
    except DomainError as error:
        return _overtaken(request, report, error)
    messages.success(request, _("The report is checked. The members of the forum can read it."))
    return redirect("measures:inbox_of_call", report.call_id)


@require_http_methods(["GET", "POST"])
def permit_late(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft's content is not for the office, so this page shows none of it."""
    report = get_object_or_404(NeedsReport.objects.known_to(request.user).for_page(), pk=pk)
    if not permissions.can_permit_late(request.user, report):
        raise PermissionDenied
    form = LateForm(request.POST or None, initial={"until": default_deadline(timezone.now())})
    if request.method == "POST" and form.is_valid():
        lifecycle.permit_late(report=report, by=request.user, **form.cleaned_data)
        messages.success(request, _("The partnership can send until the new deadline."))
        return redirect("measures:inbox_of_call", report.call_id)
    status = 422 if form.errors else 200
    return render(
        request, "measures/permit_late.html", {"report": report, "form": form}, status=status
    )


@require_http_methods(["GET", "POST"])
def report_register(request: HttpRequest, call: int) -> HttpResponse:
    """Write in a report that came by e-mail, on behalf of the partnership."""
    chosen = get_object_or_404(
        Call.objects.visible_to(request.user).staffed_by(request.user), pk=call
    )
    if not permissions.can_register(request.user, chosen):
        raise PermissionDenied
    form = RegisterForm(request.POST or None, call=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            report = lifecycle.begin_report(call=chosen, by=request.user, **form.cleaned_data)
            return redirect("measures:report", report.pk)
        except DomainError as error:
            form.add_error("partnership", str(error))
    status = 422 if form.errors else 200
    context = {"call": chosen, "form": form}
    return render(request, "measures/register_report.html", context, status=status)


def _report(request: HttpRequest, pk: int) -> NeedsReport:
    """The report, or 404 for everyone who is not supposed to know that it exists."""
    return get_object_or_404(NeedsReport.objects.visible_to(request.user).for_page(), pk=pk)


def _review_page(
    request: HttpRequest,
    report: NeedsReport,
    *,
    return_form: ReturnForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    user = request.user
    content = permissions.readable_content(user, report)
    context = _reading(request, report, content) | {
        "trail": report.transitions.select_related("by"),
        "may_fetch": permissions.can_read_versions(user, report),
        "lines": confirmations.lines(report, content, user)
        if permissions.can_read_versions(user, report)
        else [],
        "changes": changes_since_last_sent(request, report, content),
        "can_return": permissions.can_return(user, report),
        "can_undo": permissions.can_undo_check(user, report),
        "can_check_off": permissions.can_check_off(user, report),
        "return_form": return_form
        or ReturnForm(initial={"key": new_key(), "until": default_deadline(timezone.now())}),
        "key": new_key(),
        "problem": problem,
        "has_errors": bool(problem),
    }
    return render(request, "measures/review.html", context, status=status)


def _reading(request: HttpRequest, report: NeedsReport, content: ReportContent) -> dict[str, Any]:
    """What it takes to read a report, whichever version of it."""
    return {
        "report": report,
        "content": content,
        "table": report_table(content),
        "shared": shared_sums(content),
        "is_staff": permissions.is_staff_of(request.user, report),
        "schemes": _schemes(content),
        "shows_payment": permissions.can_read_payment_details(request.user, report),
    }


def _schemes(
    content: ReportContent,
) -> list[tuple[SchemeContent, SumTable, tuple[MeasureContent, ...]]]:
    """Each scheme with measures, its sums and its measures, in the order of their numbers."""
    found = [
        (scheme, scheme_table(content, scheme.code), content.measures_in(scheme.code))
        for scheme in content.schemes
        if content.measures_in(scheme.code)
    ]
    return sorted(found, key=lambda part: part[2][0].number)


def _views(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """(key, label, count) of the lists a case worker chooses between."""
    labels = {
        "office": _("With us"),
        "partnership": _("With the partnership"),
        "forum": _("Ready for the forum"),
    }
    shown = [(key, labels[key], sum(counts[status] for status in VIEWS[key])) for key in VIEWS]
    return [("", _("All"), counts["all"]), *shown]


def _overtaken(request: HttpRequest, report: NeedsReport, error: DomainError) -> HttpResponse:
    """Told on the page itself, with the report as it is now."""
    fresh = _report(request, report.pk)
    return _review_page(request, fresh, problem=str(error), status=422)
