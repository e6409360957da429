"""The municipalities and networks that figures of an office may be about, as they were on a day."""

from collections import Counter, defaultdict
from datetime import date

from django.db.models import Q

from allocation.rules.basis_names import Group, Municipal, Register
from partnerships.models import CountyGovernor, Municipality, Network, NetworkMember


def municipalities_of(office: CountyGovernor) -> list[Municipality]:
    """Those of the office, and those from elsewhere that are or have been in a network of it."""
    return list(
        Municipality.objects.filter(
            Q(county_governor=office)
            | Q(organisation__network_memberships__network__county_governor=office)
        ).distinct()
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
