"""A payee's account is changed by its own people alone, two of them (R-62)."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships import permissions
from partnerships.models import AccountChange, Organisation, User
from partnerships.rules import written_form_of
from rekom.kit.errors import DomainError
from rekom.kit.mail import mail_on_commit
from rekom.kit.numbers import clean_account_number

# Makes a whole address of a path: ``request.build_absolute_uri``, behind a checked host name.
Absolute = Callable[[str], str]


@transaction.atomic
def propose_account_change(
    *, organisation: Organisation, bank_account: str, by: User, absolute: Absolute
) -> AccountChange:
    """The account stays as it is until a second person confirms.

    Raises ValidationError for a wrong check digit (R-28), DomainError when a proposal waits already.
    """
    organisation = _locked(organisation, by)
    bank_account = clean_account_number(bank_account)
    if bank_account == organisation.bank_account:
        raise DomainError(_("This is the account number that holds already."))
    if organisation.account_changes.open().exists():
        raise DomainError(_("Another account number waits to be confirmed. Withdraw it first."))
    change = AccountChange.objects.create(
        organisation=organisation,
        bank_account=bank_account,
        proposed_by=by,
        proposed_at=timezone.now(),
    )
    _tell("account_proposed", organisation, absolute)
    return change


@transaction.atomic
def confirm_account_change(*, change: AccountChange, by: User, absolute: Absolute) -> Organisation:
    organisation = _locked(change.organisation, by)
    change = _still_open(change)
    if not permissions.can_confirm_account(by, change):
        raise PermissionDenied
    change.confirmed_by, change.confirmed_at = by, timezone.now()
    change.save(update_fields=["confirmed_by", "confirmed_at"])
    organisation.bank_account = change.bank_account
    organisation.save(update_fields=["bank_account"])
    _tell("account_confirmed", organisation, absolute)
    return organisation


@transaction.atomic
def withdraw_account_change(*, change: AccountChange, by: User) -> AccountChange:
    """By the one who proposed, or as a no from another of the payee's own people."""
    _locked(change.organisation, by)
    change = _still_open(change)
    change.withdrawn_by, change.withdrawn_at = by, timezone.now()
    change.save(update_fields=["withdrawn_by", "withdrawn_at"])
    return change


@transaction.atomic
def update_payment_reference(*, organisation: Organisation, reference: str, by: User) -> None:
    """What the payment is marked with; no second person, for it leads no money elsewhere."""
    organisation = _locked(organisation, by)
    organisation.payment_reference = reference
    organisation.save(update_fields=["payment_reference"])


def _locked(organisation: Organisation, by: User) -> Organisation:
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not permissions.can_change_account(by, organisation):
        raise PermissionDenied
    return organisation


def _still_open(change: AccountChange) -> AccountChange:
    """The proposal as it is now, read behind the organisation's lock."""
    current = AccountChange.objects.open().filter(pk=change.pk).first()
    if current is None:
        raise DomainError(_("The proposal has been confirmed or withdrawn by someone else."))
    return current


def _tell(template: str, organisation: Organisation, absolute: Absolute) -> None:
    """All of the payee's own people, so that a hijacked user cannot act unseen."""
    people = User.objects.representing(organisation).filter(is_active=True)
    link = absolute(reverse("partnerships:account", args=[organisation.pk]))
    mail_on_commit(
        template,
        to=people.values_list("email", flat=True),
        written_form=written_form_of(organisation.written_form),
        context={"link": link, "organisation": organisation},
    )
