"""People come in by an invitation to their e-mail address: one use, fourteen days."""

import secrets
from collections.abc import Callable, Iterable
from datetime import timedelta
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships import permissions
from partnerships.choices import MembershipRole, OfficeRoleKind
from partnerships.models import (
    CountyGovernor,
    Invitation,
    Membership,
    OfficeRole,
    Organisation,
    Partnership,
    Scheme,
    User,
)
from partnerships.querysets import InvitationQuerySet
from partnerships.rules import written_form_of
from partnerships.services.people import require_university
from rekom.kit.errors import DomainError
from rekom.kit.mail import mail_on_commit

VALID_DAYS = 14

# Makes a whole address of a path: ``request.build_absolute_uri``, behind a checked host name.
Absolute = Callable[[str], str]


@transaction.atomic
def invite_to_partnership(
    *,
    partnership: Partnership,
    email: str,
    role: MembershipRole,
    by: User,
    absolute: Absolute,
    university: Organisation | None = None,
) -> Invitation:
    """Raises PermissionDenied for a role that is not ``by``'s to give, DomainError for one held."""
    if not permissions.can_invite(by, partnership, role, university):
        raise PermissionDenied
    require_university(partnership, role, university)
    invitation = _new(email, by, partnership=partnership, membership_role=role)
    invitation.university = university
    if partnership.memberships.filter(user__email=invitation.email, role=role).exists():
        raise DomainError(_("%(email)s has this role already.") % {"email": invitation.email})
    office = partnership.county_governor
    form = written_form_of(partnership.lead_owner.written_form, office.written_form)
    return _send(invitation, written_form=form, absolute=absolute)


@transaction.atomic
def invite_to_office(
    *,
    office: CountyGovernor,
    email: str,
    role: OfficeRoleKind,
    by: User,
    absolute: Absolute,
    schemes: Iterable[Scheme] = (),
) -> Invitation:
    """``schemes`` are those of the forum, for a forum member."""
    if not permissions.can_administer(by, office):
        raise PermissionDenied
    invitation = _new(email, by, county_governor=office, office_role=role)
    if office.roles.filter(user__email=invitation.email, role=role).exists():
        raise DomainError(_("%(email)s has this role already.") % {"email": invitation.email})
    _send(invitation, written_form=written_form_of(office.written_form), absolute=absolute)
    invitation.schemes.set(schemes if role == OfficeRoleKind.FORUM_MEMBER else ())
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User) -> None:
    """Make the link worthless. An invitation that was used is history, and stays."""
    if not permissions.can_withdraw_invitation(by, invitation):
        raise PermissionDenied
    Invitation.objects.filter(pk=invitation.pk, used_at__isnull=True).delete()


def find_invitation(token: str) -> Invitation | None:
    """The open invitation behind a link; None when it is used, withdrawn or too old."""
    return _behind(token, Invitation.objects.all())


def is_known(email: str) -> bool:
    return User.objects.filter(email=email).exists()


@transaction.atomic
def accept_invitation(*, token: str, by: User) -> None:
    """Take the role, logged in as the invited address. Raises DomainError."""
    invitation = _locked(token)
    if by.email != invitation.email:
        raise DomainError(_("The invitation is for another person. Log out and open it again."))
    _give_role(by, invitation)


@transaction.atomic
def accept_invitation_as_new(*, token: str, name: str, password: str) -> User:
    """Come in as a person who is not known here before. Raises DomainError."""
    invitation = _locked(token)
    if is_known(invitation.email):
        raise DomainError(_("You have a user already. Log in and open the invitation again."))
    user = User.objects.create_user(invitation.email, password, name=name)
    _give_role(user, invitation)
    return user


def _new(email: str, by: User, **target: object) -> Invitation:
    """An invitation that replaces an open one to the same person and role."""
    email = email.strip().lower()
    if email == by.email:
        raise DomainError(_("You cannot give yourself a role."))
    Invitation.objects.filter(email=email, used_at__isnull=True, **target).delete()
    return Invitation(email=email, invited_by=by, **target)


def _send(invitation: Invitation, *, written_form: str, absolute: Absolute) -> Invitation:
    token = secrets.token_urlsafe(32)
    invitation.token_sha256 = _digest(token)
    invitation.created_at = timezone.now()
    invitation.expires_at = invitation.created_at + timedelta(days=VALID_DAYS)
    invitation.save()
    link = absolute(reverse("partnerships:invitation", args=[token]))
    mail_on_commit(
        "invitation",
        to=[invitation.email],
        written_form=written_form,
        context={"link": link, "days": VALID_DAYS},
        office=_office_of(invitation),
        is_secret=True,
    )
    return invitation


def _office_of(invitation: Invitation) -> int | None:
    """Where it is seen whether the letter has come through."""
    if invitation.partnership:
        return invitation.partnership.county_governor_id
    return invitation.county_governor_id


def _locked(token: str) -> Invitation:
    """Of two who use a link at once, one is let in."""
    invitation = _behind(token, Invitation.objects.select_for_update())
    if invitation is None:
        raise DomainError(_("The invitation has been used or is too old. Ask for a new one."))
    return invitation


def _give_role(user: User, invitation: Invitation) -> None:
    if invitation.partnership:
        Membership.objects.get_or_create(
            user=user,
            partnership=invitation.partnership,
            role=invitation.membership_role,
            defaults={"university": invitation.university},
        )
    else:
        held, _created = OfficeRole.objects.get_or_create(
            user=user, county_governor=invitation.county_governor, role=invitation.office_role
        )
        held.schemes.set(invitation.schemes.all())
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])


def _behind(token: str, invitations: InvitationQuerySet) -> Invitation | None:
    return invitations.open_at(timezone.now()).filter(token_sha256=_digest(token)).first()


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
