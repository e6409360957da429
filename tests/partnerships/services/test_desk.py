from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from partnerships.models import Absence, SavedView
from partnerships.services import (
    delete_view,
    rename_view,
    save_view,
    tell_absence,
    tell_absences,
    withdraw_absence,
)
from rekom.kit.errors import DomainError
from tests.builders import make_staff


@pytest.fixture
def berit(cast):
    return make_staff(cast.office)


def away(cast, berit, first=1, last=21, **changed):
    days = {"first_day": date(2031, 7, first), "last_day": date(2031, 7, last)}
    who = {"office": cast.office, "covered_by": berit, "by": cast.siri}
    return tell_absence(**days, **(who | changed))


def test_two_absences_never_share_a_day(cast, berit):
    away(cast, berit, 1, 10)
    away(cast, berit, 11, 20)

    with pytest.raises(DomainError):
        away(cast, berit, 20, 25)
    assert Absence.objects.count() == 2


@pytest.mark.parametrize(
    "changed", [{"covered_by": "siri"}, {"covered_by": "nils"}, {"by": "kari"}, {"by": "nils"}]
)
def test_a_colleague_of_the_office_covers_for_a_colleague(cast, berit, changed):
    people = {name: getattr(cast, person) for name, person in changed.items()}

    with pytest.raises(PermissionDenied):
        away(cast, berit, **people)


def test_who_works_at_two_offices_is_covered_at_each_or_told_of_neither(cast, berit):
    make_staff(cast.other_office, user=cast.siri)
    there = make_staff(cast.other_office)
    days = {"first_day": date(2031, 7, 1), "last_day": date(2031, 7, 21), "by": cast.siri}

    tell_absences(covers={cast.office: berit, cast.other_office: there}, **days)

    assert {(each.county_governor, each.covered_by) for each in Absence.objects.all()} == {
        (cast.office, berit),
        (cast.other_office, there),
    }
    Absence.objects.filter(county_governor=cast.office).delete()
    with pytest.raises(DomainError):  # there is one on these days at the other office
        tell_absences(covers={cast.office: berit, cast.other_office: there}, **days)
    assert Absence.objects.count() == 1


def test_only_ones_own_absence_is_withdrawn(cast, berit):
    absence = away(cast, berit)
    with pytest.raises(PermissionDenied):
        withdraw_absence(absence=absence, by=berit)

    withdraw_absence(absence=absence, by=cast.siri)
    assert not Absence.objects.exists()


def test_a_name_is_ones_own_and_stands_once(cast, berit):
    mine = save_view(page="inbox", name="Nord", query="sok=nord", by=cast.siri)
    other = save_view(page="inbox", name="Sør", query="", by=cast.siri)
    save_view(page="inbox", name="Nord", query="", by=berit)

    with pytest.raises(DomainError):
        rename_view(view=other, name="Nord", by=cast.siri)
    for act in (
        lambda: rename_view(view=mine, name="X", by=berit),
        lambda: delete_view(view=mine, by=berit),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert SavedView.objects.filter(user=cast.siri, name="Nord").count() == 1
