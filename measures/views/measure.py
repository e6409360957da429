"""One measure: its page, its rows, and its sums while somebody types."""

import json
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from measures import terms
from measures.choices import MeasureKind, Section
from measures.content import MeasureContent, ReportContent
from measures.forms.answers import Options
from measures.forms.measure import MeasureForms
from measures.forms.reports import AddMeasureForm
from measures.forms.rows import EstimateForm
from measures.models import NeedsReport, read_content, read_written
from measures.models.options import plan_item_choices, target_group_choices
from measures.rules import Problem, Severity, measure_states
from measures.rules.common import common_answers, put_together
from measures.rules.comparison import measure_part
from measures.services import measures as services
from measures.services.answers import measure_values
from measures.services.merging import WrittenByTwo, marks
from measures.views.conflicts import Conflict, conflict_in_report, sent_marks, stored_lines
from measures.views.doors import Told, arrangeable_report, writable_report
from measures.views.places import fragment
from measures.views.reports import find_problems, task_list_page
from measures.views.tasks import state_tag
from rekom.kit import error_summary
from rekom.kit.errors import DomainError


class Page(NamedTuple):
    """A measure with its forms, filled with what is stored or with what was sent."""

    report: NeedsReport
    content: ReportContent
    measure: MeasureContent
    forms: MeasureForms


@require_POST
def measure_add(request: HttpRequest, pk: int) -> HttpResponse:
    report = arrangeable_report(request, pk)
    form = AddMeasureForm(request.POST, content=read_content(report))
    if not form.is_valid():
        return task_list_page(request, report, add_form=form, status=422)
    added = services.add_measure(report=report, by=request.user, **form.cleaned_data)
    return redirect("measures:measure", pk, added.pk)


@require_http_methods(["GET", "POST"])
def measure(request: HttpRequest, pk: int, measure_pk: int) -> HttpResponse:
    page = _read(request, pk, measure_pk)
    if request.method == "GET":
        return _answer(request, page)
    if not page.forms.is_valid():
        return _answer(request, page, status=422)
    try:
        _save(request, page)
    except WrittenByTwo as error:
        page = _read(request, pk, measure_pk)
        rows = stored_lines(page.content, page.measure, error.stored)
        conflict = conflict_in_report(
            page.forms.each(), page.report, error.stored, by=request.user, also=rows
        )
        return _answer(request, page, conflict=conflict, chosen=marks(error.stored), status=422)
    except DomainError as error:
        return _answer(request, page, told=str(error), status=422)
    messages.success(request, _("Measure %(number)d is saved.") % {"number": page.measure.number})
    return _go_on(request, page)


@require_POST
def measure_rows(request: HttpRequest, pk: int, measure_pk: int) -> HttpResponse:
    """The same page with a row more or less; nothing is stored.

    Without script it is a page of its own; with it, htmx takes the part that changed.
    """
    return _answer(request, _read(request, pk, measure_pk))


@require_POST
def measure_sums(request: HttpRequest, pk: int, measure_pk: int) -> HttpResponse:
    """The sums of what stands on the page now; nothing is stored."""
    page = _read(request, pk, measure_pk)
    context = {"forms": page.forms, "measure": page.measure, "live": True}
    return render(request, "measures/_sums_live.html", context)


@require_POST
def measure_remove(request: HttpRequest, pk: int, measure_pk: int) -> HttpResponse:
    report = arrangeable_report(request, pk)
    found = report.measures.filter(pk=measure_pk).first()
    if found is None:
        raise Http404
    try:
        services.remove_measure(report=report, measure=found, by=request.user)
        messages.success(request, _("Measure %(number)d is removed.") % {"number": found.number})
    except DomainError as error:
        messages.warning(request, str(error))
    return redirect("measures:report", pk)


def _read(request: HttpRequest, pk: int, measure_pk: int) -> Page:
    report = writable_report(request, pk, Section.MEASURES)
    content = read_written(report)
    found = [each for each in content.measures if each.key == measure_pk]
    if not found:
        raise Http404
    forms = MeasureForms(
        content=content,
        measure=found[0],
        options=_options(report, found[0]),
        data=request.POST if request.method == "POST" else None,
        act=request.POST.get("do", ""),
    )
    return Page(report, content, found[0], forms)


