"""A needs report as a whole, for those who write it: begin, task list, check, send, receipt."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from measures import permissions
from measures.choices import ReportKind, ReportStatus
from measures.content import ReportContent
from measures.forms.reports import AddMeasureForm, WithdrawForm
from measures.models import Call, NeedsReport, add_totals, own_reports, read_content
from measures.rules import Problem, Severity, problems
from measures.rules.sharing import shared_sums
from measures.rules.sums import coordinator_share, report_table
from measures.services import lifecycle
from measures.services.starting import begin_from
from measures.views import confirmations, tasks
from measures.views.doors import Told, visible_report
from measures.views.kin import kin_of
from measures.views.places import address
from measures.views.review_answers import summary_rows, unanswered_rows
from partnerships.choices import MembershipRole
from partnerships.models import Partnership
from partnerships.services import new_key
from rekom.kit.errors import DomainError
from rekom.kit.keys import key_of

PAGE_SIZE = 50
SENT = (ReportStatus.SUBMITTED, ReportStatus.CHECKED)


@require_GET
def report_list(request: HttpRequest) -> HttpResponse:
    """One's own partnerships' reports, and the calls for which they can begin one."""
    reports, now = own_reports(request.user), timezone.now()
    page = Paginator(reports, PAGE_SIZE).get_page(request.GET.get("page"))
    add_totals(page.object_list)
    context = {"reports": page, "to_begin": _to_begin(request, reports, now), "now": now}
    return render(request, "measures/report_list.html", context)


@require_POST
def report_begin(request: HttpRequest) -> HttpResponse:
    call = get_object_or_404(
        Call.objects.visible_to(request.user), pk=key_of(request.POST.get("call"))
    )
    partnership = get_object_or_404(
        Partnership.objects.visible_to(request.user), pk=key_of(request.POST.get("partnership"))
    )
    try:
        if earlier := key_of(request.POST.get("earlier")):
            begun = begin_from(
                call=call,
                partnership=partnership,
                earlier=visible_report(request, earlier),
                by=request.user,
            )
        else:
            begun = lifecycle.begin_report(call=call, partnership=partnership, by=request.user)
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("measures:report_list")
    return redirect("measures:report", begun.pk)


@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The task list; once it is sent, the receipt. The office and the forum read it elsewhere."""
    found = visible_report(request, pk)
    if not (
        permissions.is_partner(request.user, found)
        or permissions.writes_on_behalf(request.user, found)
    ):
        return redirect("measures:review", pk)
    if found.status in SENT:
        return redirect("measures:receipt", pk)
    return task_list_page(request, found)


@require_GET
def check(request: HttpRequest, pk: int) -> HttpResponse:
    return check_page(request, _report_of_writer(request, pk))


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    found = _report_of_writer(request, pk, may_be_sent=True)
    try:
        lifecycle.submit_report(
            report=found,
            by=request.user,
            key=request.POST.get("key", ""),
            seen=request.POST.get("seen", ""),
        )
    except lifecycle.NotReady:
        return check_page(request, found, status=422)
    except DomainError as error:
        return check_page(request, visible_report(request, pk), told=str(error), status=422)
    return redirect("measures:receipt", pk)


@require_GET
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_report(request, pk)
    if found.status not in SENT:
        return redirect("measures:report", pk)
    return receipt_page(request, found)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_report(request, pk)
    try:
        lifecycle.take_back_report(report=found, by=request.user)
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("measures:report", pk)
    messages.success(
        request, _("You have the needs report back. Remember to send it again before the deadline.")
    )
    return redirect("measures:report", pk)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_report(request, pk)
    if not permissions.can_withdraw(request.user, found):
        raise PermissionDenied
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        page = receipt_page if found.status in SENT else task_list_page
        return page(request, found, withdraw_form=form, status=422)
    lifecycle.withdraw_report(report=found, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("The needs report is withdrawn."))
    return redirect("measures:report_list")


# --- pages ---------------------------------------------------------------------------------------


