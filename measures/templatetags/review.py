"""What the pages of a review show at each place of a report."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from measures.choices import Audience
from measures.content import MeasureContent
from measures.forms.review import CommentForm
from measures.models import NeedsReport
from measures.rules.comparison import measure_part
from measures.views.review_page import Remarks
from rekom.kit.controls import control
from rekom.kit.markup import csrf_field, fill
from rekom.kit.questions import question

register = template.Library()

COMMENT_FORM = (
    '<details class="ds-details" data-color="neutral"{open}>'
    '<summary>{add_word}<span class="ds-sr-only">: {about}</span></summary>'
    '<div data-color="accent">\n'
    '<form method="post" action="{address}" class="rk-form" novalidate>{csrf}{key}{place}{text}\n'
    '<button class="ds-button" data-variant="secondary">{store_word}</button></form></div></details>'
)
OPEN = fill(" open")


@register.inclusion_tag("measures/_remarks.html", takes_context=True)
def remarks_at(context: Context, *places: str) -> dict[str, Any]:
    """The comments at the places, and a form for a new one. Nothing on pages that have none."""
    found: Remarks | None = context.get("remarks")
    return {
        "place": places[0],
        "lines": found.at(*places) if found else [],
        "form": found.form(*places) if found else None,
        "address": found.add_url if found else "",
        "report": context.get("report"),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def comment_form(context: Context, form: CommentForm, address: str) -> SafeString:
    """To write a new one. Each measure of a report has it, and where there is one place nobody is asked."""
    place = form["place"]
    is_given = place.is_hidden
    return fill(
        COMMENT_FORM,
        open=OPEN if form.errors else "",
        add_word=_("Add a comment"),
        about=form.fields["place"].choices[0][1] if is_given else _("The partnership"),
        address=address,
        csrf=csrf_field(context),
        key=control(form["key"]),
        place=question(place),
        text=question(form["text"]),
        store_word=_("Store the comment"),
    )


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
