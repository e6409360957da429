"""A measure that is withdrawn: why, what stood in it, and the way back."""

from typing import TypeVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from measures.content import MeasureContent, WithdrawnMeasure
from measures.forms.reports import WithdrawMeasureForm
from measures.models import NeedsReport, read_content, read_withdrawn
from measures.services import withdrawing
from measures.views.doors import arrangeable_report
from rekom.kit.errors import DomainError

M = TypeVar("M", MeasureContent, WithdrawnMeasure)


@require_http_methods(["GET", "POST"])
def measure_withdraw(request: HttpRequest, pk: int, measure_pk: int) -> HttpResponse:
    report = arrangeable_report(request, pk)
    content = read_content(report)
    if measure_pk in {each.key for each in content.withdrawn}:
        return redirect("measures:measure_withdrawn", pk, measure_pk)
    measure = _found(content.measures, measure_pk)
    form = WithdrawMeasureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            withdrawing.withdraw_measure(
                report=report,
                measure=measure_pk,
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("“%(title)s” is withdrawn.") % {"title": measure.title})
            return redirect("measures:report", pk)
    context = {"report": report, "measure": measure, "form": form, "has_errors": form.is_bound}
    status = 422 if form.is_bound else 200
    return render(request, "measures/measure_withdraw.html", context, status=status)


@require_http_methods(["GET", "POST"])
def measure_withdrawn(request: HttpRequest, pk: int, measure_pk: int) -> HttpResponse:
    """What stood in it; a POST takes it up again."""
    report = arrangeable_report(request, pk)
    if request.method == "POST":
        return _take_up(request, report, measure_pk)
    content = read_content(report)
    if measure_pk in {each.key for each in content.measures}:
        return redirect("measures:measure", pk, measure_pk)
    context = {
        "report": report,
        "content": content,
        "withdrawn": _found(content.withdrawn, measure_pk),
        "measure": read_withdrawn(report, measure_pk),
    }
    return render(request, "measures/measure_withdrawn.html", context)


def _take_up(request: HttpRequest, report: NeedsReport, measure_pk: int) -> HttpResponse:
    try:
        measure = withdrawing.take_up_measure(report=report, measure=measure_pk, by=request.user)
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("measures:report", report.pk)
    told = _("“%(title)s” is in the report again, as measure %(number)d.")
    messages.success(request, told % {"title": measure.title, "number": measure.number})
    return redirect("measures:measure", report.pk, measure_pk)


def _found(measures: tuple[M, ...], key: int) -> M:
    for measure in measures:
        if measure.key == key:
            return measure
    raise Http404
