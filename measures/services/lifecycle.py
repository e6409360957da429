"""What happens to a needs report as a whole: begun, sent, returned, checked, taken back.

Every function is one transaction with the report's row locked, and ``_move`` is the only place
that sets a status.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from measures import permissions
from measures.choices import (
    NEXT_STATUSES,
    PayeeKind,
    ReportStatus,
    Section,
)
from measures.content import ReportContent
from measures.models import (
    Call,
    CodeterminationMeeting,
    NeedsReport,
    ReportPartner,
    ReportPayee,
    SentVersion,
    Transition,
    read_content,
)
from measures.rules import Problem, Severity, problems
from measures.services.confirming import is_approved
from measures.services.errors import ChangedMeanwhile
from measures.services.reminders import coordinators_of
from measures.services.summing import SUM_FIELDS, keep_sums
from partnerships.models import Partnership, User
from partnerships.rules import written_form_of
from partnerships.services import complete_once
from rekom.kit.errors import DomainError
from rekom.kit.mail import mail_on_commit
from rekom.kit.values import to_json


class NotReady(DomainError):
    """The report cannot be sent yet; ``problems`` says why."""

    def __init__(self, found: list[Problem]) -> None:
        self.problems = found
        super().__init__(" ".join(problem.message for problem in found))


@transaction.atomic
def begin_report(
    *, call: Call, partnership: Partnership, by: User, on_behalf: str = ""
) -> NeedsReport:
    """Start the partnership's ordinary report, with payees and owners from the register.

    ``on_behalf`` tells how it came when the office registers it. Raises DomainError when there is
    one already, PermissionDenied when ``by`` may not begin it.
    """
    if not permissions.can_begin(by, call, partnership, timezone.now()):
        raise PermissionDenied
    try:
        report = new_report(call=call, partnership=partnership, by=by, on_behalf=on_behalf)
    except IntegrityError:
        raise DomainError(_("The partnership has begun its needs report already.")) from None
    _copy_parties(report, partnership)
    return report


@transaction.atomic
def new_report(*, by: User, **fields: Any) -> NeedsReport:
    """A draft without parties, with what every report has. Raises IntegrityError for a second one."""
    now = timezone.now()
    report = NeedsReport.objects.create(
        created_by=by, created_at=now, changed_by=by, changed_at=now, **fields
    )
    CodeterminationMeeting.objects.create(report=report)
    Transition.objects.create(
        report=report, to_status=report.status, by=by, at=now, reason=report.on_behalf
    )
    return report


@transaction.atomic
def submit_report(*, report: NeedsReport, by: User, key: str, seen: str = "") -> NeedsReport:
    """Send the report to the county governor and freeze what was sent.

    ``seen`` is the digest of the content that the page showed. Raises NotReady when a rule stands
    in the way, ChangedMeanwhile when somebody has changed the report since the page was opened.
    """
    report = _lock(report)
    if not complete_once(user=by, key=key, action=f"submit_report {report.pk}"):
        return report
    if not permissions.can_submit(by, report):
        raise PermissionDenied
    now = timezone.now()
    content = read_content(report)
    if seen and seen != digest(content):
        raise ChangedMeanwhile(
            _("The report was changed after you opened this page. Look through it and send again.")
        )
    late = permissions.may_send_late(report, now) or bool(report.on_behalf)
    found = problems(content, now=timezone.localtime(now), may_send_late=late)
    if blocking := [problem for problem in found if problem.severity == Severity.BLOCK]:
        raise NotReady(blocking)
    if not is_approved(report, content, by=by):
        raise DomainError(
            _("Another coordinator has to approve the report as it stands before you send it.")
        )
    report.submitted_at = now
    report.receipt_number = report.receipt_number or f"{report.call.year}-{report.pk:05d}"
    report.open_sections = []
    _freeze_payees(report)
    keep_sums(report, content)
    _move(
        report,
        to=ReportStatus.SUBMITTED,
        by=by,
        reason=report.on_behalf,
        warnings=[problem.rule for problem in found],
        also=["submitted_at", "receipt_number", "open_sections", *SUM_FIELDS],
    )
    _freeze(report, content, by, now)
    return report


@transaction.atomic
def take_back_report(*, report: NeedsReport, by: User) -> NeedsReport:
    """Back to draft, to correct it: until the deadline."""
    report = _lock(report)
    if not permissions.is_writer(by, report):
        raise PermissionDenied
    if not permissions.can_take_back(by, report, timezone.now()):
        raise _overtaken(report, ReportStatus.SUBMITTED)
    _move(report, to=ReportStatus.DRAFT, by=by)
    return report


@transaction.atomic
def withdraw_report(*, report: NeedsReport, by: User, reason: str) -> NeedsReport:
    report = _lock(report)
    if not permissions.can_withdraw(by, report):
        raise PermissionDenied
    _move(report, to=ReportStatus.WITHDRAWN, by=by, reason=reason)
    return report


@transaction.atomic
def return_report(
    *,
    report: NeedsReport,
    by: User,
    reason: str,
    until: datetime,
    sections: Iterable[Section] = (),
    key: str,
) -> NeedsReport:
    """Send it back to the partnership with what is to be put right, and a deadline of its own.

    ``sections`` are those that can be written in; none named means all. Also undoes a check.
    """
    report = _lock(report)
    if not complete_once(user=by, key=key, action=f"return_report {report.pk}"):
        return report
    if not permissions.is_case_worker(by, report):
        raise PermissionDenied
    if not (permissions.can_return(by, report) or permissions.can_undo_check(by, report)):
        raise _overtaken(report, ReportStatus.SUBMITTED)
    report.may_send_until = until
    report.may_send_reason = reason
    report.open_sections = [str(section) for section in sections]
    _move(
        report,
        to=ReportStatus.RETURNED,
        by=by,
        reason=reason,
        also=["may_send_until", "may_send_reason", "open_sections"],
    )
    _tell_the_partnership(report)
    return report


def _tell_the_partnership(report: NeedsReport) -> None:
    """A letter to those who write: a report that is returned has a deadline that somebody must know of."""
    office = report.call.county_governor
    owner = report.partnership.lead_owner
    mail_on_commit(
        "report_returned",
        to=coordinators_of(report.partnership),
        written_form=written_form_of(owner.written_form, office.written_form),
        context={
            "report": report,
            "sections": [Section(each).label for each in report.open_sections],
        },
        office=office.pk,
    )


@transaction.atomic
def check_off_report(*, report: NeedsReport, by: User, key: str) -> NeedsReport:
    """The formal control is done; from here the forum's members see the report."""
    report = _lock(report)
    if not complete_once(user=by, key=key, action=f"check_off_report {report.pk}"):
        return report
    if not permissions.is_case_worker(by, report):
        raise PermissionDenied
    if not permissions.can_check_off(by, report):
        raise _overtaken(report, ReportStatus.SUBMITTED)
    _move(report, to=ReportStatus.CHECKED, by=by)
    return report


