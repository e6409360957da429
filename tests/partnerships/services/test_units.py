from datetime import date

import pytest
from django.core.management import CommandError, call_command

from partnerships.models import Unit
from partnerships.services.units import load_units, read_units
from tests.builders import make_municipality, make_office, make_organisation

HEAD = "navn;type;eierform;kommunenummer;eier;barn;årsverk\n"


@pytest.fixture
def owner(db):
    organisation = make_organisation()
    make_municipality(office=make_office(), number="1820", organisation=organisation)
    return organisation


def read(text: str):
    return read_units((HEAD + text).encode(), source="Barnehageregisteret", as_of=date(2026, 10, 1))


def row(owner, name: str, kind: str = "barnehage", form: str = "kommunal", more: str = ";") -> str:
    return f"{name};{kind};{form};1820;{owner.organisation_number};{more}\n"


def test_units_are_read_with_their_owner_and_where_they_are_listed(owner):
    found = read(row(owner, "Solsiden", more="45;12,5") + row(owner, "Fjellet", "Skole", "Privat"))

    assert found.faults == ()
    solsiden, fjellet = found.units
    assert (solsiden.kind, solsiden.ownership, solsiden.owner) == ("kindergarten", "public", owner)
    assert (solsiden.children, str(solsiden.fte)) == (45, "12.50")
    assert (solsiden.source, solsiden.as_of) == ("Barnehageregisteret", date(2026, 10, 1))
    assert (fjellet.kind, fjellet.ownership, fjellet.fte) == ("school", "private", None)


def test_each_row_that_is_not_understood_is_one_line(owner):
    found = read(
        row(owner, "Solsiden")
        + row(owner, "Solsiden")
        + row(owner, "Fjellet", kind="butikk")
        + row(owner, "Fjellet", form="ukjent")
        + row(owner, "")
        + row(owner, "Fjellet", more="mange;")
        + row(owner, "Fjellet", more=";NaN")
        + "Fjellet;skole;privat;9999;1;;\n"
        + "Fjellet;skole\n"
    )

    assert [unit.name for unit in found.units] == ["Solsiden"]
    assert [fault.partition(":")[0] for fault in found.faults] == [
        f"line {line}" for line in range(3, 11)
    ]


def test_the_file_is_all_there_is_of_a_kind_in_a_municipality(owner):
    load_units(read(row(owner, "Solsiden") + row(owner, "Fjellet")).units)
    load_units(read(row(owner, "Skolen", "skole")).units)

    again = load_units(read(row(owner, "Solsiden", form="privat")).units)

    assert again == {"added": 0, "changed": 1, "unchanged": 0, "removed": 1}
    assert list(Unit.objects.order_by("name").values_list("name", "ownership")) == [
        ("Skolen", "public"),
        ("Solsiden", "private"),
    ]


def test_the_command_stores_nothing_unless_all_is_understood(owner, tmp_path, capsys):
    file = tmp_path / "units.csv"
    listed = {"source": "Barnehageregisteret", "as_of": date(2026, 10, 1)}
    file.write_text(HEAD + row(owner, "Solsiden") + row(owner, "Fjellet", "butikk"))

    with pytest.raises(CommandError, match="nothing was"):
        call_command("load_units", file, **listed)
    assert "line 3: “butikk” is no known kind of unit" in capsys.readouterr().err
    assert not Unit.objects.exists()

    file.write_text(HEAD + row(owner, "Solsiden"))
    call_command("load_units", file, dry_run=True, **listed)
    assert not Unit.objects.exists()
    call_command("load_units", file, **listed)
    assert Unit.objects.get().name == "Solsiden"
