from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from partnerships.choices import MembershipRole, OfficeRoleKind
from partnerships.models import EndedOfficeRole, Invitation, Partnership, User
from partnerships.services import (
    change_role,
    deactivate_person,
    remove_member,
    remove_office_role,
    update_profile,
)
from rekom.kit.errors import DomainError
from tests.builders import make_member, make_university


def test_a_removed_member_sees_the_partnership_no_more(cast):
    remove_member(membership=cast.per.memberships.get(), by=cast.kari)

    assert not cast.per.memberships.exists()


@pytest.mark.parametrize("name", ["per", "una", "tor", "ola", "arne", "liv", "frida", "nils"])
def test_others_remove_nobody(cast, name):
    with pytest.raises(PermissionDenied):
        remove_member(membership=cast.tor.memberships.get(), by=getattr(cast, name))

    assert cast.tor.memberships.exists()


def test_somebody_who_is_gone_already_is_not_removed_again(cast):
    membership = cast.per.memberships.get()
    remove_member(membership=membership, by=cast.kari)

    with pytest.raises(DomainError):
        remove_member(membership=membership, by=cast.kari)


def test_a_reader_becomes_a_coordinator(cast):
    change_role(
        membership=cast.per.memberships.get(), role=MembershipRole.COORDINATOR, by=cast.kari
    )

    assert cast.per.memberships.get().role == "coordinator"


def test_a_coordinator_makes_nobody_a_university_contact(cast):
    with pytest.raises(PermissionDenied):
        change_role(
            membership=cast.per.memberships.get(),
            role=MembershipRole.UNIVERSITY_CONTACT,
            university=cast.university,
            by=cast.kari,
        )


def test_the_office_makes_a_reader_the_contact_of_a_university(cast):
    change_role(
        membership=cast.per.memberships.get(),
        role=MembershipRole.UNIVERSITY_CONTACT,
        university=cast.university,
        by=cast.siri,
    )

    assert cast.per.memberships.get().university == cast.university


def test_a_contact_who_becomes_a_reader_speaks_for_no_university(cast):
    change_role(membership=cast.una.memberships.get(), role=MembershipRole.READER, by=cast.kari)

    assert cast.una.memberships.get().university is None


def test_the_last_coordinator_does_not_step_down_without_the_office(cast):
    with pytest.raises(PermissionDenied):
        change_role(
            membership=cast.kari.memberships.get(), role=MembershipRole.READER, by=cast.kari
        )


def test_nobody_has_a_role_twice(cast):
    make_member(cast.partnership, MembershipRole.READER, user=cast.tor)

    with pytest.raises(DomainError):
        change_role(
            membership=cast.tor.memberships.get(role="union_representative"),
            role=MembershipRole.READER,
            by=cast.kari,
        )


def test_an_office_role_is_taken_by_the_administrator(cast):
    remove_office_role(role=cast.arne.office_roles.get(), by=cast.anne)

    assert not cast.arne.office_roles.exists()


def test_the_office_keeps_who_had_a_role_and_who_took_it(cast):
    used = timezone.now() - timedelta(days=400)
    Invitation.objects.create(
        email=cast.frida.email,
        county_governor=cast.office,
        office_role=OfficeRoleKind.FORUM_MEMBER,
        invited_by=cast.anne,
        created_at=used,
        expires_at=used + timedelta(days=14),
        used_at=used,
    )
    before = timezone.now()

    remove_office_role(role=cast.frida.office_roles.get(), by=cast.anne)

    ended = cast.frida.ended_office_roles.get()
    assert (ended.county_governor, ended.role) == (cast.office, OfficeRoleKind.FORUM_MEMBER)
    assert (ended.given_at, ended.ended_by) == (used, cast.anne)
    assert list(ended.schemes.all()) == list(cast.schemes)
    assert before <= ended.ended_at <= timezone.now()


def test_a_role_that_has_ended_gives_nobody_access(cast):
    remove_office_role(role=cast.siri.office_roles.get(), by=cast.anne)

    siri = User.objects.get(pk=cast.siri.pk)
    assert not siri.held_roles
    assert not Partnership.objects.visible_to(siri).exists()


def test_a_role_is_taken_once(cast):
    role = cast.arne.office_roles.get()
    remove_office_role(role=role, by=cast.anne)

    with pytest.raises(DomainError):
        remove_office_role(role=role, by=cast.anne)

    assert cast.arne.ended_office_roles.count() == 1


def test_a_role_that_has_ended_stands(cast):
    ended = remove_office_role(role=cast.arne.office_roles.get(), by=cast.anne)

    with pytest.raises(IntegrityError), transaction.atomic():
        EndedOfficeRole.objects.filter(pk=ended.pk).update(role=OfficeRoleKind.SECRETARY)
    with pytest.raises(IntegrityError), transaction.atomic():
        EndedOfficeRole.objects.filter(pk=ended.pk)._raw_delete("default")


@pytest.mark.parametrize("name", ["anne", "siri", "nils"])
def test_the_administrators_own_role_is_taken_by_nobody(cast, name):
    with pytest.raises(PermissionDenied):
        remove_office_role(role=cast.anne.office_roles.get(), by=getattr(cast, name))


def test_a_deactivated_person_is_out_of_an_open_session_at_once(cast, client):
    client.force_login(cast.siri)
    assert client.get("/samarbeid/").status_code == 200

    deactivate_person(person=cast.siri, by=cast.anne)

    assert client.get("/samarbeid/").status_code == 302


@pytest.mark.parametrize("name", ["siri", "kari", "nils"])
def test_others_deactivate_nobody(cast, name):
    with pytest.raises(PermissionDenied):
        deactivate_person(person=cast.arne, by=getattr(cast, name))

    cast.arne.refresh_from_db()
    assert cast.arne.is_active


def test_the_profile_is_changed_and_the_address_stays(cast):
    update_profile(user=cast.per, name="Per Nord", title="Styrer", phone="40 00 00 01")

    cast.per.refresh_from_db()
    assert (cast.per.name, cast.per.title, cast.per.phone, cast.per.email) == (
        "Per Nord",
        "Styrer",
        "40 00 00 01",
        "per@example.no",
    )


def test_a_contact_answers_for_a_university_of_the_partnership(cast):
    with pytest.raises(DomainError):
        change_role(
            membership=cast.per.memberships.get(),
            role=MembershipRole.UNIVERSITY_CONTACT,
            university=make_university(),
            by=cast.siri,
        )
