"""What the pages of a review show at each place of a report."""

from typing import Any

from django import template
from django.template import Context

from measures.choices import Audience
from measures.content import MeasureContent
from measures.models import NeedsReport
from measures.rules.comparison import measure_part
from measures.views.review_page import Remarks

register = template.Library()


@register.inclusion_tag("measures/_remarks.html", takes_context=True)
def remarks_at(context: Context, *places: str) -> dict[str, Any]:
    """The comments at the places, and a form for a new one. Nothing on pages that have none."""
    found: Remarks | None = context.get("remarks")
    return {
        "place": places[0],
        "lines": found.at(*places) if found else [],
        "form": found.form(*places) if found else None,
        "report": context.get("report"),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("measures/_comments_here.html", takes_context=True)
def comments_here(context: Context, part: str) -> dict[str, Any]:
    """On a page where the partnership writes: what the county governor has said of it."""
    report: NeedsReport = context["report"]
    released = report.comments.none()
    if report.is_open and report.submitted_at:
        released = report.comments.released_to(Audience.PARTNERSHIP).with_people()
    return {"report": report, "comments": [each for each in released if each.place == part]}


@register.filter
def measure_place(measure: MeasureContent) -> str:
    return measure_part(measure.key)
