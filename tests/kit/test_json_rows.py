"""Keys that go from one query into the next."""

import pytest

from partnerships.models import CountyGovernor, Partnership
from rekom.kit.json_rows import among, key_list
from tests.builders import make_office, make_partnership

pytestmark = pytest.mark.django_db


def keys(office: CountyGovernor, **asked: str) -> str:
    rows = Partnership.objects.filter(county_governor=office, **asked).order_by("-name")
    offices = CountyGovernor.objects.filter(pk=office.pk)
    return offices.values_list(key_list(rows, "county_governor"), flat=True).get()


def test_rows_are_picked_out_by_the_keys_that_another_query_found():
    office = make_office()
    for name in ("Alta", "Bodø", "Hitra"):
        make_partnership(office=office, name=name)

    chosen = among(keys(office, name__contains="a"))

    names = Partnership.objects.order_by("name").values_list("name", flat=True)
    assert list(names.filter(chosen)) == ["Alta", "Hitra"]
    assert list(names.exclude(chosen)) == ["Bodø"]


def test_among_nothing_there_is_nothing():
    partnership = make_partnership()

    assert keys(partnership.county_governor, name="Hitra") == "[]"
    assert not Partnership.objects.filter(among("[]")).exists()
