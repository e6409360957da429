"""What minutes must hold, and figures that write themselves: pure, on MinutesContent.

A figure in the text is written ``{frame}``: it stands there as the amount the data has, so that it can
never differ from the table (R-43, R-45). What is still typed by hand is looked for and told.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from allocation.choices import PostKind
from allocation.content import ItemPart, MinutesContent, NetworkPart
from rekom.kit.kroner import format_nok

TOKEN = re.compile(r"\{([^{}\n]{1,40})\}")
# 150 000, 1.380.000, 17 873 000: groups of three; a year or a count is no amount.
TYPED_AMOUNT = re.compile(r"(?<![\d{])\d{1,3}(?:[ .\u00a0\u202f]\d{3})+(?!\d)")

# What can be written in the text of an item, and in that of a network.
ITEM_FIGURES = {
    "frame": pgettext_lazy("bound figure", "frame"),
    "common": pgettext_lazy("bound figure", "common measures"),
    "individual": pgettext_lazy("bound figure", "individual measures"),
    "collective": pgettext_lazy("bound figure", "collective measures"),
    "left": pgettext_lazy("bound figure", "not allocated"),
    "pot": pgettext_lazy("bound figure", "to be divided"),
}
NETWORK_FIGURES = {
    "owner_need": pgettext_lazy("bound figure", "owners' need"),
    "university_need": pgettext_lazy("bound figure", "universities' need"),
    "need": pgettext_lazy("bound figure", "need"),
    "allotted": pgettext_lazy("bound figure", "allotted"),
    "beyond": pgettext_lazy("bound figure", "beyond the allotment"),
}
ENGLISH = {**ITEM_FIGURES, **NETWORK_FIGURES}


@dataclass(frozen=True)
class Piece:
    """A run of text, or a bound figure with its source."""

    text: str
    source: str = ""  # what the figure is; empty for plain text
    unknown: bool = False  # a name that stands for no figure here


@dataclass(frozen=True)
class Check:
    """One thing about the minutes that is in order, or is not."""

    what: str
    fine: bool
    note: str = ""
    blocks: bool = False  # the minutes cannot be approved until it is in order


def item_figures(item: ItemPart) -> dict[str, int]:
    """Kroner by name, of what the item is about."""
    figures: dict[str, int] = {}
    if item.frame is not None:
        figures = {
            "frame": item.frame.amount_nok,
            "common": item.frame.sum_of(PostKind.COMMON),
            "individual": item.frame.sum_of(PostKind.INDIVIDUAL),
            "collective": item.frame.sum_of(PostKind.COLLECTIVE),
            "left": item.frame.left_nok,
        }
    if item.division is not None:
        figures["pot"] = item.division.pot_nok
    return figures


def network_figures(network: NetworkPart) -> dict[str, int]:
    """Kroner by name, of one network; what is not known has no name."""
    universities = sum(need.amount_nok for need in network.university_needs)
    figures = {
        "owner_need": network.owner_need_nok,
        "university_need": None if network.owner_need_nok is None else universities,
        "need": network.need_nok,
        "allotted": network.allotted_nok,
        "beyond": network.beyond_nok,
    }
    return {name: nok for name, nok in figures.items() if nok is not None}


def bind(text: str, figures: Mapping[str, int]) -> list[Piece]:
    """The text with each ``{name}`` as the amount it stands for, in the reader's language."""
    names = _names()
    pieces, end = [], 0
    for match in TOKEN.finditer(text):
        pieces.append(Piece(text[end : match.start()]))
        key = names.get(match[1].strip().casefold(), "")
        if key in figures:
            pieces.append(Piece(format_nok(figures[key]), source=_name(key)))
        else:
            pieces.append(Piece(match[0], unknown=True))
        end = match.end()
    return [piece for piece in [*pieces, Piece(text[end:])] if piece.text]


def bound_text(text: str, figures: Mapping[str, int]) -> str:
    return "".join(piece.text for piece in bind(text, figures))


def typed_amounts(text: str) -> list[str]:
    """Amounts that were typed into the text instead of bound."""
    return [match[0] for match in TYPED_AMOUNT.finditer(text)]


def figure_names(figures: Mapping[str, int]) -> list[tuple[str, str]]:
    """(what to write, what it becomes) for the list beside the text."""
    return [(f"{{{_name(key)}}}", format_nok(nok)) for key, nok in figures.items()]


def checks(content: MinutesContent) -> list[Check]:
    """All that is looked at before minutes are approved (R-45, R-52, R-53), in reading order."""
    return [
        Check(_("Place"), bool(content.place), _("Write where the meeting was held."), blocks=True),
        Check(
            _("Attendance"),
            bool(content.seats) and bool(content.attending),
            _("Write who was present and who was absent."),
            blocks=True,
        ),
        Check(_("Chair"), bool(content.chair), _("Choose who chaired the meeting."), blocks=True),
        Check(
            _("Minute-taker"),
            bool(content.secretary),
            _("Choose who took the minutes."),
            blocks=True,
        ),
        *(check for item in content.items for check in _item_checks(item)),
    ]


def _item_checks(item: ItemPart) -> Iterator[Check]:
    name = f"{item.number} {item.title}"
    if item.frame is not None and item.division is None and not item.shows:
        left = item.frame.left_nok
        yield Check(
            _("The frame adds up, item %(item)s") % {"item": item.number},
            left == 0,
            _("%(amount)s is not allocated, and no post says what becomes of it.")
            % {"amount": format_nok(left)},
        )
    if item.division is not None:
        rows = sum(line.amount_nok for line in item.division.lines)
        difference = rows - item.division.pot_nok
        yield Check(
            _("The division adds up, item %(item)s") % {"item": item.number},
            difference == 0,
            _("The rows are %(rows)s, and the pot is %(pot)s.")
            % {"rows": format_nok(rows), "pot": format_nok(item.division.pot_nok)},
        )
    undecided = [network.network for network in item.networks if not network.outcome]
    if item.networks:
        yield Check(
            _("Outcome of each network, item %(item)s") % {"item": item.number},
            not undecided,
            _("No outcome is written for %(networks)s.") % {"networks": ", ".join(undecided)},
            blocks=True,
        )
    yield from _text_checks(name, item.text, item_figures(item))
    for network in item.networks:
        yield from _text_checks(network.network, network.text, network_figures(network))


def _text_checks(name: str, text: str, figures: Mapping[str, int]) -> Iterator[Check]:
    """Only what is not in order: most texts hold no figure at all."""
    unknown = [piece.text for piece in bind(text, figures) if piece.unknown]
    if unknown:
        yield Check(
            name,
            False,
            _("%(names)s stands for no figure here.") % {"names": ", ".join(unknown)},
            blocks=True,
        )
    if typed := typed_amounts(text):
        yield Check(
            name,
            False,
            _("%(amounts)s is typed by hand. Use a figure from the list where there is one.")
            % {"amounts": ", ".join(typed)},
        )


def _name(key: str) -> str:
    return str(ENGLISH[key])


def _names() -> dict[str, str]:
    """Every name of a figure in every language: what one secretary writes, the next can read."""
    names = {key: key for key in ENGLISH}
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            names |= {str(name).casefold(): key for key, name in ENGLISH.items()}
    return names
