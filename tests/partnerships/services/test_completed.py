import pytest
from django.db import transaction

from partnerships.models import CompletedAction
from partnerships.services import complete_once, new_key
from rekom.kit.errors import DomainError


def test_the_second_press_is_told_that_it_is_done(cast):
    key = new_key()

    first = complete_once(user=cast.kari, key=key, action="submit_report 17")
    second = complete_once(user=cast.kari, key=key, action="submit_report 17")

    assert (first, second) == (True, False)


def test_another_person_may_have_the_same_key(cast):
    complete_once(user=cast.kari, key="abc", action="submit_report 17")

    assert complete_once(user=cast.ola, key="abc", action="submit_report 18")


def test_a_key_that_was_used_for_something_else_is_refused(cast):
    complete_once(user=cast.kari, key="abc", action="submit_report 17")

    with pytest.raises(DomainError):
        complete_once(user=cast.kari, key="abc", action="submit_report 18")


@pytest.mark.parametrize("key", ["", "x" * 65])
def test_a_key_that_no_page_has_made_is_refused(cast, key):
    with pytest.raises(DomainError):
        complete_once(user=cast.kari, key=key, action="submit_report 17")


def test_what_fails_may_be_tried_again_with_the_same_key(cast):
    @transaction.atomic
    def submit():
        complete_once(user=cast.kari, key="abc", action="submit_report 17")
        raise DomainError

    with pytest.raises(DomainError):
        submit()

    assert complete_once(user=cast.kari, key="abc", action="submit_report 17")


@pytest.mark.django_db(transaction=True)
def test_it_belongs_inside_the_transaction_it_guards(cast):
    with pytest.raises(RuntimeError):
        complete_once(user=cast.kari, key="abc", action="submit_report 17")

    assert not CompletedAction.objects.exists()
