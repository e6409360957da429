from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from measures.models import read_content
from measures.services import writing
from measures.services.counting import fetch_units
from rekom.kit.errors import DomainError
from tests.builders import make_municipality, make_organisation, make_report, make_unit

LISTED = {"source": "Barnehageregisteret", "as_of": date(2026, 10, 1)}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def report(cast):
    return make_report(partnership=cast.partnership)


@pytest.fixture
def home(cast):
    """The municipality of the lead owner."""
    return make_municipality(office=cast.office, organisation=cast.partnership.lead_owner)


def counts(report) -> tuple:
    return tuple(vars(read_content(report).units).values())


def test_the_units_of_the_owners_and_the_private_ones_beside_them_are_counted(cast, report, home):
    owner, private = cast.partnership.lead_owner, make_organisation(kind="private_owner")
    for _number in range(3):
        make_unit(owner=owner, municipality=home, **LISTED)
    make_unit(owner=private, municipality=home, ownership="private", **LISTED)
    make_unit(owner=owner, municipality=home, kind="school", **LISTED)
    elsewhere = make_municipality(office=cast.office, organisation=make_organisation())
    make_unit(owner=private, municipality=elsewhere, ownership="private", **LISTED)
    make_unit(owner=make_organisation(), municipality=home, kind="school", **LISTED)  # a county's

    report = fetch_units(report=report, by=cast.kari)

    assert counts(report) == (3, 1, 1, 0, None)  # of psychology services nothing is known


def test_what_is_filled_in_stays_and_the_source_is_shown_until_it_is_looked_over(
    cast, report, home
):
    make_unit(owner=cast.partnership.lead_owner, municipality=home, **LISTED)
    report.municipal_kindergartens = 14
    report.save(update_fields=["municipal_kindergartens"])

    report = fetch_units(report=report, by=cast.kari)

    assert counts(report)[:2] == (14, 0)
    assert (report.units_source, report.units_as_of) == (LISTED["source"], LISTED["as_of"])
    assert report.to_look_over == ["scope"]
    report = writing.save_scope(report=report, units=read_content(report).units, by=cast.kari)
    assert report.to_look_over == []


def test_an_empty_register_fills_nothing(cast, report, home):
    with pytest.raises(DomainError):
        fetch_units(report=report, by=cast.kari)

    assert counts(report) == (None,) * 5


def test_only_those_who_write_fetch(cast, report):
    for person in (cast.una, cast.per, cast.siri, cast.ola):
        with pytest.raises(PermissionDenied):
            fetch_units(report=report, by=person)
