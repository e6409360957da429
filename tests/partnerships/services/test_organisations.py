import pytest
from django.core.management import CommandError, call_command

from partnerships.choices import OrganisationKind
from partnerships.forms import OrganisationField
from partnerships.models import Organisation
from partnerships.services.organisations import (
    Listed,
    load_organisations,
    read_organisations,
)
from rekom.kit.csv_tables import NotReadable


def numbers_that_hold() -> tuple[str, str]:
    """Two invented numbers whose check digits are right."""
    found = []
    for body in range(98111111, 98119999):
        digits = [int(digit) for digit in str(body)]
        rest = sum(d * w for d, w in zip(digits, (3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
        if rest != 1:
            found.append(f"{body}{(11 - rest) % 11}")
        if len(found) == 2:
            return tuple(found)
    raise AssertionError


ONE, OTHER = numbers_that_hold()


@pytest.mark.parametrize(
    "data",
    [
        f"organisasjonsnummer,navn\n{ONE},Fjellvang barnehager AS\n".encode(),
        f'"Org.nr";"By";"Navn"\r\n"{ONE[:3]} {ONE[3:6]} {ONE[6:]}";"Bodø";"Fjellvang  barnehager AS"\r\n'.encode(
            "cp1252"
        ),
        f"﻿Namn\tOrganisasjonsnummer\nFjellvang barnehager AS\t{ONE}\n\n".encode(),
    ],
    ids=["commas", "semicolons from Excel", "tabs"],
)
def test_a_file_is_read_by_its_headings(data):
    found = read_organisations(data)

    assert found.rows == (Listed(ONE, "Fjellvang barnehager AS"),)
    assert found.faults == ()


def test_each_fault_is_one_line_and_the_rest_is_read():
    wrong = ONE[:-1] + str((int(ONE[-1]) + 1) % 10)
    text = (
        f"navn;orgnr\nA;{ONE}\nB;{wrong}\n;{OTHER}\nC\nD;{'9' * 3}\n{'x' * 121};{OTHER}\nE;{ONE}\n"
    )

    found = read_organisations(text.encode())

    assert found.rows == (Listed(ONE, "A"),)
    assert [fault.partition(":")[0] for fault in found.faults] == [
        f"line {line}" for line in (3, 4, 5, 6, 7, 8)
    ]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04\0\0", b"a;b\n1;2\n", b"navn\nA"])
def test_what_is_no_such_table_is_said_so(data):
    with pytest.raises(NotReadable):
        read_organisations(data)


def test_new_ones_are_added_and_a_new_name_keeps_the_old(db):
    rows = [Listed(ONE, "Fjellvang AS"), Listed(OTHER, "Solbakken SA")]
    kind = OrganisationKind.PRIVATE_OWNER
    assert load_organisations(rows, kind=kind) == {"added": 2, "renamed": 0, "unchanged": 0}
    assert load_organisations(rows, kind=kind) == {"added": 0, "renamed": 0, "unchanged": 2}

    again = [Listed(ONE, "FJELLVANG AS"), Listed(OTHER, "Solbakken barnehager SA")]
    assert load_organisations(again, kind=kind) == {"added": 0, "renamed": 1, "unchanged": 1}
    renamed = Organisation.objects.get(organisation_number=OTHER)
    assert renamed.name == "Solbakken barnehager SA"
    assert [each.name for each in renamed.names.all()] == ["Solbakken SA"]
    # by number, by its name and by the one it had
    for text in (OTHER, "solbakken barnehager sa", "Solbakken SA"):
        assert OrganisationField().clean(text) == renamed


def test_the_command_stores_nothing_unless_all_is_right(db, tmp_path, capsys):
    file = tmp_path / "owners.csv"
    file.write_text(f"orgnr;navn\n{ONE};Fjellvang AS\n123;Feil\n", encoding="utf-8")

    with pytest.raises(CommandError, match="nothing was"):
        call_command("load_organisations", file)
    assert not Organisation.objects.filter(organisation_number=ONE).exists()
    call_command("load_organisations", file, "--dry-run")
    assert not Organisation.objects.filter(organisation_number=ONE).exists()

    call_command("load_organisations", file, "--leave-out-faults")
    assert Organisation.objects.get(organisation_number=ONE).kind == "private_owner"
    assert "1 added" in capsys.readouterr().out
