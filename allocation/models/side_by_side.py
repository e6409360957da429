"""Rows → versions of a post side by side, in one query for all their lines."""

from collections.abc import Sequence

from allocation.models.division import Basis, Division, DivisionLine
from allocation.rules.comparison import SideBySide, Version, side_by_side
from allocation.rules.division import DividedPot


def read_side_by_side(reference: Division, others: Sequence[Division]) -> SideBySide:
    """Networks stand in the order of the reference, those that it lacks last, under the names of then."""
    divisions = [reference, *others]
    amounts: dict[int, dict[int, int]] = {division.pk: {} for division in divisions}
    names: dict[int, dict[int, str]] = {division.pk: {} for division in divisions}
    lines = (
        DivisionLine.objects.filter(division__in=amounts)
        .order_by("position")
        .values_list("division_id", "network_id", "name", "amount_nok")
    )
    for division, network, name, amount_nok in lines:
        amounts[division][network] = amount_nok
        names[division][network] = name
    in_order: dict[int, str] = {}
    for division in divisions:
        for network, name in names[division.pk].items():
            in_order.setdefault(network, name)
    versions = [Version(division.pot_nok, amounts[division.pk]) for division in divisions]
    return side_by_side(versions[0], versions[1:], in_order)


def amounts_of(divided: DividedPot) -> Version:
    """A table by the names of its networks."""
    return Version(divided.pot_nok, {line.network: line.amount_nok for line in divided.lines})


def read_trial(divided: DividedPot, basis: Basis, reference: Division | None) -> SideBySide:
    """A table that is not kept against a version that is, or alone."""
    keys = {row.network.name: row.network_id for row in basis.rows.select_related("network")}
    trial = Version(
        divided.pot_nok, {keys[line.network]: line.amount_nok for line in divided.lines}
    )
    names = {keys[line.network]: line.network for line in divided.lines}
    if reference is None:
        return side_by_side(trial, [], names)
    lines = reference.lines.all()
    laid = Version(reference.pot_nok, {line.network_id: line.amount_nok for line in lines})
    return side_by_side(laid, [trial], {line.network_id: line.name for line in lines} | names)