def _options(report: NeedsReport, measure: MeasureContent) -> Options:
    if measure.kind == MeasureKind.COORDINATOR:
        return Options([], [])
    return Options(target_group_choices(), plan_item_choices(report.call))


def _save(request: HttpRequest, page: Page) -> None:
    services.save_measure(
        report=page.report,
        answers=page.forms.value(),
        target_groups=page.forms.chosen("target_groups"),
        plan_items=page.forms.chosen("plan_items"),
        by=request.user,
        seen=sent_marks(request),
    )


def _seen(request: HttpRequest, page: Page) -> dict[str, str]:
    """The marks of what the page shows; one that came back still shows what it had been given."""
    if request.method == "POST":
        return sent_marks(request)
    answers = page.forms.answers
    chosen = {
        name: [int(key) for key in answers.initial[name]]
        for name in ("target_groups", "plan_items")
        if name in answers.fields
    }
    return marks(measure_values(page.measure, page.content, **chosen))


def _go_on(request: HttpRequest, page: Page) -> HttpResponse:
    """Stay, or on to the next measure, after the last one back to the task list."""
    following = _neighbour(page, +1)
    if request.POST.get("then") == "stay":
        return redirect("measures:measure", page.report.pk, page.measure.key)
    if following:
        return redirect("measures:measure", page.report.pk, following.key)
    return redirect("measures:report", page.report.pk)


def _answer(
    request: HttpRequest,
    page: Page,
    *,
    conflict: Conflict | None = None,
    chosen: Mapping[str, str] = MappingProxyType({}),
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    content, measure, forms = page.content, page.measure, page.forms
    wrong = error_summary.lines(*forms.each()) if status == 422 and not conflict else ()
    found = _problems(page) if request.method == "GET" else []
    context: dict[str, Any] = {
        "report": page.report,
        "measure": measure,
        "part": measure_part(measure.key),
        "count": len(content.measures),
        "common": common_answers(content, measure),
        "scheme": next(each for each in content.schemes if each.code == measure.scheme),
        "plan": (content.plan_title, content.plan_url),
        "forms": forms,
        "form": forms.answers,
        "asks_own_contribution": measure.scheme in content.call.own_contribution_schemes,
        "call": content.call,
        "after": inside_a_sentence(content.call.terms[-1]),
        "periods": estimate_periods(forms.estimates),
        "state": _state(page, found) if request.method == "GET" else None,
        "first": Told(fragment(found[0]), found[0].message) if found else None,
        "before": _neighbour(page, -1),
        "following": _neighbour(page, +1),
        "wrong": [Told(*line) for line in wrong],
        "conflict": conflict,
        "told": told,
        "seen": json.dumps({**_seen(request, page), **chosen}),
        "place": f"{Section.MEASURES}-{measure.key}",
        "has_errors": status == 422,
    }
    page_of = "supplement" if content.is_supplementary else "measure"
    return render(request, f"measures/{page_of}.html", context, status=status)


def _problems(page: Page) -> list[Problem]:
    """What stops this measure. The others are left out, for their rules take time."""
    alone = replace(page.content, measures=(page.measure,), partners=())
    return [
        each
        for each in find_problems(put_together(alone), page.report)
        if each.measure == page.measure.key and each.severity == Severity.BLOCK
    ]


def _state(page: Page, found: list[Problem]) -> tuple[str, str]:
    alone = put_together(replace(page.content, measures=(page.measure,)))
    return state_tag(measure_states(alone, found)[page.measure.key])


def estimate_periods(estimates: list[EstimateForm]) -> list[tuple[str, bool, list[Any]]]:
    """(label, whether it is open, its rows): the first period and those that hold something."""
    periods = dict.fromkeys(form.period for form in estimates)
    rows = {period: [each for each in estimates if each.period == period] for period in periods}
    return [
        (
            terms.label(period),
            place == 0 or any(row.is_filled() for row in rows[period]),
            rows[period],
        )
        for place, period in enumerate(periods)
    ]


def inside_a_sentence(term: str) -> str:
    words = terms.label(term)
    return words[:1].lower() + words[1:]


def _neighbour(page: Page, step: int) -> MeasureContent | None:
    place = page.content.measures.index(page.measure) + step
    return page.content.measures[place] if 0 <= place < len(page.content.measures) else None
