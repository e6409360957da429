"""Figures to divide by, read from a workbook. Nothing is stored before everything is understood."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allocation import permissions
from allocation.models import Basis, BasisRow
from allocation.rules.division import BasisFigure
from partnerships.models import CountyGovernor, Network, User
from partnerships.rules import folded
from partnerships.services import complete_once
from rekom.kit.errors import DomainError


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
    """Store what the page has shown. Raises DomainError, PermissionDenied."""
    if not permissions.can_import_basis(by, office):
        raise PermissionDenied
    if not complete_once(user=by, key=key, action=f"import_basis {office.pk} {sha256[:12]}"):
        return Basis.objects.get(county_governor=office, title=title)
    rows = match_networks(figures, office)
    if faults := [row.fault for row in rows if row.fault]:
        raise DomainError(" ".join(faults))
    try:
        with transaction.atomic():
            basis = Basis.objects.create(
                county_governor=office,
                title=title,
                source=source,
                figures_on=figures_on,
                imported_by=by,
                imported_at=timezone.now(),
                file_name=file_name,
                sha256=sha256,
            )
    except IntegrityError:
        raise DomainError(
            _("There is a basis called “%(title)s” already. Give this one another title.")
            % {"title": title}
        ) from None
    BasisRow.objects.bulk_create(
        BasisRow(
            basis=basis,
            position=position,
            network=row.network,
            name=row.figure.network,
            municipalities=row.figure.municipalities,
            fte=row.figure.fte,
        )
        for position, row in enumerate(rows, 1)
    )
    return basis