def task_list_page(
    request: HttpRequest,
    report: NeedsReport,
    *,
    add_form: AddMeasureForm | None = None,
    withdraw_form: WithdrawForm | None = None,
    status: int = 200,
) -> HttpResponse:
    content = read_content(report)
    found = find_problems(content, report)
    user = request.user
    context: dict[str, Any] = {
        "report": report,
        "content": content,
        "tasks": tasks.TaskList(content, found, user, report),
        "table": (table := report_table(content)),
        "need": tasks.need_rows(table),
        "add_form": add_form or AddMeasureForm(content=content),
        "withdraw_form": withdraw_form or WithdrawForm(),
        "can_add": permissions.can_arrange(user, report),
        "can_edit": permissions.can_edit(user, report),
        "has_own_part": permissions.has_own_part(user, report),
        "can_withdraw": permissions.can_withdraw(user, report),
        "closes_at": closes_at(report),
        "comments": summary_rows(report, content, user) if report.submitted_at else [],
        "has_errors": status == 422,
    }
    return render(request, "measures/task_list.html", context, status=status)


def check_page(
    request: HttpRequest, report: NeedsReport, *, told: str = "", status: int = 200
) -> HttpResponse:
    content = read_content(report)
    found = find_problems(content, report)
    stops = [each for each in found if each.severity == Severity.BLOCK]
    context = {
        "report": report,
        "content": content,
        "told": told,
        "stops": [Told(address(each, report.pk), each.message) for each in stops],
        "warnings": [
            *tasks.copied_rows(content, report),
            *tasks.warning_rows(found, content, report),
            *(unanswered_rows(report) if report.submitted_at else []),
        ],
        "table": (table := report_table(content)),
        "need": tasks.need_rows(table),
        "ledger": tasks.ledger(content, report.pk),
        "coordinator": coordinator_share(content),
        "shared": shared_sums(content),
        "lines": confirmations.lines(report, content, request.user),
        "answers": tasks.answer_rows(content, report),
        "can_submit": permissions.can_submit(request.user, report),
        "key": new_key(),
        "seen": lifecycle.digest(content),
        "closes_at": closes_at(report),
        "has_errors": status == 422,
    }
    return render(request, "measures/check.html", context, status=status)


def receipt_page(
    request: HttpRequest,
    report: NeedsReport,
    *,
    withdraw_form: WithdrawForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user = request.user
    content = permissions.readable_content(user, report)
    context = {
        "report": report,
        "content": content,
        "table": report_table(content),
        "trail": report.transitions.select_related("by"),
        "closes_at": closes_at(report),
        "can_take_back": permissions.can_take_back(user, report, timezone.now()),
        "can_withdraw": permissions.can_withdraw(user, report),
        "withdraw_form": withdraw_form or WithdrawForm(),
        "can_supplement": permissions.can_supplement(user, report, timezone.now()),
        "supplements": kin_of(user, report).supplements,
        "comments": summary_rows(report, content, user),
        "has_errors": status == 422,
    }
    return render(request, "measures/receipt.html", context, status=status)


# --- what the pages need -------------------------------------------------------------------------


def find_problems(content: ReportContent, report: NeedsReport) -> list[Problem]:
    now = timezone.localtime()
    late = permissions.may_send_late(report, now) or bool(report.on_behalf)
    return problems(content, now=now, may_send_late=late)


def closes_at(report: NeedsReport) -> Any:
    """The deadline that holds for this report: the call's, or a later one of its own."""
    own = report.may_send_until
    return max(own, report.call.closes_at) if own else report.call.closes_at


def _report_of_writer(request: HttpRequest, pk: int, *, may_be_sent: bool = False) -> NeedsReport:
    """For the pages on the way to sending. A second press finds the report sent already."""
    found = visible_report(request, pk)
    is_writer = permissions.is_partner(
        request.user, found, MembershipRole.COORDINATOR
    ) or permissions.writes_on_behalf(request.user, found)
    if not is_writer or not (found.is_open or may_be_sent):
        raise PermissionDenied
    return found


def _to_begin(
    request: HttpRequest, reports: list[NeedsReport], now: datetime
) -> list[tuple[Call, Partnership, NeedsReport | None]]:
    """What can be begun, and the report of an earlier year to begin it from."""
    begun = {
        (each.call_id, each.partnership_id)
        for each in reports
        if each.status != ReportStatus.WITHDRAWN and each.kind == ReportKind.ORDINARY
    }
    calls = list(Call.objects.visible_to(request.user).of_offices(request.user).open_at(now))
    if not calls:
        return []
    partnerships = Partnership.objects.with_member(request.user, MembershipRole.COORDINATOR)
    sent = {
        each.partnership_id: each
        for each in reversed(reports)
        if each.status in SENT and each.kind == ReportKind.ORDINARY
    }
    return [
        (call, partnership, sent.get(partnership.pk))
        for call in calls
        for partnership in partnerships
        if (call.pk, partnership.pk) not in begun
        and permissions.can_begin(request.user, call, partnership, now)
    ]
