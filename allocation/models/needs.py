"""What the networks of a call ask for, from the funding lines of their reports."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from allocation.content import UniversityNeed
from measures.choices import PayeeKind, ReportStatus
from measures.models import FundingLine

# Nobody can change the amounts of these: they are what was sent.
CLOSED = (ReportStatus.SUBMITTED, ReportStatus.CHECKED)


class Need(NamedTuple):
    """What one network has asked for in one scheme, in whole kroner."""

    owner_nok: int | None = None
    universities: tuple[UniversityNeed, ...] = ()
    measures: int = 0  # that which is only asked for more to is the one it was
    supplementary_nok: int = 0  # of what is asked for


def read_needs_of_networks(
    *, call: int, schemes: Iterable[int], statuses: Iterable[ReportStatus]
) -> dict[tuple[int, int], Need]:
    """By scheme and network, of the call's reports in the statuses. One query."""
    rows = (
        FundingLine.objects.grants()
        .filter(
            measure__report__call=call,
            measure__report__status__in=statuses,
            measure__scheme__in=schemes,
            measure__report__partnership__network__isnull=False,
        )
        .amount_by(
            "measure__scheme",
            "measure__report__partnership__network",
            "measure",
            "measure__report__supplements",
            "payee__kind",
            "payee__organisation__name",
        )
    )
    found: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["measure__scheme"], row["measure__report__partnership__network"]].append(row)
    return {place: _need(its_rows) for place, its_rows in found.items()}


def _need(rows: list[dict[str, Any]]) -> Need:
    universities: dict[str, int] = defaultdict(int)
    for row in rows:
        if row["payee__kind"] != PayeeKind.OWNER:
            universities[row["payee__organisation__name"]] += row["amount_nok"]
    return Need(
        owner_nok=sum(row["amount_nok"] for row in rows if row["payee__kind"] == PayeeKind.OWNER),
        universities=tuple(UniversityNeed(*need) for need in sorted(universities.items())),
        measures=len({row["measure__report__supplements"] or row["measure"] for row in rows}),
        supplementary_nok=sum(
            row["amount_nok"] for row in rows if row["measure__report__supplements"]
        ),
    )
