"""Rows → the overview of a frame: what each network needs and gets, and what is told of the rest."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from allocation.choices import DivisionStatus, LedgerKind
from allocation.models.division import Division, DivisionLine
from allocation.models.earlier import LedgerEntry
from allocation.models.frame import Frame
from allocation.models.needs import CLOSED, Need, read_needs_of_networks
from allocation.models.reported import (
    MeasureRow,
    marks_of,
    read_measures,
    sent_measures,
    shared_needs_of,
)
from allocation.rules.earlier import NOT_STATED, Told
from allocation.rules.overview import ForecastRow, NetworkOverview, Overview
from measures import terms
from measures.choices import PayeeKind
from measures.models import ContinuationEstimate
from measures.rules.coverage import coverage_of
from partnerships.models import Network

# Which version is shown when none is chosen: what is in force, else what has come furthest.
FURTHEST = [
    DivisionStatus.IN_FORCE,
    DivisionStatus.RECOMMENDED,
    DivisionStatus.LAID,
    DivisionStatus.DRAFT,
    DivisionStatus.SUPERSEDED,
    DivisionStatus.SET_ASIDE,
]
Spellings = dict[str, set[str]]  # of municipalities: every name that each is written by


@dataclass(frozen=True)
class Facts:
    """What is known of the networks of a frame, each part by the network's key."""

    needs: dict[int, Need]
    allotted: dict[int, int]
    confirmed: dict[int, bool | None]
    told: dict[tuple[int, str], Told]
    measures: dict[int, list[MeasureRow]]


def divisions_of(frame: Frame) -> list[Division]:
    """All versions of the frame's posts, the one that the overview begins with first."""
    divisions = Division.objects.filter(post__frame=frame).select_related("post")
    return sorted(divisions, key=lambda one: (FURTHEST.index(one.status), -one.version))


def read_overview(frame: Frame, division: Division | None) -> Overview:
    """Every network of the office, with the amounts of the division. Six queries."""
    members, rows = _members(frame), read_measures(frame)
    facts = _facts(frame, division, rows)
    return Overview(
        networks=tuple(
            _network(key, name, members[key, name], facts)
            for key, name in sorted(members, key=lambda network: network[1])
        ),
        forecast=(*_running(frame, rows), *_estimated(frame)),
    )


def _network(key: int, name: str, members: Spellings, facts: Facts) -> NetworkOverview:
    need = facts.needs.get(key, Need())
    measures = facts.measures.get(key, [])
    units = {row.report: row.units for row in measures}  # once a report, not once a measure
    return NetworkOverview(
        key=key,
        network=name,
        municipalities=len(members),
        owner_nok=need.owner_nok,
        university_needs=need.universities,
        measures=need.measures,
        supplementary_nok=need.supplementary_nok,
        allotted_nok=facts.allotted.get(key),
        earlier=facts.told.get((key, LedgerKind.PLANNED_DRAW), NOT_STATED),
        held=facts.told.get((key, LedgerKind.OPENING), NOT_STATED),
        confirmed=facts.confirmed.get(key),
        parties=coverage_of(members, (name for row in measures for name in row.parties)),
        coverage=coverage_of(members, (text for row in measures for text in row.texts)),
        units=sum(units.values()) if measures else None,
        marks=marks_of(measures),
        shared=shared_needs_of(measures),
    )


def _members(frame: Frame) -> dict[tuple[int, str], Spellings]:
    """By network (key and name): its municipalities as the call opened, each with all its names."""
    day = frame.call.opens_at.date()
    member = "members__organisation__municipality"
    held_then = Q(members__joined_on__isnull=True) | Q(members__joined_on__lte=day)
    not_left = Q(members__left_on__isnull=True) | Q(members__left_on__gt=day)
    rows = Network.objects.filter(county_governor=frame.call.county_governor_id).values_list(
        "pk", "name", f"{member}__name", f"{member}__official_name", held_then & not_left
    )
    found: dict[tuple[int, str], Spellings] = defaultdict(dict)
    for pk, name, municipality, official, is_member in rows:
        members = found[pk, name]
        if municipality and is_member:
            members[municipality] = {municipality, *official.split(" - ")}
    return found


def _facts(frame: Frame, division: Division | None, rows: list[MeasureRow]) -> Facts:
    needs = read_needs_of_networks(call=frame.call_id, schemes=[frame.scheme_id], statuses=CLOSED)
    allotted, confirmed = _lines(frame, division)
    measures: dict[int, list[MeasureRow]] = defaultdict(list)
    for row in rows:
        if row.network is not None:
            measures[row.network].append(row)
    return Facts(
        needs={network: need for (_scheme, network), need in needs.items()},
        allotted=allotted,
        confirmed=confirmed,
        told={
            (entry.network_id, entry.kind): Told(entry.amount_nok, entry.words)
            for entry in LedgerEntry.objects.filter(frame=frame, network__isnull=False)
        },
        measures=measures,
    )


def _lines(
    frame: Frame, division: Division | None
) -> tuple[dict[int, int], dict[int, bool | None]]:
    """By network: what the division gives, and what the forum said of the criteria in any version."""
    allotted: dict[int, int] = {}
    confirmed: dict[int, bool | None] = {}
    lines = DivisionLine.objects.filter(division__post__frame=frame).order_by("pk")
    for version, network, nok, recommended, criteria in lines.values_list(
        "division",
        "network",
        "amount_nok",
        "recommendations",
        "recommendations__criteria_confirmed",
    ):
        if division is not None and version == division.pk:
            allotted[network] = nok
        if recommended is not None:
            confirmed[network] = criteria
    return allotted, confirmed


def _running(frame: Frame, rows: list[MeasureRow]) -> list[ForecastRow]:
    """The terms of the call, with the measures that run in each."""
    measures = {(row.supplements or row.key, term) for row in rows for term in row.terms}
    running = Counter(term for _measure, term in measures)
    return [ForecastRow(term, running[term], 0, 0) for term in frame.call.terms if running[term]]


def _estimated(frame: Frame) -> list[ForecastRow]:
    """The periods after the call, with what is estimated for them."""
    rows = (
        ContinuationEstimate.objects.filter(measure__in=sent_measures(frame), amount_nok__gt=0)
        .order_by()
        .values("period")
        .annotate(
            measures=Count("measure", distinct=True),
            owner_nok=Sum("amount_nok", filter=Q(payee__kind=PayeeKind.OWNER), default=0),
            university_nok=Sum("amount_nok", filter=~Q(payee__kind=PayeeKind.OWNER), default=0),
        )
    )
    return [ForecastRow(**row) for row in sorted(rows, key=lambda row: terms.order(row["period"]))]
