"""What others than the coordinator answer for: a list for everybody, buttons for those who are asked."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from measures import permissions
from measures.choices import ConfirmationKind
from measures.content import ReportContent
from measures.forms.confirmations import AnswerForm
from measures.models import NeedsReport, OwnPart, own_parts
from measures.services.confirming import Asked, ConfirmationState, asked_for, confirm
from measures.views.doors import visible_report
from partnerships.models import User
from rekom.kit.errors import DomainError


class Line(NamedTuple):
    """Something to confirm, in words, with the form of the one who is asked."""

    asked: Asked
    title: str
    tag: str
    tone: str
    form: AnswerForm | None
    written: OwnPart | None  # the last that the university wrote itself


@require_http_methods(["GET", "POST"])
def confirmations(request: HttpRequest, pk: int) -> HttpResponse:
    report = visible_report(request, pk)
    if not permissions.can_read_versions(request.user, report):
        raise PermissionDenied
    if request.method == "GET":
        return _page(request, report)
    if not permissions.can_answer(request.user, report):
        raise PermissionDenied
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, report, sent=form, status=422)
    try:
        confirm(report=report, by=request.user, **form.cleaned_data)
    except DomainError as error:
        return _page(request, report, told=str(error), status=422)
    messages.success(request, _("Your answer is stored."))
    return redirect("measures:confirmations", pk)


def lines(
    report: NeedsReport, content: ReportContent, user: User, sent: AnswerForm | None = None
) -> list[Line]:
    # The office reads what was sent, and nothing of how it came about.
    is_partner = permissions.is_partner(user, report)
    written = own_parts(report) if is_partner else ()
    return lines_with(written, report, content, user, sent)


def lines_with(
    parts: Iterable[OwnPart],
    report: NeedsReport,
    content: ReportContent,
    user: User,
    sent: AnswerForm | None = None,
) -> list[Line]:
    """``parts`` are what the universities wrote themselves, the last first."""
    written: dict[int, OwnPart] = {}
    for each in parts:
        written.setdefault(each.payee_id, each)
    return [
        _line(each, report, user, sent, written.get(each.payee.key if each.payee else 0))
        for each in asked_for(report, content)
    ]


def _line(
    asked: Asked,
    report: NeedsReport,
    user: User,
    sent: AnswerForm | None,
    written: OwnPart | None,
) -> Line:
    tag, tone = {
        ConfirmationState.NONE: (_("Not confirmed yet"), "neutral"),
        ConfirmationState.HOLDS: (_("Confirmed"), "success"),
        ConfirmationState.REFUSED: (_("Not confirmed"), "danger"),
        ConfirmationState.FALLEN: (_("Changed since then"), "warning"),
    }[asked.state]
    title = {
        ConfirmationKind.AMOUNT: _("%(university)s confirms its amount")
        % {"university": asked.payee.name if asked.payee else ""},
        ConfirmationKind.CODETERMINATION: _("The unions confirm the co-determination meeting"),
        ConfirmationKind.APPROVAL: _("A second coordinator approves the report"),
    }[asked.kind]
    form = None
    if permissions.can_confirm(user, report, asked.kind, asked.university):
        form = _form(asked, sent)
    return Line(asked, title, tag, tone, form, written)


def _form(asked: Asked, sent: AnswerForm | None) -> AnswerForm:
    """With what was typed, if this is the one that was sent."""
    shown = {"kind": asked.kind, "university": asked.university, "seen": asked.mark}
    if sent is not None and sent.data.get("seen") == asked.mark:
        return sent
    return AnswerForm(initial=shown, auto_id=f"id_{asked.mark}_%s")


def _page(
    request: HttpRequest,
    report: NeedsReport,
    *,
    sent: AnswerForm | None = None,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    content = permissions.readable_content(request.user, report)
    context: dict[str, Any] = {
        "report": report,
        "content": content,
        "lines": lines(report, content, request.user, sent),
        "sent": sent,
        "told": told,
        "has_errors": status == 422,
    }
    return render(request, "measures/confirmations.html", context, status=status)
