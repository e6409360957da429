from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from partnerships.models import Absence
from tests.builders import make_staff


def post(client, person, **chosen):
    client.force_login(person)
    today = timezone.localdate()
    days = {"first_day": f"{today:%d.%m.%Y}", "last_day": f"{today + timedelta(7):%d.%m.%Y}"}
    return client.post(reverse("partnerships:absences"), days | chosen)


def covers():
    rows = Absence.objects.order_by("pk")
    return [(row.county_governor, row.covered_by) for row in rows]


def test_one_office_asks_for_one_colleague(cast, client):
    berit = make_staff(cast.office)

    nobody = post(client, cast.siri)
    told = post(client, cast.siri, **{f"covered_by_{cast.office.pk}": berit.pk})

    assert (nobody.status_code, told.status_code) == (422, 302)
    assert covers() == [(cast.office, berit)]


def test_two_offices_are_asked_for_each_by_name_and_one_is_enough(cast, client):
    make_staff(cast.other_office, user=cast.siri)
    there = make_staff(cast.other_office)

    nobody = post(client, cast.siri)
    assert nobody.status_code == 422
    for office in (cast.office, cast.other_office):
        assert str(office) in nobody.content.decode()

    wrong = post(client, cast.siri, **{f"covered_by_{cast.office.pk}": there.pk})
    told = post(client, cast.siri, **{f"covered_by_{cast.other_office.pk}": there.pk})

    assert (wrong.status_code, told.status_code) == (422, 302)
    assert covers() == [(cast.other_office, there)]
