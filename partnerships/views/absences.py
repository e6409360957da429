"""One's own absences: while they last, a colleague looks after the cases."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnerships import services
from partnerships.forms import AbsenceForm
from partnerships.models import Absence, CountyGovernor
from rekom.kit.errors import DomainError


@require_http_methods(["GET", "POST"])
def absences(request: HttpRequest) -> HttpResponse:
    """Whoever works at several offices says who covers at each."""
    offices = list(CountyGovernor.objects.staffed_by(request.user))
    if not offices:
        raise PermissionDenied
    form = AbsenceForm(request.POST or None, user=request.user, offices=offices)
    if request.method == "POST" and form.is_valid():
        days = {name: form.cleaned_data[name] for name in ("first_day", "last_day")}
        try:
            services.tell_absences(covers=form.covers, by=request.user, **days)
        except DomainError as error:
            form.add_error("first_day", str(error))
        else:
            messages.success(request, _("The absence is kept. The inbox shows who covers for you."))
            return redirect("partnerships:absences")
    own = Absence.objects.visible_to(request.user).select_related("covered_by", "county_governor")
    coming = own.filter(last_day__gte=timezone.localdate())
    status = 422 if form.errors else 200
    context = {"form": form, "absences": coming, "has_several": len(offices) > 1}
    return render(request, "partnerships/absences.html", context, status=status)


@require_POST
def absence_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    absence = get_object_or_404(Absence.objects.visible_to(request.user), pk=pk)
    services.withdraw_absence(absence=absence, by=request.user)
    messages.success(request, _("The absence is taken away. Your cases are yours again."))
    return redirect("partnerships:absences")
