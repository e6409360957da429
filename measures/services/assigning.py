"""What a case worker does with many reports at once: give them to a colleague, check off, remind.

Each report answers for itself: what cannot be done with one is said of that one, and the others go on.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from measures import permissions
from measures.choices import ReportKind, ReportStatus
from measures.models import Call, NeedsReport
from measures.services import lifecycle
from measures.services.reminders import Absolute, coordinators_of, remind
from partnerships.models import Partnership, User
from rekom.kit.errors import DomainError

# Letters and checks are made one by one; a page must answer before the reader gives up.
MOST_AT_ONCE = 500


@dataclass
class Outcome:
    """How many it was done with, and for the others (partnership, why not)."""

    done: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def assign_reports(
    *, call: Call, partnerships: Iterable[int], case_worker: User, by: User
) -> Outcome:
    """Give the reports of these partnerships to a colleague. What has not begun is nobody's yet."""
    if not permissions.can_register(by, call) or not permissions.can_register(case_worker, call):
        raise PermissionDenied
    keys = set(partnerships)
    reports = list(_reports(call, keys).select_for_update().order_by("pk"))
    for report in reports:
        report.case_worker = case_worker
    bulk_update_with_history(reports, NeedsReport, ["case_worker"], batch_size=500)
    begun = {report.partnership_id for report in reports}
    not_begun = _("The report has not been begun.")
    return Outcome(len(reports), [(name, not_begun) for name in _names(call, keys - begun)])


def check_off_reports(*, call: Call, partnerships: Iterable[int], by: User, key: str) -> Outcome:
    """Check off each that can be. Each is a transaction of its own, so that one cannot stop the rest.

    ``key`` is the page's: a second press does nothing again. Raises DomainError for too many.
    """
    if not permissions.can_register(by, call):
        raise PermissionDenied
    keys, outcome = _few(partnerships), Outcome()
    reports = _reports(call, keys).select_related("partnership", "call").order_by("pk")
    for report in reports:
        try:
            lifecycle.check_off_report(report=report, by=by, key=f"{key[:40]}-{report.pk}")
            outcome.done += 1
        except (DomainError, PermissionDenied):
            outcome.left.append((str(report.partnership), _why_not_checked(report)))
    begun = {report.partnership_id for report in reports}
    not_begun = _("The report has not been begun.")
    outcome.left += [(name, not_begun) for name in _names(call, keys - begun)]
    return outcome


def remind_partnerships(
    *, call: Call, partnerships: Iterable[int], by: User, absolute: Absolute
) -> Outcome:
    """Make a letter to each that has not sent and has none yet; somebody reads it before it goes.

    Raises DomainError for too many, or for a call that is not open.
    """
    if not permissions.can_register(by, call):
        raise PermissionDenied
    if not call.opens_at <= timezone.now() < call.closes_at:
        raise DomainError(_("The call is not open, so there is no deadline to remind of."))
    keys, outcome = _few(partnerships), Outcome()
    statuses = dict(_reports(call, keys).values_list("partnership", "status"))
    for partnership in _partnerships(call, keys).select_related("lead_owner"):
        status = statuses.get(partnership.pk, ReportStatus.DRAFT)
        if status == ReportStatus.DRAFT and remind(
            call=call, partnership=partnership, absolute=absolute
        ):
            outcome.done += 1
        else:
            outcome.left.append((partnership.name, _why_not_reminded(partnership, status)))
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


def _few(partnerships: Iterable[int]) -> set[int]:
    keys = set(partnerships)
    if len(keys) > MOST_AT_ONCE:
        raise DomainError(
            _("Choose at most %(most)s at a time; you have chosen %(count)s.")
            % {"most": MOST_AT_ONCE, "count": len(keys)}
        )
    return keys


def _reports(call: Call, partnerships: set[int]) -> QuerySet[NeedsReport]:
    reports = NeedsReport.objects.in_force().filter(call=call, kind=ReportKind.ORDINARY)
    return reports.filter(partnership__in=_partnerships(call, partnerships).values("pk"))


def _partnerships(call: Call, keys: set[int]) -> QuerySet[Partnership]:
    """Those of the call's own office; any other key that is sent is nobody here."""
    return Partnership.objects.filter(county_governor=call.county_governor_id, pk__in=keys)


def _names(call: Call, keys: set[int]) -> list[str]:
    return list(_partnerships(call, keys).order_by("name").values_list("name", flat=True))
