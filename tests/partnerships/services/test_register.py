import pytest
from django.core.management import call_command

from partnerships.models import (
    CountyGovernor,
    Municipality,
    Network,
    Organisation,
    Partnership,
    Scheme,
)
from partnerships.services import load_register

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(db):
    load_register()


def test_the_register_holds_what_the_tables_hold(register):
    assert {
        "offices": CountyGovernor.objects.count(),
        "municipalities": Municipality.objects.count(),
        "county authorities": Organisation.objects.filter(kind="county_authority").count(),
        "universities with a number": Organisation.objects.universities()
        .filter(organisation_number__isnull=False)
        .count(),
        "schemes": list(Scheme.objects.values_list("code", flat=True)),
        "partnerships": Partnership.objects.count(),
    } == {
        "offices": 10,
        "municipalities": 79,
        "county authorities": 2,
        "universities with a number": 19,
        "schemes": ["regional", "decentralised", "inclusive_practice"],
        "partnerships": 0,
    }


def test_every_number_passes_its_check(register):
    for thing in [*CountyGovernor.objects.all(), *Organisation.objects.all()]:
        thing.clean_fields()


def test_sami_and_kven_names_come_with_the_office(register):
    troms = CountyGovernor.objects.get(organisation_number="967311014")

    assert troms.parallel_names == [
        "Romssa ja Finnmárkku stáhtahálddašeaddji",
        "Tromssan ja Finmarkun staatinhallittija",
    ]


def test_the_networks_of_trondelag_have_the_sizes_of_the_minutes(register):
    trondelag = Network.objects.filter(county_governor__organisation_number="974764350")

    assert {network.name: network.members.count() for network in trondelag} == {
        "Midtre Namdal": 3,
        "Indre Namdal": 5,
        "Ytre Namdal": 2,
        "Innherred": 3,
        "LevangerVerdal": 2,
        "Værnes": 5,
        "TrondheimMalvik": 2,
        "Gauldal": 6,
        "Trøndelag Sørvest": 6,
        "Fosen": 4,
    }


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("sørvest", "Trøndelag Sørvest"),
        ("trøndelag sørvest", "Trøndelag Sørvest"),
        ("levanger verdal", "LevangerVerdal"),
        ("trondheim - malvik", "TrondheimMalvik"),
        ("fosen", "Fosen"),
    ],
)
def test_a_network_is_found_by_every_spelling_of_the_minutes(register, written, name):
    assert Network.objects.by_spelling()[written].name == name


def test_the_centre_stands_under_its_university_and_keeps_its_earlier_name(register):
    university = Organisation.objects.get(organisation_number="918108467")

    assert list(university.sub_units.values_list("short_name", "name")) == [
        ("SePU", "Senter for praksisrettet utdanningsforskning")
    ]
    assert list(university.names.values_list("name", flat=True)) == ["Høgskolen i Innlandet"]


def test_a_second_run_changes_nothing_and_says_so(register, capsys):
    assert load_register() == 0

    call_command("load_register")
    assert capsys.readouterr().out == "The register was up to date; nothing was changed.\n"


def test_a_wrong_fact_is_put_right_and_the_offices_own_choice_is_kept(register):
    bodo = Organisation.objects.get(organisation_number="972418013")
    bodo.name, bodo.written_form = "Bodo", "nn"
    bodo.save(update_fields=["name", "written_form"])

    assert load_register() == 1

    bodo.refresh_from_db()
    assert (bodo.name, bodo.written_form) == ("Bodø kommune", "nn")


def test_a_member_who_left_does_not_come_back(register):
    fosen = Network.objects.get(name="Fosen")
    fosen.members.first().delete()

    assert load_register() == 0
    assert fosen.members.count() == 3
