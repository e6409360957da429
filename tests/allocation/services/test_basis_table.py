"""An office's table stored, compared with an earlier one, and tried with a municipality moved."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import translation

from allocation import services
from allocation.excel.basis_table import table_in
from allocation.models import Basis
from allocation.rules.basis import Decision
from allocation.rules.division import divide
from allocation.services import BasisFacts
from allocation.services.basis_register import former_municipalities
from partnerships.models import NetworkMember
from partnerships.services import new_key
from rekom.kit.errors import DomainError
from rekom.kit.workbooks import Sheet
from tests.builders import make_basis, make_network

HEAD = ("Kommune", "Årsverk")
HITRA, FRØYA, RINDAL = ("Hitra", 28.5), ("Frøya", 30), ("Rindal", 20)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def read_in(coast, *rows: tuple, head: tuple = HEAD, place: int = 0, **fields) -> Basis:
    table = table_in([Sheet("Ark1", hidden=False, rows=[list(head), *map(list, rows)])])
    facts = {
        "title": "Basil per 15.12.2021",
        "source": "Basil",
        "figures_on": date(2021, 12, 15),
        "file_name": "basil.xlsx",
        "sha256": "0" * 64,
    }
    facts |= {name: fields.pop(name) for name in facts.keys() & fields.keys()}
    fields = {"by": coast.siri, "key": new_key(), "office": coast.office, "decisions": {}} | fields
    return services.import_table(table=table, place=place, facts=BasisFacts(**facts), **fields)


def sums(basis: Basis) -> list[tuple[str, int, Decimal]]:
    return [(row.network.name, row.municipalities, row.fte) for row in basis.rows.all()]


def members(basis: Basis) -> list[tuple[str, str, Decimal]]:
    rows = basis.municipality_rows.all()
    return [(row.municipality.name, str(row.network or ""), row.figure) for row in rows]


def test_the_figures_are_stored_by_municipality_and_by_network(coast):
    basis = read_in(coast, HITRA, ("Åfjord kommune", "12,5"), FRØYA)

    assert sums(basis) == [("Sørvest", 2, Decimal("58.5")), ("Fosen", 1, Decimal("12.5"))]
    assert members(basis) == [
        ("Hitra", "Sørvest", Decimal("28.5")),
        ("Åfjord", "Fosen", Decimal("12.5")),
        ("Frøya", "Sørvest", Decimal(30)),
    ]
    assert [row.name for row in basis.municipality_rows.all()] == [
        "Hitra",
        "Åfjord kommune",
        "Frøya",
    ]
    assert (basis.column, basis.file_name, basis.sha256) == ("fte", "basil.xlsx", "0" * 64)


def test_municipalities_that_have_become_one_are_stored_as_one(coast):
    rows = ("5018 Åfjord", 12.5), HITRA, ("5019 Roan", "7,5"), ("5013 Hitra", 1)
    accepted = {row: Decision(accepted=True) for row in (2, 4)}

    with pytest.raises(DomainError, match="These rows are not settled: 2, 3, 4, 5"):
        read_in(coast, *rows)
    basis = read_in(coast, *rows[:3], decisions=accepted)

    assert sums(basis) == [("Fosen", 1, 20), ("Sørvest", 1, Decimal("28.5"))]
    assert members(basis) == [("Åfjord", "Fosen", 20), ("Hitra", "Sørvest", Decimal("28.5"))]
    assert basis.municipality_rows.first().name == "5018 Åfjord + 5019 Roan"


def test_the_column_that_was_chosen_is_the_one_that_is_stored(coast):
    head = ("Kommune", "Årsverk", "Antall barn")

    basis = read_in(coast, ("Hitra", 28.5, 240), head=head, place=1)

    assert (basis.column, sums(basis)) == ("children", [("Sørvest", 1, 240)])


def test_a_table_of_networks_has_no_municipalities(coast):
    head = ("Nettverk", "Antall kommuner", "Årsverk")

    basis = read_in(coast, ("SØRVEST", 2, 58.5), head=head)

    assert (sums(basis), members(basis)) == ([("Sørvest", 2, Decimal("58.5"))], [])
    assert basis.rows.get().name == "SØRVEST"


def test_a_municipality_in_no_network_is_kept_and_not_divided_by(coast):
    basis = read_in(coast, HITRA, RINDAL, decisions={3: Decision(accepted=True)})

    assert sums(basis) == [("Sørvest", 1, Decimal("28.5"))]
    assert members(basis)[1] == ("Rindal", "", 20)


def test_a_membership_counts_on_the_day_of_the_figures(coast):
    NetworkMember.objects.filter(organisation=coast.hitra.organisation).update(
        left_on=date(2021, 1, 1)
    )
    NetworkMember.objects.create(
        network=coast.fosen, organisation=coast.hitra.organisation, joined_on=date(2021, 1, 1)
    )

    before = read_in(coast, HITRA, figures_on=date(2020, 12, 15), title="2020")
    after = read_in(coast, HITRA)

    assert (sums(before)[0][0], sums(after)[0][0]) == ("Sørvest", "Fosen")


def test_what_is_left_out_is_kept_with_its_reason(coast):
    out = Decision(target="out", reason="Ligger i Nordland")

    basis = read_in(coast, HITRA, ("Bodø", "ca. 40"), decisions={3: out})

    assert [(one.row, one.text, one.reason) for one in basis.omissions.all()] == [
        (3, "Bodø ca. 40", "Ligger i Nordland")
    ]
    for change in (
        lambda: basis.omissions.update(reason="En annen"),
        lambda: basis.omissions.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    "row", [("Bodø", 1), ("Hitre", 1), RINDAL, ("Frøya", "tre"), ("Frøya", -1), ("Hitra", 2)]
)
def test_nothing_is_stored_while_a_row_is_in_doubt(coast, row):
    with pytest.raises(DomainError, match=r"These rows are not settled: "):
        read_in(coast, HITRA, row)

    assert not Basis.objects.exists()


def test_nothing_is_stored_of_a_table_in_which_all_is_left_out(coast):
    out = {2: Decision(target="out", reason="Feil")}

    with pytest.raises(DomainError):
        read_in(coast, ("Bodø", 1), decisions=out)

    assert not Basis.objects.exists()


def test_only_case_workers_read_in_a_table_and_pressing_twice_does_it_once(coast):
    for by in (coast.arne, coast.liv, coast.anne, coast.frida, coast.nils, coast.kari):
        with pytest.raises(PermissionDenied):
            read_in(coast, HITRA, by=by)

    key = new_key()
    assert read_in(coast, HITRA, key=key) == read_in(coast, HITRA, key=key)
    with pytest.raises(DomainError, match="another title"):
        read_in(coast, HITRA)


def move(coast, basis: Basis, municipality, network, **fields) -> Basis:
    fields = {"figure": None, "title": "Flyttet", "by": coast.siri, "key": new_key()} | fields
    return services.move_municipality(
        basis=basis, municipality=municipality, network=network, **fields
    )


def test_a_municipality_moved_takes_its_figure_along(coast):
    basis = read_in(coast, HITRA, FRØYA, ("Åfjord", 12.5))

    moved = move(coast, basis, coast.hitra, coast.fosen)

    assert sums(moved) == [("Sørvest", 1, 30), ("Fosen", 2, 41)]
    assert members(moved)[0] == ("Hitra", "Fosen", Decimal("28.5"))
    assert moved.source == (
        "Hitra (28.5) moved from Sørvest to Fosen. Else as “Basil per 15.12.2021”"
    )
    assert (moved.figures_on, moved.sha256) == (basis.figures_on, basis.sha256)
    basis.refresh_from_db()
    assert sums(basis) == [("Sørvest", 2, Decimal("58.5")), ("Fosen", 1, Decimal("12.5"))]


def test_moved_there_and_back_it_is_the_same_division(coast):
    basis = read_in(coast, HITRA, FRØYA, ("Åfjord", 12.5))

    there = move(coast, basis, coast.hitra, coast.fosen)
    back = move(coast, there, coast.hitra, coast.sørvest, title="Tilbake")

    pots = [divide(100_000, each.figures()) for each in (basis, there, back)]
    assert pots[0] == pots[2] != pots[1]
    assert [pot.total_nok for pot in pots] == [100_000] * 3


def test_without_figures_of_its_own_a_municipality_brings_what_is_written(coast):
    basis = make_basis(office=coast.office, figures=[("Sørvest", 2, "58.5")])

    moved = move(coast, basis, coast.hitra, coast.fosen, figure=Decimal("28.5"))

    assert sums(moved) == [("Sørvest", 1, 30), ("Fosen", 1, Decimal("28.5"))]
    back = move(coast, moved, coast.hitra, coast.sørvest, title="Tilbake")
    assert sums(back) == [("Sørvest", 2, Decimal("58.5")), ("Fosen", 0, 0)]


@pytest.mark.parametrize(
    ("who", "where", "figure", "message"),
    [
        ("hitra", "fosen", None, "The basis has no figure for Hitra. Write what it brings along."),
        ("hitra", "fosen", "58.6", "Hitra cannot bring 58.6 along: all of Sørvest has 58.5."),
        ("hitra", "sørvest", "1", "Hitra counts in Sørvest already."),
        ("åfjord", "sørvest", "1", "Fosen, where Åfjord counts, is not in the basis."),
    ],
)
def test_a_move_that_cannot_be_is_told(coast, who, where, figure, message):
    basis = make_basis(office=coast.office, figures=[("Sørvest", 2, "58.5")])

    with pytest.raises(DomainError) as refused:
        move(
            coast,
            basis,
            getattr(coast, who),
            getattr(coast, where),
            figure=figure and Decimal(figure),
        )

    assert str(refused.value) == message
    assert Basis.objects.count() == 1


def test_only_case_workers_move_and_only_to_networks_of_their_own(coast):
    basis = read_in(coast, HITRA)
    elsewhere = make_network(office=coast.other_office)

    for by, network in (
        (coast.arne, coast.fosen),
        (coast.nils, coast.fosen),
        (coast.siri, elsewhere),
    ):
        with pytest.raises(PermissionDenied):
            move(coast, basis, coast.hitra, network, by=by)

    key = new_key()
    first = move(coast, basis, coast.hitra, coast.fosen, key=key)
    assert move(coast, basis, coast.hitra, coast.fosen, key=key) == first


def test_the_source_tells_what_was_moved_however_long_the_title_is(coast):
    basis = read_in(coast, HITRA, title="B" * 60 + " " + "b" * 59)
    coast.fosen.name = "F" * 80
    coast.fosen.save()

    moved = move(coast, basis, coast.hitra, coast.fosen)

    assert moved.source.startswith(f"Hitra (28.5) moved from Sørvest to {'F' * 80}. Else as “")
    assert len(moved.source) <= 200


def change_since(coast, now: Basis, before: Basis, percent: int = 10):
    networks = dict(coast.office.networks.values_list("pk", "name"))
    return services.change_since(now, before, percent=Decimal(percent), networks=networks)


def test_a_basis_is_compared_with_the_year_before(coast):
    before = read_in(coast, HITRA, ("Åfjord", 12.5), title="2020", figures_on=date(2020, 12, 15))
    NetworkMember.objects.filter(organisation=coast.hitra.organisation).update(
        left_on=date(2021, 6, 1)
    )
    NetworkMember.objects.create(
        network=coast.fosen, organisation=coast.hitra.organisation, joined_on=date(2021, 6, 1)
    )
    make_network(office=coast.office, name="Ny")
    now = read_in(coast, ("Hitra", 29), FRØYA, RINDAL, decisions={4: Decision(accepted=True)})

    since = change_since(coast, now, before)

    change = since.change
    assert [(one.name, one.change, one.is_jump) for one in change.networks] == [
        ("Fosen", Decimal("16.5"), True),
        ("Sørvest", Decimal("1.5"), False),
    ]
    assert [(one.name, one.is_jump) for one in change.municipalities] == [
        ("5056 Hitra", False),
        ("5014 Frøya", True),
        ("5061 Rindal", True),
        ("5058 Åfjord", True),
    ]
    assert [(one.before.where, one.now.where) for one in change.moved] == [("Sørvest", "Fosen")]
    assert [one.name for one in change.gone] == ["5058 Åfjord"]
    assert [one.name for one in change.new] == ["5014 Frøya", "5061 Rindal"]
    assert [one.name for one in change.without_network] == ["5061 Rindal"]
    assert change.without_figures == ("Ny", "Ytre Helgeland")
    assert [str(one.network) for one in since.joined] == ["Fosen"]
    assert [str(one.network) for one in since.left] == ["Sørvest"]


def test_what_has_become_one_is_compared_with_what_it_was(coast):
    accepted = {row: Decision(accepted=True) for row in (2, 3)}
    before = read_in(
        coast,
        ("5018 Åfjord", 12.5),
        ("5019 Roan", 7.5),
        HITRA,
        title="2019",
        figures_on=date(2019, 12, 15),
        decisions=accepted,
    )
    now = read_in(coast, ("5058 Åfjord", 21), HITRA)

    change = change_since(coast, now, before).change

    assert [(one.name, one.change, one.is_jump) for one in change.municipalities] == [
        ("5058 Åfjord", 1, False),
        ("5056 Hitra", 0, False),
    ]
    assert (change.gone, change.new, change.jumps) == ([], [], [])
    assert [(one.name, one.before.parts) for one in change.merged] == [
        ("5058 Åfjord", "5018 Åfjord + 5019 Roan")
    ]
    assert change_since(coast, before, before).change.merged == []


def test_municipalities_are_not_compared_where_one_basis_has_none(coast):
    before = make_basis(office=coast.office, figures=[("Sørvest", 2, "58.5")])
    now = read_in(coast, HITRA, FRØYA)

    change = change_since(coast, now, before).change

    assert (change.municipalities, change.gone, change.new, change.jumps) == ((), [], [], [])


def test_a_change_from_nothing_is_a_jump_without_a_percentage(coast):
    before = make_basis(office=coast.office, figures=[("Sørvest", 2, "0")])
    now = read_in(coast, HITRA, FRØYA)

    (one,) = change_since(coast, now, before, 1_000).change.networks

    assert (one.percent, one.is_jump) == (None, True)


def test_comparing_asks_as_often_however_much_there_is(coast, django_assert_num_queries):
    before, now = read_in(coast, HITRA, title="2020"), read_in(coast, HITRA, FRØYA)

    with django_assert_num_queries(4):
        change_since(coast, now, before)


def test_every_earlier_municipality_became_one_of_the_register():
    """Numbers are told apart, and what they became is there; a name of today is that municipality's own."""
    register = Path(settings.BASE_DIR) / "partnerships/data/municipalities.csv"
    with register.open(encoding="utf-8", newline="") as file:
        names = {row["number"]: row["name"] for row in csv.DictReader(file)}
    former = former_municipalities()

    assert len({one.number for one in former}) == len(former) == 73
    kept = [one for one in former if one.number in names]
    assert [(one.number, one.became) for one in kept] == [("5001", ("5001",))]
    assert [one for one in former if not set(one.became) <= names.keys()] == []
    assert [
        one
        for one in former
        if one.name in names.values() and [names[each] for each in one.became] != [one.name]
    ] == []
