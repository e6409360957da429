"""More money for a running measure: begun from the report in which the measure stands."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from measures import permissions
from measures.forms.supplement import SupplementForm
from measures.services.supplementing import begin_supplement, open_calls
from measures.views.doors import visible_report
from rekom.kit.errors import DomainError


@require_http_methods(["GET", "POST"])
def supplement_begin(request: HttpRequest, pk: int) -> HttpResponse:
    report = visible_report(request, pk)
    if not permissions.can_supplement(request.user, report, timezone.now()):
        raise PermissionDenied
    form = SupplementForm(
        request.POST if request.method == "POST" else None,
        measures=report.measures.running(),
        calls=open_calls(report, request.user),
    )
    if form.is_valid():
        try:
            begun = begin_supplement(by=request.user, **form.chosen())
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The supplementary needs report is begun."))
            return redirect("measures:report", begun.pk)
    context = {"report": report, "form": form, "has_errors": form.is_bound}
    status = 422 if form.is_bound else 200
    return render(request, "measures/supplement_begin.html", context, status=status)
