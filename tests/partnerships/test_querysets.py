import pytest

from partnerships.models import Partnership

pytestmark = pytest.mark.django_db


def test_a_coordinator_sees_own_partnership_and_not_the_neighbour(cast):
    assert list(Partnership.objects.visible_to(cast.kari)) == [cast.partnership]


def test_a_case_worker_sees_all_partnerships_of_the_office(cast):
    assert list(Partnership.objects.visible_to(cast.siri)) == [cast.neighbour, cast.partnership]


def test_a_case_worker_of_another_office_sees_none(cast):
    assert list(Partnership.objects.visible_to(cast.nils)) == []
