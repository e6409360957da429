"""Others than the coordinator answer for their part: a university for its amount, a union representative
for the meeting, another coordinator for the whole report where the partnership has asked for that.

A confirmation holds for what was seen. When that changes it falls away by itself, for its mark is
no longer that of what is stored; nothing has to remember to take it back.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from measures import permissions
from measures.choices import ConfirmationKind
from measures.content import PayeeContent, ReportContent
from measures.models import Confirmation, NeedsReport, read_codetermination, read_content
from measures.rules.sums import amounts_by_payee
from measures.services.errors import ChangedMeanwhile
from measures.services.merging import mark
from partnerships.models import User


class ConfirmationState(StrEnum):
    NONE = "none"
    HOLDS = "holds"
    REFUSED = "refused"
    FALLEN = "fallen"  # what it covered has changed since


@dataclass(frozen=True)
class Asked:
    """Something to confirm, who did so last, and whether it holds."""

    kind: ConfirmationKind
    payee: PayeeContent | None
    university: int | None
    amount_nok: int | None
    mark: str
    last: Confirmation | None

    @property
    def state(self) -> ConfirmationState:
        if self.last is None:
            return ConfirmationState.NONE
        if self.last.covers != self.mark:
            return ConfirmationState.FALLEN
        return ConfirmationState.REFUSED if self.last.refused_because else ConfirmationState.HOLDS


def asked_for(report: NeedsReport, content: ReportContent) -> list[Asked]:
    """All that is to be confirmed in the report as it stands in ``content``."""
    last: dict[tuple[str, int | None], Confirmation] = {}
    for each in report.confirmations.select_related("by"):
        last.setdefault((each.kind, each.university_id), each)
    found: list[tuple[ConfirmationKind, PayeeContent | None, Any]] = [
        (ConfirmationKind.AMOUNT, payee, amounts)
        for payee in content.universities
        # Nobody is asked about nothing, unless it was something once.
        if (amounts := _amounts(content, payee))
        or (ConfirmationKind.AMOUNT, payee.organisation_key) in last
    ]
    if content.codetermination.discussed:
        found.append((ConfirmationKind.CODETERMINATION, None, content.codetermination))
    if report.partnership.needs_approval and not report.on_behalf:
        found.append((ConfirmationKind.APPROVAL, None, content))
    return [
        Asked(
            kind=kind,
            payee=payee,
            university=(university := payee.organisation_key if payee else None),
            amount_nok=sum(covered.values()) if payee else None,
            mark=mark(covered),
            last=last.get((kind, university)),
        )
        for kind, payee, covered in found
    ]


def waits_for_unions(report: NeedsReport) -> bool:
    """A meeting is reported, and no answer to it stands. Two queries, whatever the report's length."""
    meeting = read_codetermination(report.pk)
    last = report.confirmations.filter(kind=ConfirmationKind.CODETERMINATION).first()
    return bool(meeting.discussed) and (last is None or last.covers != mark(meeting))


@transaction.atomic
def confirm(
    *,
    report: NeedsReport,
    kind: str,
    university: int | None,
    seen: str,
    by: User,
    refused_because: str = "",
) -> Confirmation:
    """Say yes, or no with a reason, to what the page showed; ``seen`` is its mark.

    Raises PermissionDenied for anybody but the one who is asked, ChangedMeanwhile when it is no longer
    as the page showed it.
    """
    report = NeedsReport.objects.locked(report.pk)
    if not permissions.can_confirm(by, report, kind, university):
        raise PermissionDenied
    asked = asked_for(report, read_content(report))
    current = next(
        (each for each in asked if (each.kind, each.university) == (kind, university)), None
    )
    if current is None or current.mark != seen:
        raise ChangedMeanwhile(
            _("This was changed while you were reading. Look at it again before you answer.")
        )
    return Confirmation.objects.create(
        report=report,
        kind=kind,
        university_id=university,
        by=by,
        at=timezone.now(),
        covers=seen,
        refused_because=refused_because,
    )


def is_approved(report: NeedsReport, content: ReportContent, *, by: User) -> bool:
    """Whether somebody else than ``by`` has approved the report as it stands, where that is asked for."""
    approvals = [
        each for each in asked_for(report, content) if each.kind == ConfirmationKind.APPROVAL
    ]
    return all(
        each.state == ConfirmationState.HOLDS and each.last is not None and each.last.by_id != by.pk
        for each in approvals
    )


def _amounts(content: ReportContent, payee: PayeeContent) -> dict[str, int]:
    """What the university gets, measure by measure."""
    amounts = {
        str(measure.key): amounts_by_payee(measure).get(payee.key, 0)
        for measure in content.measures
    }
    return {key: amount for key, amount in amounts.items() if amount}
