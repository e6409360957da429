"""Saving what the partnership writes in its needs report, one section at a time.

A draft is saved however incomplete it is; ``rules`` say what is missing when it is to be sent. Every
function is one transaction with the report's row locked. ``seen`` is the mark of the section as its page
showed it: when a colleague has saved the same section since, nothing is stored and nobody's words are lost.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from measures import permissions
from measures.choices import PayeeKind, Section
from measures.content import (
    CodeterminationContent,
    PayeeContent,
    ReportContent,
    UnitCounts,
)
from measures.models import (
    CodeterminationMeeting,
    CodeterminationParticipant,
    NeedsReport,
    OpeningBalance,
    ReportPartner,
    ReportPayee,
    read_content,
)
from measures.services.lifecycle import ChangedMeanwhile
from partnerships.models import Organisation, User
from rekom.kit.errors import DomainError

CONTACT = ("contact_name", "contact_role", "contact_phone", "contact_email", "payment_reference")


@dataclass(frozen=True)
class NewParty:
    """An owner or university to add. One that is not in the register has only its name."""

    kind: PayeeKind
    name: str
    organisation: Organisation | None = None
    contact_name: str = ""
    receives_money: bool = False


# --- what each section is made of ----------------------------------------------------------------

Part = Callable[[ReportContent], Any]


def contacts_of(content: ReportContent) -> Any:
    return content.payees


def parties_of(content: ReportContent) -> Any:
    payees = tuple((payee.key, payee.name, payee.sub_unit) for payee in content.payees)
    return payees, content.partners, content.no_private_owner_reason


def scope_of(content: ReportContent) -> Any:
    return content.units


def codetermination_of(content: ReportContent) -> Any:
    return content.codetermination


def mark(part: Any) -> str:
    """Short, and another as soon as anything in the part is."""
    text = json.dumps(part, default=asdict, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# --- one section each ----------------------------------------------------------------------------


@transaction.atomic
def save_contacts(
    *, report: NeedsReport, payees: Iterable[PayeeContent], by: User, seen: str = ""
) -> NeedsReport:
    """Contact persons, references and what is left of earlier money. Accounts are the payee's own."""
    report = open_section(report, by, Section.CONTACTS)
    check_unchanged(report, contacts_of, seen)
    rows = {row.pk: row for row in report.payees.all()}
    for payee in payees:
        row = rows[payee.key]
        for field in CONTACT:
            setattr(row, field, getattr(payee, field))
        row.save(update_fields=CONTACT)
        _save_balances(report, row, payee)
    return touch(report, by)


@transaction.atomic
def save_parties(
    *,
    report: NeedsReport,
    contact_names: Mapping[int, str],
    removed_partners: Collection[int],
    removed_payees: Collection[int],
    added: Iterable[NewParty],
    no_private_owner_reason: str,
    by: User,
    seen: str = "",
) -> NeedsReport:
    """Who else takes part. Raises DomainError for a university that still has an amount somewhere."""
    report = open_section(report, by, Section.PARTIES)
    check_unchanged(report, parties_of, seen)
    report.partners.filter(pk__in=removed_partners).delete()
    for partner in report.partners.filter(pk__in=contact_names):
        partner.contact_name = contact_names[partner.pk]
        partner.save(update_fields=["contact_name"])
    for payee in report.payees.filter(pk__in=removed_payees, kind=PayeeKind.UNIVERSITY):
        _remove_payee(payee)
    for party in added:
        _add_party(report, party)
    report.no_private_owner_reason = no_private_owner_reason
    return touch(report, by, "no_private_owner_reason")


@transaction.atomic
def save_scope(*, report: NeedsReport, units: UnitCounts, by: User, seen: str = "") -> NeedsReport:
    report = open_section(report, by, Section.SCOPE)
    check_unchanged(report, scope_of, seen)
    counts = asdict(units)
    for field, count in counts.items():
        setattr(report, field, count)
    return touch(report, by, *counts)


@transaction.atomic
def save_codetermination(
    *, report: NeedsReport, answers: CodeterminationContent, by: User, seen: str = ""
) -> NeedsReport:
    report = open_section(report, by, Section.CODETERMINATION)
    check_unchanged(report, codetermination_of, seen)
    meeting, _created = CodeterminationMeeting.objects.update_or_create(
        report=report,
        defaults={
            "discussed": answers.discussed,
            "held_on": date.fromisoformat(answers.held_on) if answers.held_on else None,
            "reason_not": answers.reason_not,
            "comment": answers.comment,
        },
    )
    meeting.participants.all().delete()
    CodeterminationParticipant.objects.bulk_create(
        CodeterminationParticipant(meeting=meeting, **asdict(person))
        for person in answers.participants
    )
    return touch(report, by)


# --- around every save ---------------------------------------------------------------------------


def open_section(report: NeedsReport, by: User, section: Section) -> NeedsReport:
    """The report's row, locked. Raises PermissionDenied unless ``by`` may write in the section."""
    report = NeedsReport.objects.locked(report.pk)
    if not permissions.can_write(by, report, section):
        raise PermissionDenied
    return report


def check_unchanged(report: NeedsReport, part: Part, seen: str) -> None:
    """Raises ChangedMeanwhile when the part is no longer as the page that was sent had shown it."""
    if seen and seen != mark(part(read_content(report))):
        raise ChangedMeanwhile(_("Somebody else saved this page while you were writing."))


def touch(report: NeedsReport, by: User, *fields: str) -> NeedsReport:
    report.changed_by, report.changed_at = by, timezone.now()
    report.save(update_fields=["changed_by", "changed_at", *fields])
    return report


def _save_balances(report: NeedsReport, row: ReportPayee, payee: PayeeContent) -> None:
    """An amount that is not known has no row, or one that says so."""
    schemes = {scheme.code: scheme for scheme in report.call.schemes.all()}
    for balance in payee.opening_balances:
        OpeningBalance.objects.update_or_create(
            payee=row,
            scheme=schemes[balance.scheme],
            defaults={"amount_nok": balance.amount_nok},
        )


def _add_party(report: NeedsReport, party: NewParty) -> None:
    organisation = party.organisation
    if party.receives_money and organisation:
        # A centre has no number and no account of its own: its university receives the money.
        parent = organisation.parent
        ReportPayee.objects.get_or_create(
            report=report,
            organisation=parent or organisation,
            defaults={
                "kind": party.kind,
                "sub_unit": organisation if parent else None,
                "contact_name": party.contact_name,
                "payment_reference": (parent or organisation).payment_reference,
            },
        )
        return
    ReportPartner.objects.create(
        report=report,
        kind=party.kind,
        organisation=organisation,
        name=party.name,
        contact_name=party.contact_name,
    )


def _remove_payee(payee: ReportPayee) -> None:
    try:
        payee.delete()
    except ProtectedError:
        numbers = sorted(set(payee.lines.values_list("measure__number", flat=True)))
        raise DomainError(
            _("%(name)s has amounts in measure %(numbers)s. Remove them first.")
            % {"name": payee, "numbers": ", ".join(map(str, numbers)) or "–"}
        ) from None
