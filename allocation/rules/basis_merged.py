"""Rows about municipalities that have become one since: they add up, and it is told which and to what."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from allocation.rules.basis_lines import Judged
from rekom.kit.kroner import format_figure


@dataclass(frozen=True)
class Same:
    """Rows that are about the same, two at least."""

    rows: Sequence[Judged]

    @property
    def adds_up(self) -> bool:
        return self._are_parts and len({row.network for row in self.rows}) == 1

    @property
    def fault(self) -> str:
        """Why the rows cannot all count."""
        if self._are_parts:
            fault = _(
                "Rows %(rows)s are one municipality now, and count in different networks. Write the same one in the workbook."
            )
        else:
            fault = _("Rows %(rows)s are about the same. Leave out all but one.")
        return fault % {"rows": self._numbers}

    @property
    def together(self) -> str:
        now = self.rows[0].municipality
        total = sum((row.figure or Decimal(0) for row in self.rows), Decimal(0))
        return _("Rows %(rows)s add up: %(parts)s → %(now)s, %(sum)s.") % {
            "rows": self._numbers,
            "parts": " + ".join(
                f"{row.former.number} {row.former.name}" for row in self.rows if row.former
            ),
            "now": f"{now.number} {now.name}" if now else "",
            "sum": format_figure(total),
        }

    @property
    def _numbers(self) -> str:
        return ", ".join(str(row.line.row) for row in self.rows)

    @property
    def _are_parts(self) -> bool:
        """Whether each is another municipality of earlier that became this one, or a part of it."""
        names = {
            row.former.name
            for row in self.rows
            if row.former and row.municipality and row.municipality.number in row.former.became
        }
        return len(names) == len(self.rows)
