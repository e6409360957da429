"""What a case worker does with many reports at once: give them to a colleague, check off, remind.

Each report answers for itself: what cannot be done with one is said of that one, and the others go on.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from measures import permissions
from measures.choices import ReportKind, ReportStatus
from measures.models import Call, NeedsReport
from measures.models.inbox_rows import Chosen
from measures.services import lifecycle
from measures.services.reminders import Absolute, coordinators_of, remind
from partnerships.models import Partnership, User
from rekom.kit.errors import DomainError

# Letters and checks are made one by one; a page must answer before the reader gives up.
MOST_AT_ONCE = 500


@dataclass
class Outcome:
    """How many it was done with, and for the others (which report, why not)."""

    done: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def assign_reports(*, call: Call, chosen: Chosen, case_worker: User, by: User) -> Outcome:
    """Give the reports to a colleague. What has not begun is nobody's yet."""
    if not permissions.can_register(by, call) or not permissions.can_register(case_worker, call):
        raise PermissionDenied
    reports = list(_reports(call, chosen).select_for_update().order_by("pk"))
    for report in reports:
        report.case_worker = case_worker
    bulk_update_with_history(reports, NeedsReport, ["case_worker"], batch_size=500)
    return Outcome(len(reports), _not_begun(call, chosen, reports))


def check_off_reports(*, call: Call, chosen: Chosen, by: User, key: str) -> Outcome:
    """Check off each that can be. Each is a transaction of its own, so that one cannot stop the rest.

    ``key`` is the page's: a second press does nothing again. Raises DomainError for too many.
    """
    if not permissions.can_register(by, call):
        raise PermissionDenied
    _few(chosen)
    outcome = Outcome()
    reports = _reports(call, chosen).select_related("partnership", "call").order_by("pk")
    for report in reports:
        try:
            lifecycle.check_off_report(report=report, by=by, key=f"{key[:40]}-{report.pk}")
            outcome.done += 1
        except (DomainError, PermissionDenied):
            outcome.left.append((_name(report), _why_not_checked(report)))
    outcome.left += _not_begun(call, chosen, reports)
    return outcome


def remind_partnerships(*, call: Call, chosen: Chosen, by: User, absolute: Absolute) -> Outcome:
    """Make a letter to each that has not sent and has none yet; somebody reads it before it goes.

    It is of the ordinary report, which every partnership is to send. A supplementary one is begun by
    whoever needs more: nobody waits for it, so nobody is reminded of it.

    Raises DomainError for too many, or for a call that is not open.
    """
    if not permissions.can_register(by, call):
        raise PermissionDenied
    if not call.opens_at <= timezone.now() < call.closes_at:
        raise DomainError(_("The call is not open, so there is no deadline to remind of."))
    _few(chosen)
    outcome = Outcome()
    reports = _reports(call, chosen).select_related("partnership")
    statuses = {each.partnership_id: each.status for each in reports if not _is_more(each)}
    for partnership in _partnerships(call, chosen.partnerships).select_related("lead_owner"):
        status = statuses.get(partnership.pk, ReportStatus.DRAFT)
        if status == ReportStatus.DRAFT and remind(
            call=call, partnership=partnership, absolute=absolute
        ):
            outcome.done += 1
        else:
            outcome.left.append((partnership.name, _why_not_reminded(partnership, status)))
    nobody_waits = _("Nobody waits for a supplementary need, so there is nothing to remind of.")
    outcome.left += [(_name(each), nobody_waits) for each in reports if _is_more(each)]
    return outcome


def _why_not_checked(report: NeedsReport) -> str:
    report.refresh_from_db(fields=["status"])
    status = report.get_status_display().lower()
    return _("The report is %(status)s.") % {"status": status}


def _why_not_reminded(partnership: Partnership, status: str) -> str:
    if status == ReportStatus.RETURNED:
        return _("The report is returned, and has a deadline of its own.")
    if status != ReportStatus.DRAFT:
        return _("The report has been sent.")
    if not coordinators_of(partnership):
        return _("The partnership has no coordinator to write to.")
    return _("The partnership has been reminded already.")


def _few(chosen: Chosen) -> None:
    if len(chosen) > MOST_AT_ONCE:
        raise DomainError(
            _("Choose at most %(most)s at a time; you have chosen %(count)s.")
            % {"most": MOST_AT_ONCE, "count": len(chosen)}
        )


def _reports(call: Call, chosen: Chosen) -> QuerySet[NeedsReport]:
    """Of the call; any other key that is sent is nobody here."""
    ordinary = Q(kind=ReportKind.ORDINARY, partnership__in=chosen.partnerships)
    supplementary = Q(kind=ReportKind.SUPPLEMENTARY, pk__in=chosen.supplements)
    return NeedsReport.objects.in_force().filter(ordinary | supplementary, call=call)


def _partnerships(call: Call, keys: frozenset[int]) -> QuerySet[Partnership]:
    """Those of the call's own office."""
    return Partnership.objects.filter(county_governor=call.county_governor_id, pk__in=keys)


def _not_begun(call: Call, chosen: Chosen, reports: Iterable[NeedsReport]) -> list[tuple[str, str]]:
    begun = {report.partnership_id for report in reports if not _is_more(report)}
    left = _partnerships(call, chosen.partnerships - begun).order_by("name")
    why = _("The report has not been begun.")
    return [(name, why) for name in left.values_list("name", flat=True)]


def _is_more(report: NeedsReport) -> bool:
    return report.kind == ReportKind.SUPPLEMENTARY


def _name(report: NeedsReport) -> str:
    if not _is_more(report):
        return report.partnership.name
    return _("%(partnership)s, supplementary need") % {"partnership": report.partnership.name}
