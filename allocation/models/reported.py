"""Rows → what the measures of a frame tell network by network, of the reports that have been sent. One query."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, QuerySet
from django.utils import timezone

from allocation.models.frame import Frame
from allocation.models.needs import CLOSED
from allocation.rules.overview import Marks, SharedNeeds
from measures.choices import Mark, PayeeKind
from measures.models import (
    Assessment,
    AwardCriterion,
    FundingLine,
    Measure,
    ReportPartner,
)
from measures.rules.sharing import falls_away
from measures.rules.words import ANSWERS
from partnerships.choices import OrganisationKind
from partnerships.models import PartnershipOwner
from rekom.kit.json_rows import rows_of

UNITS = (
    *("municipal_kindergartens", "private_kindergartens", "public_schools", "private_schools"),
    "educational_psychology_services",
)
MUNICIPALITY = "organisation__municipality__name"


class MeasureRow(NamedTuple):
    """What the overview asks of a measure, and of its report."""

    key: int
    supplements: int | None  # the measure that it only asks for more to
    network: int | None
    report: int
    sent_at: datetime | None
    units: int
    terms: list[str]
    texts: list[str]
    criteria: list[dict[str, Any]]
    marks: list[dict[str, Any]]
    parties: list[str]
    need_nok: int | None  # that it shares with measures in other schemes
    sharing: list[dict[str, Any]]  # their lines, its own among them


def sent_measures(frame: Frame) -> QuerySet[Measure]:
    return Measure.objects.running().filter(
        report__call=frame.call_id, report__status__in=CLOSED, scheme=frame.scheme_id
    )


def read_measures(frame: Frame) -> list[MeasureRow]:
    """Those of the frame's scheme that have been sent and are not being corrected."""
    owners = PartnershipOwner.objects.filter(organisation__kind=OrganisationKind.MUNICIPALITY)
    rows = (
        sent_measures(frame)
        .annotate(
            criteria=rows_of(
                AwardCriterion.objects.all(),
                "call",
                of="report__call",
                key="pk",
                first_day="valid_from",
                last_day="valid_until",
            ),
            marks=rows_of(
                Assessment.objects.all(),
                "measure_key",
                criterion="criterion",
                number="number",
                mark="mark",
            ),
            owners=rows_of(owners, "partnership", of="report__partnership", town=MUNICIPALITY),
            partners=rows_of(
                ReportPartner.objects.filter(kind=PayeeKind.OWNER),
                "report",
                of="report",
                name="name",
                town=MUNICIPALITY,
            ),
            sharing=rows_of(
                FundingLine.objects.grants(),
                "measure__shared_need",
                of="shared_need",
                measure="measure",
                nok=F("quantity") * F("unit_price_nok"),
            ),
        )
        .values(
            *("pk", "report", "terms", "criteria", "marks", "owners", "partners", "sharing"),
            *ANSWERS,
            *(f"report__{unit}" for unit in UNITS),
            supplements=F("report__supplements"),
            network=F("report__partnership__network"),
            sent_at=F("report__submitted_at"),
            lead=F("report__partnership__lead_owner__municipality__name"),
            need_nok=F("shared_need__need_nok"),
        )
    )
    return [_measure(row) for row in rows]


def _measure(row: dict[str, Any]) -> MeasureRow:
    return MeasureRow(
        key=row["pk"],
        supplements=row["supplements"],
        network=row["network"],
        report=row["report"],
        sent_at=row["sent_at"],
        units=sum(row[f"report__{unit}"] or 0 for unit in UNITS),
        terms=row["terms"],
        texts=[row[answer] for answer in ANSWERS],
        criteria=row["criteria"],
        marks=row["marks"],
        parties=_parties(row),
        need_nok=row["need_nok"],
        sharing=row["sharing"],
    )


def _parties(row: dict[str, Any]) -> list[str]:
    """By name. The lead owner alone receives the money, which says nothing of who else takes part."""
    others = [
        each.get(name) for each in row["owners"] + row["partners"] for name in ("town", "name")
    ]
    stated = [name for name in others if name]
    return [*stated, row["lead"] or ""] if stated else []


def marks_of(measures: Iterable[MeasureRow]) -> Marks:
    """Each measure by each criterion that held on the day it was sent: the last mark."""
    counted: Counter[str] = Counter()
    for measure in measures:
        marks = sorted(measure.marks, key=lambda each: each["number"])
        last = {each["criterion"]: each["mark"] for each in marks}
        for criterion in _held(measure):
            counted[last.get(criterion, Mark.NOT_ASSESSED)] += 1
    return Marks(**{mark.value: counted[mark] for mark in Mark})


def _held(measure: MeasureRow) -> list[int]:
    if measure.sent_at is None or measure.supplements:  # judged with the report that describes it
        return []
    sent_on = timezone.localdate(measure.sent_at).isoformat()
    return [
        each["key"]
        for each in measure.criteria
        if each["first_day"] <= sent_on and sent_on <= (each["last_day"] or sent_on)
    ]


def shared_needs_of(measures: Iterable[MeasureRow]) -> SharedNeeds:
    """What is reported here and in another scheme, and what of it falls away."""
    sums = SharedNeeds()
    for measure in measures:
        if measure.need_nok is None:
            continue
        amounts: dict[int, int] = defaultdict(int, {measure.key: 0})
        for line in measure.sharing:
            amounts[line["measure"]] += line["nok"]
        away = dict(zip(amounts, falls_away([*amounts.values()], measure.need_nok), strict=True))
        sums += SharedNeeds(1, amounts[measure.key], away[measure.key])
    return sums
