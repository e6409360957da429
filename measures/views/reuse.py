"""Answers of other measures that can be used again in this one."""

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from measures.choices import Section
from measures.content import MeasureContent, ReportContent
from measures.models import read_written
from measures.questions import MEASURE
from measures.services.arrangement import reuse_answer
from measures.views.doors import writable_report
from rekom.kit.errors import DomainError
from rekom.kit.keys import key_of


class Reusable(NamedTuple):
    """One text, and the first measure where it stands."""

    measure: MeasureContent
    text: str


class Answer(NamedTuple):
    field: str
    label: str
    own: str
    others: list[Reusable]


@require_http_methods(["GET", "POST"])
def reuse(request: HttpRequest, pk: int, measure_pk: int) -> HttpResponse:
    """Each button says which: use=anchoring-12 takes over the answer of measure 12."""
    report = writable_report(request, pk, Section.MEASURES)
    content = read_written(report)
    measure = next((each for each in content.measures if each.key == measure_pk), None)
    if measure is None:
        raise Http404
    if request.method == "POST":
        field, _dash, source = request.POST.get("use", "").rpartition("-")
        try:
            reuse_answer(
                report=report,
                measure=measure.key,
                field=field,
                source=key_of(source),
                by=request.user,
            )
            messages.success(request, _("The answer is added. Make it fit this measure."))
        except DomainError as error:
            messages.warning(request, str(error))
        return redirect("measures:reuse", pk, measure_pk)
    context = {"report": report, "measure": measure, "answers": _answers(content, measure)}
    return render(request, "measures/reuse.html", context)


def _answers(content: ReportContent, measure: MeasureContent) -> list[Answer]:
    """The questions that another measure has answered otherwise."""
    found = []
    for field, question in MEASURE.items():
        own = getattr(measure, field)
        texts: dict[str, MeasureContent] = {}
        for other in content.measures:
            text = getattr(other, field).strip()
            if text and text not in own:
                texts.setdefault(text, other)
        others = [Reusable(other, text) for text, other in texts.items()]
        if others:
            found.append(Answer(field, str(question.label), own, others))
    return found
