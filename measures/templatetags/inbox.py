"""The rows of the inbox in words.

Made here and not in the template: fifty rows of filters, plurals and addresses took more than half of the
page's time there.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from django import template
from django.urls import reverse
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


@register.simple_tag
def inbox_rows(inbox: Inbox, now: datetime, can_register: bool) -> list[dict[str, Any]]:
    """Each row as texts. Of a report that has not been sent there is neither amount nor address."""
    status, measures = cache(_status), cache(_measures)
    return [
        _row(row, status)
        | (_amounts(row, measures) if row.is_sent else {})
        | (_overdue(row, now) if can_register else {})
        for row in inbox.rows
    ]


def _row(row: InboxRow, status: Callable[[str], SafeString]) -> dict[str, Any]:
    report = row.report
    return {
        "partnership": row.partnership.name,
        "lead_owner": row.partnership.lead_owner.name,
        "status": status(report.status if report else ""),
        "since": format_when(row.status_at) if row.status_at else "",
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


def _overdue(row: InboxRow, now: datetime) -> dict[str, Any]:
    if row.report is None or row.due_at is None or row.due_at >= now:
        return {}
    return {"let_send": reverse("measures:permit_late", args=[row.report.pk])}


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
