"""A division's workbook that came back: the next version of the post, with just what was changed in it."""

from collections.abc import Sequence
from decimal import Decimal
from textwrap import shorten

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allocation import permissions
from allocation.choices import Rounding
from allocation.models import Basis, BasisRow, Division
from allocation.rules.division import BasisFigure, name_key
from allocation.services.divisions import make_division
from partnerships.models import User
from partnerships.services import complete_once, new_key
from rekom.kit.dates import format_when

TITLE = Basis._meta.get_field("title").max_length or 0
SOURCE = Basis._meta.get_field("source").max_length or 0


@transaction.atomic
def make_returned_division(
    *,
    origin: Division,
    pot_nok: int,
    flat_percent: Decimal,
    rounding: Rounding,
    figures: Sequence[BasisFigure],
    file_name: str,
    sha256: str,
    by: User,
    key: str,
) -> Division:
    """Store what the page has shown. Figures that were changed become a basis that says where it is from.

    ``figures`` stand in the order of the origin's lines. Raises DivisionError.
    """
    post = origin.post
    if not permissions.can_divide(by, post):
        raise PermissionDenied
    if not complete_once(user=by, key=key, action=f"make_returned_division {origin.pk}"):
        return post.divisions.filter(made_by=by).latest("version")
    basis = origin.basis
    if _are_changed(origin, figures):
        basis = _derive(origin, figures, file_name=file_name, sha256=sha256, by=by)
    return make_division(
        post=post,
        basis=basis,
        flat_percent=flat_percent,
        rounding=rounding,
        by=by,
        key=new_key(),
        pot_nok=pot_nok,
        tries_pot=True,
        reason=_("Changed in Excel from version %(version)d.") % {"version": origin.version},
    )


def _are_changed(origin: Division, figures: Sequence[BasisFigure]) -> bool:
    return [(figure.municipalities, figure.fte) for figure in figures] != [
        (line.municipalities, line.fte) for line in origin.lines.all()
    ]


def _derive(
    origin: Division, figures: Sequence[BasisFigure], *, file_name: str, sha256: str, by: User
) -> Basis:
    now = timezone.now()
    earlier = origin.basis
    told = _("Changed in Excel from version %(version)d by %(name)s, %(day)s") % {
        "version": origin.version,
        "name": by.name,
        "day": format_when(timezone.localdate(now), "long"),
    }
    room = SOURCE - len(told) - 2
    basis = Basis.objects.create(
        county_governor=earlier.county_governor,
        title=_free_title(origin),
        source=f"{shorten(earlier.source, room, placeholder='…')}. {told}"[:SOURCE],
        figures_on=earlier.figures_on,
        column=earlier.column,
        imported_by=by,
        imported_at=now,
        file_name=file_name,
        sha256=sha256,
    )
    BasisRow.objects.bulk_create(
        BasisRow(
            basis=basis,
            position=line.position,
            network_id=line.network_id,
            name=line.name,
            municipalities=figure.municipalities,
            fte=figure.fte,
        )
        for line, figure in zip(origin.lines.all(), figures, strict=True)
    )
    return basis


def _free_title(origin: Division) -> str:
    """A title that the office does not use yet."""
    office = origin.basis.county_governor_id
    taken = {
        name_key(title)
        for title in Basis.objects.filter(county_governor=office).values_list("title", flat=True)
    }
    number = 1
    while True:
        ending = _(", changed from version %(version)d") % {"version": origin.version}
        ending += f" ({number})" if number > 1 else ""
        title = shorten(origin.basis.title, TITLE - len(ending), placeholder="…") + ending
        if name_key(title) not in taken:
            return title
        number += 1
