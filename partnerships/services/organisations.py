"""A file of organisations, such as private owners taken from Enhetsregisteret, into the local register."""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from partnerships.choices import OrganisationKind
from partnerships.models import Organisation, OrganisationName
from rekom.kit.numbers import clean_organisation_number

# The headings that are known, without signs and spaces and in small letters.
NUMBER_HEADINGS = {"organisasjonsnummer", "orgnr", "orgnummer", "organisationnumber"}
NAME_HEADINGS = {"navn", "namn", "name", "foretaksnavn"}
ENCODINGS = ("utf-8-sig", "cp1252")
LONGEST_NAME = 120


class NotReadable(ValueError):
    """The file is not a table of organisations; the text says why, in one English line."""


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
    """Comma, semicolon or tab between the columns; UTF-8 or what Excel writes. Raises NotReadable."""
    table = csv.reader(io.StringIO(text := _decoded(data)), delimiter=_delimiter(text))
    headings = [_plain(cell) for cell in next(table, [])]
    number_at = _column(headings, NUMBER_HEADINGS, "organisasjonsnummer")
    name_at = _column(headings, NAME_HEADINGS, "navn")
    rows: dict[str, Listed] = {}
    faults = []
    for line, cells in enumerate(table, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            row = _row(cells, number_at, name_at)
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


def _row(cells: list[str], number_at: int, name_at: int) -> Listed:
    if len(cells) <= max(number_at, name_at):
        raise ValueError(f"has {len(cells)} cells, too few")
    name = " ".join(cells[name_at].split())
    if not name:
        raise ValueError("has no name")
    if len(name) > LONGEST_NAME:
        raise ValueError(
            f"the name has {len(name)} characters, and there is room for {LONGEST_NAME}"
        )
    try:
        return Listed(clean_organisation_number(cells[number_at]), name)
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from None


def _decoded(data: bytes) -> str:
    if b"\0" in data:
        raise NotReadable("The file is not text. Save it as CSV.")
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotReadable("The file is neither UTF-8 nor Windows text. Save it as CSV UTF-8.")


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(";,\t", key=first.count)


def _plain(heading: str) -> str:
    return "".join(sign for sign in heading.casefold() if sign.isalpha())


def _column(headings: list[str], known: set[str], name: str) -> int:
    found = [place for place, heading in enumerate(headings) if heading in known]
    if not found:
        raise NotReadable(f"The first line has no column “{name}”.")
    return found[0]
