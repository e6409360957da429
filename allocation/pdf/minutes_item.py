"""One item of the minutes as it stands on paper: text, tables out of the data, outcome, impartiality."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Choices
from django.utils.translation import gettext as _

from allocation.choices import (
    ImpartialityOutcome,
    ItemOutcome,
    PostKind,
    RecommendationOutcome,
)
from allocation.content import FrameTable, ItemPart, NetworkPart, PostLine
from allocation.pdf.division_table import total_in_words
from allocation.rules.minutes import bound_text, item_figures, network_figures
from rekom.kit.dates import format_when
from rekom.kit.kroner import format_nok


@dataclass(frozen=True)
class FrameRow:
    label: str
    percent: Decimal | None
    amount_nok: int


@dataclass(frozen=True)
class FrameOnPaper:
    """The frame and what it goes to. ``closes``: nothing is allocated beyond it."""

    title: str
    rows: tuple[FrameRow, ...]
    amount_nok: int
    document_reference: str
    closes: bool


@dataclass(frozen=True)
class Posts:
    """Posts of one kind, in groups where there are two; the heading of a group may be empty."""

    kind: str
    groups: tuple[tuple[str, int, tuple[PostLine, ...]], ...]
    total_nok: int
    rows: int


@dataclass(frozen=True)
class NetworkOnPaper:
    network: str
    text: str
    owner_need_nok: int | None
    university_need_nok: int | None
    need_nok: int | None
    allotted_nok: int | None
    outcome: str
    said: tuple[str, ...]


@dataclass(frozen=True)
class Networks:
    """Needs and allotments with their sums; a sum of what is not known is not given."""

    lines: tuple[NetworkOnPaper, ...]
    owner_need_nok: int | None
    university_need_nok: int | None
    need_nok: int | None
    allotted_nok: int | None
    needs_add_up: bool
    allotments_add_up: bool
    difference: str  # in words, where the allotments do not come to what is divided


@dataclass(frozen=True)
class ItemOnPaper:
    number: str
    part: str
    title: str
    level: int  # of its heading: a part stands under the heading of its item
    text: str
    frame: FrameOnPaper | None
    posts: tuple[Posts, ...]
    networks: Networks | None
    attachment: int | None
    version: int | None
    outcome: str
    impartiality: tuple[str, ...]


def item_on_paper(item: ItemPart, *, level: int, attachment: int | None) -> ItemOnPaper:
    posts = tuple(_posts(item.frame, kind) for kind in item.shows) if item.frame else ()
    return ItemOnPaper(
        number=item.number,
        part=item.part,
        title=item.title,
        level=level,
        text=bound_text(item.text.strip(), item_figures(item)),
        # The item about the frame shows all of it; one about some posts shows those.
        frame=_frame(item.frame) if item.frame and not item.shows else None,
        posts=posts,
        networks=_networks(item) if item.networks else None,
        attachment=attachment,
        version=item.division.version if item.division else None,
        outcome=_outcome(item),
        impartiality=tuple(_impartiality(item)),
    )


def _frame(frame: FrameTable) -> FrameOnPaper:
    rows = [
        FrameRow(str(kind.label), _percent(frame.sum_of(kind), frame), frame.sum_of(kind))
        for kind in PostKind
        if frame.posts_of(kind)
    ]
    if frame.left_nok > 0:
        rows.append(FrameRow(_("Not allocated"), _percent(frame.left_nok, frame), frame.left_nok))
    if frame.left_nok < 0:
        rows.append(FrameRow(_("Allocated beyond the frame"), None, frame.left_nok))
    return FrameOnPaper(
        title=f"{frame.scheme} {frame.year}",
        rows=tuple(rows),
        amount_nok=frame.amount_nok,
        document_reference=frame.document_reference,
        closes=frame.left_nok >= 0,
    )


def _percent(part_nok: int, frame: FrameTable) -> Decimal | None:
    if not frame.amount_nok:
        return None
    share = Decimal(100 * part_nok) / frame.amount_nok
    return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _posts(frame: FrameTable, kind: str) -> Posts:
    posts = frame.posts_of(kind)
    groups = list(_groups(kind, posts))
    return Posts(
        kind=str(PostKind(kind).label),
        groups=tuple(
            (label if len(groups) > 1 else "", sum(post.amount_nok for post in members), members)
            for label, members in groups
        ),
        total_nok=frame.sum_of(kind),
        rows=len(posts),
    )


def _groups(kind: str, posts: tuple[PostLine, ...]) -> Iterator[tuple[str, tuple[PostLine, ...]]]:
    """Common measures in and outside the long-term plan, individual ones with and without a basis."""
    if kind == PostKind.COMMON:
        labels = (_("In the long-term plan"), _("Outside the long-term plan"))
        first = [post for post in posts if post.in_long_term_plan]
    elif kind == PostKind.INDIVIDUAL:
        labels = (_("With a basis for decision"), _("Without a basis for decision"))
        first = [post for post in posts if post.with_decision_basis]
    else:
        labels, first = ("", ""), list(posts)
    for label, members in zip(
        labels, (first, [post for post in posts if post not in first]), strict=True
    ):
        if members:
            yield label, tuple(members)


def _networks(item: ItemPart) -> Networks:
    parts = item.networks
    pot_nok = item.division.pot_nok if item.division else None
    owner_nok = _sum(part.owner_need_nok for part in parts)
    university_nok = _sum(map(_university_need, parts))
    need_nok = _sum(part.need_nok for part in parts)
    allotted_nok = _sum(part.allotted_nok for part in parts)
    return Networks(
        lines=tuple(map(_network, parts)),
        owner_need_nok=owner_nok,
        university_need_nok=university_nok,
        need_nok=need_nok,
        allotted_nok=allotted_nok,
        needs_add_up=need_nok is not None and need_nok == _sum((owner_nok, university_nok)),
        allotments_add_up=allotted_nok is not None and allotted_nok == pot_nok,
        difference=_difference(allotted_nok, pot_nok),
    )


def _difference(allotted_nok: int | None, pot_nok: int | None) -> str:
    if allotted_nok is None or pot_nok is None or allotted_nok == pot_nok:
        return ""
    return total_in_words(allotted_nok, pot_nok)


def _network(part: NetworkPart) -> NetworkOnPaper:
    return NetworkOnPaper(
        network=part.network,
        text=bound_text(part.text.strip(), network_figures(part)),
        owner_need_nok=part.owner_need_nok,
        university_need_nok=_university_need(part),
        need_nok=part.need_nok,
        allotted_nok=part.allotted_nok,
        outcome=_label(RecommendationOutcome, part.outcome),
        said=tuple(_said(part)),
    )


def _said(part: NetworkPart) -> Iterator[str]:
    """What is known of the network besides its text. A computed difference is told as one, not as heard."""
    if part.measures:
        yield _("Measures: %(count)d.") % {"count": part.measures}
    if part.university_needs:
        needs = [f"{need.name} {format_nok(need.amount_nok)}" for need in part.university_needs]
        yield _("The universities' need: %(needs)s.") % {"needs": ", ".join(needs)}
    if part.beyond_nok and part.beyond_nok > 0:
        yield _("The need is %(amount)s larger than the allotment.") % {
            "amount": format_nok(part.beyond_nok)
        }
    if part.earlier_money_nok is not None:
        yield _("The network states that it uses %(amount)s of money granted earlier.") % {
            "amount": format_nok(part.earlier_money_nok)
        }
    elif part.earlier_money_words:
        yield _("Use of money granted earlier, as stated: %(words)s.") % {
            "words": part.earlier_money_words
        }
    if part.outcome:
        yield _confirmation(part)
    if part.reason:
        yield _("Reason: %(reason)s") % {"reason": part.reason}
    if part.stepped_aside:
        yield _("Stepped aside: %(names)s.") % {"names": ", ".join(part.stepped_aside)}


def _confirmation(part: NetworkPart) -> str:
    if part.criteria_confirmed is None:
        return _("The network's own confirmation of the criteria is not in the text.")
    if part.criteria_confirmed:
        return _("The network has confirmed that the criteria are met.")
    return _("The network has not confirmed that the criteria are met.")


def _university_need(part: NetworkPart) -> int | None:
    if part.need_nok is None:
        return None
    return sum(need.amount_nok for need in part.university_needs)


def _outcome(item: ItemPart) -> str:
    if item.outcome == ItemOutcome.POSTPONED and item.postponed_to:
        day = format_when(date.fromisoformat(item.postponed_to), "long")
        return _("Postponed to %(day)s") % {"day": day}
    return _label(ItemOutcome, item.outcome)


def _impartiality(item: ItemPart) -> Iterator[str]:
    for decision in item.impartiality:
        name = f"{decision.name}, {decision.network}" if decision.network else decision.name
        outcome = _label(ImpartialityOutcome, decision.outcome)
        yield f"{name}: {outcome}. {decision.ground}"


def _label(choices: type[Choices], code: str) -> str:
    return str(dict(choices.choices).get(code, code))


def _sum(amounts: Iterable[int | None]) -> int | None:
    """None when one of them is not known: a sum of the others would be taken for the whole."""
    total = 0
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total
