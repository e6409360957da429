"""Saving what the partnership writes in its needs report: a page of it, or one field of a page.

A draft is saved however incomplete it is; ``rules`` say what is missing when it is to be sent. Every
function is one transaction with the report's row locked. ``seen`` holds the marks of what the page showed,
field by field: what colleagues have saved in other fields stays, and when two have written in the same
field nothing of the page is stored and the second is told, so that nobody's words are lost.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from measures import permissions
from measures.choices import PayeeKind, Section
from measures.content import CodeterminationContent, PayeeContent, UnitCounts
from measures.models import NeedsReport, OwnPart, ReportPartner, ReportPayee, read_content
from measures.services.answers import (
    codetermination_values,
    contacts_values,
    is_own,
    parties_values,
    scope_values,
)
from measures.services.measure_page import MeasurePage
from measures.services.merging import Marks, Values, changes, mark
from measures.services.pages import (
    CodeterminationPage,
    ContactsPage,
    Page,
    PartiesPage,
    ScopePage,
)
from measures.services.rows import upsert
from partnerships.choices import OrganisationKind
from partnerships.models import Organisation, User
from partnerships.services.organisations import Listed, take_in
from rekom.kit.errors import DomainError


@dataclass(frozen=True)
class NewParty:
    """An owner or university to add. One that is not in the register has only its name."""

    kind: PayeeKind
    name: str
    organisation: Organisation | None = None
    contact_name: str = ""
    receives_money: bool = False
    listed: Listed | None = None  # as the national register has one that is not here


# --- one section each ----------------------------------------------------------------------------


@transaction.atomic
def save_contacts(
    *, report: NeedsReport, payees: Iterable[PayeeContent], by: User, seen: Marks | None = None
) -> NeedsReport:
    """Contact persons, references and what is left of earlier money. Accounts are the payee's own."""
    report = open_section(report, by, Section.CONTACTS)
    content = read_content(report)
    schemes = [scheme.code for scheme in content.schemes]
    save_page(
        ContactsPage(report),
        stored=contacts_values(content.payees, schemes),
        sent=contacts_values(payees, schemes),
        seen=seen,
    )
    return touch(report, by, looked_over=Section.CONTACTS)


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
    seen: Marks | None = None,
) -> NeedsReport:
    """Who else takes part. Raises DomainError for a university that still has an amount somewhere."""
    report = open_section(report, by, Section.PARTIES)
    sent = {f"contact_name-{partner}": name for partner, name in contact_names.items()}
    save_page(
        PartiesPage(report),
        stored=parties_values(read_content(report)),
        sent=sent | {"no_private_owner_reason": no_private_owner_reason},
        seen=seen,
    )
    report.partners.filter(pk__in=removed_partners).delete()
    for payee in report.payees.filter(pk__in=removed_payees, kind=PayeeKind.UNIVERSITY):
        _remove_payee(payee)
    for party in added:
        _add_party(report, party)
    return touch(report, by, looked_over=Section.PARTIES)


@transaction.atomic
def save_scope(
    *, report: NeedsReport, units: UnitCounts, by: User, seen: Marks | None = None
) -> NeedsReport:
    report = open_section(report, by, Section.SCOPE)
    stored = read_content(report).units
    save_page(ScopePage(report), stored=scope_values(stored), sent=scope_values(units), seen=seen)
    return touch(report, by, looked_over=Section.SCOPE)


@transaction.atomic
def save_codetermination(
    *,
    report: NeedsReport,
    answers: CodeterminationContent,
    by: User,
    seen: Marks | None = None,
) -> NeedsReport:
    report = open_section(report, by, Section.CODETERMINATION)
    stored = read_content(report).codetermination
    save_page(
        CodeterminationPage(report),
        stored=codetermination_values(stored),
        sent=codetermination_values(answers),
        seen=seen,
    )
    return touch(report, by, looked_over=Section.CODETERMINATION)


# --- one field -----------------------------------------------------------------------------------


@transaction.atomic
def save_field(
    *,
    report: NeedsReport,
    page: Page,
    name: str,
    read_sent: Callable[[Any], Any],
    seen: str,
    by: User,
) -> str:
    """Save one field, and return the mark of what was sent, which is what the page shows.

    ``read_sent`` is given what is stored and returns what is to be; what it raises stores nothing.
    ``seen`` is the mark that the page has of the field. Raises PermissionDenied, UnknownField,
    WrittenByTwo.
    """
    own = _claim(report, by, page.section, name)
    stored = page.read(name)
    sent = read_sent(stored)
    if not save_page(page, stored={name: stored}, sent={name: sent}, seen={name: seen}):
        transaction.set_rollback(True)  # nothing was changed, so nobody has changed it
    elif own and isinstance(page, MeasurePage):
        tell_own_part(page.measure, own, by)
    return mark(sent)


