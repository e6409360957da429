"""A basis made from another, to see what it means that a municipality changes its network."""

from decimal import Decimal
from textwrap import shorten
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from allocation import permissions
from allocation.models import Basis, BasisMunicipality, BasisRow
from allocation.rules.basis_figures import WHOLE
from allocation.services.bases import BasisFacts, store_basis, store_rows
from partnerships.models import Municipality, Network, NetworkMember, User
from partnerships.services import complete_once
from rekom.kit.errors import DomainError
from rekom.kit.kroner import format_figure

SOURCE_CHARS = 200
Row = TypeVar("Row", BasisRow, BasisMunicipality)


@transaction.atomic
def move_municipality(
    *,
    basis: Basis,
    municipality: Municipality,
    network: Network,
    figure: Decimal | None,
    title: str,
    by: User,
    key: str,
) -> Basis:
    """Make the same basis with one municipality in another network. The old one stays as it is.

    ``figure`` is what the municipality brings along where the basis has no figure of its own for it.
    Raises DomainError, PermissionDenied.
    """
    is_own = network.county_governor_id == basis.county_governor_id
    if not (is_own and permissions.can_import_basis(by, basis.county_governor)):
        raise PermissionDenied
    if not complete_once(user=by, key=key, action=f"move_municipality {basis.pk}"):
        return Basis.objects.get(county_governor=basis.county_governor, title=title)
    rows = {row.network_id: row for row in basis.rows.select_related("network")}
    members = list(basis.municipality_rows.select_related("network"))
    own = next((row for row in members if row.municipality_id == municipality.pk), None)
    old = own.network if own else _network_on_the_day(basis, municipality)
    brought = own.figure if own else figure
    if brought is not None and basis.column in WHOLE and brought % 1:
        raise DomainError(_("“%(text)s” is not a whole number.") % {"text": format_figure(brought)})
    _check_move(municipality, network, old, rows.get(old.pk) if old else None, brought)
    assert brought is not None  # noqa: S101 (checked above, for the type checker)
    facts = BasisFacts(
        title=title,
        source=_source(basis, municipality, brought, old, network),
        figures_on=basis.figures_on,
        file_name=basis.file_name,
        sha256=basis.sha256,
    )
    derived = store_basis(basis.county_governor, facts, basis.column, by=by)
    _take(rows, old, brought)
    _give(rows, network, brought)
    moved = own or BasisMunicipality(
        municipality=municipality, name=municipality.name, figure=brought
    )
    moved.network = network
    store_rows(_copied(row, derived) for row in rows.values())
    store_rows(_copied(row, derived) for row in (members if own else [*members, moved]))
    return derived


def _network_on_the_day(basis: Basis, municipality: Municipality) -> Network | None:
    members = NetworkMember.objects.on(basis.figures_on).filter(
        organisation=municipality.organisation_id,
        network__county_governor=basis.county_governor_id,
    )
    member = members.select_related("network").first()
    return member.network if member else None


def _check_move(
    municipality: Municipality,
    network: Network,
    old: Network | None,
    row: BasisRow | None,
    brought: Decimal | None,
) -> None:
    facts: dict[str, object] = {"municipality": municipality, "network": network, "old": old}
    if network == old:
        raise DomainError(_("%(municipality)s counts in %(network)s already.") % facts)
    if brought is None:
        raise DomainError(
            _("The basis has no figure for %(municipality)s. Write what it brings along.") % facts
        )
    if old and row is None:
        raise DomainError(_("%(old)s, where %(municipality)s counts, is not in the basis.") % facts)
    if row and brought > row.fte:
        facts |= {"figure": format_figure(brought), "most": format_figure(row.fte)}
        raise DomainError(
            _("%(municipality)s cannot bring %(figure)s along: all of %(old)s has %(most)s.")
            % facts
        )
    if row and row.municipalities < 1:
        raise DomainError(_("%(old)s has no municipality left in the basis.") % facts)


def _source(
    basis: Basis, municipality: Municipality, brought: Decimal, old: Network | None, new: Network
) -> str:
    """What was moved, and from which basis; only that one's title is ever cut."""
    facts = {
        "municipality": municipality,
        "figure": format_figure(brought),
        "old": old,
        "new": new,
    }
    text = (
        _("%(municipality)s (%(figure)s) moved from %(old)s to %(new)s. Else as “%(title)s”")
        if old
        else _("%(municipality)s (%(figure)s) added to %(new)s. Else as “%(title)s”")
    )
    room = SOURCE_CHARS - len(text % {**facts, "title": ""})
    if room < 1:
        raise DomainError(_("The names are too long to tell what was moved."))
    return text % {**facts, "title": shorten(basis.title, room, placeholder="…")}


def _take(rows: dict[int, BasisRow], old: Network | None, brought: Decimal) -> None:
    if old:
        rows[old.pk].municipalities -= 1
        rows[old.pk].fte -= brought


def _give(rows: dict[int, BasisRow], network: Network, brought: Decimal) -> None:
    row = rows.setdefault(
        network.pk, BasisRow(network=network, name=network.name, municipalities=0, fte=Decimal(0))
    )
    row.municipalities += 1
    row.fte += brought


def _copied(row: Row, basis: Basis) -> Row:
    """The row as a new one of another basis."""
    row.pk, row._state.adding, row.basis = None, True, basis
    return row
