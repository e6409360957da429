"""Who is in, with which role, and who is no longer."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships import permissions
from partnerships.choices import MembershipRole
from partnerships.models import (
    EndedOfficeRole,
    Invitation,
    Membership,
    OfficeRole,
    Organisation,
    Partnership,
    User,
)
from rekom.kit.errors import DomainError


@transaction.atomic
def remove_member(*, membership: Membership, by: User) -> None:
    membership = _locked(membership)
    if not permissions.can_remove_member(by, membership):
        raise PermissionDenied
    membership.delete()


@transaction.atomic
def change_role(
    *,
    membership: Membership,
    role: MembershipRole,
    by: User,
    university: Organisation | None = None,
) -> Membership:
    """``university`` is the one a university contact answers for. Raises DomainError."""
    membership = _locked(membership)
    if not permissions.can_change_role(by, membership, role, university):
        raise PermissionDenied
    require_university(membership.partnership, role, university)
    others = membership.partnership.memberships.exclude(pk=membership.pk)
    if others.filter(user=membership.user_id, role=role).exists():
        raise DomainError(_("%(name)s has this role already.") % {"name": membership.user})
    membership.role = role
    membership.university = university
    membership.save(update_fields=["role", "university"])
    return membership


@transaction.atomic
def ask_for_approval(*, partnership: Partnership, needs_approval: bool, by: User) -> Partnership:
    """Whether a needs report is to be approved by another coordinator than the one who sends it."""
    partnership = Partnership.objects.select_for_update().get(pk=partnership.pk)
    if not permissions.can_keep_people(by, partnership):
        raise PermissionDenied
    partnership.needs_approval = needs_approval
    partnership.save(update_fields=["needs_approval"])
    return partnership


@transaction.atomic
def remove_office_role(*, role: OfficeRole, by: User) -> EndedOfficeRole:
    """The office keeps that it was held, by whom it was taken and when. Raises DomainError."""
    held = OfficeRole.objects.select_for_update(of=("self",)).select_related("user")
    current = held.filter(pk=role.pk).first()
    if current is None:
        raise DomainError(_("The role has been removed by someone else."))
    if not permissions.can_remove_office_role(by, current):
        raise PermissionDenied
    ended = EndedOfficeRole.objects.create(
        user=current.user,
        county_governor=current.county_governor,
        role=current.role,
        given_at=_given_at(current),
        ended_at=timezone.now(),
        ended_by=by,
    )
    ended.schemes.set(current.schemes.all())
    current.delete()
    return ended


@transaction.atomic
def deactivate_person(*, person: User, by: User) -> None:
    """Shut somebody out at once, open sessions included; what the person did keeps the name."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if not permissions.can_deactivate(by, person):
        raise PermissionDenied
    person.is_active = False
    person.save(update_fields=["is_active"])


def update_profile(*, user: User, name: str, title: str, phone: str) -> None:
    """One's own; the e-mail address is what the person was invited by, and stays."""
    user.name, user.title, user.phone = name, title, phone
    user.save(update_fields=["name", "title", "phone"])


def require_university(
    partnership: Partnership, role: MembershipRole, university: Organisation | None
) -> None:
    """A university contact answers for one of the partnership's own universities; nobody else."""
    own = partnership.universities.all() if role == MembershipRole.UNIVERSITY_CONTACT else [None]
    if university not in own:
        raise DomainError(_("The university does not take part in the partnership."))


def _given_at(role: OfficeRole) -> datetime | None:
    """When the invitation to it was used."""
    invitations = Invitation.objects.filter(
        email=role.user.email, county_governor=role.county_governor, office_role=role.role
    )
    last: datetime | None = invitations.aggregate(last=Max("used_at"))["last"]
    return last


def _locked(membership: Membership) -> Membership:
    """The membership behind its partnership's lock: two coordinators who remove each other at the
    same moment must not both succeed."""
    Partnership.objects.select_for_update().get(pk=membership.partnership_id)
    memberships = Membership.objects.select_related("partnership", "user")
    current = memberships.filter(pk=membership.pk).first()
    if current is None:
        raise DomainError(_("The person has been removed by someone else."))
    return current
