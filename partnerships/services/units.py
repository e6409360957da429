"""A file of kindergartens, schools and psychology services into the register of units."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from django.db import transaction

from partnerships.choices import Ownership, UnitKind
from partnerships.models import Municipality, Organisation, Unit
from rekom.kit.csv_tables import Table

NEEDED = {
    "navn": frozenset({"navn", "namn", "name"}),
    "type": frozenset({"type", "slag", "kind"}),
    "eierform": frozenset({"eierform", "eigarform", "ownership"}),
    "kommunenummer": frozenset({"kommunenummer", "kommunenr", "municipality"}),
    "eier": frozenset({"eier", "eigar", "eierorgnr", "eigarorgnr", "owner"}),
}
OPTIONAL = {
    "barn": frozenset({"barn", "elever", "elevar", "children"}),
    "årsverk": frozenset({"årsverk", "fte"}),
}
KINDS = {
    **dict.fromkeys(("barnehage", "kindergarten"), UnitKind.KINDERGARTEN),
    **dict.fromkeys(("skole", "skule", "school"), UnitKind.SCHOOL),
    **dict.fromkeys(
        ("ppt", "pp-tjeneste", "pp-teneste", "educational_psychology"),
        UnitKind.EDUCATIONAL_PSYCHOLOGY,
    ),
}
OWNERSHIPS = {
    **dict.fromkeys(("offentlig", "offentleg", "kommunal", "public"), Ownership.PUBLIC),
    **dict.fromkeys(("privat", "private"), Ownership.PRIVATE),
}
LONGEST_NAME = 120
T = TypeVar("T")
# What a row of the file says of one unit; the rest tells which unit it is.
FACTS = ("ownership", "owner", "children", "fte", "source", "as_of")


@dataclass(frozen=True)
class ReadUnits:
    units: tuple[Unit, ...]  # not stored yet
    faults: tuple[str, ...]  # one line for each row that is not understood


def read_units(data: bytes, *, source: str, as_of: date) -> ReadUnits:
    """Owners by their organisation number, municipalities by theirs. Raises NotReadable."""
    table = Table(data, NEEDED, OPTIONAL)
    municipalities = {each.number: each for each in Municipality.objects.all()}
    owners = {
        each.organisation_number or "": each
        for each in Organisation.objects.exclude(organisation_number=None)
    }
    units: dict[tuple[int, str, str], Unit] = {}
    faults = []
    for line, row in table.rows():
        try:
            unit = _unit(table.cells(row), municipalities, owners)
            if _key(unit) in units:
                raise ValueError(f"“{unit.name}” stands twice in {unit.municipality}")
        except ValueError as fault:
            faults.append(f"line {line}: {fault}")
            continue
        unit.source, unit.as_of = source, as_of
        units[_key(unit)] = unit
    return ReadUnits(tuple(units.values()), tuple(faults))


@transaction.atomic
def load_units(
    units: Iterable[Unit], *, watch: Callable[[list[Unit]], Iterable[Unit]] = iter
) -> dict[str, int]:
    """The file is all there is of each kind in each municipality that it names: what it leaves out there
    has closed, and goes. Returns how many were added, changed, removed and as they were."""
    units = list(units)
    known = {_key(each): each for each in Unit.objects.select_related("owner")}
    named = {(each.municipality_id, each.kind) for each in units}
    listed = {_key(each) for each in units}
    closed = [each.pk for key, each in known.items() if key[:2] in named and key not in listed]
    counts = {"added": 0, "changed": 0, "unchanged": 0, "removed": len(closed)}
    Unit.objects.filter(pk__in=closed).delete()
    for unit in watch(units):
        counts[_store(unit, known.get(_key(unit)))] += 1
    return counts


def _store(unit: Unit, known: Unit | None) -> str:
    if known is None:
        unit.save(force_insert=True)
        return "added"
    changed = [field for field in FACTS if getattr(known, field) != getattr(unit, field)]
    for field in changed:
        setattr(known, field, getattr(unit, field))
    if changed:
        known.save(update_fields=changed)
    return "changed" if changed else "unchanged"


def _unit(
    cells: dict[str, str],
    municipalities: dict[str, Municipality],
    owners: dict[str, Organisation],
) -> Unit:
    if not 0 < len(cells["navn"]) <= LONGEST_NAME:
        raise ValueError(f"the name is empty or longer than {LONGEST_NAME} characters")
    return Unit(
        name=cells["navn"],
        kind=_known(KINDS, cells["type"].casefold(), "kind of unit"),
        ownership=_known(OWNERSHIPS, cells["eierform"].casefold(), "ownership"),
        municipality=_known(municipalities, cells["kommunenummer"].zfill(4), "municipality"),
        owner=_known(owners, cells["eier"].replace(" ", ""), "owner in the register"),
        children=_count(cells.get("barn", "")),
        fte=_figure(cells.get("årsverk", "")),
    )


def _known(among: Mapping[str, T], text: str, what: str) -> T:
    if text not in among:
        raise ValueError(f"“{text}” is no known {what}")
    return among[text]


def _count(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise ValueError(f"“{text}” is no number of children")
    return int(text)


def _figure(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        figure = Decimal(text.replace(" ", "").replace(",", "."))
    except InvalidOperation:
        raise ValueError(f"“{text}” is no number of FTE") from None
    if not (figure.is_finite() and 0 <= figure < 1_000_000):
        raise ValueError(f"“{text}” is no number of FTE")
    return figure.quantize(Decimal("0.01"))


def _key(unit: Unit) -> tuple[int, str, str]:
    return unit.municipality_id, str(unit.kind), unit.name
