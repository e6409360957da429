"""What minutes must hold, and figures that write themselves: pure, on MinutesContent.

A figure in the text is written ``{frame}``: it stands there as the amount the data has, so that it can
never differ from the table (R-43, R-45). What is still typed by hand is looked for and told.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from allocation.choices import PostKind
from allocation.content import (
    FrameTable,
    ItemPart,
    MinutesContent,
    NetworkPart,
)
from rekom.kit.kroner import format_change, format_nok

LANGUAGES = ("nb", "nn", "en")
TOKEN = re.compile(r"\{([^{}\n]{1,40})\}")
_SPACE = "[ .\u00a0\u202f]"
# 150 000, 1.380.000, 12 mill, 500 kr: groups of three, or a figure of money; a year or a count is none.
TYPED_AMOUNT = re.compile(
    rf"(?<![\d{{])(?:\d+(?:{_SPACE}\d+)*(?={_SPACE}?(?:kr|kroner|mill)\b)"
    rf"|\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d|\.\d))"
)

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
FIGURES = {**ITEM_FIGURES, **NETWORK_FIGURES}
NEEDS = {"owner_need", "university_need", "need"}  # what the reports say, not the division


@dataclass(frozen=True)
class Piece:
    """A run of text, or a bound figure."""

    text: str
    figure: str = ""  # its key in FIGURES; empty for plain text
    unknown: bool = False  # a name that stands for no figure here

    @property
    def name(self) -> str:
        return figure_name(self.figure) if self.figure else ""


@dataclass(frozen=True)
class Check:
    """One thing about the minutes that is in order, or is not."""

    what: str
    fine: bool
    note: str = ""
    blocks: bool = False  # the minutes cannot be sent until it is in order
    item: int = 0  # key of the item it is about
    network: int = 0  # key of the network's line


@dataclass(frozen=True)
class SumCheck:
    """Parts and the total that they should come to, in whole kroner."""

    what: str
    parts: tuple[tuple[str, int], ...]
    total_label: str
    total_nok: int
    note: str = ""
    is_listed: bool = False  # the parts stand in a table of the minutes, so the total is enough

    @property
    def difference_nok(self) -> int:
        return sum(nok for _label, nok in self.parts) - self.total_nok

    @property
    def fine(self) -> bool:
        return self.difference_nok == 0

    @property
    def verdict(self) -> str:
        if self.fine:
            return _("Adds up")
        return _("Difference %(change)s kr") % {"change": format_change(self.difference_nok)}


# --- figures that write themselves ---------------------------------------------------------------


def item_figures(item: ItemPart) -> dict[str, int]:
    """Kroner by name, of what the item is about."""
    return figures_of(item.frame, item.division.pot_nok if item.division else None)


def figures_of(frame: FrameTable | None, pot_nok: int | None) -> dict[str, int]:
    figures: dict[str, int] = {}
    if frame is not None:
        figures = {
            "frame": frame.amount_nok,
            "common": frame.sum_of(PostKind.COMMON),
            "individual": frame.sum_of(PostKind.INDIVIDUAL),
            "collective": frame.sum_of(PostKind.COLLECTIVE),
            "left": frame.left_nok,
        }
    if pot_nok is not None:
        figures["pot"] = pot_nok
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
    """The text with each ``{name}`` as the amount it stands for."""
    names = _names()
    pieces, end = [], 0
    for match in TOKEN.finditer(text):
        pieces.append(Piece(text[end : match.start()]))
        key = names.get(match[1].strip().casefold(), "")
        if key in figures:
            pieces.append(Piece(format_nok(figures[key]), figure=key))
        else:
            pieces.append(Piece(match[0], unknown=True))
        end = match.end()
    return [piece for piece in [*pieces, Piece(text[end:])] if piece.text]


def bound_text(text: str, figures: Mapping[str, int]) -> str:
    return "".join(piece.text for piece in bind(text, figures))


def unknown_names(text: str, figures: Mapping[str, int]) -> list[str]:
    """Names in the text, as they are written, that stand for no figure here."""
    return [piece.text for piece in bind(text, figures) if piece.unknown]


def typed_amounts(text: str) -> list[str]:
    """Amounts that were typed into the text instead of bound."""
    return [match[0] for match in TYPED_AMOUNT.finditer(text)]


def figure_names(figures: Mapping[str, int]) -> list[tuple[str, str]]:
    """(what to write, what it becomes) for the list beside the text."""
    return [(f"{{{figure_name(key)}}}", format_nok(nok)) for key, nok in figures.items()]


def figure_name(key: str) -> str:
    return str(FIGURES[key])


@cache
def _names() -> dict[str, str]:
    """Every name of a figure in every language: what one secretary writes, the next can read."""
    names = {key: key for key in FIGURES}
    for language in LANGUAGES:
        with translation.override(language):
            names |= {str(name).casefold(): key for key, name in FIGURES.items()}
    return names


# --- do the sums add up? -------------------------------------------------------------------------


def sum_checks(content: MinutesContent) -> list[SumCheck]:
    """Every sum that stands in the minutes, with its parts (R-43)."""
    return [check for item in content.items for check in _sums_of(item)]


def _sums_of(item: ItemPart) -> Iterator[SumCheck]:
    if item.frame is not None:
        if not item.shows:
            yield _frame_adds_up(item.frame)
        for kind in item.shows:
            yield _posts_add_up(item.frame, PostKind(kind))
    if item.division is not None:
        yield SumCheck(
            _("Pro rata, version %(version)d") % {"version": item.division.version},
            (
                (
                    _("%(count)d amounts in the table") % {"count": len(item.division.lines)},
                    sum(line.amount_nok for line in item.division.lines),
                ),
            ),
            _("To be divided"),
            item.division.pot_nok,
        )


def _frame_adds_up(frame: FrameTable) -> SumCheck:
    parts = [(str(kind.label), frame.sum_of(kind)) for kind in PostKind if frame.posts_of(kind)]
    if frame.left_nok > 0:
        parts.append((_("Not allocated"), frame.left_nok))
    return SumCheck(_("The frame"), tuple(parts), _("Frame"), frame.amount_nok)


def _posts_add_up(frame: FrameTable, kind: PostKind) -> SumCheck:
    posts = frame.posts_of(kind)
    provisional = [post.title for post in posts if post.provisional]
    return SumCheck(
        ngettext("%(kind)s, %(count)d post", "%(kind)s, %(count)d posts", len(posts))
        % {"kind": kind.label, "count": len(posts)},
        tuple((post.title, post.amount_nok) for post in posts),
        _("Sum"),
        frame.sum_of(kind),
        note=_("Provisional: %(titles)s.") % {"titles": ", ".join(provisional)}
        if provisional
        else "",
        is_listed=True,
    )


# --- before the minutes can be approved ----------------------------------------------------------


def checks(content: MinutesContent, *, suggested: Collection[tuple[str, str]] = ()) -> list[Check]:
    """All that is looked at before minutes are approved (R-45, R-52, R-53), in reading order.

    ``suggested``: (member, network) pairs where the member's organisation takes part.
    """
    return [
        Check(_("Place"), bool(content.place), _("Write where the meeting was held."), blocks=True),
        Check(
            _("Attendance"),
            bool(content.attending),
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
        *(check for item in content.items for check in _item_checks(item, suggested)),
    ]


def _item_checks(item: ItemPart, suggested: Collection[tuple[str, str]]) -> Iterator[Check]:
    if item.frame is not None and not item.shows:
        yield from _left_checks(item, item.frame)
    if item.networks:
        yield from _network_checks(item)
        yield _impartiality_check(item, suggested)
    yield from _text_checks(item, item.text, item_figures(item))
    for network in item.networks:
        yield from _text_checks(item, network.text, network_figures(network), network)


def _left_checks(item: ItemPart, frame: FrameTable) -> Iterator[Check]:
    if frame.left_nok > 0:
        yield Check(
            _("Not allocated: %(amount)s") % {"amount": format_nok(frame.left_nok)},
            fine=False,
            note=_("Say what becomes of it, or carry it over with a reason."),
            item=item.key,
        )
    if frame.left_nok < 0:
        yield Check(
            _("Allocated beyond the frame: %(amount)s") % {"amount": format_nok(-frame.left_nok)},
            fine=False,
            note=_("The posts come to more than the frame."),
            item=item.key,
        )


def _network_checks(item: ItemPart) -> Iterator[Check]:
    undecided = [network.network for network in item.networks if not network.outcome]
    yield Check(
        _("Outcome for each network, item %(item)s") % {"item": item.number},
        not undecided,
        _("No outcome is written for %(networks)s.") % {"networks": ", ".join(undecided)},
        blocks=True,
        item=item.key,
    )
    for network in item.networks:
        if network.outcome and network.criteria_confirmed is None:
            yield Check(
                network.network,
                fine=False,
                note=_("The network's own confirmation of the criteria is not in the text."),
                item=item.key,
                network=network.key,
            )


def _impartiality_check(item: ItemPart, suggested: Collection[tuple[str, str]]) -> Check:
    """One decision for the whole item, or one for each network where the question may arise."""
    whole = {decision.name for decision in item.impartiality if not decision.network}
    decided = {(decision.name, decision.network) for decision in item.impartiality}
    here = {network.network for network in item.networks}
    open_for = [
        (name, network)
        for name, network in suggested
        if network in here and name not in whole and (name, network) not in decided
    ]
    names = list(dict.fromkeys(name for name, _network in open_for))
    return Check(
        _("Impartiality, item %(item)s") % {"item": item.number},
        not open_for,
        _("Possibly disqualified, the forum decides: %(names)s.") % {"names": ", ".join(names)},
        item=item.key,
    )


def _text_checks(
    item: ItemPart, text: str, figures: Mapping[str, int], network: NetworkPart | None = None
) -> Iterator[Check]:
    """Only what is not in order: most texts hold no figure at all."""
    name = network.network if network else f"{item.number} {item.title}"
    line = network.key if network else 0
    if unknown := unknown_names(text, figures):
        note = _("%(names)s stands for no figure here.") % {"names": ", ".join(unknown)}
        yield Check(name, fine=False, note=note, blocks=True, item=item.key, network=line)
    if typed := typed_amounts(text):
        note = _("Typed by hand: %(amounts)s. Use a figure from the list where there is one.")
        yield Check(
            name,
            fine=False,
            note=note % {"amounts": ", ".join(typed)},
            item=item.key,
            network=line,
        )
