"""What names a row of the inbox, from the list to what is done with those that are chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from rekom.kit.keys import key_of

SUPPLEMENT = "t"  # before the key of a supplementary report, where a row is named in a form


class RowKey(NamedTuple):
    """A partnership with its ordinary report, if it has begun one, or with a supplementary one."""

    partnership: int
    is_supplement: bool
    report: int | None

    @classmethod
    def first_of(cls, columns: tuple[Any, ...]) -> Self:
        """What a row of ``selection.in_order`` begins with."""
        return cls(*columns[: len(cls._fields)])

    @property
    def name(self) -> str:
        """In a form."""
        return f"{SUPPLEMENT}{self.report}" if self.is_supplement else str(self.partnership)


@dataclass(frozen=True)
class Chosen:
    """Rows that something is to be done with: by partnership, and by supplementary report."""

    partnerships: frozenset[int] = frozenset()
    supplements: frozenset[int] = frozenset()

    def __len__(self) -> int:
        return len(self.partnerships) + len(self.supplements)

    @classmethod
    def named(cls, names: Iterable[str]) -> Self:
        """By ``RowKey.name``; what names no row is left out."""
        partnerships, supplements = set(), set()
        for name in names:
            of_kind = supplements if name.startswith(SUPPLEMENT) else partnerships
            of_kind.add(key_of(name.removeprefix(SUPPLEMENT)))
        return cls(frozenset(partnerships - {0}), frozenset(supplements - {0}))

    @classmethod
    def of(cls, keys: Iterable[RowKey]) -> Self:
        keys = list(keys)
        return cls(
            frozenset(key.partnership for key in keys if not key.is_supplement),
            frozenset(key.report for key in keys if key.report and key.is_supplement),
        )
