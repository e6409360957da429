import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from partnerships.choices import MembershipRole, OfficeRoleKind
from partnerships.models import Invitation, User
from partnerships.services import (
    accept_invitation,
    accept_invitation_as_new,
    find_invitation,
    invite_to_office,
    invite_to_partnership,
    withdraw_invitation,
)
from rekom.kit.errors import DomainError
from tests.builders import make_user

READER, COORDINATOR = MembershipRole.READER, MembershipRole.COORDINATOR


@pytest.fixture
def invite(cast, mailoutbox, django_capture_on_commit_callbacks):
    """Invite to Kari's partnership and return the token out of the e-mail."""

    def invite(email="new@example.no", role=READER, by=cast.kari, **fields) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            invite_to_partnership(
                partnership=cast.partnership,
                email=email,
                role=role,
                by=by,
                absolute=lambda path: f"https://rekom.example.no{path}",
                **fields,
            )
        return re.search(r"/invitasjon/([\w-]+)/", mailoutbox[-1].body)[1]

    return invite


def roles_of(user) -> list[tuple]:
    return list(user.memberships.values_list("partnership__name", "role"))


def test_a_new_person_comes_in_with_name_password_and_role(cast, invite):
    token = invite(email=" New@Example.no ")

    user = accept_invitation_as_new(token=token, name="Nina", password="a long password")

    assert (user.email, user.name) == ("new@example.no", "Nina")
    assert user.check_password("a long password")
    assert roles_of(user) == [("Ytre Helgeland", "reader")]


def test_the_letter_holds_a_subject_and_a_link_and_nothing_about_the_partnership(
    invite, mailoutbox
):
    invite()

    (letter,) = mailoutbox
    assert letter.to == ["new@example.no"]
    assert letter.subject == "Invitasjon til Rekom"
    assert "https://rekom.example.no/samarbeid/invitasjon/" in letter.body
    assert "Helgeland" not in letter.body


@pytest.mark.parametrize(
    ("owner", "office", "word"),
    [("nn", "nb", "invitasjonen"), ("neutral", "nn", "Opne"), ("neutral", "nb", "Åpne")],
)
def test_the_letter_is_in_the_receivers_written_form(cast, invite, mailoutbox, owner, office, word):
    cast.lead_owner.written_form, cast.office.written_form = owner, office
    cast.partnership.lead_owner, cast.partnership.county_governor = cast.lead_owner, cast.office

    invite()

    assert word in mailoutbox[-1].body


def test_the_token_itself_is_not_stored(invite):
    token = invite()

    stored = Invitation.objects.get()
    assert token not in str(vars(stored))
    assert len(stored.token_sha256) == 64


def test_no_letter_is_sent_when_the_invitation_is_not_stored(
    cast, mailoutbox, django_capture_on_commit_callbacks
):
    with pytest.raises(PermissionDenied), django_capture_on_commit_callbacks(execute=True):
        invite_to_partnership(
            partnership=cast.partnership,
            email="new@example.no",
            role=READER,
            by=cast.per,
            absolute=str,
        )

    assert mailoutbox == []


def test_a_link_is_used_once(invite):
    token = invite()
    accept_invitation_as_new(token=token, name="Nina", password="a long password")

    assert find_invitation(token) is None
    with pytest.raises(DomainError):
        accept_invitation_as_new(token=token, name="Nils", password="a long password")


def test_a_link_lasts_fourteen_days(invite):
    token = invite()
    invitation = Invitation.objects.get()
    assert invitation.expires_at - invitation.created_at == timedelta(days=14)

    Invitation.objects.update(expires_at=timezone.now())

    assert find_invitation(token) is None
    with pytest.raises(DomainError):
        accept_invitation_as_new(token=token, name="Nina", password="a long password")


def test_a_known_person_who_is_logged_in_is_given_the_role(cast, invite):
    token = invite(email=cast.ola.email)

    accept_invitation(token=token, by=cast.ola)

    assert roles_of(cast.ola) == [("Salten", "coordinator"), ("Ytre Helgeland", "reader")]
    assert cast.ola.name == "Ola"


def test_a_forwarded_link_is_of_no_use_to_another_person(cast, invite):
    token = invite(email="new@example.no")

    with pytest.raises(DomainError):
        accept_invitation(token=token, by=cast.ola)

    assert roles_of(cast.ola) == [("Salten", "coordinator")]


def test_a_link_to_a_known_person_sets_nobodys_password(cast, invite):
    token = invite(email=cast.ola.email)

    with pytest.raises(DomainError):
        accept_invitation_as_new(token=token, name="Not Ola", password="a long password")

    cast.ola.refresh_from_db()
    assert not cast.ola.has_usable_password()


def test_a_second_invitation_makes_the_first_link_worthless(invite):
    first, second = invite(), invite()

    assert find_invitation(first) is None
    assert find_invitation(second) == Invitation.objects.get()


def test_a_withdrawn_invitation_lets_nobody_in(cast, invite):
    token = invite()

    withdraw_invitation(invitation=Invitation.objects.get(), by=cast.kari)

    assert find_invitation(token) is None


def test_an_invitation_is_withdrawn_only_by_those_who_keep_the_people(cast, invite):
    token = invite()

    for person in (cast.per, cast.ola, cast.nils):
        with pytest.raises(PermissionDenied):
            withdraw_invitation(invitation=Invitation.objects.get(), by=person)

    assert find_invitation(token)


def test_nobody_is_given_a_role_twice_and_nobody_gives_oneself_one(cast, invite):
    with pytest.raises(DomainError):
        invite(email=cast.per.email, role=READER)
    with pytest.raises(DomainError):
        invite(email=cast.kari.email, role=READER)


def test_a_university_contact_answers_for_a_university(cast, invite):
    token = invite(role=MembershipRole.UNIVERSITY_CONTACT, by=cast.una, university=cast.university)

    user = accept_invitation_as_new(token=token, name="Nina", password="a long password")

    assert user.memberships.get().university == cast.university


def test_a_forum_member_comes_in_with_the_schemes_of_the_forum(
    cast, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        invite_to_office(
            office=cast.office,
            email="member@example.no",
            role=OfficeRoleKind.FORUM_MEMBER,
            schemes=[cast.regional],
            by=cast.anne,
            absolute=str,
        )
    token = re.search(r"/invitasjon/([\w-]+)/", mailoutbox[-1].body)[1]

    user = accept_invitation_as_new(token=token, name="Mona", password="a long password")

    role = user.office_roles.get()
    assert (role.county_governor, role.role) == (cast.office, "forum_member")
    assert list(role.schemes.all()) == [cast.regional]


@pytest.mark.parametrize("name", ["kari", "siri", "arne", "liv", "frida", "nils"])
def test_only_an_administrator_invites_to_the_office(cast, name):
    with pytest.raises(PermissionDenied):
        invite_to_office(
            office=cast.office,
            email="new@example.no",
            role=OfficeRoleKind.CASE_WORKER,
            by=getattr(cast, name),
            absolute=str,
        )


def test_an_administrator_does_not_become_a_case_worker_alone(cast):
    with pytest.raises(DomainError):
        invite_to_office(
            office=cast.office,
            email=cast.anne.email,
            role=OfficeRoleKind.CASE_WORKER,
            by=cast.anne,
            absolute=str,
        )


def test_an_unknown_link_lets_nobody_in(cast):
    make_user()
    before = User.objects.count()

    with pytest.raises(DomainError):
        accept_invitation_as_new(token="guess", name="X", password="a long password")

    assert User.objects.count() == before
