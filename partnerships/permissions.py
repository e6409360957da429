"""Who may do what with partnerships, people and accounts: each a yes or a no about a person.

The same facts stand as SQL in ``querysets``; tests compare the two.
"""

from partnerships.choices import (
    ACCOUNT_READERS,
    KEEPERS,
    STAFF_ROLES,
    MembershipRole,
    OfficeRoleKind,
)
from partnerships.models import (
    AccountChange,
    CountyGovernor,
    Invitation,
    Membership,
    Network,
    OfficeRole,
    Organisation,
    OutgoingMail,
    Partnership,
    User,
)

# A university's contact can speak for its account in every partnership, so a coordinator, who
# knows only one of them, cannot let anybody in as one.
INVITED_BY_COORDINATOR = (
    MembershipRole.COORDINATOR,
    MembershipRole.UNION_REPRESENTATIVE,
    MembershipRole.READER,
)


def has_office_role(user: User, office_id: int, *roles: OfficeRoleKind) -> bool:
    return any((role, office_id) in user.role_pairs for role in roles)


def has_role(user: User, *roles: OfficeRoleKind | MembershipRole) -> bool:
    """Anywhere, in an office or a partnership."""
    return any(role in roles for role, _place in user.role_pairs)


def is_member(user: User, partnership: Partnership, *roles: MembershipRole) -> bool:
    """Whether the person is in the partnership, in one of the roles if any are named."""
    return any(
        held.partnership_id == partnership.pk and (not roles or held.role in roles)
        for held in user.held_memberships
    )


# --- partnerships and networks -------------------------------------------------------------------


def can_view_partnership(user: User, partnership: Partnership) -> bool:
    office = partnership.county_governor_id
    return has_office_role(user, office, *STAFF_ROLES, *KEEPERS) or is_member(user, partnership)


def can_view_network(user: User, network: Network) -> bool:
    return has_office_role(user, network.county_governor_id, *OfficeRoleKind) or any(
        held.partnership.network_id == network.pk for held in user.held_memberships
    )


# --- people --------------------------------------------------------------------------------------


def can_keep_people(user: User, partnership: Partnership) -> bool:
    """May invite to the partnership and remove people from it."""
    return _keeps_at_office(user, partnership) or is_member(
        user, partnership, MembershipRole.COORDINATOR
    )


def can_invite(
    user: User, partnership: Partnership, role: str, university: Organisation | None = None
) -> bool:
    """The office gives any role; a coordinator those that reach no further than the partnership;
    a university's contact lets in colleagues."""
    if _keeps_at_office(user, partnership):
        return True
    if role == MembershipRole.UNIVERSITY_CONTACT:
        return university is not None and any(
            (held.partnership_id, held.university_id) == (partnership.pk, university.pk)
            for held in user.held_memberships
        )
    return role in INVITED_BY_COORDINATOR and is_member(
        user, partnership, MembershipRole.COORDINATOR
    )


def can_remove_member(user: User, membership: Membership) -> bool:
    """The last coordinator is removed only by the office: nobody would be left to write."""
    partnership = membership.partnership
    if _keeps_at_office(user, partnership):
        return True
    coordinators = partnership.memberships.filter(role=MembershipRole.COORDINATOR)
    is_last = membership.role == MembershipRole.COORDINATOR and coordinators.count() == 1
    return not is_last and is_member(user, partnership, MembershipRole.COORDINATOR)


def can_withdraw_invitation(user: User, invitation: Invitation) -> bool:
    if invitation.county_governor:
        return can_administer(user, invitation.county_governor)
    return invitation.partnership is not None and can_keep_people(user, invitation.partnership)


def can_change_role(
    user: User, membership: Membership, role: str, university: Organisation | None = None
) -> bool:
    """May take the old role away and give the new one."""
    return can_remove_member(user, membership) and can_invite(
        user, membership.partnership, role, university
    )


def can_administer(user: User, office: CountyGovernor) -> bool:
    """May invite people to the office and give and take its roles."""
    return has_office_role(user, office.pk, OfficeRoleKind.ADMINISTRATOR)


def can_view_person(user: User, person: User) -> bool:
    offices = _administered(user)
    return any(role.county_governor_id in offices for role in person.office_roles.all())


def can_remove_office_role(user: User, role: OfficeRole) -> bool:
    """Never one's own: an office always keeps an administrator."""
    return role.user_id != user.pk and has_office_role(
        user, role.county_governor_id, OfficeRoleKind.ADMINISTRATOR
    )


def can_deactivate(user: User, person: User) -> bool:
    """Only somebody all of whose roles are the administrator's own to give."""
    places = {office for _role, office in person.role_pairs}
    return person != user and bool(places) and places <= _administered(user)


# --- the desk ------------------------------------------------------------------------------------


def can_be_covered(user: User, office: CountyGovernor, covered_by: User) -> bool:
    """Somebody who works at the office, by another who is given cases there."""
    return (
        user.pk != covered_by.pk
        and has_office_role(user, office.pk, *STAFF_ROLES)
        and has_office_role(covered_by, office.pk, OfficeRoleKind.CASE_WORKER)
    )


# --- outgoing e-mail -----------------------------------------------------------------------------


def can_keep_mail(user: User, mail: OutgoingMail) -> bool:
    """May read a letter before it goes, and send or discard it."""
    office = mail.county_governor_id
    return office is not None and has_office_role(user, office, *KEEPERS)


# --- accounts ------------------------------------------------------------------------------------


def represents(user: User, organisation: Organisation) -> bool:
    """One of the payee's own people: the university's contact, the lead owner's coordinator."""
    return any(
        held.university_id == organisation.pk
        or (
            held.role == MembershipRole.COORDINATOR
            and held.partnership.lead_owner_id == organisation.pk
        )
        for held in user.held_memberships
    )


def can_view_organisation(user: User, organisation: Organisation) -> bool:
    partnerships = Partnership.objects.with_organisation(organisation)
    return any(can_view_partnership(user, partnership) for partnership in partnerships)


def can_view_account(user: User, organisation: Organisation) -> bool:
    """Unmasked; everybody else who may see the organisation reads it masked."""
    read_in = {office for role, office in user.role_pairs if role in ACCOUNT_READERS}
    partnerships = Partnership.objects.with_organisation(organisation)
    return (
        represents(user, organisation) or partnerships.filter(county_governor__in=read_in).exists()
    )


def can_change_account(user: User, organisation: Organisation) -> bool:
    return represents(user, organisation)


def can_confirm_account(user: User, change: AccountChange) -> bool:
    """A second of the payee's own people, never the one who proposed."""
    return change.proposed_by_id != user.pk and represents(user, change.organisation)


def _keeps_at_office(user: User, partnership: Partnership) -> bool:
    return has_office_role(user, partnership.county_governor_id, *KEEPERS)


def _administered(user: User) -> set[int]:
    return {office for role, office in user.role_pairs if role == OfficeRoleKind.ADMINISTRATOR}
