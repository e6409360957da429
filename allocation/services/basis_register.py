"""The municipalities and networks that figures of an office may be about, as they were on a day."""

import csv
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import Q

from allocation.rules.basis_names import Former, Group, Municipal, Register
from partnerships.models import CountyGovernor, Municipality, Network, NetworkMember

# Numbers of Trøndelag and Nordland from before 2018 and 2020, and what each municipality became.
FORMER = Path(__file__).parents[1] / "data/earlier_municipalities.csv"


def municipalities_of(office: CountyGovernor) -> list[Municipality]:
    """Those of the office, and those from elsewhere that are or have been in a network of it."""
    return list(
        Municipality.objects.filter(
            Q(county_governor=office)
            | Q(organisation__network_memberships__network__county_governor=office)
        ).distinct()
    )


@cache
def former_municipalities() -> tuple[Former, ...]:
    with FORMER.open(encoding="utf-8", newline="") as file:
        return tuple(
            Former(row["number"], row["name"], tuple(row["became"].split()))
            for row in csv.DictReader(file)
        )


def register_of(office: CountyGovernor, day: date) -> Register:
    """A municipality that was in several networks counts in none: a person must say where."""
    networks = Network.objects.filter(county_governor=office).prefetch_related("aliases")
    members = NetworkMember.objects.on(day).filter(network__county_governor=office)
    found = defaultdict(set)
    for organisation, network in members.values_list("organisation", "network"):
        found[organisation].add(network)
    rows = [
        Municipal(
            pk=one.pk,
            number=one.number,
            names=tuple(dict.fromkeys((one.name, one.official_name))),
            network=next(iter(found[one.organisation_id]))
            if len(found[one.organisation_id]) == 1
            else None,
        )
        for one in municipalities_of(office)
    ]
    counts = Counter(one.network for one in rows)
    return Register(
        former=former_municipalities(),
        municipalities=tuple(rows),
        networks=tuple(
            Group(
                one.pk,
                (one.name, *(alias.name for alias in one.aliases.all())),
                counts.get(one.pk, 0),
            )
            for one in networks
        ),
    )
