import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.choices import OfficeRoleKind
from partnerships.models import Invitation
from partnerships.services import remove_office_role
from tests.builders import make_staff

LIST = reverse("partnerships:person_list")


def invite(client, cast, **data):
    return client.post(
        reverse("partnerships:person_invite"),
        {"office": cast.office.pk, "email": "new@example.no", "role": "case_worker", **data},
    )


def test_the_administrator_sees_the_people_of_the_office(cast, client):
    client.force_login(cast.anne)

    people = client.get(LIST).context["people"]

    assert [person.name for person in people] == ["Anne", "Arne", "Frida", "Liv", "Siri"]


@pytest.mark.parametrize("name", ["kari", "siri", "arne", "liv", "frida", "nils"])
def test_others_do_not_see_the_page(cast, client, name):
    client.force_login(getattr(cast, name))

    assert client.get(LIST).status_code == 403
    assert invite(client, cast).status_code == 403


def test_the_page_costs_the_same_however_many_people(cast, client):
    client.force_login(cast.anne)
    costs = []
    for more in (1, 3, 27):
        for _ in range(more):
            make_staff(cast.office, OfficeRoleKind.FORUM_MEMBER, schemes=cast.schemes)
            gone = make_staff(cast.office, OfficeRoleKind.FORUM_MEMBER, schemes=cast.schemes)
            remove_office_role(role=gone.office_roles.get(), by=cast.anne)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        costs.append(len(queries))

    assert len(set(costs)) == 1
    assert costs[0] <= 12


def test_roles_at_other_offices_are_not_shown(cast, client):
    make_staff(cast.other_office, OfficeRoleKind.FORUM_MEMBER, user=cast.siri)
    client.force_login(cast.anne)

    page = client.get(reverse("partnerships:person", args=[cast.siri.pk]))

    assert [role.role for role, _may in page.context["roles"]] == ["case_worker"]
    assert not page.context["can_deactivate"]


def test_who_looks_after_two_offices_reads_at_which_a_role_is_held(cast, client):
    client.force_login(cast.anne)
    assert f"Administrator · {cast.anne.email}" in client.get(LIST).text

    make_staff(cast.other_office, OfficeRoleKind.ADMINISTRATOR, user=cast.anne)
    roles = "Administrator, {}; Administrator, {}".format(
        *sorted((str(cast.office), str(cast.other_office)))
    )
    assert f"{roles} · {cast.anne.email}" in client.get(LIST).text


def test_a_case_worker_is_invited(cast, client):
    client.force_login(cast.anne)

    assert invite(client, cast).status_code == 302

    assert Invitation.objects.get().office_role == "case_worker"


def test_a_forum_member_is_invited_with_schemes(cast, client):
    client.force_login(cast.anne)

    assert invite(client, cast, role="forum_member").status_code == 422
    assert invite(client, cast, role="forum_member", schemes=[cast.regional.pk]).status_code == 302

    assert list(Invitation.objects.get().schemes.all()) == [cast.regional]


def test_another_office_is_not_the_administrators_to_fill(cast, client):
    client.force_login(cast.anne)

    assert invite(client, cast, office=cast.other_office.pk).status_code == 422
    assert not Invitation.objects.exists()


def test_an_invitation_to_another_office_is_not_reached(cast, client):
    siri_elsewhere = make_staff(cast.other_office, OfficeRoleKind.ADMINISTRATOR)
    client.force_login(siri_elsewhere)
    client.post(
        reverse("partnerships:person_invite"),
        {"office": cast.other_office.pk, "email": "new@example.no", "role": "approver"},
    )
    url = reverse("partnerships:person_invitation_withdraw", args=[Invitation.objects.get().pk])
    client.force_login(cast.anne)

    assert client.post(url).status_code == 404
    assert Invitation.objects.exists()


def test_a_person_is_shut_out_and_a_role_is_taken(cast, client):
    client.force_login(cast.anne)

    role = cast.arne.office_roles.get()
    client.post(reverse("partnerships:office_role_remove", args=[cast.arne.pk, role.pk]))
    client.post(reverse("partnerships:person_deactivate", args=[cast.siri.pk]))

    cast.siri.refresh_from_db()
    assert not cast.siri.is_active
    assert not cast.arne.office_roles.exists()


def test_earlier_roles_stand_below_with_who_took_them(cast, client):
    client.force_login(cast.anne)
    client.cookies["django_language"] = "en"
    role = cast.arne.office_roles.get()
    client.post(reverse("partnerships:office_role_remove", args=[cast.arne.pk, role.pk]))
    elsewhere = make_staff(cast.other_office, OfficeRoleKind.ADMINISTRATOR)
    remove_office_role(role=cast.nils.office_roles.get(), by=elsewhere)

    page = client.get(LIST)

    assert [ended.user.name for ended in page.context["earlier"]] == ["Arne"]
    text = page.content.decode()
    assert "Arne: Approver" in text
    assert "Taken away by Anne." in text
    assert "Nils" not in text


def test_a_role_that_a_colleague_has_just_taken_is_not_there(cast, client):
    client.force_login(cast.anne)
    url = reverse(
        "partnerships:office_role_remove", args=[cast.siri.pk, cast.siri.office_roles.get().pk]
    )
    make_staff(cast.office, OfficeRoleKind.APPROVER, user=cast.siri)

    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 404


def test_a_person_of_another_office_is_not_there(cast, client):
    client.force_login(cast.anne)

    assert client.get(reverse("partnerships:person", args=[cast.nils.pk])).status_code == 404
    url = reverse("partnerships:person_deactivate", args=[cast.nils.pk])
    assert client.post(url).status_code == 404
