"""Two bases of an office side by side, and who joined or left the networks between their days."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from allocation.models import Basis, BasisMunicipality, BasisRow
from allocation.rules.basis_change import BasisChange, BasisSide, Figure, compare_bases
from partnerships.models import Network, NetworkMember


@dataclass(frozen=True)
class Since:
    """A basis against one before it. ``joined`` and ``left``: members by the register, in between."""

    change: BasisChange
    joined: list[NetworkMember]
    left: list[NetworkMember]


def change_since(basis: Basis, before: Basis, *, percent: Decimal) -> Since:
    """``percent``: a larger change is a jump. It reads, and asks four times whatever there is."""
    sides = _sides([basis.pk, before.pk])
    networks = Network.objects.filter(county_governor=basis.county_governor_id)
    first, last = sorted((before.figures_on, basis.figures_on))
    between = Q(joined_on__gt=first, joined_on__lte=last) | Q(left_on__gt=first, left_on__lte=last)
    members = list(
        NetworkMember.objects.filter(between, network__county_governor=basis.county_governor_id)
        .select_related("network", "organisation")
        .order_by("network__name", "organisation__name")
    )
    return Since(
        compare_bases(
            sides[before.pk],
            sides[basis.pk],
            percent=percent,
            networks=dict(networks.values_list("pk", "name")),
        ),
        joined=[one for one in members if one.joined_on and first < one.joined_on <= last],
        left=[one for one in members if one.left_on and first < one.left_on <= last],
    )


def _sides(bases: list[int]) -> dict[int, BasisSide]:
    networks: dict[int, dict[int, Figure]] = {pk: {} for pk in bases}
    municipalities: dict[int, dict[int, Figure]] = {pk: {} for pk in bases}
    for row in BasisRow.objects.filter(basis__in=bases).select_related("network"):
        networks[row.basis_id][row.network_id] = Figure(
            row.network.name, row.fte, row.municipalities
        )
    rows = BasisMunicipality.objects.filter(basis__in=bases)
    for one in rows.select_related("municipality", "network"):
        municipalities[one.basis_id][one.municipality_id] = Figure(
            f"{one.municipality.number} {one.municipality.name}",
            one.figure,
            where=one.network.name if one.network else "",
        )
    return {pk: BasisSide(networks[pk], municipalities[pk]) for pk in bases}
