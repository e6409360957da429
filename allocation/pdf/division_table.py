"""The pro rata table in its published layout, for every paper that shows it: templates/pdf/_division_table.html."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from allocation.choices import Rounding
from allocation.rules.division import (
    BasisFigure,
    DividedPot,
    DivisionLine,
    differing_lines,
    divide,
    equal_networks_differ,
)
from rekom.kit.kroner import format_nok


@dataclass(frozen=True)
class Row:
    line: DivisionLine
    fte_percent: Decimal
    is_marked: bool  # its amount is another in a division that adds up; a note says so


@dataclass(frozen=True)
class DivisionOnPaper:
    division: DividedPot
    rows: tuple[Row, ...]
    notes: tuple[str, ...]

    @property
    def adds_up(self) -> bool:
        """Two lines stand under the sums when the parts and the amounts all come to what was divided."""
        divided = self.division
        return (divided.flat_total_nok, divided.fte_total_nok, divided.total_nok) == (
            divided.flat_pot_nok,
            divided.fte_pot_nok,
            divided.pot_nok,
        )


def division_on_paper(divided: DividedPot) -> DivisionOnPaper:
    """The table and what must be said below it, in the language that is active."""
    differing = differing_lines(divided, _exactly(divided))
    marked = {line.network for line, _exact in differing}
    return DivisionOnPaper(
        division=divided,
        rows=tuple(
            Row(line, divided.fte_percent(line), line.network in marked) for line in divided.lines
        ),
        notes=(*_differences(divided, differing), *_kroner(divided)),
    )


def _exactly(divided: DividedPot) -> DividedPot:
    if divided.rounding == Rounding.EXACT:
        return divided
    figures = [BasisFigure(line.network, line.municipalities, line.fte) for line in divided.lines]
    return divide(divided.pot_nok, figures, flat_percent=divided.flat_percent)


def _differences(
    divided: DividedPot, differing: list[tuple[DivisionLine, DivisionLine]]
) -> list[str]:
    if divided.rounding == Rounding.EXACT:
        return []
    notes = [_("Each cell is rounded to whole kroner on its own.")]
    if divided.difference_nok:
        notes.append(total_in_words(divided.total_nok, divided.pot_nok))
    notes += [
        _("* %(network)s has %(amount)s, and gets %(exact)s in a division that adds up.")
        % {
            "network": line.network,
            "amount": format_nok(line.amount_nok),
            "exact": format_nok(exact.amount_nok),
        }
        for line, exact in differing
    ]
    return notes


def total_in_words(total_nok: int, pot_nok: int) -> str:
    """What amounts that do not close come to; the difference is told, never hidden."""
    values = {"total": format_nok(total_nok), "difference": format_nok(abs(total_nok - pot_nok))}
    if total_nok > pot_nok:
        return (
            _("The rows come to %(total)s together, %(difference)s more than is divided.") % values
        )
    return _("The rows come to %(total)s together, %(difference)s less than is divided.") % values


def _kroner(divided: DividedPot) -> list[str]:
    """What an exact division owes its reader; it may only be told where it is the case."""
    if divided.rounding != Rounding.EXACT:
        return []
    notes = []
    if equal_networks_differ(divided):
        notes.append(
            _("Networks with equal figures may differ by one krone in a part, so that all adds up.")
        )
    if not divided.parts_exact:
        notes.append(_("A part may be up to two kroner from its unrounded value."))
    return notes
