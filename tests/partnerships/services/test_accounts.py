import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from partnerships.choices import MembershipRole
from partnerships.models import AccountChange
from partnerships.services import (
    confirm_account_change,
    propose_account_change,
    update_payment_reference,
    withdraw_account_change,
)
from rekom.kit.errors import DomainError
from tests.builders import make_member, make_user

ACCOUNT = "86011117947"


@pytest.fixture
def ulla(cast):
    """A second person at the university."""
    return make_member(
        cast.partnership,
        MembershipRole.UNIVERSITY_CONTACT,
        user=make_user("Ulla"),
        university=cast.university,
    )


@pytest.fixture
def change(cast, ulla):
    return propose(cast, by=cast.una)


def propose(cast, by, account=ACCOUNT):
    return propose_account_change(
        organisation=cast.university, bank_account=account, by=by, absolute=str
    )


def account_of(cast) -> str:
    cast.university.refresh_from_db()
    return cast.university.bank_account


def test_a_proposed_account_does_not_hold_yet(cast, change):
    assert account_of(cast) == ""


def test_a_second_of_the_payees_people_makes_it_hold(cast, change, ulla):
    confirm_account_change(change=change, by=ulla, absolute=str)

    assert account_of(cast) == ACCOUNT
    assert list(AccountChange.objects.values_list("proposed_by__name", "confirmed_by__name")) == [
        ("Una", "Ulla")
    ]


def test_who_changed_the_account_is_kept_in_the_history(cast, change, ulla):
    confirm_account_change(change=change, by=ulla, absolute=str)

    accounts = cast.university.history.values_list("bank_account", flat=True)
    assert list(accounts) == [ACCOUNT, ""]


def test_nobody_confirms_the_own_proposal(cast, change):
    with pytest.raises(PermissionDenied):
        confirm_account_change(change=change, by=cast.una, absolute=str)

    assert account_of(cast) == ""


def test_the_database_refuses_it_too(cast, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountChange.objects.update(confirmed_by=cast.una, confirmed_at=change.proposed_at)


@pytest.mark.parametrize("name", ["kari", "per", "tor", "ola", "siri", "arne", "anne", "nils"])
def test_others_neither_propose_confirm_withdraw_nor_mark(cast, change, name):
    other = getattr(cast, name)

    with pytest.raises(PermissionDenied):
        propose(cast, by=other)
    with pytest.raises(PermissionDenied):
        confirm_account_change(change=change, by=other, absolute=str)
    with pytest.raises(PermissionDenied):
        withdraw_account_change(change=change, by=other)
    with pytest.raises(PermissionDenied):
        update_payment_reference(organisation=cast.university, reference="x", by=other)


def test_a_wrong_check_digit_is_refused(cast, ulla):
    with pytest.raises(ValidationError) as refused:
        propose(cast, by=cast.una, account="8601 11 17948")

    assert refused.value.code == "check_digit"


def test_one_proposal_waits_at_a_time(cast, change, ulla):
    with pytest.raises(DomainError):
        propose(cast, by=ulla, account="1234 56 78903")


def test_the_account_that_holds_is_no_change(cast, change, ulla):
    confirm_account_change(change=change, by=ulla, absolute=str)

    with pytest.raises(DomainError):
        propose(cast, by=cast.una, account="8601.11.17947")


@pytest.mark.parametrize("name", ["una", "ulla"])
def test_a_withdrawn_proposal_is_never_confirmed(cast, change, ulla, name):
    withdraw_account_change(change=change, by={"una": cast.una, "ulla": ulla}[name])

    with pytest.raises(DomainError):
        confirm_account_change(change=change, by=ulla, absolute=str)
    assert account_of(cast) == ""
    propose(cast, by=ulla)  # and a new one can be made


def test_a_proposal_is_confirmed_once(cast, change, ulla):
    confirm_account_change(change=change, by=ulla, absolute=str)

    with pytest.raises(DomainError):
        confirm_account_change(change=change, by=ulla, absolute=str)


def test_all_of_the_payees_people_are_told_and_the_letter_holds_no_account(
    cast, ulla, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        change = propose(cast, by=cast.una)
        confirm_account_change(change=change, by=ulla, absolute=str)

    assert sorted((letter.to, letter.subject) for letter in mailoutbox) == [
        (["ulla@example.no"], "Kontonummeret er endret"),
        (["ulla@example.no"], "Nytt kontonummer må bekreftes"),
        (["una@example.no"], "Kontonummeret er endret"),
        (["una@example.no"], "Nytt kontonummer må bekreftes"),
    ]
    assert not any("8601" in letter.body for letter in mailoutbox)


def test_the_reference_is_the_payees_own_to_set(cast):
    update_payment_reference(organisation=cast.university, reference="17020.2100", by=cast.una)

    cast.university.refresh_from_db()
    assert cast.university.payment_reference == "17020.2100"
