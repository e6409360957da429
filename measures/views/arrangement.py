"""The order of the measures, and which of them are one need: a page of small buttons."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from measures.content import MeasureContent, ReportContent
from measures.forms.arrangement import SameNeedForm
from measures.models import NeedsReport, read_content
from measures.rules.sharing import counted_twice_nok, shared_sums
from measures.rules.sums import measure_nok, report_table
from measures.services import arrangement
from measures.views.doors import arrangeable_report
from rekom.kit.errors import DomainError
from rekom.kit.keys import key_of


class Row(NamedTuple):
    """A measure with the places it can be moved to, None at the ends."""

    measure: MeasureContent
    scheme: Any
    amount_nok: int
    earlier: int | None
    later: int | None


@require_http_methods(["GET", "POST"])
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """Each button says what it does and to which: do=move-12-3, copy-12, scheme-12, link, unlink-7."""
    report = arrangeable_report(request, pk)
    content = read_content(report)
    if request.method == "GET":
        return _page(request, report, content, SameNeedForm(content=content))
    act, _dash, rest = request.POST.get("do", "").partition("-")
    if act == "link":
        return _link(request, report, content)
    keys = [key for key in map(key_of, rest.split("-")) if key]
    do, takes = _ACTS.get(act, (None, 0))
    if do is None or len(keys) != takes:
        messages.warning(request, _("Nothing was done. Use the buttons of the page."))
        return redirect("measures:arrange", pk)
    try:
        messages.success(request, do(request, report, *keys))
    except DomainError as error:
        messages.warning(request, str(error))
    return redirect("measures:arrange", pk)


def _move(request: HttpRequest, report: NeedsReport, measure: int, to: int) -> str:
    moved = arrangement.move_measure(report=report, measure=measure, to=to, by=request.user)
    return _("“%(title)s” is now measure %(number)d.") % {
        "title": moved.title,
        "number": moved.number,
    }


def _copy(request: HttpRequest, report: NeedsReport, measure: int) -> str:
    copy = arrangement.copy_measure(report=report, measure=measure, by=request.user)
    return _("Measure %(number)d is a copy, with the words and without the amounts.") % {
        "number": copy.number
    }


def _change_scheme(request: HttpRequest, report: NeedsReport, measure: int) -> str:
    changed = arrangement.change_scheme(
        report=report,
        measure=measure,
        scheme=request.POST.get(f"scheme-{measure}", ""),
        by=request.user,
    )
    return _("Measure %(number)d is reported in %(scheme)s.") % {
        "number": changed.number,
        "scheme": changed.scheme,
    }


def _unlink(request: HttpRequest, report: NeedsReport, shared: int) -> str:
    arrangement.unlink_needs(report=report, shared=shared, by=request.user)
    return _("The measures are needs of their own again.")


# What a button does, and how many numbers it names.
_ACTS: dict[str, tuple[Callable[..., str] | None, int]] = {
    "move": (_move, 2),
    "copy": (_copy, 1),
    "scheme": (_change_scheme, 1),
    "unlink": (_unlink, 1),
}


def _link(request: HttpRequest, report: NeedsReport, content: ReportContent) -> HttpResponse:
    form = SameNeedForm(request.POST, content=content)
    if form.is_valid():
        try:
            arrangement.link_needs(report=report, by=request.user, **form.cleaned_data)
            messages.success(request, _("The measures are linked as one need."))
            return redirect("measures:arrange", report.pk)
        except DomainError as error:
            form.add_error("need_nok", str(error))
    return _page(request, report, content, form, status=422)


def _page(
    request: HttpRequest,
    report: NeedsReport,
    content: ReportContent,
    form: SameNeedForm,
    status: int = 200,
) -> HttpResponse:
    total_nok, twice_nok = report_table(content).totals.total_nok, counted_twice_nok(content)
    context = {
        "report": report,
        "content": content,
        "rows": _rows(content),
        "shared": shared_sums(content),
        "total_nok": total_nok,
        "twice_nok": twice_nok,
        "need_nok": total_nok - twice_nok,
        "form": form,
        "has_errors": status == 422,
    }
    return render(request, "measures/arrange.html", context, status=status)


def _rows(content: ReportContent) -> list[Row]:
    schemes = {scheme.code: scheme for scheme in content.schemes}
    last = len(content.measures)
    return [
        Row(
            measure,
            schemes[measure.scheme],
            measure_nok(measure),
            measure.number - 1 if measure.number > 1 else None,
            measure.number + 1 if measure.number < last else None,
        )
        for measure in content.measures
    ]
