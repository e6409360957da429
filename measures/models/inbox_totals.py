"""What the rows of an inbox come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import starmap
from typing import NamedTuple

from django.db.models import Count, Sum

from measures.choices import ReportKind
from measures.models.selection import Found, joined, sent
from rekom.kit.json_rows import KeyList

FIGURES = ("count", "sent_count", "owner_nok", "university_nok")


class Part(NamedTuple):
    """Rows of one kind; whole kroner, of those that have been sent."""

    is_supplement: bool
    count: int
    sent_count: int
    owner_nok: int
    university_nok: int
    reports: str = "[]"  # a KeyList

    @property
    def nok(self) -> int:
        return self.owner_nok + self.university_nok


@dataclass(frozen=True)
class Totals:
    """Of a whole selection; whole kroner, of those that have been sent."""

    count: int
    sent_count: int
    owner_nok: int
    university_nok: int
    total_nok: int
    supplements_nok: int  # of the total

    @property
    def parts_nok(self) -> int:
        return self.owner_nok + self.university_nok


def totals(found: Found) -> Totals:
    """One query."""
    return added(_parts(found))


def totals_and_reports(found: Found) -> tuple[Totals, dict[ReportKind, str]]:
    """With them the reports of each kind, so that nobody need look for them anew. One query."""
    parts = _parts(found, reports=KeyList("of_call__pk"))
    kinds = (ReportKind.ORDINARY, ReportKind.SUPPLEMENTARY)
    return added(parts), {kinds[part.is_supplement]: part.reports or "[]" for part in parts}


def _parts(found: Found, **more: KeyList) -> list[Part]:
    parts = (
        rows.order_by()
        .values("is_supplement")
        .annotate(
            count=Count("pk"),
            sent_count=Count("pk", filter=sent()),
            owner_nok=Sum("of_call__sent_owner_nok", filter=sent(), default=0),
            university_nok=Sum("of_call__sent_university_nok", filter=sent(), default=0),
            **more,
        )
        .values_list("is_supplement", *FIGURES, *more)
        for rows in found
    )
    return list(starmap(Part, joined(parts)))


def added(parts: Iterable[Part]) -> Totals:
    parts = list(parts)
    return Totals(
        count=sum(part.count for part in parts),
        sent_count=sum(part.sent_count for part in parts),
        owner_nok=sum(part.owner_nok for part in parts),
        university_nok=sum(part.university_nok for part in parts),
        total_nok=sum(part.nok for part in parts),
        supplements_nok=sum(part.nok for part in parts if part.is_supplement),
    )
