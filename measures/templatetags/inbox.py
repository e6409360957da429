"""The rows of the inbox.

Written here and not in a template: fifty rows of filters, plurals and addresses took more than half of the
page's time there.
"""

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
from rekom.kit.templatetags.ui import status_tag

register = template.Library()

ROW = """<tr role="row">
<th scope="row" role="rowheader" class="rk-c-name">{name}<span class="rk-sub">{lead_owner}</span></th>
{amounts}
<td role="cell" class="rk-c-status">{status}{since}</td>
<td role="cell" class="rk-c-holder">{holders}<span class="rk-sub">{waits_for}</span></td>
<td role="cell" class="rk-num rk-c-due">{due}{let_send}</td>
</tr>"""
AMOUNTS = """<td role="cell" class="rk-num rk-c-owner" data-label="{owner_word}">{owner}</td>
<td role="cell" class="rk-num rk-c-uh" data-label="{university_word}">{university}</td>
<td role="cell" class="rk-num rk-c-sum">{total}<span class="rk-sub">{measures}</span></td>"""
NO_AMOUNTS = '<td role="cell" class="rk-num rk-c-owner rk-quiet" colspan="3">{}</td>'
SUB = '<span class="rk-sub">{}</span>'
SUB_LINK = '<span class="rk-sub"><a href="{}">{}</a></span>'


@register.simple_tag
def inbox_rows(inbox: Inbox, now: datetime, can_register: bool) -> SafeString:
    """Of a report that has not been sent there is neither amount nor address."""
    status, measures = cache(_status), cache(_measures)
    words = {"owner_word": _("Owner"), "university_word": _("University")}
    none = format_html(NO_AMOUNTS, _("no amounts yet"))
    return format_html_join(
        "\n",
        ROW,
        (
            {
                **_row(row, status),
                "amounts": format_html(AMOUNTS, **words, **_amounts(row, measures))
                if row.is_sent
                else none,
                "let_send": _let_send(row, now) if can_register else "",
            }
            for row in inbox.rows
        ),
    )


def _row(row: InboxRow, status: Callable[[str], SafeString]) -> dict[str, Any]:
    report = row.report
    return {
        "name": _name(row),
        "lead_owner": row.partnership.lead_owner.name,
        "status": status(report.status if report else ""),
        "since": format_html(SUB, format_when(row.status_at)) if row.status_at else "",
        "holders": ", ".join(row.holders),
        "waits_for": _waits_for(row),
        "due": format_when(row.due_at) if row.due_at else "",
    }


def _name(row: InboxRow) -> str:
    if not row.is_sent:
        return row.partnership.name
    address = reverse("measures:review", args=[row.report.pk])
    return format_html('<a href="{}">{}</a>', address, row.partnership.name)


def _amounts(row: InboxRow, measures: Callable[[int], str]) -> dict[str, str]:
    report = row.report
    return {
        "owner": format_amount(report.owner_nok),
        "university": format_amount(report.university_nok),
        "total": format_amount(report.total_nok),
        "measures": measures(report.measure_count),
    }


def _let_send(row: InboxRow, now: datetime) -> str:
    """Where the office can let them send after the deadline."""
    if row.report is None or row.due_at is None or row.due_at >= now:
        return ""
    address = reverse("measures:permit_late", args=[row.report.pk])
    return format_html(SUB_LINK, address, _("Let them send later"))


def _status(status: str) -> SafeString:
    return status_word(status) if status else status_tag(_("Not begun"))


def _measures(count: int) -> str:
    return ngettext("%(measures)s measure", "%(measures)s measures", count) % {"measures": count}


def _waits_for(row: InboxRow) -> str:
    if row.waits_for_partnership:
        return _("the partnership")
    if row.report and row.report.status == ReportStatus.CHECKED:
        return _("the forum")
    return _("the county governor")
