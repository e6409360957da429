import pytest

from partnerships.models import Partnership
from tests.builders import make_municipality, make_network, make_partnership

pytestmark = pytest.mark.django_db


def test_a_coordinator_sees_own_partnership_and_not_the_neighbour(cast):
    assert list(Partnership.objects.visible_to(cast.kari)) == [cast.partnership]


def test_a_case_worker_sees_all_partnerships_of_the_office(cast):
    assert list(Partnership.objects.visible_to(cast.siri)) == [cast.neighbour, cast.partnership]


def test_a_case_worker_of_another_office_sees_none(cast):
    assert list(Partnership.objects.visible_to(cast.nils)) == []


# --- search --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "ytre helg",  # its own name
        "HELGELAND",
        "ålstahaug",  # no owner's: a mark that is written is meant
        "alstahaug",  # lead owner
        "leirfjord",  # another owner
        "912 345 ",  # a part of the lead owner's number
    ],
)
def test_a_partnership_is_found_by_what_belongs_to_it(cast, text):
    cast.lead_owner.organisation_number = "912345678"
    cast.lead_owner.save(update_fields=["organisation_number"])
    expected = [] if "å" in text else [cast.partnership]

    assert list(Partnership.objects.called(text)) == expected


def test_a_partnership_is_found_by_the_names_of_its_network(cast):
    member = make_municipality(
        office=cast.office, name="Snåsa", official_name="Snåase - Snåsa"
    ).organisation
    network = make_network(office=cast.office, name="Innherred", members=(member,))
    network.aliases.create(name="Indre Trøndelag")
    partnership = make_partnership(office=cast.office, name="Nord", network=network)

    for text in ("innherred", "INDRE TRØNDELAG", "snåase", "snasa"):
        assert list(Partnership.objects.called(text)) == [partnership]


def test_a_partnership_is_found_by_what_its_owner_was_called(cast):
    cast.lead_owner.names.create(name="Sandnessjøen kommune")

    assert list(Partnership.objects.called("SANDNESSJØEN")) == [cast.partnership]


def test_a_partnership_stands_once_however_often_it_is_found(cast):
    cast.lead_owner.names.create(name="Alstahaug herred")
    cast.network.aliases.create(name="Ytre Alstahaug")

    assert list(Partnership.objects.called("alstahaug")) == [cast.partnership]
