"""Reminders of a deadline: letters that somebody at the office reads before they go."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from measures.choices import ReportKind, ReportStatus
from measures.models import Call, NeedsReport, Reminder
from partnerships.choices import MembershipRole
from partnerships.models import Partnership
from partnerships.rules import written_form_of
from partnerships.services import hold_letter
from rekom.kit.working_days import working_days_before

# Makes a whole address of a path.
Absolute = Callable[[str], str]


def reminder_day(call: Call) -> date | None:
    """The working day on which partnerships are reminded; None where the call wants no reminder."""
    if call.reminder_working_days is None:
        return None
    return working_days_before(timezone.localdate(call.closes_at), call.reminder_working_days)


def due_reminders(now: datetime) -> Iterator[tuple[Call, Partnership]]:
    """Whom to remind: from the day of the reminder on, so that a day without a run is made up for."""
    today = timezone.localdate(now)
    for call in Call.objects.open_at(now).select_related("county_governor"):
        day = reminder_day(call)
        if day is not None and day <= today:
            for partnership in _not_sent(call):
                yield call, partnership


def remind(*, call: Call, partnership: Partnership, absolute: Absolute) -> Reminder | None:
    """Hold a letter to the coordinators; None where they have one already, or there are none."""
    with transaction.atomic():
        partnership = Partnership.objects.select_for_update().get(pk=partnership.pk)
        receivers = coordinators_of(partnership)
        if not receivers or call.reminders.filter(partnership=partnership).exists():
            return None
        office = call.county_governor
        mail = hold_letter(
            "reminder",
            office=office,
            to=receivers,
            written_form=written_form_of(partnership.lead_owner.written_form, office.written_form),
            context=_context(call, partnership, absolute),
        )
        return Reminder.objects.create(call=call, partnership=partnership, mail=mail)


def coordinators_of(partnership: Partnership) -> list[str]:
    """E-mail addresses of those who write the report."""
    people = partnership.memberships.filter(role=MembershipRole.COORDINATOR, user__is_active=True)
    return list(people.order_by("user__email").values_list("user__email", flat=True).distinct())


def _not_sent(call: Call) -> list[Partnership]:
    """Those that have begun and not sent, or not begun. A report that is returned has a deadline of
    its own, and whoever has withdrawn theirs has answered."""
    reports = NeedsReport.objects.filter(call=call, kind=ReportKind.ORDINARY)
    drafts = reports.filter(status=ReportStatus.DRAFT)
    return list(
        Partnership.objects.filter(county_governor=call.county_governor_id)
        .filter(Q(pk__in=drafts.values("partnership")) | ~Q(pk__in=reports.values("partnership")))
        .exclude(pk__in=call.reminders.values("partnership"))
    )


def _context(call: Call, partnership: Partnership, absolute: Absolute) -> dict[str, object]:
    draft = NeedsReport.objects.filter(
        call=call, partnership=partnership, kind=ReportKind.ORDINARY, status=ReportStatus.DRAFT
    ).first()
    path = reverse("measures:report", args=[draft.pk]) if draft else reverse("measures:report_list")
    return {
        "call": call,
        "partnership": partnership,
        "due_at": (draft and draft.may_send_until) or call.closes_at,
        "link": absolute(path),
    }
