"""A file of organisations, such as private owners taken from Enhetsregisteret, into the local register."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from partnerships.choices import OrganisationKind
from partnerships.models import Organisation, OrganisationName
from rekom.kit.csv_tables import Table
from rekom.kit.numbers import clean_organisation_number

# The headings that are known, without signs and spaces and in small letters.
COLUMNS = {
    "organisasjonsnummer": frozenset(
        {"organisasjonsnummer", "orgnr", "orgnummer", "organisationnumber"}
    ),
    "navn": frozenset({"navn", "namn", "name", "foretaksnavn"}),
}
LONGEST_NAME = 120


@dataclass(frozen=True)
class Listed:
    """A row that can be stored: nine digits that hold, and a name."""

    number: str
    name: str


@dataclass(frozen=True)
class ReadFile:
    rows: tuple[Listed, ...]
    faults: tuple[str, ...]  # one line for each row that cannot be stored


def read_organisations(data: bytes) -> ReadFile:
    """Raises NotReadable."""
    table = Table(data, COLUMNS)
    rows: dict[str, Listed] = {}
    faults = []
    for line, cells in table.rows():
        try:
            row = _row(table.cells(cells))
            if rows.setdefault(row.number, row).name != row.name:
                faults.append(f"line {line}: {row.number} stands twice with different names")
        except ValueError as fault:
            faults.append(f"line {line}: {fault}")
    return ReadFile(tuple(rows.values()), tuple(faults))


@transaction.atomic
def load_organisations(
    rows: Iterable[Listed],
    *,
    kind: OrganisationKind,
    watch: Callable[[list[Listed]], Iterable[Listed]] = iter,
) -> dict[str, int]:
    """Add those that are new, and rename those that have a new name: the old one is kept, with its date.

    Returns how many were added, renamed and as they were. The kind of one that is known is left alone.
    """
    rows = list(rows)
    today = timezone.localdate()
    known = Organisation.objects.in_bulk(
        [row.number for row in rows], field_name="organisation_number"
    )
    counts = {"added": 0, "renamed": 0, "unchanged": 0}
    for row in watch(rows):
        counts[_store(row, known.get(row.number), kind, today)] += 1
    return counts


@transaction.atomic
def take_in(row: Listed, *, kind: OrganisationKind) -> Organisation:
    """The organisation of the number, from the local copy or new in it."""
    known = Organisation.objects.filter(organisation_number=row.number).first()
    if known is None:
        _store(row, None, kind, timezone.localdate())
        known = Organisation.objects.get(organisation_number=row.number)
    return known


def _store(row: Listed, known: Organisation | None, kind: OrganisationKind, today: date) -> str:
    if known is None:
        Organisation.objects.create(organisation_number=row.number, name=row.name, kind=kind)
        return "added"
    # Enhetsregisteret writes names in capitals; that alone is no new name.
    if known.name.casefold() == row.name.casefold():
        return "unchanged"
    OrganisationName.objects.get_or_create(
        organisation=known, name=known.name, defaults={"valid_to": today}
    )
    known.name = row.name
    known.save(update_fields=["name"])
    return "renamed"


def _row(cells: Mapping[str, str]) -> Listed:
    name = cells["navn"]
    if not name:
        raise ValueError("has no name")
    if len(name) > LONGEST_NAME:
        raise ValueError(
            f"the name has {len(name)} characters, and there is room for {LONGEST_NAME}"
        )
    try:
        return Listed(clean_organisation_number(cells["organisasjonsnummer"]), name)
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from None
