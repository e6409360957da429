"""What people write in cells, from the papers."""

import pytest

from measures.word.answers import institutions_in, owner_and_network, terms_in


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Høst 2024", ["2024-autumn"]),
        ("HAUSTEN 2024 og våren 2025", ["2024-autumn", "2025-spring"]),
        ("H-24", ["2024-autumn"]),
        ("Vår 2024 – vår 2025", ["2024-spring", "2024-autumn", "2025-spring"]),
        ("2024", []),
    ],
)
def test_terms_are_read_as_they_are_written(written, read):
    assert terms_in(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Bodø kommune Kompetansenettverk Salten", ("Bodø kommune", "Kompetansenettverk Salten")),
        ("Hemnes kommune", ("Hemnes kommune", None)),
        ("Fosen-nettverket v/ Ørland kommune", ("Ørland kommune", "Fosen-nettverket")),
    ],
)
def test_owner_and_network_are_two(written, read):
    assert owner_and_network(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("HINN", ("HINN",)),
        ("Høgskolen i Innlandet, SePU", ("Høgskolen i Innlandet, SePU",)),
        ("HINN og Nord universitet", ("HINN", "Nord universitet")),
        ("NTNU, DMMH; ", ("NTNU, DMMH",)),
    ],
)
def test_institutions_are_parted(written, read):
    assert institutions_in(written) == read
