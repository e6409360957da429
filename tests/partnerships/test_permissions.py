"""Who may what; and that the predicate and the SQL of each fact say the same of everybody."""

import pytest

from partnerships import permissions
from partnerships.choices import MembershipRole, OfficeRoleKind
from partnerships.models import CountyGovernor, Network, Organisation, Partnership, User
from tests.builders import make_member, make_organisation, make_staff, make_university
from tests.conftest import EVERYONE


@pytest.fixture(params=EVERYONE)
def person(request, cast):
    return getattr(cast, request.param)


def test_partnerships_are_listed_for_those_who_may_view_them(cast, person):
    listed = set(Partnership.objects.visible_to(person))

    assert listed == {
        p for p in Partnership.objects.all() if permissions.can_view_partnership(person, p)
    }


def test_kept_partnerships_are_those_whose_people_one_may_keep(cast, person):
    kept = set(Partnership.objects.kept_by(person))

    assert kept == {p for p in Partnership.objects.all() if permissions.can_keep_people(person, p)}


def test_networks_are_listed_for_those_who_may_view_them(cast, person):
    listed = set(Network.objects.visible_to(person))

    assert listed == {n for n in Network.objects.all() if permissions.can_view_network(person, n)}


def test_organisations_are_listed_for_those_who_may_view_them(cast, person):
    make_organisation()  # takes part in nothing
    listed = set(Organisation.objects.visible_to(person))

    assert listed == {
        o for o in Organisation.objects.all() if permissions.can_view_organisation(person, o)
    }


def test_accounts_are_shown_to_those_who_may_view_them(cast, person):
    shown = set(Organisation.objects.with_account_shown_to(person))

    assert shown == {
        o for o in Organisation.objects.all() if permissions.can_view_account(person, o)
    }


def test_own_organisations_are_those_one_represents(cast, person):
    own = set(Organisation.objects.represented_by(person))

    assert own == {o for o in Organisation.objects.all() if permissions.represents(person, o)}


def test_a_payees_people_are_those_who_represent_it(cast):
    for organisation in Organisation.objects.all():
        people = set(User.objects.representing(organisation))

        assert people == {u for u in User.objects.all() if permissions.represents(u, organisation)}


def test_people_are_listed_for_those_who_may_view_them(cast, person):
    listed = set(User.objects.visible_to(person))

    assert listed == {u for u in User.objects.all() if permissions.can_view_person(person, u)}


def test_offices_are_listed_for_those_who_administer_them(cast, person):
    listed = set(CountyGovernor.objects.visible_to(person))

    assert listed == {
        o for o in CountyGovernor.objects.all() if permissions.can_administer(person, o)
    }


def who(cast, predicate) -> set[str]:
    """Names of the people of whom it is true."""
    return {name for name in EVERYONE if predicate(getattr(cast, name))}


def test_a_partnership_is_seen_by_its_people_and_the_office_and_not_by_the_forum(cast):
    seen_by = who(cast, lambda user: permissions.can_view_partnership(user, cast.partnership))

    assert seen_by == {"kari", "per", "una", "tor", "siri", "arne", "liv", "anne"}


def test_the_forum_sees_the_networks_of_its_office(cast):
    seen_by = who(cast, lambda user: permissions.can_view_network(user, cast.network))

    assert seen_by == {"kari", "per", "una", "tor", "siri", "arne", "liv", "anne", "frida"}


def test_a_universitys_account_is_read_by_its_own_people_case_worker_and_approver(cast):
    read_by = who(cast, lambda user: permissions.can_view_account(user, cast.university))

    assert read_by == {"una", "siri", "arne"}


def test_the_lead_owners_account_is_its_coordinators(cast):
    read_by = who(cast, lambda user: permissions.can_view_account(user, cast.lead_owner))

    assert read_by == {"kari", "siri", "arne"}


def test_only_the_payees_own_people_change_its_account(cast):
    changed_by = who(cast, lambda user: permissions.can_change_account(user, cast.university))

    assert changed_by == {"una"}


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (MembershipRole.COORDINATOR, {"kari", "siri", "anne"}),
        (MembershipRole.READER, {"kari", "siri", "anne"}),
        (MembershipRole.UNION_REPRESENTATIVE, {"kari", "siri", "anne"}),
        (MembershipRole.UNIVERSITY_CONTACT, {"una", "siri", "anne"}),
    ],
)
def test_a_role_is_given_by_those_it_belongs_to(cast, role, may):
    university = cast.university if role == MembershipRole.UNIVERSITY_CONTACT else None

    invited_by = who(
        cast, lambda user: permissions.can_invite(user, cast.partnership, role, university)
    )

    assert invited_by == may


def test_a_contact_lets_nobody_in_for_another_university(cast):
    other = make_university()
    cast.partnership.universities.add(other)

    assert not permissions.can_invite(
        cast.una, cast.partnership, MembershipRole.UNIVERSITY_CONTACT, other
    )


def test_the_last_coordinator_is_removed_only_by_the_office(cast):
    last = cast.partnership.memberships.get(user=cast.kari)

    assert who(cast, lambda u: permissions.can_remove_member(u, last)) == {"siri", "anne"}

    make_member(cast.partnership, MembershipRole.COORDINATOR)
    assert who(cast, lambda u: permissions.can_remove_member(u, last)) == {"kari", "siri", "anne"}


def test_an_administrator_takes_every_role_but_the_own(cast):
    arnes = cast.arne.office_roles.get()
    annes = cast.anne.office_roles.get()

    assert who(cast, lambda u: permissions.can_remove_office_role(u, arnes)) == {"anne"}
    assert who(cast, lambda u: permissions.can_remove_office_role(u, annes)) == set()


def test_a_person_with_a_role_elsewhere_is_not_the_administrators_to_deactivate(cast):
    both = make_staff(cast.office, OfficeRoleKind.FORUM_MEMBER)
    make_staff(cast.other_office, OfficeRoleKind.FORUM_MEMBER, user=both)

    assert permissions.can_deactivate(cast.anne, cast.siri)
    assert not permissions.can_deactivate(cast.anne, both)
    assert not permissions.can_deactivate(cast.anne, cast.anne)
    assert not permissions.can_deactivate(cast.anne, cast.nils)
