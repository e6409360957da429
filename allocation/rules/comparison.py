"""What changes for each network from one division to another."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


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
