from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from measures import choices as report_choices
from measures import permissions, questions, terms
from measures.choices import LineKind, ReportStatus
from measures.content import MeasureContent, ReportContent
from measures.models import NeedsReport
from measures.rules.references import split_at_references
from partnerships.models import User
from rekom.kit.templatetags.ui import status_tag

register = template.Library()

LINK = '<a href="#measure-{}">{}</a>'
TONES = {
    ReportStatus.DRAFT: "neutral",
    ReportStatus.SUBMITTED: "info",
    ReportStatus.RETURNED: "warning",
    ReportStatus.CHECKED: "success",
    ReportStatus.WITHDRAWN: "neutral",
}


@register.simple_tag
def report_status(report: NeedsReport) -> SafeString:
    return status_word(report.status)


def status_word(code: str) -> SafeString:
    status = ReportStatus(code)  # quicker than get_status_display, which a long list feels
    return status_tag(status.label, tone=TONES[status])


@register.simple_tag
def papers(report: NeedsReport, user: User) -> dict[str, bool]:
    """Which papers of the report the person can have: a draft, the whole, accounts as well, the
    part of the forum."""
    partner = permissions.is_partner(user, report)
    sent = bool(report.submitted_at) and not report.is_open
    whole = sent and (partner or permissions.is_staff_of(user, report))
    return {
        "draft": partner and report.is_open,
        "whole": whole,
        "payment": whole and permissions.can_read_payment_details(user, report),
        "excerpt": sent and not whole and permissions.is_before_forum(user, report),
    }


@register.filter
def term(code: str) -> str:
    """ "2024-autumn" as "Autumn 2024" in the reader's language."""
    return terms.label(code)


@register.filter
def answers(measure: MeasureContent) -> list[tuple[str, str]]:
    """(label, text) of the measure's questions that have been answered, in the form's order."""
    return [
        (str(question.label), getattr(measure, field))
        for field, question in questions.MEASURE.items()
        if getattr(measure, field)
    ]


@register.filter
def measure_links(text: str, content: ReportContent) -> SafeString:
    """ "See measure 6" with a link to measure 6 where it stands on the same page."""
    keys = {measure.number: measure.key for measure in content.measures}
    return format_html_join(
        "",
        "{}",
        (
            (part if number is None else format_html(LINK, keys[number], part),)
            for part, number in split_at_references(text, keys)
        ),
    )


@register.filter
def choice(value: str, choices: str) -> str:
    """The word for a stored code: {{ line.cost_type|choice:"CostType" }}."""
    return str(getattr(report_choices, choices)(value).label) if value else ""


@register.filter
def lines_by_payee(content: ReportContent, measure: MeasureContent) -> list[dict[str, Any]]:
    """The measure's lines under their payee, with the payee's sum; grant and own contribution apart."""
    return [
        {
            "payee": payee,
            "kind": kind,
            "lines": lines,
            "amount_nok": sum(line.amount_nok for line in lines),
        }
        for kind in LineKind
        for payee in content.payees
        if (lines := [line for line in measure.lines_of(kind) if line.payee == payee.key])
    ]


@register.filter
def payee_name(content: ReportContent, key: int) -> str:
    return content.payee(key).short_name


@register.filter
def scheme_name(content: ReportContent, code: str) -> str:
    return next((str(s.short_name) for s in content.schemes if s.code == code), code)
