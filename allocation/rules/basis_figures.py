"""The figure in a cell of a workbook: read, read with a doubt, or not read. Never a guess in silence."""

import re
from dataclasses import dataclass
from decimal import Decimal
from textwrap import shorten

from django.utils.translation import gettext as _

from allocation.choices import BasisColumn
from allocation.rules.basis_table import Cell
from allocation.rules.cells import exact_number, rounded
from rekom.kit.kroner import format_figure

# What people write around a figure.
UNIT = re.compile(
    r"^(kr|nok)\.? ?|( ?(kr|nok)\.?|,[-\u2013]| ?(årsverk|åv\.?|barn|eiere|eigarar|stk\.?))$",
    re.IGNORECASE,
)
POINTS_AND_COMMA = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?", re.ASCII)
DECIMAL_POINT = re.compile(r"\d+\.\d+", re.ASCII)
# 1.380 is 1,38 to some and 1 380 to others, and so is 1,380.
TWO_MEANINGS = re.compile(r"\d{1,3}[.,]\d{3}", re.ASCII)
WHOLE = {BasisColumn.CHILDREN, BasisColumn.OWNERS}


@dataclass(frozen=True)
class Read:
    """``doubt``: how it was read, for a person to confirm. ``fault``: why it was not."""

    figure: Decimal | None = None
    doubt: str = ""
    fault: str = ""


def read_figure(cell: Cell, kind: str) -> Read:
    if not cell:
        return Read(fault=_("It has no figure."))
    facts = {"text": shorten(cell.text, 40, placeholder="…")}
    read = _number(cell, facts)
    if read.figure is None:
        return read
    if read.figure < 0:
        return Read(fault=_("The figure is negative: %(text)s.") % facts)
    if kind in WHOLE and read.figure % 1:
        return Read(fault=_("“%(text)s” is not a whole number.") % facts)
    return read


def read_count(cell: Cell) -> int | None:
    """A number of municipalities."""
    figure = cell.exact
    return int(figure) if figure is not None and figure % 1 == 0 and 0 <= figure < 1_000 else None


def format_cell(cell: Cell) -> str:
    """A number as the reader writes it; text as it stands."""
    exact = cell.exact if cell.is_number else None
    return cell.text if exact is None else format_figure(rounded(exact))


def _number(cell: Cell, facts: dict[str, str]) -> Read:
    exact = cell.exact
    if cell.is_number:
        return Read(rounded(exact)) if exact is not None else Read(fault=_not_a_figure(facts))
    text = UNIT.sub("", UNIT.sub("", cell.text)).strip()
    if POINTS_AND_COMMA.fullmatch(text) and (text.count(".") > 1 or "," in text):
        return Read(rounded(Decimal(text.replace(".", "").replace(",", "."))))
    if TWO_MEANINGS.fullmatch(text):
        return Read(
            fault=_("“%(text)s” may mean two figures. Write it like 1,38 or 1 380 in the workbook.")
            % facts
        )
    if DECIMAL_POINT.fullmatch(text):
        figure = rounded(Decimal(text))
        return Read(
            figure,
            doubt=_("“%(text)s” is read as %(figure)s.")
            % {**facts, "figure": format_figure(figure)},
        )
    exact = exact_number(text)
    return Read(rounded(exact)) if exact is not None else Read(fault=_not_a_figure(facts))


def _not_a_figure(facts: dict[str, str]) -> str:
    return _("“%(text)s” is not a figure. Write it like 228,1 or 2 903,5 in the workbook.") % facts
