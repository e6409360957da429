"""The head and the rows of the inbox.

Written here and not in a template: fifty rows of filters, plurals and addresses took more than half of the
page's time there.
"""

from datetime import datetime
from functools import cache, partial
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from measures.choices import ReportStatus
from measures.models import NeedsReport
from measures.models.inbox import Colleagues, Inbox, InboxRow
from measures.models.selection import Selection
from measures.rules.inbox import lacks
from measures.templatetags.reports import status_word
from rekom.kit.dates import format_time_left, format_when
from rekom.kit.kroner import format_amount
from rekom.kit.markup import addresses, fill, fill_each
from rekom.kit.templatetags.ui import status_tag

register = template.Library()

HEADING = '<th scope="col" role="columnheader"{}{}><a href="?{}">{}</a></th>'
# Nothing is in a row that all fifty could do without: on a phone the cells are known by their place.
ROW = (
    '<tr role="row"><th scope="row" role="rowheader">{tick}{name}<small>{lead_owner}</small>{to}</th>'
    '{amounts}<td role="cell">{status}</td><td role="cell">{since}</td><td role="cell"{lacks}</td>'
    '<td role="cell"{todo}</td><td role="cell">{holder}</td>'
    '<td role="cell" class="rk-num">{due}</td></tr>'
)
AMOUNTS = (
    '<td role="cell" class="rk-num" data-label="{owner_word}">{owner}</td>'
    '<td role="cell" class="rk-num" data-label="{university_word}">{university}</td>'
    '<td role="cell" class="rk-num">{total}<small>{measures}</small></td>'
)
NO_AMOUNTS = '<td role="cell" class="rk-num rk-quiet" colspan="3">{}</td>'
SUPPLEMENT = '<small>{} <a href="{}#measure-{}">{}</a></small>'
TICK = '<input class="ds-input" type="checkbox" name="velg" value="{}" aria-label="{}"> '
SUB = "{} <small>{}</small>"
LINK = '<a href="{}">{}</a>'
# The rest of a cell; on a phone what is nothing is left out, and the rest has its label.
SOMETHING = ' data-label="{}">{}'
NOTHING = ' class="rk-gone rk-quiet">{}'


class Desk:
    """What the rows of a page have in common. What many of them say is found once."""

    def __init__(self, now: datetime, colleagues: Colleagues, may_act: bool) -> None:
        self.now, self.colleagues, self.may_act = now, colleagues, may_act
        self.gettext, self.when = cache(gettext), cache(format_when)
        self.status, self.measures = cache(_status), cache(_measures)
        self.lacks, self.due = cache(_lacks), cache(partial(_due, now))
        self.review = addresses("measures:review")
        self.assign = addresses("measures:report_assign")


@register.simple_tag
def inbox_heading(selection: Selection, label: str, order: str, css: str = "") -> SafeString:
    """A column that can be sorted by: the link turns the order round where it is the one in force."""
    now = selection.order or "navn"
    is_here, falls = now.removeprefix("-") == order, now.startswith("-")
    sort = ("descending" if falls else "ascending") if is_here else ""
    return fill(
        HEADING,
        fill(' class="{}"', css) if css else "",
        fill(' aria-sort="{}"', sort) if sort else "",
        selection.query(order=f"-{order}" if is_here and not falls else order),
        label,
    )


@register.simple_tag
def inbox_rows(inbox: Inbox, now: datetime, colleagues: Colleagues, may_act: bool) -> SafeString:
    """Of a report that has not been sent there is neither amount nor address."""
    desk = Desk(now, colleagues, may_act)
    words = {"owner_word": _("Owner"), "university_word": _("University")}
    none = fill(NO_AMOUNTS, _("no amounts yet"))
    return fill_each(
        ROW,
        (
            {
                **_row(row, desk),
                "amounts": fill(AMOUNTS, **words, **_amounts(row, desk)) if row.is_sent else none,
            }
            for row in inbox.rows
        ),
    )


def _row(row: InboxRow, desk: Desk) -> dict[str, Any]:
    report = row.report
    return {
        "tick": _tick(row, desk) if desk.may_act else "",
        "name": _name(row, desk),
        "lead_owner": row.partnership.lead_owner.name,
        "to": _to(row, desk) if row.supplements else "",
        "status": desk.status(report.status if report else ""),
        "since": desk.when(row.status_at) if row.status_at else "",
        "lacks": desk.lacks(*_lacking(report)),
        "todo": _todo(row, desk),
        "holder": _holder(row, desk),
        "due": desk.due(row.due_at) if row.due_at else "",
    }


def _tick(row: InboxRow, desk: Desk) -> SafeString:
    said = desk.gettext("Choose %(partnership)s")
    if row.supplements:
        said = desk.gettext("Choose %(partnership)s, supplementary need")
    return fill(TICK, row.key.name, said % {"partnership": row.partnership.name})


def _name(row: InboxRow, desk: Desk) -> str:
    if not row.is_sent:
        return row.partnership.name
    return fill(LINK, desk.review(row.report.pk), row.partnership.name)


