"""What a call holds, in words, and what has been done to it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from measures import terms
from measures.choices import CallActKind, CallPart, CallStatus, ContributionBase
from measures.forms.calls import LABELS
from measures.models import Call, CallAct
from measures.rules.call_setup import FIELDS
from measures.services.reminders import reminder_day
from rekom.kit.dates import format_when

TONES = {
    CallStatus.BEING_PREPARED: "warning",
    CallStatus.COMING: "neutral",
    CallStatus.OPEN: "success",
    CallStatus.CLOSED: "neutral",
}
NO_PERCENT = {
    "own_contribution_percent": gettext_lazy("No demand"),
    "individual_share_percent": gettext_lazy("No money for individual measures"),
}
PAGES = {part: f"measures:call_{part}" for part in CallPart}


class Part(NamedTuple):
    """A part of the call, as its page shows it."""

    key: str
    title: str
    answers: list[dict[str, str]]
    is_copied: bool
    url: str


class Coming(NamedTuple):
    what: str
    at: date | datetime


def parts_of(call: Call) -> list[Part]:
    return [
        Part(
            part,
            CallPart(part).label,
            [{"label": LABELS[each], "text": text_of(call, each)} for each in FIELDS.get(part, ())],
            part in call.to_look_over,
            reverse(PAGES[part], args=[call.pk]),
        )
        for part in CallPart
    ]


def text_of(call: Call, field: str) -> str:
    """What stands in a field, as one reads it."""
    value = getattr(call, field)
    if field == "reminder_working_days":
        return _reminder(call)
    if field.endswith("_percent"):
        return str(NO_PERCENT[field]) if value is None else _("%(count)d %%") % {"count": value}
    if field == "plan" and value and value.last_year < call.year:
        return _("%(plan)s. It ends in %(year)d, before the year of the call.") % {
            "plan": value,
            "year": value.last_year,
        }
    if field in ("schemes", "own_contribution_schemes"):
        return ", ".join(scheme.name for scheme in value.all()) or _("None")
    if field in ("first_term", "last_term"):
        return terms.label(value)
    if field == "years_covered":
        return ngettext("%(count)d year", "%(count)d years", value) % {"count": value}
    if field == "own_contribution_base":
        return str(ContributionBase(value).label) if value else _("Not said")
    if isinstance(value, bool):
        return _("Yes") if value else _("No: it can be sent, with a warning")
    if isinstance(value, date):
        return format_when(value, "weekday")
    return str(value or _("Not written"))


def coming(call: Call, now: datetime) -> Coming | None:
    """The next of the call's dates; None when all are over."""
    dates = [
        (_("Opens"), call.opens_at),
        (_("Deadline"), call.closes_at),
        (_("The forum recommends"), call.forum_recommends_on),
        (_("The decision is made by"), call.decision_by),
    ]
    ahead = [Coming(what, at) for what, at in dates if at and _is_ahead(at, now)]
    return min(ahead, key=lambda each: _day(each.at), default=None)


def steps_of(acts: Iterable[CallAct]) -> list[dict[str, Any]]:
    return [{"at": act.at, "text": _sentence(act), "note": _note(act)} for act in acts]


def _reminder(call: Call) -> str:
    day, count = reminder_day(call), call.reminder_working_days
    if day is None or count is None:
        return _("Nobody is reminded")
    days = ngettext("%(count)d working day before", "%(count)d working days before", count)
    return _("%(days)s: %(day)s") % {
        "days": days % {"count": count},
        "day": format_when(day, "weekday"),
    }


def _sentence(act: CallAct) -> str:
    sentences = {
        CallActKind.STARTED: _("%(name)s started the call"),
        CallActKind.CHANGED: _("%(name)s changed “%(part)s”"),
        CallActKind.LOOKED_OVER: _("%(name)s looked over “%(part)s”"),
        CallActKind.OPENED: _("%(name)s opened the call"),
        CallActKind.DEADLINE_MOVED: _("%(name)s moved the deadline to %(at)s"),
    }
    moved_to = act.changes.get("closes_at", ["", ""])[1]
    at = format_when(datetime.fromisoformat(moved_to), "long") if moved_to else ""
    sentence = sentences[CallActKind(act.kind)]
    return sentence % {"name": act.by.name, "part": act.get_part_display(), "at": at}


def _note(act: CallAct) -> str:
    """Why, or else what in the part: a field by its question, a criterion by its code."""
    return act.reason or ", ".join(str(LABELS.get(name, name)) for name in act.changes)


def _is_ahead(at: date | datetime, now: datetime) -> bool:
    return at > now if isinstance(at, datetime) else at >= _day(now)


def _day(at: date | datetime) -> date:
    return timezone.localdate(at) if isinstance(at, datetime) else at
