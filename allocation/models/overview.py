"""Rows → the overview of a frame: what each network needs and gets, and what is told of the rest."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, Sum

from allocation.choices import DivisionStatus, LedgerKind
from allocation.models.division import Division, DivisionLine
from allocation.models.earlier import LedgerEntry
from allocation.models.forum import Recommendation
from allocation.models.frame import Frame
from allocation.models.needs import CLOSED, Need, read_needs_of_networks
from allocation.rules.earlier import NOT_STATED, Told
from allocation.rules.overview import ForecastRow, NetworkOverview, Overview
from measures import terms
from measures.choices import PayeeKind
from measures.models import ContinuationEstimate, Measure, NeedsReport
from measures.rules.coverage import Coverage, coverage_of
from measures.rules.words import ANSWERS
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
UNITS = (
    *("municipal_kindergartens", "private_kindergartens", "public_schools", "private_schools"),
    "educational_psychology_services",
)


@dataclass(frozen=True)
class Facts:
    """What is known of the networks of a frame, each part by the network's key."""

    needs: dict[int, Need]
    allotted: dict[int, int]
    told: dict[tuple[int, str], Told]
    confirmed: dict[int, bool | None]
    texts: dict[int, list[str]]
    units: dict[int, int | None]
    shared: Counter[int]


def divisions_of(frame: Frame) -> list[Division]:
    """All versions of the frame's posts, the one that the overview begins with first."""
    divisions = Division.objects.filter(post__frame=frame).select_related("post")
    return sorted(divisions, key=lambda one: (FURTHEST.index(one.status), -one.version))


def read_overview(frame: Frame, division: Division | None) -> Overview:
    """Every network of the office, with the amounts of the division. Eight queries."""
    spellings = _members(frame)
    facts = _facts(frame, division)
    return Overview(
        tuple(
            _network(key, name, members, facts)
            for (key, name), members in sorted(spellings.items(), key=lambda item: item[0][1])
        )
    )


def read_forecast(frame: Frame) -> list[ForecastRow]:
    """Terms of the call with the measures that run, then the periods after with what is estimated."""
    measures = Measure.objects.filter(
        report__call=frame.call_id, report__status__in=CLOSED, scheme=frame.scheme_id
    )
    running = Counter(
        term for chosen in measures.values_list("terms", flat=True) for term in chosen
    )
    estimates = (
        ContinuationEstimate.objects.filter(measure__in=measures, amount_nok__gt=0)
        .order_by()
        .values("period")
        .annotate(
            measures=Count("measure", distinct=True),
            owner_nok=Sum("amount_nok", filter=Q(payee__kind=PayeeKind.OWNER), default=0),
            university_nok=Sum("amount_nok", filter=~Q(payee__kind=PayeeKind.OWNER), default=0),
        )
    )
    rows = [ForecastRow(term, running[term], 0, 0) for term in frame.call.terms if running[term]]
    after = sorted(estimates, key=lambda row: terms.order(row["period"]))
    return rows + [ForecastRow(**row) for row in after]


def _network(key: int, name: str, members: dict[str, set[str]], facts: Facts) -> NetworkOverview:
    need = facts.needs.get(key, Need())
    return NetworkOverview(
        key=key,
        network=name,
        municipalities=len(members),
        owner_nok=need.owner_nok,
        university_needs=need.universities,
        measures=need.measures,
        allotted_nok=facts.allotted.get(key),
        earlier=facts.told.get((key, LedgerKind.PLANNED_DRAW), NOT_STATED),
        held=facts.told.get((key, LedgerKind.OPENING), NOT_STATED),
        confirmed=facts.confirmed.get(key),
        coverage=coverage_of(members, facts.texts[key]) if key in facts.texts else Coverage(),
        units=facts.units.get(key),
        shared_measures=facts.shared[key],
    )


def _members(frame: Frame) -> dict[tuple[int, str], dict[str, set[str]]]:
    """By network (key and name): its municipalities as the call opened, each with all its names."""
    day = frame.call.opens_at.date()
    member = "members__organisation__municipality"
    held_then = Q(members__joined_on__isnull=True) | Q(members__joined_on__lte=day)
    not_left = Q(members__left_on__isnull=True) | Q(members__left_on__gt=day)
    rows = Network.objects.filter(county_governor=frame.call.county_governor_id).values_list(
        "pk", "name", f"{member}__name", f"{member}__official_name", held_then & not_left
    )
    found: dict[tuple[int, str], dict[str, set[str]]] = defaultdict(dict)
    for pk, name, municipality, official, is_member in rows:
        members = found[pk, name]
        if municipality and is_member:
            members[municipality] = {municipality, *official.split(" - ")}
    return found


def _facts(frame: Frame, division: Division | None) -> Facts:
    needs = read_needs_of_networks(call=frame.call_id, schemes=[frame.scheme_id], statuses=CLOSED)
    texts, shared = _texts(frame)
    return Facts(
        needs={network: need for (_scheme, network), need in needs.items()},
        allotted=_allotted(division),
        told={
            (entry.network_id, entry.kind): Told(entry.amount_nok, entry.words)
            for entry in LedgerEntry.objects.filter(frame=frame, network__isnull=False)
        },
        confirmed=dict(
            Recommendation.objects.filter(line__division__post__frame=frame)
            .order_by("pk")
            .values_list("line__network", "criteria_confirmed")
        ),
        texts=texts,
        units=_units(frame),
        shared=shared,
    )


def _allotted(division: Division | None) -> dict[int, int]:
    if division is None:
        return {}
    lines = DivisionLine.objects.filter(division=division)
    return dict(lines.values_list("network", "amount_nok"))


def _texts(frame: Frame) -> tuple[dict[int, list[str]], Counter[int]]:
    """What the measures of each network say, and how many of them share a need with another scheme."""
    rows = Measure.objects.filter(
        report__call=frame.call_id,
        report__status__in=CLOSED,
        report__partnership__network__isnull=False,
        scheme=frame.scheme_id,
    ).values_list("report__partnership__network", "shared_need", *ANSWERS)
    texts: dict[int, list[str]] = defaultdict(list)
    shared: Counter[int] = Counter()
    for network, need, *answers in rows:
        texts[network] += answers
        shared[network] += need is not None
    return texts, shared


def _units(frame: Frame) -> dict[int, int | None]:
    """Kindergartens, schools and services by network: counted once a report, not once a measure."""
    reports: Any = NeedsReport.objects.filter(call=frame.call_id, status__in=CLOSED)
    rows = (
        reports.filter(partnership__network__isnull=False)
        .order_by()
        .values("partnership__network")
        .annotate(
            units=sum((Sum(F(unit), default=0) for unit in UNITS[1:]), Sum(UNITS[0], default=0))
        )
    )
    return {row["partnership__network"]: row["units"] for row in rows}
