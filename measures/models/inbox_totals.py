"""What the rows of an inbox come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Sum

from measures.models.selection import Found, joined, sent


class Part(NamedTuple):
    """Rows of one kind; whole kroner, of those that have been sent."""

    is_supplement: bool
    count: int
    sent_count: int
    owner_nok: int
    university_nok: int

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
    parts = (
        rows.order_by()
        .values("is_supplement")
        .annotate(
            count=Count("pk"),
            sent_count=Count("pk", filter=sent()),
            owner_nok=Sum("of_call__sent_owner_nok", filter=sent(), default=0),
            university_nok=Sum("of_call__sent_university_nok", filter=sent(), default=0),
        )
        .values_list(*Part._fields)
        for rows in found
    )
    return added(map(Part._make, joined(parts)))


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
