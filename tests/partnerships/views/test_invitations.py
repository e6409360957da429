import re

import pytest
from django.contrib.auth import get_user
from django.urls import reverse

from partnerships.choices import MembershipRole
from partnerships.models import User
from partnerships.services import invite_to_partnership


@pytest.fixture
def link(cast, mailoutbox, django_capture_on_commit_callbacks):
    def link(email="new@example.no") -> str:
        with django_capture_on_commit_callbacks(execute=True):
            invite_to_partnership(
                partnership=cast.partnership,
                email=email,
                role=MembershipRole.READER,
                by=cast.kari,
                absolute=str,
            )
        return re.search(r"/samarbeid/invitasjon/\S+", mailoutbox[-1].body)[0]

    return link


def test_a_new_person_comes_straight_in(client, link):
    url = link()
    assert client.get(url).status_code == 200

    response = client.post(url, {"name": "Nina", "password": "a long password"})

    assert response.url == reverse("start")
    assert get_user(client).email == "new@example.no"
    assert client.get(reverse("partnerships:partnership_list")).status_code == 200


def test_opening_the_link_uses_it_up_for_nobody(client, link):
    url = link()

    client.get(url)

    assert client.get(url).status_code == 200
    assert not User.objects.filter(email="new@example.no").exists()


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({"name": ""}, {"name", "password"}),
        ({"name": "Nina", "password": "short"}, {"password"}),
        ({"name": "Nina", "password": "new@example.no"}, {"password"}),
    ],
)
def test_a_missing_name_or_a_weak_password_is_told(client, link, data, wrong):
    response = client.post(link(), data)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == wrong
    assert not User.objects.filter(email="new@example.no").exists()


def test_a_known_person_is_asked_to_log_in_and_comes_back(cast, client, link):
    url = link(cast.ola.email)

    page = client.get(url)
    assert f"{reverse('account_login')}?next={url}" in page.content.decode()

    client.force_login(cast.ola)
    response = client.post(url)
    assert response.url == reverse("start")
    assert cast.ola.memberships.filter(partnership=cast.partnership).exists()


def test_a_known_persons_password_is_not_set_through_a_link(cast, client, link):
    client.post(link(cast.ola.email), {"name": "Not Ola", "password": "a long password"})

    cast.ola.refresh_from_db()
    assert (cast.ola.name, cast.ola.has_usable_password()) == ("Ola", False)
    assert get_user(client).is_anonymous


def test_another_person_is_told_and_given_nothing(cast, client, link):
    client.force_login(cast.ola)
    url = link()

    assert client.get(url).context["is_for_me"] is False
    assert client.post(url).status_code == 422
    assert cast.ola.memberships.count() == 1


def test_a_used_or_made_up_link_is_gone(client, link, db):
    url = link()
    client.post(url, {"name": "Nina", "password": "a long password"})
    client.logout()

    assert client.get(url).status_code == 404
    assert client.get("/samarbeid/invitasjon/made-up/").status_code == 404
