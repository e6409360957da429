"""Keys that go from one query into the next."""

import pytest

from partnerships.models import Membership, Partnership
from rekom.kit.json_rows import KeyList, among
from tests.builders import make_member, make_office, make_partnership

pytestmark = pytest.mark.django_db


def keys(**asked: str) -> str:
    rows = Partnership.objects.filter(**asked).order_by("-name").values("county_governor")
    return rows.order_by().annotate(keys=KeyList("pk")).values_list("keys", flat=True).get()


def test_rows_are_picked_out_by_the_keys_that_another_query_found():
    office = make_office()
    for name in ("Alta", "Bodø", "Hitra"):
        make_partnership(office=office, name=name)

    chosen = among(keys(name__contains="a"))

    names = Partnership.objects.order_by("name").values_list("name", flat=True)
    assert list(names.filter(chosen)) == ["Alta", "Hitra"]
    assert list(names.exclude(chosen)) == ["Bodø"]


def test_rows_are_picked_out_by_another_key_of_theirs():
    of_alta, _of_bodo = (make_member(make_partnership(name=name)) for name in ("Alta", "Bodø"))

    chosen = among(keys(name="Alta"), "partnership")

    assert [each.user for each in Membership.objects.filter(chosen)] == [of_alta]


def test_among_nothing_there_is_nothing():
    make_partnership()

    assert not Partnership.objects.filter(among("[]")).exists()
