import re

import pytest
from django.contrib.auth import get_user
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from rekom import settings as real_settings

NON_FIELD, TOO_MANY = "__all__", "too_many_login_attempts"
PASSWORD = "a long password of Kari"


@pytest.fixture
def kari(cast):
    cast.kari.set_password(PASSWORD)
    cast.kari.save(update_fields=["password"])
    return cast.kari


@pytest.fixture
def rate_limits(settings):
    """The limits as they are in earnest; tests have none otherwise."""
    settings.ACCOUNT_RATE_LIMITS = real_settings.ACCOUNT_RATE_LIMITS
    cache.clear()
    yield
    cache.clear()


def log_in(client, email="kari@example.no", password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def test_one_logs_in_by_e_mail_and_password(client, kari):
    response = log_in(client, email="Kari@Example.no")

    assert (response.status_code, response.url) == (302, reverse("start"))
    assert get_user(client) == kari


def test_one_comes_back_to_the_page_one_wanted(client, kari):
    wanted = reverse("partnerships:partnership_list")

    assert client.get(wanted).url == f"{reverse('account_login')}?next={wanted}"
    assert log_in(client, next=wanted).url == wanted


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"],
)
def test_nobody_is_led_elsewhere_after_log_in(client, kari, elsewhere):
    assert log_in(client, next=elsewhere).url == reverse("start")


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, kari):
    answers = [
        log_in(client, email=email, password="wrong password here")
        for email in ("kari@example.no", "nobody@example.no")
    ]

    # The pages differ only in the address that was typed and the token of the form.
    pages = [re.sub(r"(kari|nobody)@|value=\"\w{64}\"", "", a.content.decode()) for a in answers]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert pages[0] == pages[1]


def test_the_sixth_wrong_try_is_refused_and_so_is_the_right_password(client, kari, rate_limits):
    for _ in range(5):
        log_in(client, password="wrong password here")
    sixth = log_in(client, password="wrong password here")
    right = log_in(client)

    assert [a.context["form"].has_error(NON_FIELD, TOO_MANY) for a in (sixth, right)] == [True] * 2
    assert get_user(client).is_anonymous


def test_without_the_limit_the_sixth_try_is_heard(client, kari):
    for _ in range(6):
        log_in(client, password="wrong password here")

    assert log_in(client).status_code == 302


def test_a_closed_user_does_not_come_in(client, kari):
    kari.is_active = False
    kari.save(update_fields=["is_active"])

    log_in(client)

    assert get_user(client).is_anonymous


def test_logging_in_gives_a_new_session(client, kari):
    client.session.save()
    session = client.session
    session["before"] = True
    session.save()
    before = client.session.session_key

    log_in(client)

    assert client.session.session_key != before


def test_asking_to_log_out_logs_nobody_out_before_it_is_confirmed(client, kari):
    client.force_login(kari)

    client.get(reverse("account_logout"))
    assert get_user(client) == kari

    client.post(reverse("account_logout"))
    assert get_user(client).is_anonymous


def test_nobody_signs_up(client, db):
    data = {"email": "new@example.no", "password1": PASSWORD, "password2": PASSWORD}

    for response in (
        client.get(reverse("account_signup")),
        client.post(reverse("account_signup"), data),
    ):
        assert response.templates[0].name == "account/signup_closed.html"
    assert get_user(client).is_anonymous


def test_a_forgotten_password_is_replaced_by_the_link_in_the_e_mail_once(client, kari, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": "kari@example.no"})
    link = re.search(r"http://testserver(\S+)", mailoutbox[0].body)[1]
    form = client.get(link, follow=True)
    new = {"password1": "another long password", "password2": "another long password"}
    client.post(form.context["action_url"], new)

    kari.refresh_from_db()
    assert kari.check_password("another long password")
    client.logout()
    assert client.get(link, follow=True).context["token_fail"]


def test_known_and_unknown_addresses_see_the_same_when_they_ask_for_a_password(
    client, kari, mailoutbox
):
    answers = [
        client.post(reverse("account_reset_password"), {"email": email})
        for email in ("kari@example.no", "nobody@example.no")
    ]

    assert [(a.status_code, a.url) for a in answers] == [
        (302, reverse("account_reset_password_done"))
    ] * 2
    assert [letter.to for letter in mailoutbox] == [["kari@example.no"], ["nobody@example.no"]]
    assert "/passord/" not in mailoutbox[1].body


def test_the_link_in_the_e_mail_never_follows_a_made_up_host(client, kari, mailoutbox):
    response = client.post(
        reverse("account_reset_password"),
        {"email": "kari@example.no"},
        headers={"host": "evil.example"},
    )

    assert response.status_code == 400
    assert mailoutbox == []


def test_changing_the_password_ends_other_sessions(client, kari):
    other = Client()
    other.force_login(kari)
    client.force_login(kari)
    new = {"password1": "another long password", "password2": "another long password"}

    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **new})

    assert get_user(client) == kari
    assert get_user(other).is_anonymous


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_inactive",
    ],
)
def test_the_pages_before_log_in_are_open(client, db, name):
    assert client.get(reverse(name)).status_code == 200


def test_a_weak_password_is_refused(client, kari):
    client.force_login(kari)

    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "short", "password2": "short"},
    )

    assert response.status_code == 422
    kari.refresh_from_db()
    assert kari.check_password(PASSWORD)


def test_the_consoles_log_in_is_ours(client, db):
    response = client.get("/admin/login/")

    assert response.url.startswith(reverse("account_login"))
