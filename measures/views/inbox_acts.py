"""What is done with many reports of the inbox at once, and with one from its row."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from measures import permissions
from measures.choices import ReportKind
from measures.forms.inbox import AssignForm
from measures.models import NeedsReport
from measures.models.inbox import read_colleagues
from measures.models.inbox_rows import Chosen, RowKey
from measures.models.selection import keys_of, select
from measures.services.assigning import (
    Outcome,
    assign_reports,
    check_off_reports,
    remind_partnerships,
)
from measures.views.inbox import Asked, ask, inbox_page
from rekom.kit.errors import DomainError


@require_POST
def inbox_assign(request: HttpRequest, call: int) -> HttpResponse:
    asked = _asked(request, call)
    form = AssignForm(request.POST, colleagues=asked.colleagues)
    if not form.is_valid():
        return inbox_page(request, asked, assign_form=form, status=422)
    chosen = form.cleaned_data["case_worker"]

    def done(count: int) -> str:
        text = ngettext(
            "%(count)s needs report is now with %(name)s.",
            "%(count)s needs reports are now with %(name)s.",
            count,
        )
        return text % {"count": count, "name": chosen.name}

    def act(rows: Chosen) -> Outcome:
        return assign_reports(call=asked.call, chosen=rows, case_worker=chosen, by=request.user)

    return _act(request, asked, act, done)


@require_POST
def inbox_check_off(request: HttpRequest, call: int) -> HttpResponse:
    asked = _asked(request, call)

    def done(count: int) -> str:
        text = ngettext(
            "%(count)s needs report is checked.", "%(count)s needs reports are checked.", count
        )
        return text % {"count": count}

    def act(rows: Chosen) -> Outcome:
        key = request.POST.get("key", "")
        return check_off_reports(call=asked.call, chosen=rows, by=request.user, key=key)

    return _act(request, asked, act, done)


@require_POST
def inbox_remind(request: HttpRequest, call: int) -> HttpResponse:
    asked = _asked(request, call)

    def done(count: int) -> str:
        text = ngettext(
            "%(count)s reminder is made. Read it under Outgoing e-mail before it goes.",
            "%(count)s reminders are made. Read them under Outgoing e-mail before they go.",
            count,
        )
        return text % {"count": count}

    def act(rows: Chosen) -> Outcome:
        return remind_partnerships(
            call=asked.call,
            chosen=rows,
            by=request.user,
            absolute=request.build_absolute_uri,
        )

    return _act(request, asked, act, done)


@require_http_methods(["GET", "POST"])
def report_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a report that has not been sent the office knows that it exists, and the page shows no more."""
    found = NeedsReport.objects.known_to(request.user).for_page()
    report = get_object_or_404(found, pk=pk)
    if not permissions.can_register(request.user, report.call):
        raise PermissionDenied
    form = AssignForm(
        request.POST or None,
        colleagues=read_colleagues(report.call.county_governor_id, request.user),
        initial={"case_worker": report.case_worker_id},
    )
    if request.method == "POST" and form.is_valid():
        row = RowKey(report.partnership_id, report.kind == ReportKind.SUPPLEMENTARY, report.pk)
        outcome = assign_reports(
            call=report.call, chosen=Chosen.of([row]), by=request.user, **form.cleaned_data
        )
        if outcome.done:
            told = _("%(partnership)s is now with %(name)s.")
            names = {"partnership": report.partnership, "name": form.cleaned_data["case_worker"]}
            messages.success(request, told % names)
        else:  # withdrawn: a report in force is given away
            status = report.get_status_display().lower()
            messages.error(request, _("The report is %(status)s.") % {"status": status})
        return redirect("measures:inbox_of_call", report.call_id)
    status = 422 if form.errors else 200
    return render(request, "measures/assign.html", {"report": report, "form": form}, status=status)


def _asked(request: HttpRequest, call: int) -> Asked:
    asked = ask(request, call, QueryDict(request.POST.get("utvalg", "")))
    if not permissions.can_register(request.user, asked.call):
        raise PermissionDenied
    return asked


def _act(
    request: HttpRequest,
    asked: Asked,
    act: Callable[[Chosen], Outcome],
    done: Callable[[int], str],
) -> HttpResponse:
    """Back to the list as it was asked for; those it could not be done with stand on a page of their own."""
    rows = _chosen(request, asked)
    if not rows:
        problem = _("Tick the needs reports first.")
        return inbox_page(request, asked, problem=problem, status=422)
    try:
        outcome = act(rows)
    except DomainError as error:
        return inbox_page(request, asked, problem=str(error), status=422)
    back = f"{reverse('measures:inbox_of_call', args=[asked.call.pk])}?{asked.selection.query()}"
    if outcome.left:
        context = {
            "call": asked.call,
            "outcome": outcome,
            "told": done(outcome.done) if outcome.done else "",
            "back": back,
        }
        return render(request, "measures/inbox_outcome.html", context, status=422)
    messages.success(request, done(outcome.done))
    return redirect(back)


def _chosen(request: HttpRequest, asked: Asked) -> Chosen:
    """The rows that are ticked, or all that the filters find."""
    if request.POST.get("alle"):
        found = select(asked.call, asked.selection, mine=asked.colleagues.mine, now=timezone.now())
        return Chosen.of(keys_of(found))
    return Chosen.named(request.POST.getlist("velg"))
