import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.choices import MembershipRole
from partnerships.models import Invitation
from tests.builders import make_member, make_partnership, make_university

LIST = reverse("partnerships:partnership_list")


def detail(partnership) -> str:
    return reverse("partnerships:partnership_detail", args=[partnership.pk])


def count_queries(client, url) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("kari", ["Ytre Helgeland"]),
        ("ola", ["Salten"]),
        ("siri", ["Salten", "Ytre Helgeland"]),
        ("anne", ["Salten", "Ytre Helgeland"]),
        ("frida", []),
        ("nils", []),
    ],
)
def test_everybody_sees_the_own_partnerships(cast, client, name, shown):
    client.force_login(getattr(cast, name))

    assert [p.name for p in client.get(LIST).context["page_obj"]] == shown


@pytest.mark.parametrize("name", ["siri", "kari"])
def test_the_list_costs_the_same_however_long_it_is(cast, client, name):
    client.force_login(getattr(cast, name))
    costs = []
    for more in (0, 2, 27):
        for _ in range(more):
            universities = (make_university(), make_university())
            partnership = make_partnership(office=cast.office, universities=universities)
            make_member(partnership)
            make_member(partnership, user=cast.kari)
        costs.append(count_queries(client, LIST))

    assert len(set(costs)) == 1
    assert costs[0] <= 12


@pytest.mark.parametrize("name", ["siri", "kari", "per"])
def test_a_partnership_costs_the_same_however_many_people_it_has(cast, client, name):
    client.force_login(getattr(cast, name))
    costs = [count_queries(client, detail(cast.partnership))]
    for _ in range(30):
        make_member(cast.partnership, MembershipRole.READER)
    costs.append(count_queries(client, detail(cast.partnership)))

    assert len(set(costs)) == 1
    assert costs[0] <= 12


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("kari", 200),
        ("per", 200),
        ("una", 200),
        ("siri", 200),
        ("anne", 200),
        ("frida", 404),
        ("ola", 404),
        ("nils", 404),
    ],
)
def test_a_partnership_is_there_for_those_who_may_know_of_it(cast, client, name, status):
    client.force_login(getattr(cast, name))

    assert client.get(detail(cast.partnership)).status_code == status


def roles_offered(client, cast) -> list[str]:
    form = client.get(detail(cast.partnership)).context["form"]
    return [role for role, _university in form.roles.values()]


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("kari", ["coordinator", "union_representative", "reader"]),
        ("una", ["university_contact"]),
        ("siri", ["coordinator", "university_contact", "union_representative", "reader"]),
        ("per", []),
        ("arne", []),
    ],
)
def test_one_is_offered_the_roles_one_may_give(cast, client, name, roles):
    client.force_login(getattr(cast, name))

    assert roles_offered(client, cast) == roles


def invite(client, partnership, **data):
    url = reverse("partnerships:partnership_invite", args=[partnership.pk])
    return client.post(url, {"email": "new@example.no", "role": "reader", **data})


def test_a_coordinator_invites_by_e_mail(
    cast, client, mailoutbox, django_capture_on_commit_callbacks
):
    client.force_login(cast.kari)

    with django_capture_on_commit_callbacks(execute=True):
        response = invite(client, cast.partnership)

    assert (response.status_code, response.url) == (302, detail(cast.partnership))
    assert [letter.to for letter in mailoutbox] == [["new@example.no"]]
    assert "http://testserver/samarbeid/invitasjon/" in mailoutbox[0].body


@pytest.mark.parametrize(
    ("name", "status"), [("per", 403), ("arne", 403), ("ola", 404), ("frida", 404), ("nils", 404)]
)
def test_others_invite_nobody(cast, client, name, status):
    client.force_login(getattr(cast, name))

    assert invite(client, cast.partnership).status_code == status
    assert not Invitation.objects.exists()


def test_a_role_that_was_not_offered_is_refused(cast, client):
    client.force_login(cast.kari)

    response = invite(client, cast.partnership, role=f"university_contact-{cast.university.pk}")

    assert response.status_code == 422
    assert not Invitation.objects.exists()


def test_what_was_typed_wrongly_stays_and_is_told(cast, client):
    client.force_login(cast.kari)

    response = invite(client, cast.partnership, email="not an address", role="")

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"email", "role"}
    assert 'value="not an address"' in response.content.decode()


def test_an_invitation_is_withdrawn_on_the_page(cast, client):
    client.force_login(cast.kari)
    invite(client, cast.partnership)
    invitation = Invitation.objects.get()

    client.post(
        reverse(
            "partnerships:partnership_invitation_withdraw",
            args=[cast.partnership.pk, invitation.pk],
        )
    )

    assert not Invitation.objects.exists()


def test_a_member_is_changed_and_removed_on_a_page_of_its_own(cast, client):
    client.force_login(cast.kari)
    membership = cast.per.memberships.get()
    args = [cast.partnership.pk, membership.pk]

    client.post(reverse("partnerships:member", args=args), {"role": "coordinator"})
    membership.refresh_from_db()
    assert membership.role == "coordinator"

    client.post(reverse("partnerships:member_remove", args=args))
    assert not cast.per.memberships.exists()


def test_a_member_of_another_partnership_is_not_reached_through_the_own(cast, client):
    client.force_login(cast.kari)
    args = [cast.partnership.pk, cast.ola.memberships.get().pk]

    assert client.get(reverse("partnerships:member", args=args)).status_code == 404
    assert client.post(reverse("partnerships:member_remove", args=args)).status_code == 404
    assert cast.ola.memberships.exists()
