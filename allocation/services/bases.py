"""Figures to divide by, read from a workbook. Nothing is stored before everything is understood."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allocation import permissions
from allocation.choices import BasisColumn
from allocation.models import Basis, BasisMunicipality, BasisOmission, BasisRow
from allocation.rules.basis import Decision, Reading, judge_table
from allocation.rules.basis_figures import format_cell
from allocation.rules.basis_lines import NAME_CHARS
from allocation.rules.basis_table import Table
from allocation.rules.division import BasisFigure, check_figures
from allocation.services.basis_register import register_of
from partnerships.models import CountyGovernor, Network, User
from partnerships.rules import folded
from partnerships.services import complete_once
from rekom.kit.errors import DomainError


@dataclass(frozen=True)
class BasisFacts:
    """What a person says of the figures, and which file they came from."""

    title: str
    source: str
    figures_on: date
    file_name: str
    sha256: str


@dataclass(frozen=True)
class MatchedFigure:
    """A row of a workbook, and the network of the office that it is about; None when none is."""

    figure: BasisFigure
    network: Network | None
    fault: str = ""


def match_networks(figures: Sequence[BasisFigure], office: CountyGovernor) -> list[MatchedFigure]:
    """Find each row's network by name or alias. A fault is one line, in the reader's language."""
    spellings = Network.objects.filter(county_governor=office).by_spelling()
    taken: dict[int, str] = {}
    rows = []
    for figure in figures:
        network = spellings.get(folded(figure.network))
        fault = ""
        if network is None:
            fault = _("“%(name)s” is no network of %(office)s. Check the spelling.") % {
                "name": figure.network,
                "office": office,
            }
        elif network.pk in taken:
            fault = _("“%(name)s” and “%(other)s” are the same network.") % {
                "name": figure.network,
                "other": taken[network.pk],
            }
        else:
            taken[network.pk] = figure.network
        rows.append(MatchedFigure(figure, network, fault))
    return rows


@transaction.atomic
def import_basis(
    *,
    office: CountyGovernor,
    figures: Sequence[BasisFigure],
    title: str,
    source: str,
    figures_on: date,
    file_name: str,
    sha256: str,
    by: User,
    key: str,
) -> Basis:
    """Store networks with their FTE, each known by its name. Raises DomainError, PermissionDenied."""
    if not permissions.can_import_basis(by, office):
        raise PermissionDenied
    if not complete_once(user=by, key=key, action=f"import_basis {office.pk} {sha256[:12]}"):
        return Basis.objects.get(county_governor=office, title=title)
    rows = match_networks(figures, office)
    if faults := [row.fault for row in rows if row.fault]:
        raise DomainError(" ".join(faults))
    basis = store_basis(
        office, BasisFacts(title, source, figures_on, file_name, sha256), BasisColumn.FTE, by=by
    )
    store_rows(
        BasisRow(
            basis=basis,
            network=row.network,
            name=row.figure.network,
            municipalities=row.figure.municipalities,
            fte=row.figure.fte,
        )
        for row in rows
    )
    return basis


@transaction.atomic
def import_table(
    *,
    office: CountyGovernor,
    table: Table,
    place: int,
    decisions: Mapping[int, Decision],
    facts: BasisFacts,
    by: User,
    key: str,
) -> Basis:
    """Store an office's table by one of its columns, once every row is understood or left out.

    Raises DomainError, PermissionDenied.
    """
    if not permissions.can_import_basis(by, office):
        raise PermissionDenied
    if not complete_once(user=by, key=key, action=f"import_basis {office.pk} {facts.sha256[:12]}"):
        return Basis.objects.get(county_governor=office, title=facts.title)
    register = register_of(office, facts.figures_on)
    reading = judge_table(table, place, register, facts.figures_on, decisions)
    check_figures(
        [BasisFigure(each.network.name, each.municipalities, each.figure) for each in reading.sums]
    )
    if not reading.is_ready:
        rows = ", ".join(str(row.judged.line.row) for row in reading.problems)
        raise DomainError(_("These rows are not settled: %(rows)s.") % {"rows": rows})
    basis = store_basis(office, facts, reading.column.kind, by=by)
    _store_reading(basis, reading, place)
    return basis


def store_basis(office: CountyGovernor, facts: BasisFacts, column: str, *, by: User) -> Basis:
    try:
        with transaction.atomic():
            return Basis.objects.create(
                county_governor=office,
                title=facts.title,
                source=facts.source,
                figures_on=facts.figures_on,
                column=column,
                imported_by=by,
                imported_at=timezone.now(),
                file_name=facts.file_name,
                sha256=facts.sha256,
            )
    except IntegrityError:
        raise DomainError(
            _("There is a basis called “%(title)s” already. Give this one another title.")
            % {"title": facts.title}
        ) from None


def store_rows(rows: Iterable[Any]) -> None:
    """The rows of one basis by network, or by municipality, numbered in their order."""
    numbered = list(rows)
    for position, row in enumerate(numbered, 1):
        row.position = position
    if numbered:
        type(numbered[0])._default_manager.bulk_create(numbered)


def _store_reading(basis: Basis, reading: Reading, place: int) -> None:
    store_rows(
        BasisRow(
            basis=basis,
            network_id=each.network.pk,
            name=each.name,
            municipalities=each.municipalities,
            fte=each.figure,
        )
        for each in reading.sums
    )
    store_rows(
        BasisMunicipality(
            basis=basis,
            municipality_id=each.municipality.pk,
            network_id=each.network.pk if each.network else None,
            name=shorten(each.name, NAME_CHARS, placeholder="…"),
            figure=each.figure,
        )
        for each in reading.municipal_sums
    )
    BasisOmission.objects.bulk_create(
        BasisOmission(
            basis=basis,
            row=row.judged.line.row,
            text=f"{row.judged.name[:200]} {format_cell(row.judged.line.figures[place])[:40]}".strip(),
            reason=row.decision.reason if row.decision else "",
        )
        for row in reading.left_out
    )
