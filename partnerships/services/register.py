"""The register that ships with Rekom: offices, municipalities, universities, networks, schemes.

The tables in ``partnerships/data`` are facts, and correct what differs; what an office has chosen
itself afterwards, such as a municipality's written form, is left alone.
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from django.db import models, transaction

from partnerships.choices import OrganisationKind
from partnerships.models import (
    CountyGovernor,
    Municipality,
    Network,
    NetworkAlias,
    NetworkMember,
    Organisation,
    OrganisationName,
    Scheme,
)

DATA = Path(__file__).resolve().parent.parent / "data"
Row = dict[str, str]
Step = tuple[Callable[[Row], int], Row]


@transaction.atomic
def load_register(watch: Callable[[list[Step]], Iterable[Step]] = iter) -> int:
    """Make or correct every row of the register; return how many had to be written.

    ``watch`` wraps the steps, one a row, so that a terminal can draw a progress bar.
    """
    steps = [(load, row) for file, load in TABLES.items() for row in _rows(file)]
    return sum(load(row) for load, row in watch(steps))


def _scheme(row: Row) -> int:
    facts = row | {
        "position": int(row["position"]),
        "valid_from": date.fromisoformat(row["valid_from"]),
    }
    return _put(Scheme, {"code": row["code"]}, facts)


def _office(row: Row) -> int:
    return _put(
        CountyGovernor,
        {"organisation_number": row["organisation_number"]},
        {
            "name": row["name"],
            "sami_names": _several(row["sami_names"]),
            "kven_name": row["kven_name"],
        },
        at_first={"written_form": row["written_form"]},
    )


def _county_authority(row: Row) -> int:
    return _organisation(row, OrganisationKind.COUNTY_AUTHORITY)


def _municipality(row: Row) -> int:
    organisation = {
        "organisation_number": row["organisation_number"],
        "name": f"{row['name']} kommune",
    }
    written = _organisation(organisation, OrganisationKind.MUNICIPALITY)
    return written + _put(
        Municipality,
        {"number": row["number"]},
        {
            "name": row["name"],
            "official_name": row["official_name"],
            "county_governor": _office_of(row),
            "organisation": Organisation.objects.get(
                organisation_number=row["organisation_number"]
            ),
        },
    )


def _university(row: Row) -> int:
    parent = row["parent"] and Organisation.objects.get(organisation_number=row["parent"])
    written = _organisation(row, OrganisationKind.UNIVERSITY, parent=parent or None)
    university = Organisation.objects.get(name=row["name"], parent=parent or None)
    return written + sum(
        _put(OrganisationName, {"organisation": university, "name": name})
        for name in _several(row["earlier_names"])
    )


def _network(row: Row) -> int:
    key = {"county_governor": _office_of(row), "name": row["name"]}
    written = _put(Network, key)
    network = Network.objects.get(**key)
    written += sum(
        _put(NetworkAlias, {"network": network, "name": name}) for name in _several(row["aliases"])
    )
    # Members come and go in the office's hands: the register only gives a new network its first.
    if not network.members.exists():
        for number in _several(row["municipalities"]):
            member = Organisation.objects.get(municipality__number=number)
            NetworkMember.objects.create(network=network, organisation=member)
            written += 1
    return written


TABLES: dict[str, Callable[[Row], int]] = {
    "schemes.csv": _scheme,
    "county_governors.csv": _office,
    "county_authorities.csv": _county_authority,
    "municipalities.csv": _municipality,
    "universities.csv": _university,
    "networks.csv": _network,
}


def _organisation(row: Row, kind: OrganisationKind, *, parent: Organisation | None = None) -> int:
    """By number; an organisation without one (a sub-unit, Steinerhøyskolen) by its name."""
    values = {"kind": kind, "parent": parent, "short_name": row.get("short_name", "")}
    if row["organisation_number"]:
        key = {"organisation_number": row["organisation_number"]}
        return _put(Organisation, key, values | {"name": row["name"]})
    return _put(Organisation, {"name": row["name"], "parent": parent}, values)


def _put(
    model: type[models.Model],
    key: Mapping[str, object],
    facts: Mapping[str, object] | None = None,
    *,
    at_first: Mapping[str, object] | None = None,
) -> int:
    """Make the row or correct its facts; 1 when something was written, else 0."""
    facts = facts or {}
    row, created = model._default_manager.get_or_create(
        **key, defaults={**facts, **(at_first or {})}
    )
    wrong = [name for name, value in facts.items() if getattr(row, name) != value]
    for name in wrong:
        setattr(row, name, facts[name])
    if wrong:
        row.save(update_fields=wrong)
    return int(created or bool(wrong))


def _office_of(row: Row) -> CountyGovernor:
    return CountyGovernor.objects.get(organisation_number=row["county_governor"])


def _several(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def _rows(file: str) -> list[Row]:
    with (DATA / file).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))