def _to(row: InboxRow, desk: Desk) -> SafeString:
    """What a supplementary report is, and the measure that it is to, where that was reported."""
    measure = row.supplements
    said = desk.gettext("to measure %(number)s, “%(title)s”, of %(year)s") % {
        "number": measure.number,
        "title": measure.title,
        "year": measure.report.call.year,
    }
    kind = status_tag(desk.gettext("supplementary need"))
    return fill(SUPPLEMENT, kind, desk.review(measure.report_id), measure.pk, said)


def _amounts(row: InboxRow, desk: Desk) -> dict[str, str]:
    """As it was sent last: what the partnership changes meanwhile is its own until it is sent again."""
    report = row.report
    return {
        "owner": format_amount(report.sent_owner_nok),
        "university": format_amount(report.sent_university_nok),
        "total": format_amount(report.sent_owner_nok + report.sent_university_nok),
        "measures": desk.measures(report.sent_measures, row.waits_for_partnership),
    }


def _lacking(report: NeedsReport | None) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    if report is None:
        return "", (), ()
    return report.status, tuple(report.open_sections), tuple(report.sent_with or ())


def _lacks(status: str, open_sections: tuple[str, ...], remarks: tuple[str, ...]) -> SafeString:
    return _cell(_("The partnership lacks"), lacks(status, open_sections, remarks))


def _cell(label: str, *said: str) -> SafeString:
    """At most two lines; none is nothing."""
    if not any(said):
        return fill(NOTHING, _("Nothing"))
    first, *second = filter(None, said)
    return fill(SOMETHING, label, fill(SUB, first, second[0]) if second else first)


def _todo(row: InboxRow, desk: Desk) -> SafeString:
    """What is the reader's own to do next; what is a colleague's is nothing here."""
    label = desk.gettext("You are to")
    if row.waits_for_partnership:
        return _cell(label, _late(row, desk), _reminded(row))
    report = row.report
    is_own = report.case_worker_id is None or report.case_worker_id in desk.colleagues.mine
    waits = report.status == ReportStatus.SUBMITTED and is_own and desk.may_act
    return _cell(label, desk.gettext("Control the report") if waits else "", _flags(report))


def _flags(report: NeedsReport) -> str:
    if not report.open_flags:
        return ""
    said = ngettext("%(count)s open flag", "%(count)s open flags", report.open_flags)
    return said % {"count": report.open_flags}


def _late(row: InboxRow, desk: Desk) -> str:
    """Until the deadline there is nothing but to wait; after it the office can let them send."""
    if row.due_at >= desk.now or not desk.may_act:
        return ""
    if row.report is None:
        return _("Ask the partnership")
    address = reverse("measures:permit_late", args=[row.report.pk])
    return fill(LINK, address, _("Let them send later"))


def _reminded(row: InboxRow) -> str:
    if row.partnership.reminded_at is None or row.supplements:
        return ""
    day = format_when(timezone.localdate(row.partnership.reminded_at))
    return _("Reminder made %(day)s") % {"day": day}


def _holder(row: InboxRow, desk: Desk) -> str:
    who, below = _who(row, desk), _below_holder(row, desk)
    return fill(SUB, who, below) if below else who


def _who(row: InboxRow, desk: Desk) -> str:
    if row.waits_for_partnership:
        return ", ".join(row.coordinators)
    if row.case_worker is None:
        return desk.gettext("Nobody")
    return row.case_worker.name


def _waits_for(row: InboxRow, desk: Desk) -> str:
    """One line: whose turn it is, or who has it while the case worker is away."""
    if row.cover:
        names = {"case_worker": row.case_worker.name, "name": row.cover.name}
        if row.waits_for_partnership:
            return _("%(case_worker)s, covered by %(name)s") % names
        return _("covered by %(name)s") % names
    if row.waits_for_partnership:
        return row.case_worker.name if row.case_worker else desk.gettext("the partnership")
    if row.report and row.report.status == ReportStatus.CHECKED:
        return desk.gettext("the forum")
    return ""


def _below_holder(row: InboxRow, desk: Desk) -> str:
    """One line: whose turn it is, and the way to give it to another."""
    waits_for, assign = _waits_for(row, desk), _assign(row, desk) if desk.may_act else ""
    return fill("{} · {}", waits_for, assign) if waits_for and assign else waits_for or assign


def _assign(row: InboxRow, desk: Desk) -> str:
    """One report is given to a colleague from its own row; what has not begun is nobody's."""
    if row.report is None:
        return ""
    return fill(LINK, desk.assign(row.report.pk), desk.gettext("Reassign"))


def _due(now: datetime, due_at: datetime) -> str:
    return fill(SUB, format_when(due_at), format_time_left(due_at, now) or _("has passed"))


def _status(status: str) -> SafeString:
    return status_word(status) if status else status_tag(_("Not begun"))


def _measures(count: int, is_open: bool) -> str:
    said = ngettext("%(measures)s measure", "%(measures)s measures", count) % {"measures": count}
    return _("%(said)s, being changed") % {"said": said} if is_open else said
