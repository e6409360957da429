from collections.abc import Iterable
from functools import cache
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from measures import choices as report_choices
from measures import permissions, questions, terms
from measures.choices import LineKind, ReportKind, ReportStatus
from measures.content import LineContent, MeasureContent, PayeeContent, ReportContent
from measures.models import NeedsReport
from measures.rules.references import split_at_references
from measures.rules.sums import amounts_by_payee
from partnerships.models import User
from rekom.kit.dates import format_when
from rekom.kit.kroner import format_amount
from rekom.kit.markup import fill_each
from rekom.kit.templatetags.ui import nok, status_tag

register = template.Library()

LINK = '<a href="#measure-{}">{}</a>'
MONEY = (
    '<table class="ds-table rk-table rk-ledger rk-xfoot rk-small" data-color="neutral">'
    '<caption class="rk-caption">{caption}</caption>\n<thead><tr><th scope="col">{what}</th>'
    '<th scope="col" class="rk-num">{quantity}</th><th scope="col" class="rk-num">{price}</th>'
    '<th scope="col" class="rk-num">{amount}</th></tr></thead>\n<tbody>{rows}</tbody>\n'
    '<tfoot><tr class="rk-subtotal"><th scope="row" colspan="3">{sum}</th>'
    '<td class="rk-num">{sum_nok}</td></tr></tfoot></table>\n'
)
LINE = (
    '<tr><th scope="row">{what}</th><td class="rk-num">{quantity}</td>'
    '<td class="rk-num">{price}</td><td class="rk-num">{amount}</td></tr>'
)
TONES = {
    ReportStatus.DRAFT: "neutral",
    ReportStatus.SUBMITTED: "info",
    ReportStatus.RETURNED: "warning",
    ReportStatus.CHECKED: "success",
    ReportStatus.WITHDRAWN: "neutral",
}


@register.simple_tag
def report_name(report: NeedsReport) -> str:
    if report.kind == ReportKind.SUPPLEMENTARY:
        return _("Supplementary needs report %(year)s") % {"year": report.call.year}
    return _("Needs report %(year)s") % {"year": report.call.year}


@register.simple_tag
def report_status(report: NeedsReport) -> SafeString:
    return status_word(report.status)


@register.simple_tag
def own_report_rows(reports: Iterable[NeedsReport]) -> SafeString:
    status = cache(status_word)
    supplementary = format_html(" ({})", _("supplementary need"))
    said = _("%(amount)s, last changed %(at)s") % {"amount": "{amount}", "at": "{at}"}
    return format_html_join(
        "\n",
        '<li><div><p><a href="{}">{}, {}{}</a></p><p class="rk-sub">{}</p></div>{}</li>',
        (
            (
                reverse("measures:report", args=[report.pk]),
                report.partnership.name,
                report.call.year,
                "" if report.kind == ReportKind.ORDINARY else supplementary,
                format_html(
                    said, amount=nok(report.total_nok), at=format_when(report.changed_at, "long")
                ),
                status(report.status),
            )
            for report in reports
        ),
    )


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
def chosen(measure: MeasureContent) -> list[tuple[str, Any]]:
    """(label, words) of what has been chosen for the measure, in the form's order."""
    rows = [
        (_("Kind"), choice(measure.kind, "MeasureKind")),
        (_("Purpose"), choice(measure.purpose, "Purpose")),
        (_("Duration"), ", ".join(map(terms.label, measure.terms))),
        (_("Target groups"), ", ".join(map(str, measure.target_groups))),
        (_("In the plan"), ", ".join(measure.plan_items)),
        (_("Coordinator"), _coordinator(measure)),
        (_("Participants"), "" if measure.participants is None else str(measure.participants)),
    ]
    return [(label, words) for label, words in rows if words]


def _coordinator(measure: MeasureContent) -> str:
    if measure.coordinator_needed is None:
        return ""
    yes, no = _("Yes,No").split(",")
    word = yes if measure.coordinator_needed else no
    if measure.coordinator_amount_nok is None:
        return word
    return format_html("{}, {}", word, nok(measure.coordinator_amount_nok))


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
def answer_texts(content: ReportContent, measure: MeasureContent) -> SafeString:
    """What has been answered of the measure, each under its question."""
    return format_html_join(
        "",
        '<div class="rk-answer"><h4>{}</h4><p>{}</p></div>',
        ((label, measure_links(text, content)) for label, text in answers(measure)),
    )


@register.filter
def money_tables(content: ReportContent, measure: MeasureContent) -> SafeString:
    """The measure's lines under their payee, with the payee's sum; grant and own contribution apart.

    A report has a hundred lines, so they are written here.
    """
    words = {"what": _("What the money goes to"), "quantity": _("Quantity"), "price": _("Price")}
    words |= {"amount": _("Amount"), "sum": _("Sum")}
    return fill_each(
        MONEY,
        (
            {
                **words,
                "caption": payee.name if kind == LineKind.GRANT else _own_contribution(payee),
                "rows": fill_each(LINE, map(_line, lines)),
                "sum_nok": format_amount(sum(line.amount_nok for line in lines)),
            }
            for kind in LineKind
            for payee in content.payees
            if (lines := [line for line in measure.lines_of(kind) if line.payee == payee.key])
        ),
    )


def _own_contribution(payee: PayeeContent) -> str:
    return _("Own contribution, %(payee)s") % {"payee": payee.name}


def _line(line: LineContent) -> dict[str, str]:
    return {
        "what": _what_for(line),
        "quantity": format_amount(line.quantity),
        "price": format_amount(line.unit_price_nok),
        "amount": format_amount(line.amount_nok),
    }


def _what_for(line: LineContent) -> str:
    words = line.text or choice(line.cost_type, "CostType")
    if not line.term:
        return words
    return format_html('{}<span class="rk-sub">{}</span>', words, terms.label(line.term))


@register.filter
def choice(value: str, choices: str) -> str:
    """The word for a stored code: {{ line.cost_type|choice:"CostType" }}."""
    return str(getattr(report_choices, choices)(value).label) if value else ""


@register.filter
def amounts_in(payee: PayeeContent, content: ReportContent) -> list[tuple[int, str, int]]:
    """(number, title, kroner) of the measures in which the payee is given an amount."""
    amounts = [(each, amounts_by_payee(each).get(payee.key, 0)) for each in content.measures]
    return [(each.number, each.title, amount) for each, amount in amounts if amount]


@register.filter
def payee_name(content: ReportContent, key: int) -> str:
    return content.payee(key).short_name


@register.filter
def scheme_name(content: ReportContent, code: str) -> str:
    return next((str(s.short_name) for s in content.schemes if s.code == code), code)