@transaction.atomic
def permit_late(*, report: NeedsReport, by: User, until: datetime, reason: str) -> NeedsReport:
    """Let the partnership send after the call has closed."""
    report = _lock(report)
    if not permissions.can_permit_late(by, report):
        raise PermissionDenied
    report.may_send_until = until
    report.may_send_reason = reason
    report.save(update_fields=["may_send_until", "may_send_reason"])
    return report


@transaction.atomic
def assign_report(*, report: NeedsReport, by: User, case_worker: User) -> NeedsReport:
    report = _lock(report)
    if not permissions.can_register(by, report.call):
        raise PermissionDenied
    report.case_worker = case_worker
    report.save(update_fields=["case_worker"])
    return report


def digest(content: ReportContent) -> str:
    """The same for the same answers, whoever reads them."""
    text = json.dumps(content, default=vars, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _lock(report: NeedsReport) -> NeedsReport:
    return NeedsReport.objects.locked(report.pk)


def _move(
    report: NeedsReport,
    *,
    to: ReportStatus,
    by: User,
    reason: str = "",
    warnings: Iterable[str] = (),
    also: Iterable[str] = (),
) -> None:
    """Change status and remember who did it. The only place that sets status."""
    before = report.status
    if to not in NEXT_STATUSES.get(before, frozenset()):
        raise _overtaken(report, before)
    report.status = to
    report.changed_by = by
    report.changed_at = timezone.now()
    report.save(update_fields=["status", "changed_by", "changed_at", *also])
    Transition.objects.create(
        report=report,
        from_status=before,
        to_status=to,
        by=by,
        at=report.changed_at,
        reason=reason,
        warnings=sorted(set(warnings)),
    )


def _overtaken(report: NeedsReport, expected: str) -> Exception:
    """Somebody was quicker: told as such. Otherwise the person simply may not."""
    if report.status == expected:
        return PermissionDenied()
    last = report.transitions.select_related("by").first()
    return DomainError(
        _("%(name)s has done this first: the report is now %(status)s.")
        % {
            "name": last.by.name if last else "",
            "status": report.get_status_display().lower(),
        }
    )


def _copy_parties(report: NeedsReport, partnership: Partnership) -> None:
    """Payees: the lead owner and each university. Partners: the other owners."""
    ReportPayee.objects.create(
        report=report,
        kind=PayeeKind.OWNER,
        organisation=partnership.lead_owner,
        payment_reference=partnership.lead_owner.payment_reference,
    )
    for link in partnership.university_links.select_related("organisation"):
        ReportPayee.objects.create(
            report=report,
            kind=PayeeKind.UNIVERSITY,
            organisation=link.organisation,
            sub_unit=link.sub_unit,
            payment_reference=link.organisation.payment_reference,
        )
    ReportPartner.objects.bulk_create(
        ReportPartner(
            report=report,
            kind=PayeeKind.OWNER,
            organisation=link.organisation,
            name=link.organisation.name,
        )
        for link in partnership.owner_links.select_related("organisation")
    )


def _freeze_payees(report: NeedsReport) -> None:
    """Accounts as they are now: a later change does not alter what was sent."""
    for payee in report.payees.select_related("organisation"):
        payee.bank_account = payee.organisation.bank_account
        payee.save(update_fields=["bank_account"])


def _freeze(report: NeedsReport, content: ReportContent, by: User, at: datetime) -> None:
    number = report.versions.count() + 1
    sent = replace(
        content,
        receipt_number=report.receipt_number or "",
        version=number,
        submitted_at=timezone.localtime(at).isoformat(timespec="minutes"),
        submitted_by=by.name,
        on_behalf=report.on_behalf,
    )
    SentVersion.objects.create(
        report=report,
        number=number,
        content=to_json(sent),
        sha256=digest(sent),
        submitted_at=at,
        submitted_by=by,
    )
