"""What the rows of an inbox come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Sum

from measures.models.call import Call
from measures.models.inbox_rows import RowKey
from measures.models.selection import Found, in_order, joined, sent, when_sent

FEW = 1_000  # keys that a query can name; of more, it is quicker to read all rows and pick out
AMOUNTS = ("of_call__sent_owner_nok", "of_call__sent_university_nok")


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
    owner, university = AMOUNTS
    parts = (
        rows.order_by()
        .values("is_supplement")
        .annotate(
            count=Count("pk"),
            sent_count=Count("pk", filter=sent()),
            owner_nok=Sum(owner, filter=sent(), default=0),
            university_nok=Sum(university, filter=sent(), default=0),
        )
        .values_list(*Part._fields)
        for rows in found
    )
    return _added(map(Part._make, joined(parts)))


def keys_and_totals(
    found: Found, call: Call, order: str, *, of: set[int]
) -> tuple[list[RowKey], Totals]:
    """Every row of these partnerships, and what they come to, added up as they are read. One query."""
    if len(of) <= FEW:
        found = [rows.filter(pk__in=of) for rows in found]
    amounts = map(when_sent, AMOUNTS)
    rows = [row for row in in_order(found, call, order, *amounts) if row[0] in of]
    keys = list(map(RowKey.first_of, rows))
    first = len(RowKey._fields)
    sums = (row[first : first + len(AMOUNTS)] for row in rows)
    return keys, _added(_part(key, *each) for key, each in zip(keys, sums, strict=True))


def _part(key: RowKey, owner_nok: int | None, university_nok: int | None) -> Part:
    return Part(key.is_supplement, 1, owner_nok is not None, owner_nok or 0, university_nok or 0)


def _added(parts: Iterable[Part]) -> Totals:
    parts = list(parts)
    return Totals(
        count=sum(part.count for part in parts),
        sent_count=sum(part.sent_count for part in parts),
        owner_nok=sum(part.owner_nok for part in parts),
        university_nok=sum(part.university_nok for part in parts),
        total_nok=sum(part.nok for part in parts),
        supplements_nok=sum(part.nok for part in parts if part.is_supplement),
    )
