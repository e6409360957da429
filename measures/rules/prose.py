"""Rules about what the answers say beside the figures: amounts, paragraphs and other measures' numbers."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from measures.choices import LineKind, MeasureKind
from measures.content import MeasureContent, ReportContent
from measures.rules import sums
from measures.rules.problems import Problem, in_measure, warn
from measures.rules.references import referred_numbers
from measures.rules.sharing import shared_sums
from measures.rules.words import ANSWERS, called
from rekom.kit.kroner import NotKroner, format_nok, parse_kroner

# With kr before or after, or the tail ",-": a bare number in a text may be anything.
_FIGURE = r"[1-9]\d{0,2}(?:[ .\u00a0\u2009\u202f]\d{3})+|[1-9]\d*"
AMOUNT = re.compile(
    rf"(?:\bkr\.?\s?(?P<after>{_FIGURE}))|(?<![\d.])(?P<before>{_FIGURE})(?=\s?(?:,-|,–|kr\b|kroner\b))",
    re.IGNORECASE,
)
LONG_PARAGRAPH = 120  # characters; shorter ones may be alike by chance


def amounts_in_texts_are_in_the_fields(content: ReportContent) -> list[Problem]:
    """R-01 (warn): an amount that is written in an answer is one of the report's amounts.

    Source: Ytre Helgeland's report of 2024, measure 3 (“in all kr 210 000”, 70 000 in each scheme).
    """
    of_the_report = set(_amounts_of_the_report(content))
    return [
        warn(
            "R-01",
            in_measure(measure, field),
            _(
                "%(measure)s: %(answer)s says %(amount)s, which is none of the amounts in the report. Correct the one that is wrong."
            )
            % {"measure": called(measure), "answer": answer, "amount": format_nok(amount)},
        )
        for measure in content.measures
        for field, answer in ANSWERS.items()
        for amount in dict.fromkeys(amounts_in(getattr(measure, field)))
        if amount not in of_the_report and amount not in set(_amounts_of(measure))
    ]


def paragraphs_are_written_for_their_measure(content: ReportContent) -> list[Problem]:
    """R-19 (warn): no longer paragraph stands alike in several measures.

    A coordinator who is asked for in each scheme has the same reason in each, and an answer for the whole
    report is meant for all.

    Source: Ytre Helgeland's report of 2024, where measures 1 and 2 have the same text on teacher education.
    """
    seen: dict[str, MeasureContent] = {}
    common = {each for answer in content.common_answers for each in _long_paragraphs(answer.text)}
    found = []
    for measure in content.measures:
        if measure.kind == MeasureKind.COORDINATOR:
            continue
        for field, answer in ANSWERS.items():
            for paragraph in _long_paragraphs(getattr(measure, field)):
                if paragraph in common:
                    continue
                first = seen.setdefault(paragraph, measure)
                if first is not measure:
                    found.append(
                        warn(
                            "R-19",
                            in_measure(measure, field),
                            _(
                                "%(measure)s: a paragraph of %(answer)s is the same as in measure %(number)d. Write what is special to this measure."
                            )
                            % {
                                "measure": called(measure),
                                "answer": answer,
                                "number": first.number,
                            },
                        )
                    )
    return list(dict.fromkeys(found))


def references_lead_to_a_measure(content: ReportContent) -> list[Problem]:
    """R-19 (warn): a measure that an answer speaks of is in the report.

    Source: Ytre Helgeland's report of 2024, which speaks of measures by their number.
    """
    numbers = {measure.number for measure in content.measures}
    return [
        warn(
            "R-19",
            in_measure(measure, field),
            _("%(measure)s: %(answer)s speaks of measure %(number)d, which is not in the report.")
            % {"measure": called(measure), "answer": answer, "number": number},
        )
        for measure in content.measures
        for field, answer in ANSWERS.items()
        for number in dict.fromkeys(referred_numbers(getattr(measure, field)))
        if number not in numbers
    ]


def amounts_in(text: str) -> Iterator[int]:
    """Whole kroner written in a text: “kr 210 000”, “70.000,-”, “50 000 kroner”."""
    for found in AMOUNT.finditer(text):
        try:
            yield parse_kroner(found["after"] or found["before"])
        except NotKroner:  # "kr 1.5" and the like say nothing certain
            continue


def _amounts_of_the_report(content: ReportContent) -> Iterator[int]:
    tables = [sums.report_table(content)]
    tables += [sums.scheme_table(content, scheme.code) for scheme in content.schemes]
    for table in tables:
        for row in (*table.rows, table.totals):
            yield from (*row.amounts_nok, row.owner_nok, row.university_nok, row.total_nok)
    yield sums.coordinator_share(content).amount_nok
    alone = [each for each in content.measures if each.kind == MeasureKind.COORDINATOR]
    yield sum(map(sums.measure_nok, alone))
    for shared in shared_sums(content):
        yield from (shared.need_nok, shared.reported_nok, shared.twice_nok)


def _amounts_of(measure: MeasureContent) -> Iterator[int]:
    for line in measure.lines:
        yield from (line.amount_nok, line.unit_price_nok)
    for kind in LineKind:
        amounts = sums.amounts_by_payee(measure, kind)
        yield from (*amounts.values(), sum(amounts.values()))
    for estimate in measure.estimates:
        yield estimate.amount_nok or 0
    yield sums.coordinator_nok(measure)


def _long_paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.splitlines():
        words = " ".join(paragraph.casefold().split())
        if len(words) >= LONG_PARAGRAPH:
            yield words
