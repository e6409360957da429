"""What changes for each network from one division to another, and to several at once."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from allocation.rules.division import DividedPot


@dataclass(frozen=True)
class Change:
    """A network in two divisions. One that has no line in a division gets nothing there."""

    network: str
    before_nok: int
    after_nok: int

    @property
    def change_nok(self) -> int:
        return self.after_nok - self.before_nok

    @property
    def change_percent(self) -> Fraction | None:
        """Of what it had before; None where it had nothing."""
        return Fraction(100 * self.change_nok, self.before_nok) if self.before_nok else None


@dataclass(frozen=True)
class Comparison:
    """Two divisions side by side, the largest increase first."""

    changes: tuple[Change, ...]

    @property
    def before_nok(self) -> int:
        return sum(change.before_nok for change in self.changes)

    @property
    def after_nok(self) -> int:
        return sum(change.after_nok for change in self.changes)

    @property
    def change_nok(self) -> int:
        return self.after_nok - self.before_nok

    @property
    def gains(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.change_nok > 0)

    @property
    def losses(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.change_nok < 0)

    @property
    def moved_nok(self) -> int:
        """What some networks give up. More or less money in the pot is not moved."""
        return -sum(change.change_nok for change in self.losses)

    @property
    def widest(self) -> tuple[int, int]:
        """The largest loss and the largest gain, for a common scale. Neither is negative."""
        changes = [change.change_nok for change in self.changes]
        return max(0, -min(changes, default=0)), max(0, max(changes, default=0))


def compare(before: Mapping[str, int], after: Mapping[str, int]) -> Comparison:
    """Compare amounts by network, those that gain most first, and then by name."""
    changes = [
        Change(network, before.get(network, 0), after.get(network, 0))
        for network in {**before, **after}
    ]
    return Comparison(
        tuple(sorted(changes, key=lambda change: (-change.change_nok, change.network)))
    )


@dataclass(frozen=True)
class Column:
    """A version against the reference: the change of each network, in the order of the rows.

    ``pot_nok`` is what it divides. Its changes should add up to how much more that is than the
    reference divides; between divisions that each add up to their pots they do.
    """

    pot_nok: int
    expected_nok: int
    changes: tuple[Change, ...]

    @property
    def total_nok(self) -> int:
        return sum(change.after_nok for change in self.changes)

    @property
    def change_nok(self) -> int:
        return sum(change.change_nok for change in self.changes)

    @property
    def closes(self) -> bool:
        """Whether the rows come to the pot."""
        return self.total_nok == self.pot_nok

    @property
    def change_closes(self) -> bool:
        return self.change_nok == self.expected_nok

    @property
    def moved_nok(self) -> int:
        return -sum(min(0, change.change_nok) for change in self.changes)


@dataclass(frozen=True)
class SideBySide:
    """Several versions against one of them. Rows are the networks of any of them."""

    networks: tuple[str, ...]
    reference_pot_nok: int
    reference: tuple[int, ...]
    columns: tuple[Column, ...]

    @property
    def reference_total_nok(self) -> int:
        return sum(self.reference)

    @property
    def reference_closes(self) -> bool:
        return self.reference_total_nok == self.reference_pot_nok

    @property
    def rows(self) -> Iterable[tuple[str, int, tuple[Change, ...]]]:
        """Network, what the reference gives it, and its change in each column."""
        changes = (
            tuple(column.changes[row] for column in self.columns)
            for row in range(len(self.networks))
        )
        return zip(self.networks, self.reference, changes, strict=True)

    @property
    def widest(self) -> tuple[int, int]:
        """The largest loss and the largest gain in any column, for a common scale."""
        changes = [change.change_nok for column in self.columns for change in column.changes]
        return max(0, -min(changes, default=0)), max(0, max(changes, default=0))


@dataclass(frozen=True)
class Version:
    """What a comparison needs of a division: its pot, and kroner by network."""

    pot_nok: int
    amounts: Mapping[Hashable, int]


def side_by_side(
    reference: Version, others: Sequence[Version], names: Mapping[Hashable, str]
) -> SideBySide:
    """Compare versions with the reference. ``names`` of all networks, in the order of the rows."""
    return SideBySide(
        networks=tuple(names.values()),
        reference_pot_nok=reference.pot_nok,
        reference=tuple(reference.amounts.get(key, 0) for key in names),
        columns=tuple(
            Column(
                pot_nok=other.pot_nok,
                expected_nok=other.pot_nok - reference.pot_nok,
                changes=tuple(
                    Change(name, reference.amounts.get(key, 0), other.amounts.get(key, 0))
                    for key, name in names.items()
                ),
            )
            for other in others
        ),
    )


class EditKind(StrEnum):
    POT = "pot"
    FLAT_PERCENT = "flat_percent"
    ROUNDING = "rounding"
    MUNICIPALITIES = "municipalities"
    FTE = "fte"


@dataclass(frozen=True)
class Edit:
    """One figure of a division that was changed. ``network`` is empty for what is common to all."""

    what: EditKind
    network: str
    before: object
    after: object


def edits(before: DividedPot, after: DividedPot) -> list[Edit]:
    """What was changed to get from one division to another of the same networks in the same order."""
    pairs = [
        Edit(EditKind.POT, "", before.pot_nok, after.pot_nok),
        Edit(EditKind.FLAT_PERCENT, "", before.flat_percent, after.flat_percent),
        Edit(EditKind.ROUNDING, "", before.rounding, after.rounding),
    ]
    for early, late in zip(before.lines, after.lines, strict=True):
        pairs += [
            Edit(EditKind.MUNICIPALITIES, late.network, early.municipalities, late.municipalities),
            Edit(EditKind.FTE, late.network, early.fte, late.fte),
        ]
    return [edit for edit in pairs if edit.before != edit.after]