def _claim(report: NeedsReport, by: User, section: Section, name: str) -> list[int]:
    """Lock the report's row and tell who changed it, in one statement: a field is saved every second.

    Returns the payees for which ``by`` writes, none for who writes the whole. Raises PermissionDenied
    for a field that is not theirs, or when the report was sent, returned or withdrawn since it was read.
    """
    now = timezone.now()
    own: list[int] = []
    if not permissions.can_write(by, report, section):
        own = own_payees(report, by, section)
        if not is_own(section, name, own):
            raise PermissionDenied
    unmoved = NeedsReport.objects.filter(pk=report.pk, status=report.status)
    if not unmoved.update(changed_by=by, changed_at=now):
        raise PermissionDenied
    report.changed_by, report.changed_at = by, now
    return own


# --- a university's own part ---------------------------------------------------------------------


@transaction.atomic
def save_own_contacts(
    *, report: NeedsReport, payees: Iterable[PayeeContent], by: User, seen: Marks | None = None
) -> NeedsReport:
    """Those of the universities for which ``by`` answers; other payees are left as they are."""
    report, own = open_own_part(report, by, Section.CONTACTS)
    content = read_content(report)
    schemes = [scheme.code for scheme in content.schemes]
    save_page(
        ContactsPage(report),
        stored=contacts_values(content.payees, schemes),
        sent=contacts_values([payee for payee in payees if payee.key in own], schemes),
        seen=seen,
    )
    return touch(report, by)


def open_own_part(report: NeedsReport, by: User, section: Section) -> tuple[NeedsReport, list[int]]:
    """The report's row, locked, and the payees for which ``by`` writes. Raises PermissionDenied."""
    report = NeedsReport.objects.locked(report.pk)
    own = own_payees(report, by, section)
    if not own:
        raise PermissionDenied
    return report, own


def own_payees(report: NeedsReport, by: User, section: Section) -> list[int]:
    """Keys of the universities for which ``by`` may write in the section."""
    if not permissions.can_write_own_part(by, report, section):
        return []
    universities = permissions.universities_of(by, report)
    found = report.payees.filter(kind=PayeeKind.UNIVERSITY, organisation__in=universities)
    return list(found.values_list("pk", flat=True))


def tell_own_part(measure: int, payees: Iterable[int], by: User) -> None:
    """That the universities themselves wrote in the measure, for the coordinator to see."""
    for payee in payees:
        written = OwnPart(measure_id=measure, payee_id=payee, by=by, at=timezone.now())
        upsert(written, where=("measure", "payee"))


# --- around every save ---------------------------------------------------------------------------


def open_section(report: NeedsReport, by: User, section: Section) -> NeedsReport:
    """The report's row, locked. Raises PermissionDenied unless ``by`` may write in the section."""
    report = NeedsReport.objects.locked(report.pk)
    if not permissions.can_write(by, report, section):
        raise PermissionDenied
    return report


def open_measures(report: NeedsReport, by: User) -> NeedsReport:
    """The report's row, locked, to change which measures it has. Raises PermissionDenied."""
    report = NeedsReport.objects.locked(report.pk)
    if not permissions.can_arrange(by, report):
        raise PermissionDenied
    return report


def save_page(page: Page, *, stored: Values, sent: Values, seen: Marks | None) -> bool:
    """Write what the sender has changed; whether that was anything. Raises WrittenByTwo."""
    written = changes(stored=stored, sent=sent, seen=seen)
    page.write(written)
    return bool(written)


def touch(report: NeedsReport, by: User, *fields: str, looked_over: str = "") -> NeedsReport:
    """Tell who changed the report last, and that a part that was copied into it has been looked over."""
    report.changed_by, report.changed_at = by, timezone.now()
    report.to_look_over = [part for part in report.to_look_over if part != looked_over]
    report.save(update_fields=["changed_by", "changed_at", "to_look_over", *fields])
    return report


def _add_party(report: NeedsReport, party: NewParty) -> None:
    organisation = party.organisation
    if party.listed:
        organisation = take_in(party.listed, kind=OrganisationKind.PRIVATE_OWNER)
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
    # Not twice: two may add the same owner, and a page may be sent again.
    ReportPartner.objects.get_or_create(
        report=report,
        kind=party.kind,
        organisation=organisation,
        name=party.name,
        defaults={"contact_name": party.contact_name},
    )


def _remove_payee(payee: ReportPayee) -> None:
    try:
        payee.delete()
    except ProtectedError:
        lines = payee.lines.order_by("measure__number", "measure__title")
        measures = lines.values_list("measure__number", "measure__title").distinct()
        numbers = [str(number or f"“{title}”") for number, title in measures]
        raise DomainError(
            _("%(name)s has amounts in measure %(numbers)s. Remove them first.")
            % {"name": payee, "numbers": ", ".join(numbers) or "–"}
        ) from None
