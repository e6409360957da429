"""What a case worker does for a partnership: gives it more time, registers what came another way."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from measures import permissions
from measures.forms.desk import LateForm, RegisterForm, default_deadline
from measures.models import Call, NeedsReport
from measures.services import lifecycle
from rekom.kit.errors import DomainError


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
