"""Rules about one need that is reported in several schemes, and what is then counted twice."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _

from measures.choices import MeasureKind
from measures.content import MeasureContent, ReportContent
from measures.rules import sums
from measures.rules.problems import Problem, in_measure, warn
from measures.rules.references import referred_numbers, sentences
from measures.rules.words import ANSWERS, called, likeness
from rekom.kit.kroner import format_nok

ALSO = re.compile(r"\b(også|òg|både|samme|same|also|both)\b", re.IGNORECASE)
ALIKE = 0.9  # of two titles


@dataclass(frozen=True)
class SharedRow:
    """``falls_away_nok``: what is not needed here if all the others are granted in full."""

    measure: MeasureContent
    amount_nok: int
    falls_away_nok: int


@dataclass(frozen=True)
class SharedSums:
    key: int
    need_nok: int
    rows: tuple[SharedRow, ...]

    @property
    def reported_nok(self) -> int:
        return sum(row.amount_nok for row in self.rows)

    @property
    def twice_nok(self) -> int:
        """Reported more than once: what falls away in all when every scheme grants it."""
        return max(0, self.reported_nok - self.need_nok)


def shared_sums(content: ReportContent) -> list[SharedSums]:
    """Each shared need: what is reported, and what falls away measure by measure. Whole kroner.

    What the measures are granted together is never more than the need in all, and no measure gets
    less than nothing.
    """
    return [
        SharedSums(each.key, each.need_nok, tuple(_rows(content.sharing(each.key), each.need_nok)))
        for each in content.shared_needs
    ]


def counted_twice_nok(content: ReportContent) -> int:
    """How much more the report's sum is than its needs are."""
    return sum(each.twice_nok for each in shared_sums(content))


def same_needs_are_linked(content: ReportContent) -> list[Problem]:
    """R-24 (warn): a need that is reported in several schemes is linked.

    Found where two measures in different schemes have nearly the same title, or where one says that
    it is reported as the other too. A coordinator may be asked for in each scheme.

    Source: Ytre Helgeland's report of 2024, measure 2 (“also through Rekom (measure 5) and Dekom (measure 6)”).
    """
    return [
        warn(
            "R-24",
            in_measure(one, "shared_need"),
            _(
                "%(measure)s: this looks like the same need as measure %(number)d. Link them, so that the forum sees what falls away if both are granted."
            )
            % {"measure": called(one), "number": other.number},
        )
        for one, other in combinations(content.measures, 2)
        if one.scheme != other.scheme
        and (one.shared_need is None or one.shared_need != other.shared_need)
        and _is_same_need(one, other)
    ]


def shared_needs_are_kept(content: ReportContent) -> list[Problem]:
    """R-24 (warn): no measure asks for more than the need that it shares.

    Source: good sense; more than the need can never be granted.
    """
    return [
        warn(
            "R-24",
            in_measure(row.measure, "lines"),
            _(
                "%(measure)s: %(amount)s is more than the need in all, %(need)s. Correct the amount, or the need."
            )
            % {
                "measure": called(row.measure),
                "amount": format_nok(row.amount_nok),
                "need": format_nok(shared.need_nok),
            },
        )
        for shared in shared_sums(content)
        for row in shared.rows
        if row.amount_nok > shared.need_nok
    ]


def falls_away(amounts: Sequence[int], need_nok: int) -> list[int]:
    """Of each amount: what is not needed if all the others are granted in full. Whole kroner."""
    all_nok = sum(amounts)
    return [max(0, amount - max(0, need_nok - (all_nok - amount))) for amount in amounts]


def _rows(measures: tuple[MeasureContent, ...], need_nok: int) -> Iterator[SharedRow]:
    amounts = [sums.measure_nok(measure) for measure in measures]
    return map(SharedRow, measures, amounts, falls_away(amounts, need_nok))


def _is_same_need(one: MeasureContent, other: MeasureContent) -> bool:
    if MeasureKind.COORDINATOR in (one.kind, other.kind):
        return False
    titles = [" ".join(each.title.casefold().split()) for each in (one, other)]
    return (
        (all(titles) and likeness(*titles) >= ALIKE)
        or _says_so(one, other.number)
        or _says_so(other, one.number)
    )


def _says_so(measure: MeasureContent, number: int) -> bool:
    """ "We report a need for this measure also through Rekom (measure 5)": the number and the word."""
    return any(
        number in referred_numbers(sentence) and ALSO.search(sentence)
        for field in ANSWERS
        for sentence in sentences(getattr(measure, field))
    )
