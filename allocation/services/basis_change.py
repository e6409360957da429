"""Two bases of an office side by side, and who joined or left the networks between their days."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, Q, prefetch_related_objects

from allocation.models import Basis, BasisMunicipality, BasisRow
from allocation.rules.basis_change import BasisChange, BasisSide, Figure, compare_bases
from partnerships.models import NetworkMember


@dataclass(frozen=True)
class Since:
    """A basis against one before it. ``joined`` and ``left``: members by the register, in between."""

    change: BasisChange
    joined: list[NetworkMember]
    left: list[NetworkMember]


def load_rows(*bases: Basis) -> None:
    """Fetch what the bases hold by network and by municipality, of all in two queries."""
    rows = BasisRow.objects.select_related("network")
    municipalities = BasisMunicipality.objects.select_related("municipality", "network")
    prefetch_related_objects(
        bases, Prefetch("rows", rows), Prefetch("municipality_rows", municipalities)
    )


def change_since(
    basis: Basis, before: Basis, *, percent: Decimal, networks: Mapping[int, str]
) -> Since:
    """``percent``: a larger change is a jump. ``networks``: all of the office. It only reads."""
    load_rows(basis, before)
    first, last = sorted((before.figures_on, basis.figures_on))
    between = Q(joined_on__gt=first, joined_on__lte=last) | Q(left_on__gt=first, left_on__lte=last)
    members = list(
        NetworkMember.objects.filter(between, network__county_governor=basis.county_governor_id)
        .select_related("network", "organisation")
        .order_by("network__name", "organisation__name")
    )
    return Since(
        compare_bases(_side(before), _side(basis), percent=percent, networks=networks),
        joined=[one for one in members if one.joined_on and first < one.joined_on <= last],
        left=[one for one in members if one.left_on and first < one.left_on <= last],
    )


def _side(basis: Basis) -> BasisSide:
    return BasisSide(
        networks={
            row.network_id: Figure(row.network.name, row.fte, row.municipalities)
            for row in basis.rows.all()
        },
        municipalities={
            row.municipality_id: Figure(
                f"{row.municipality.number} {row.municipality.name}",
                row.figure,
                where=row.network.name if row.network else "",
                parts=row.parts,
            )
            for row in basis.municipality_rows.all()
        },
    )
