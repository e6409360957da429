"""The rows of the inbox, put into words."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measures.choices import ReportStatus
from measures.models.inbox import Inbox, InboxRow
from measures.templatetags.reports import status_word
from rekom.kit.dates import format_when
from rekom.kit.kroner import format_amount
from rekom.kit.rows import row_pattern
from rekom.kit.templatetags.ui import status_tag

register = template.Library()

SUB = '{}<span class="rk-sub">{}</span>'


@register.simple_tag
def inbox_rows(inbox: Inbox, now: datetime, can_register: bool) -> SafeString:
    patterns = {sent: row_pattern("measures/_inbox_row.html", sent=sent) for sent in (True, False)}
    status, measures = cache(_status), cache(_measures)
    lines = []
    for row in inbox.rows:
        texts = _texts(row, status) | (_amounts(row, measures) if row.is_sent else {})
        if can_register and _is_overdue(row, now):
            texts["due"] = format_html(SUB, texts["due"], _let_them_send(row))
        lines.append(format_html(patterns[row.is_sent], **texts))
    return format_html_join("", "{}", ((line,) for line in lines))


def _texts(row: InboxRow, status: Callable[[str], SafeString]) -> dict[str, Any]:
    word = status(row.report.status if row.report else "")
    return {
        "partnership": row.partnership.name,
        "lead_owner": row.partnership.lead_owner.name,
        "status": format_html(SUB, word, format_when(row.status_at)) if row.status_at else word,
        "holders": ", ".join(row.holders),
        "waits_for": _waits_for(row),
        "due": format_when(row.due_at) if row.due_at else "",
    }


def _amounts(row: InboxRow, measures: Callable[[int], str]) -> dict[str, Any]:
    report = row.report
    return {
        "review": reverse("measures:review", args=[report.pk]),
        "owner_nok": format_amount(report.owner_nok),
        "university_nok": format_amount(report.university_nok),
        "total_nok": format_amount(report.total_nok),
        "measures": measures(report.measure_count),
    }


def _is_overdue(row: InboxRow, now: datetime) -> bool:
    return row.report is not None and row.due_at is not None and row.due_at < now


def _let_them_send(row: InboxRow) -> SafeString:
    return format_html(
        '<a href="{}">{}</a>',
        reverse("measures:permit_late", args=[row.report.pk]),
        _("Let them send later"),
    )


def _status(code: str) -> SafeString:
    return status_word(code) if code else status_tag(_("Not begun"))


def _measures(count: int) -> str:
    return ngettext("%(measures)s measure", "%(measures)s measures", count) % {"measures": count}


def _waits_for(row: InboxRow) -> str:
    if row.waits_for_partnership:
        return _("the partnership")
    if row.report and row.report.status == ReportStatus.CHECKED:
        return _("the forum")
    return _("the county governor")
