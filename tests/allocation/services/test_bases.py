from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from allocation import services
from allocation.models import Basis
from allocation.rules.division import BasisFigure
from partnerships.models import NetworkAlias
from partnerships.services import new_key
from rekom.kit.errors import DomainError


def figure(name: str) -> BasisFigure:
    return BasisFigure(name, 6, Decimal("591.1"))


def import_basis(desk, *names: str, **fields) -> Basis:
    fields = {
        "office": desk.office,
        "figures": [figure(name) for name in names],
        "title": "Basil per 15.12.2022",
        "source": "Basil",
        "figures_on": date(2022, 12, 15),
        "file_name": "basil.xlsx",
        "sha256": "0" * 64,
        "by": desk.siri,
        "key": new_key(),
        **fields,
    }
    return services.import_basis(**fields)


@pytest.fixture
def sorvest(desk):
    network = desk.basis.rows.get(name="Trøndelag Sørvest").network
    NetworkAlias.objects.create(network=network, name="SørVest")
    return network


def test_a_network_is_known_by_its_other_names_and_keeps_the_one_in_the_file(desk, sorvest):
    basis = import_basis(desk, "SØRVEST", "Fosen")

    rows = [(row.position, row.name, row.network.name) for row in basis.rows.all()]
    assert rows == [(1, "SØRVEST", "Trøndelag Sørvest"), (2, "Fosen", "Fosen")]
    assert [figure.network for figure in basis.figures()] == ["Trøndelag Sørvest", "Fosen"]


def test_every_name_that_is_not_known_is_a_fault_of_its_own(desk, sorvest):
    rows = services.match_networks(
        [figure(name) for name in ("Fosen", "Nordmøre", "SørVest", "Trøndelag Sørvest")],
        desk.office,
    )

    assert [row.fault for row in rows] == [
        "",
        "“Nordmøre” is no network of Statsforvalteren i Nordland. Check the spelling.",
        "",
        "“Trøndelag Sørvest” and “SørVest” are the same network.",
    ]


def test_a_network_of_another_office_is_not_known(desk):
    rows = services.match_networks([figure("Fosen")], desk.other_office)

    assert rows[0].network is None


def test_one_fault_and_nothing_is_stored(desk):
    with pytest.raises(DomainError, match="Nordmøre"):
        import_basis(desk, "Fosen", "Nordmøre")

    assert list(Basis.objects.all()) == [desk.basis]


def test_a_title_is_used_once(desk):
    import_basis(desk, "Fosen")

    with pytest.raises(DomainError, match="another title"):
        import_basis(desk, "Værnes")
    assert Basis.objects.count() == 2


def test_pressing_twice_reads_it_in_once(desk):
    key = new_key()

    assert import_basis(desk, "Fosen", key=key) == import_basis(desk, "Fosen", key=key)


def test_only_a_case_worker_reads_in_figures(desk):
    for by in (desk.arne, desk.liv, desk.frida, desk.nils):
        with pytest.raises(PermissionDenied):
            import_basis(desk, "Fosen", by=by)
