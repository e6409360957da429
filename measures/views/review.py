"""A report to read, with what the case worker does about it: returned, checked off, an earlier version."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from measures import permissions
from measures.content import MeasureContent, ReportContent, SchemeContent
from measures.forms.desk import default_deadline
from measures.forms.review import ReturnForm
from measures.models import Comment, NeedsReport
from measures.rules.sharing import shared_sums
from measures.rules.sums import SumTable, report_table, scheme_table
from measures.services import lifecycle
from measures.services.commenting import return_with_comments
from measures.views import confirmations
from measures.views.doors import visible_report
from measures.views.history import changes_since_last_sent
from measures.views.kin import kin_of
from measures.views.review_page import NOTHING, Desk, Remarks, Sent, remarks
from partnerships.services import new_key
from rekom.kit.errors import DomainError


@require_GET
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as the person may read it now."""
    return review_page(request, visible_report(request, pk))


@require_GET
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The report as it was sent that time, to read and no more."""
    report = visible_report(request, pk)
    if not permissions.can_read_versions(request.user, report):
        raise PermissionDenied
    sent = get_object_or_404(report.versions, number=number).read()
    if not permissions.can_read_payment_details(request.user, report):
        sent = sent.without_payment_details()
    return render(request, "measures/version.html", _reading(request, report, sent))


@require_POST
def report_return(request: HttpRequest, pk: int) -> HttpResponse:
    report = visible_report(request, pk)
    if not permissions.can_control(request.user, report):
        raise PermissionDenied
    content = permissions.readable_content(request.user, report)
    unsent = _unsent(remarks(report, content, request.user))
    form = ReturnForm(request.POST, kind=report.kind, comments=unsent)
    if not form.is_valid():
        return review_page(request, report, sent=Sent("return", form), status=422)
    chosen = form.cleaned_data.pop("comments", [])
    try:
        return_with_comments(
            report=report,
            by=request.user,
            comments=[comment for comment, _place in unsent if comment.pk in chosen],
            **form.cleaned_data,
        )
    except DomainError as error:
        return overtaken(request, report, error)
    messages.success(request, _("The report has been returned to the partnership."))
    return redirect("measures:inbox_of_call", report.call_id)


@require_POST
def report_check_off(request: HttpRequest, pk: int) -> HttpResponse:
    report = visible_report(request, pk)
    if not permissions.can_control(request.user, report):
        raise PermissionDenied
    try:
        lifecycle.check_off_report(report=report, by=request.user, key=request.POST.get("key", ""))
    except DomainError as error:
        return overtaken(request, report, error)
    messages.success(request, _("The report is checked. The members of the forum can read it."))
    return redirect("measures:inbox_of_call", report.call_id)


# --- the page ------------------------------------------------------------------------------------


def overtaken(request: HttpRequest, report: NeedsReport, error: DomainError) -> HttpResponse:
    """Told on the page itself, with the report as it is now."""
    fresh = visible_report(request, report.pk)
    return review_page(request, fresh, sent=Sent("", None, problem=str(error)), status=422)


def review_page(
    request: HttpRequest, report: NeedsReport, *, sent: Sent = NOTHING, status: int = 200
) -> HttpResponse:
    """``sent``: what came back with errors."""
    user = request.user
    content = permissions.readable_content(user, report)
    reads_versions = permissions.can_read_versions(user, report)
    notes = remarks(report, content, user, sent)
    desk = Desk(report, content, user, sent) if permissions.can_review(user, report) else None
    kin = kin_of(user, report)
    context = _reading(request, report, content) | {
        "desk": desk,
        "remarks": notes,
        "timeline": desk.timeline(notes) if desk else [],
        "trail": [] if desk else report.transitions.select_related("by"),
        "may_fetch": reads_versions,
        "lines": confirmations.lines(report, content, user) if reads_versions else [],
        "changes": changes_since_last_sent(request, report, content),
        "before_version": content.version - 1,
        "earlier": kin.earlier if desk else None,
        "supplements": kin.supplements,
        "can_return": permissions.can_return(user, report),
        "can_undo": permissions.can_undo_check(user, report),
        "can_check_off": permissions.can_check_off(user, report),
        "return_form": sent.form if sent.name == "return" else _return_form(report, notes),
        "key": new_key(),
        "problem": sent.problem,
        "problem_place": sent.name,
        "wrong": sent.form,
        "has_errors": status == 422,
    }
    return render(request, "measures/review.html", context, status=status)


def _return_form(report: NeedsReport, notes: Remarks) -> ReturnForm:
    initial = {"key": new_key(), "until": default_deadline(timezone.now())}
    return ReturnForm(kind=report.kind, comments=_unsent(notes), initial=initial)


def _unsent(notes: Remarks) -> list[tuple[Comment, str]]:
    """The comments that the partnership has not got, each with its place in words."""
    return [
        (line.comment, line.place) for line in notes.lines if line.comment.partnership_at is None
    ]


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
