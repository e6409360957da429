import pytest
from django.urls import reverse

from partnerships.choices import MembershipRole
from partnerships.models import AccountChange
from tests.builders import make_member, make_user

ACCOUNT, OTHER = "86011117947", "12345678903"
SHOWN, MASKED = "8601.11.17947", "7947"


@pytest.fixture
def ulla(cast):
    return make_member(
        cast.partnership,
        MembershipRole.UNIVERSITY_CONTACT,
        user=make_user("Ulla"),
        university=cast.university,
    )


@pytest.fixture(autouse=True)
def account(cast):
    cast.university.bank_account = ACCOUNT
    cast.university.payment_reference = "17020.2100"
    cast.university.save(update_fields=["bank_account", "payment_reference"])


def url(cast, name="account", *more) -> str:
    return reverse(f"partnerships:{name}", args=[cast.university.pk, *more])


@pytest.mark.parametrize("name", ["una", "siri", "arne"])
def test_the_account_is_shown_to_the_payee_case_worker_and_approver(cast, client, name):
    client.force_login(getattr(cast, name))

    page = client.get(url(cast)).content.decode()

    assert SHOWN in page
    assert "17020.2100" in page


@pytest.mark.parametrize("name", ["kari", "per", "tor", "liv", "anne"])
def test_the_account_is_masked_for_all_others_who_see_the_payee(cast, client, name):
    AccountChange.objects.create(
        organisation=cast.university,
        bank_account=OTHER,
        proposed_by=cast.una,
        proposed_at="2026-01-01T12:00Z",
    )
    client.force_login(getattr(cast, name))

    page = client.get(url(cast)).content.decode()

    assert MASKED in page
    hidden = [SHOWN, ACCOUNT, "8601", OTHER, "1234", "17020.2100"]
    assert [text for text in hidden if text in page] == []


@pytest.mark.parametrize("name", ["ola", "frida", "nils"])
def test_the_payee_is_not_there_for_those_who_have_nothing_to_do_with_it(cast, client, name):
    client.force_login(getattr(cast, name))

    assert client.get(url(cast)).status_code == 404


def test_one_proposes_and_another_confirms(cast, client, ulla):
    client.force_login(cast.una)
    client.post(url(cast, "account_propose"), {"bank_account": "1234 56 78903"})
    change = AccountChange.objects.get()

    # Una cannot confirm what she proposed herself …
    assert client.post(url(cast, "account_confirm", change.pk)).status_code == 403

    # … and until Ulla has done it, the old account holds.
    cast.university.refresh_from_db()
    assert cast.university.bank_account == ACCOUNT

    client.force_login(ulla)
    client.post(url(cast, "account_confirm", change.pk))
    cast.university.refresh_from_db()
    assert cast.university.bank_account == OTHER


def test_a_withdrawn_proposal_cannot_be_confirmed(cast, client, ulla):
    client.force_login(cast.una)
    client.post(url(cast, "account_propose"), {"bank_account": OTHER})
    change = AccountChange.objects.get()
    client.post(url(cast, "account_withdraw", change.pk))

    client.force_login(ulla)
    response = client.post(url(cast, "account_confirm", change.pk))

    assert response.status_code == 422
    cast.university.refresh_from_db()
    assert cast.university.bank_account == ACCOUNT


def test_a_wrong_check_digit_is_told_and_what_was_typed_stays(cast, client):
    client.force_login(cast.una)

    response = client.post(url(cast, "account_propose"), {"bank_account": "1234 56 78930"})

    assert response.status_code == 422
    assert "1234 56 78930" in response.content.decode()
    assert not AccountChange.objects.exists()


@pytest.mark.parametrize("name", ["kari", "per", "siri", "arne", "anne"])
def test_others_change_nothing(cast, client, ulla, name):
    change = AccountChange.objects.create(
        organisation=cast.university,
        bank_account=OTHER,
        proposed_by=cast.una,
        proposed_at="2026-01-01T12:00Z",
    )
    client.force_login(getattr(cast, name))

    answers = [
        client.post(url(cast, "account_propose"), {"bank_account": OTHER}),
        client.post(url(cast, "account_confirm", change.pk)),
        client.post(url(cast, "account_withdraw", change.pk)),
        client.post(url(cast, "payment_reference"), {"payment_reference": "x"}),
    ]

    assert [answer.status_code for answer in answers] == [403] * 4
    cast.university.refresh_from_db()
    assert cast.university.bank_account == ACCOUNT
    assert cast.university.payment_reference == "17020.2100"


def test_a_proposal_of_another_payee_is_not_reached(cast, client, ulla):
    change = AccountChange.objects.create(
        organisation=cast.lead_owner,
        bank_account=OTHER,
        proposed_by=cast.kari,
        proposed_at="2026-01-01T12:00Z",
    )
    client.force_login(cast.una)

    assert client.post(url(cast, "account_confirm", change.pk)).status_code == 404


def test_the_password_is_asked_once_more_before_the_account_is_changed(cast, client):
    cast.una.set_password("a long password of Una")
    cast.una.save(update_fields=["password"])
    client.force_login(cast.una)

    response = client.post(url(cast, "account_propose"), {"bank_account": OTHER})

    assert response.url.startswith(reverse("account_reauthenticate"))
    assert not AccountChange.objects.exists()

    # The right password carries out what was asked for.
    response = client.post(response.url, {"password": "a long password of Una"})
    assert (response.status_code, response.url) == (302, url(cast))
    assert AccountChange.objects.get().bank_account == OTHER


def test_the_reference_is_saved(cast, client):
    client.force_login(cast.una)

    client.post(url(cast, "payment_reference"), {"payment_reference": "TETTPÅ"})

    cast.university.refresh_from_db()
    assert cast.university.payment_reference == "TETTPÅ"
