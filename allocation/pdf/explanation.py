"""Why a network gets what it gets: a page on paper for each, and the words that page and screen share."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allocation.choices import BasisColumn
from allocation.models.explained import ExplainedDivision, ExplainedLine
from allocation.rules.division import DividedPot, name_key
from allocation.rules.explanation import Effects, Explanation
from rekom.kit.kroner import format_figure, format_nok, format_percent
from rekom.kit.pdf import render_pdf


@dataclass(frozen=True)
class ExplanationFacts:
    """What stands around the figures, in words. What is left empty is left out."""

    title: str
    office_name: str = ""
    office_parallel_names: tuple[str, ...] = ()  # Sámi and Kven
    subtitle: str = ""
    version: str = ""
    basis: str = ""
    created: str = ""  # ISO 8601
    year: int = 0
    earlier_year: int = 0
    earlier_version: str = ""  # which division it is compared with; empty: none


def explanation_pdf(
    explained: ExplainedDivision,
    lines: Sequence[ExplainedLine],
    *,
    facts: ExplanationFacts,
    language: str,
    draft: bool = False,
) -> bytes:
    """A page for each of the lines. Raises PaperError."""
    with translation.override(language):
        context = {
            **asdict(facts),
            "draft": draft,
            "networks": [explained_line(explained, line) for line in lines],
        }
    return render_pdf("pdf/explanation.html", context, language=language)


def explained_line(explained: ExplainedDivision, line: ExplainedLine) -> dict[str, Any]:
    """What page and paper show of a line, in the language that is active."""
    why, column = line.why, explained.divided.column
    return {
        "pk": line.pk,
        "why": why,
        "name": why.line.network,
        "basis_noun": column.noun,
        "lead": lead_of(why, column),
        "parts": list(_parts(why, column)),
        "rounding": list(rounding_in_words(why)),
        "effects": line.effects,
        "changes": list(_changes(line.effects, explained)) if line.effects else [],
    }


def lead_of(why: Explanation, column: BasisColumn) -> str:
    return _(
        "%(network)s gets %(amount)s: %(flat)s by municipalities and %(fte)s by %(basis)s."
    ) % {
        "basis": column.noun,
        "network": why.line.network,
        "amount": format_nok(why.amount.nok),
        "flat": format_nok(why.flat.nok),
        "fte": format_nok(why.fte.nok),
    }


def _parts(why: Explanation, column: BasisColumn) -> Iterator[dict[str, Any]]:
    pot = format_nok(why.pot_nok)
    yield {
        "label": _("Flat part"),
        "figures": _("%(pot)s × %(percent)s × %(own)s of %(all)s municipalities")
        % {
            "pot": pot,
            "percent": format_percent(why.flat_percent),
            "own": why.line.municipalities,
            "all": why.all_municipalities,
        },
        "part": why.flat,
    }
    yield {
        "label": _("Part by %(basis)s") % {"basis": column.noun},
        "figures": _("%(pot)s × %(percent)s × %(own)s of %(all)s %(basis)s")
        % {
            "basis": column.noun,
            "pot": pot,
            "percent": format_percent(why.fte_percent_of_pot),
            "own": format_figure(why.line.fte),
            "all": format_figure(why.all_fte),
        },
        "part": why.fte,
    }


def rounding_in_words(why: Explanation) -> Iterator[str]:
    """How the amount came to whole kroner, sentence by sentence."""
    values = {
        "unrounded": format_figure(why.amount.exact, 2),
        "floor": format_nok(why.amount.floor_nok),
        "remainder": format_figure(why.amount.remainder, 4),
        "place": why.place,
        "networks": why.networks,
    }
    yield _("Before rounding the amount is %(unrounded)s kr.") % values
    if not why.is_exact:
        yield from _rounded_alone(why, values)
        return
    yield _("All amounts are first rounded down, this one to %(floor)s.") % values
    if not why.kroner_left:
        yield _("Nothing is then left of the pot.")
        return
    yield ngettext(
        "%(count)d krone is then left of the pot. It goes to the network with the largest remainder.",
        "%(count)d kroner are then left of the pot. They go to the networks with the largest remainders.",
        why.kroner_left,
    ) % {"count": why.kroner_left}
    if why.rounded_up:
        yield (
            _(
                "The remainder here is %(remainder)s kr, number %(place)s of %(networks)s: the network gets one krone."
            )
            % values
        )
    else:
        yield (
            _(
                "The remainder here is %(remainder)s kr, number %(place)s of %(networks)s: the network gets none."
            )
            % values
        )
    yield _("The two parts are rounded so that they make the amount and each column makes its pot.")


def _rounded_alone(why: Explanation, values: dict[str, Any]) -> Iterator[str]:
    if why.rounded_up:
        yield (
            _(
                "It is rounded on its own: %(remainder)s kr is half a krone or more, so it is rounded up."
            )
            % values
        )
    else:
        yield (
            _(
                "It is rounded on its own: %(remainder)s kr is less than half a krone, so it is rounded down."
            )
            % values
        )
    if not why.adds_across:
        yield _("The two parts are rounded on their own as well, and come to %(sum)s.") % {
            "sum": format_nok(why.flat.nok + why.fte.nok)
        }


def _changes(effects: Effects, explained: ExplainedDivision) -> Iterator[dict[str, Any]]:
    """The five effects, each with what it was and what it is."""
    before, after = explained.earlier, explained.divided
    if before is None:
        return
    early, late = (_own(divided, effects.network) for divided in (before, after))
    for label, was, now, nok in (
        (_("The pot"), format_nok(before.pot_nok), format_nok(after.pot_nok), effects.pot_nok),
        (
            _("Flat percent"),
            format_percent(before.flat_percent),
            format_percent(after.flat_percent),
            effects.flat_percent_nok,
        ),
        (_("Municipalities"), early[0], late[0], effects.municipalities_nok),
        (_counted(before.column, after.column), early[1], late[1], effects.fte_nok),
        (_("Rounding"), "", "", effects.rounding_nok),
    ):
        yield {"label": label, "was": was, "now": now, "nok": nok}


def _counted(before: BasisColumn, after: BasisColumn) -> str:
    return str(after.label) if before == after else f"{before.label} → {after.label}"


def _own(divided: DividedPot, network: str) -> tuple[str, str]:
    """The network's own municipalities, and FTE or what stands in its place, out of all."""
    line = next(
        (line for line in divided.lines if name_key(line.network) == name_key(network)), None
    )
    return (
        _("%(own)s of %(all)s")
        % {"own": line.municipalities if line else 0, "all": divided.municipalities},
        _("%(own)s of %(all)s")
        % {
            "own": format_figure(line.fte) if line else 0,
            "all": format_figure(divided.fte),
        },
    )
