"""What people write in cells, from the papers."""

import pytest

from measures.word.answers import amounts_in, institutions_in, owner_and_network, terms_in
from rekom.kit.kroner import NotKroner


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("200.000,-", [("", 200_000)]),
        ("1.166.270,-", [("", 1_166_270)]),
        ("900.000, -", [("", 900_000)]),
        ("0,-", [("", 0)]),
        ("Kr 50 000", [("", 50_000)]),
        ("117\u00a0200,-", [("", 117_200)]),
        ("150.000 kr", [("", 150_000)]),
        ("2.386.450 -", [("", 2_386_450)]),
        ("637.950 (Sepu) 328.320,- (Nord)", [("Sepu", 637_950), ("Nord", 328_320)]),
        ("2.386.450 - (SePU) 383.040,- (Nord)", [("SePU", 2_386_450), ("Nord", 383_040)]),
        ("SePU: 637 950, Nord: 328 320", [("SePU", 637_950), ("Nord", 328_320)]),
        ("637 950 SePU\n328 320 Nord", [("SePU", 637_950), ("Nord", 328_320)]),
        ("100 000 (NTNU)", [("NTNU", 100_000)]),
    ],
)
def test_amounts_are_read_as_they_are_written(written, read):
    assert amounts_in(written) == read


@pytest.mark.parametrize(
    "written",
    ["200 00 kr", "300`", "1.5", "litt over 800 000", "100 000 eller mer", "1 000 2 000", "", "X", "-5 000 (Nord"],
)  # fmt: skip
def test_an_amount_that_may_mean_something_else_is_not_read(written):
    with pytest.raises(NotKroner):
        amounts_in(written)


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
