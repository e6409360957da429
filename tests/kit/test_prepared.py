from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.db.models import F

from partnerships.models import Membership, Partnership
from rekom.kit.json_rows import rows_of
from rekom.kit.prepared import Prepared
from tests.builders import make_member, make_partnership


def of_user(user):
    return (
        Partnership.objects.filter(memberships__user=user)
        .select_related("lead_owner")
        .annotate(roles=rows_of(Membership.objects.filter(user=user), "partnership", role="role"))
    )


def seen(rows):
    return [(row, row.lead_owner, row.roles) for row in rows]


@pytest.mark.django_db
def test_rows_are_those_of_the_queryset_for_each_id():
    prepared = Prepared(of_user)
    for person in [make_member(make_partnership()) for _ in range(3)]:
        assert seen(prepared(person.pk)) == seen(of_user(person.pk)) != []
    assert prepared(0) == []


@pytest.mark.django_db
def test_related_rows_come_along_in_one_query(django_assert_num_queries):
    prepared = Prepared(of_user)
    person = make_member(make_partnership())

    with django_assert_num_queries(1):
        assert len(seen(prepared(person.pk))) == 1


@pytest.mark.django_db
def test_several_ids_find_their_places():
    @Prepared
    def membership(user: int, partnership: int):
        return Membership.objects.filter(user=user, partnership=partnership)

    partnership = make_partnership()
    person = make_member(partnership)

    assert [row.user for row in membership(person.pk, partnership.pk)] == [person]
    assert membership(partnership.pk + 10, person.pk) == []


@pytest.mark.django_db
def test_as_many_ids_as_there_are_find_their_places():
    @Prepared
    def memberships(user: int, *partnerships: int):
        return Membership.objects.filter(user=user, partnership__in=partnerships).order_by("pk")

    first, second, other = (make_partnership() for _ in range(3))
    person = make_member(first)
    make_member(second, user=person)
    make_member(other, user=person)

    found = memberships(person.pk, first.pk, second.pk)
    assert [row.partnership for row in found] == [first, second]
    assert memberships(person.pk) == []


@pytest.mark.django_db
def test_more_ids_than_there_are_places_are_asked_for_anew():
    @Prepared
    def memberships(*people: int):
        return Membership.objects.filter(user__in=people)

    person = make_member(make_partnership())

    assert [row.user for row in memberships(*range(-60, 0), person.pk)] == [person]


@pytest.mark.django_db
def test_an_id_that_does_not_reach_the_sql_is_an_error():
    prepared = Prepared(lambda user: Membership.objects.filter(role=F("role")))

    with pytest.raises(ValueError, match="1 parameters are not in the SQL"):
        prepared(1)


@pytest.mark.django_db(transaction=True)
def test_threads_share_the_sql_and_not_the_connection():
    prepared = Prepared(of_user)
    people = [make_member(make_partnership()) for _ in range(4)]

    def read(person):
        try:
            return [row.pk for row in prepared(person.pk)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(read, people * 5))

    assert found == [[row.pk for row in of_user(person.pk)] for person in people] * 5
