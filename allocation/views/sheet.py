"""The minutes as a page shows them: text with bound figures, the tables beside, all of it from the value."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from allocation.choices import Rounding
from allocation.content import DivisionTable, ItemPart, MinutesContent, NetworkPart
from allocation.pdf.minutes import divided_pot
from allocation.pdf.minutes_item import ItemOnPaper, NetworkOnPaper, item_on_paper
from allocation.rules.division import BasisFigure, divide
from allocation.rules.minutes import NEEDS, Check, Piece, bind, item_figures, network_figures
from allocation.views.tables import division_context


@dataclass(frozen=True)
class Run:
    """A run of text, or a bound figure with where it comes from and the place on the page."""

    text: str
    source: str = ""
    url: str = ""
    unknown: bool = False


Paragraphs = list[list[Run]]
Source = Callable[[Piece], Run]


@dataclass(frozen=True)
class NetworkOnSheet:
    part: NetworkPart
    paper: NetworkOnPaper
    paragraphs: Paragraphs


@dataclass(frozen=True)
class ItemOnSheet:
    part: ItemPart
    paper: ItemOnPaper  # outcome, posts and what is said of impartiality, as the paper has them
    level: int
    paragraphs: Paragraphs
    networks: list[NetworkOnSheet]
    table: dict[str, Any] | None


def items_on_sheet(content: MinutesContent) -> list[ItemOnSheet]:
    whole = {item.number for item in content.items if not item.part}
    return [
        _item(item, level=3 if item.part and _without_part(item) in whole else 2)
        for item in content.items
    ]


def place_of(check: Check) -> str:
    """The address, on the page of the minutes, of what a check is about."""
    if check.network:
        return f"#network-{check.network}"
    return f"#item-{check.item}" if check.item else "#meeting"


def _without_part(item: ItemPart) -> str:
    return item.number.removesuffix(item.part).strip()


def _item(item: ItemPart, *, level: int) -> ItemOnSheet:
    paper = item_on_paper(item, level=level, attachment=None)
    lines = paper.networks.lines if paper.networks else ()
    return ItemOnSheet(
        part=item,
        paper=paper,
        level=level,
        paragraphs=_paragraphs(item.text, item_figures(item), lambda piece: _of_item(item, piece)),
        networks=[
            NetworkOnSheet(part, line, _network_paragraphs(item, part))
            for part, line in zip_longest(item.networks, lines)
        ],
        table=_table(item.division) if item.division else None,
    )


def _network_paragraphs(item: ItemPart, part: NetworkPart) -> Paragraphs:
    figures = network_figures(part)
    return _paragraphs(part.text, figures, lambda piece: _of_network(item, part, piece))


def _of_item(item: ItemPart, piece: Piece) -> Run:
    if item.division is not None:
        source = _("Division, version %(version)d: %(figure)s") % {
            "version": item.division.version,
            "figure": piece.name,
        }
        return Run(piece.text, source, f"#table-{item.key}")
    source = f"{item.frame.scheme} {item.frame.year}: {piece.name}" if item.frame else piece.name
    return Run(piece.text, source, f"#frame-{item.key}")


def _of_network(item: ItemPart, part: NetworkPart, piece: Piece) -> Run:
    values = {
        "version": item.division.version if item.division else 0,
        "network": part.network,
        "figure": piece.name,
    }
    if piece.figure in NEEDS:
        source = _("Needs report: %(network)s, %(figure)s") % values
    elif piece.figure == "beyond":
        source = _("Needs report less division: %(network)s, %(figure)s") % values
    else:
        source = _("Division, version %(version)d: %(network)s, %(figure)s") % values
    return Run(piece.text, source, f"#need-{part.key}")


def _paragraphs(text: str, figures: Mapping[str, int], source: Source) -> Paragraphs:
    """A blank line begins a new paragraph."""
    blocks = (block.strip() for block in text.replace("\r\n", "\n").split("\n\n"))
    return [list(_runs(bind(block, figures), source)) for block in blocks if block]


def _runs(pieces: Iterable[Piece], source: Source) -> Iterator[Run]:
    for piece in pieces:
        yield source(piece) if piece.figure else Run(piece.text, unknown=piece.unknown)


def _table(table: DivisionTable) -> dict[str, Any]:
    """The allocation table with what has to be said of its rounding, as on the page of the division."""
    divided = exact = divided_pot(table)
    if divided.rounding != Rounding.EXACT:
        figures = [
            BasisFigure(line.network, line.municipalities, line.fte) for line in divided.lines
        ]
        exact = divide(divided.pot_nok, figures, flat_percent=divided.flat_percent)
    return division_context(divided, exact)
