"""What the rows of a table come to, for each network and for each municipality."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from allocation.rules.basis_lines import Judged
from allocation.rules.basis_names import Group, Municipal

PLUS = " + "  # between the names of rows that are added up


@dataclass(frozen=True)
class NetworkSum:
    """What a network brings to the division."""

    network: Group
    name: str  # as written, where the rows are networks
    municipalities: int
    figure: Decimal


@dataclass(frozen=True)
class MunicipalSum:
    """What a municipality brings, also by rows of those that it has grown by."""

    municipality: Municipal
    network: Group | None
    name: str  # as written in each of its rows
    figure: Decimal


def network_sums(rows: Iterable[Judged]) -> list[NetworkSum]:
    """The networks in the order of their first row."""
    found: dict[int, NetworkSum] = {}
    for row in rows:
        if row.network is None or row.figure is None:
            continue
        name = row.network.name if row.municipality else row.name
        so_far = found.get(row.network.pk, NetworkSum(row.network, name, 0, Decimal(0)))
        found[row.network.pk] = replace(
            so_far,
            municipalities=so_far.municipalities + row.count,
            figure=so_far.figure + row.figure,
        )
    return list(found.values())


def municipal_sums(rows: Iterable[Judged]) -> list[MunicipalSum]:
    """The municipalities in the order of their first row."""
    found: dict[int, MunicipalSum] = {}
    for row in rows:
        if row.municipality is None or row.figure is None:
            continue
        key = row.municipality.pk
        if so_far := found.get(key):
            name, figure = f"{so_far.name}{PLUS}{row.name}", so_far.figure + row.figure
            found[key] = replace(so_far, name=name, figure=figure)
        else:
            found[key] = MunicipalSum(row.municipality, row.network, row.name, row.figure)
    return list(found.values())
