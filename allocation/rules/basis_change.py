"""What has changed from one basis to another: jumps, members that moved, numbers that came and went."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Figure:
    """A network or a municipality in one basis. ``where``: the network that a municipality counts in.

    ``parts``: those of earlier that its figure was added up of.
    """

    name: str
    figure: Decimal
    municipalities: int = 1
    where: str = ""
    parts: str = ""


@dataclass(frozen=True)
class BasisSide:
    """One of the two bases, by the keys of networks and municipalities."""

    networks: Mapping[int, Figure]
    municipalities: Mapping[int, Figure]

    @property
    def is_by_municipality(self) -> bool:
        """Whether there is a figure for each municipality that the networks count."""
        return bool(self.municipalities) and sum(
            bool(one.where) for one in self.municipalities.values()
        ) >= sum(one.municipalities for one in self.networks.values())


@dataclass(frozen=True)
class FigureChange:
    """None where it is not in that basis."""

    before: Figure | None
    now: Figure | None
    is_jump: bool

    @property
    def name(self) -> str:
        return (self.now or self.before).name  # type: ignore[union-attr]

    @property
    def change(self) -> Decimal:
        return _figure(self.now) - _figure(self.before)

    @property
    def percent(self) -> Decimal | None:
        """Of the figure before; None when that was nothing."""
        before = _figure(self.before)
        return 100 * self.change / before if before else None

    @property
    def is_moved(self) -> bool:
        """Whether it is a municipality that counts elsewhere than before."""
        return bool(self.before and self.now and self.before.where != self.now.where)

    @property
    def is_merged(self) -> bool:
        """Whether it is a municipality that was several before."""
        return bool(self.before and self.now and self.before.parts and not self.now.parts)


@dataclass(frozen=True)
class BasisChange:
    """``without_figures``: networks of the office that this basis knows nothing of."""

    networks: tuple[FigureChange, ...]
    municipalities: tuple[FigureChange, ...]
    without_network: tuple[Figure, ...]
    without_figures: tuple[str, ...]

    @property
    def jumps(self) -> list[FigureChange]:
        return [one for one in (*self.networks, *self.municipalities) if one.is_jump]

    @property
    def moved(self) -> list[FigureChange]:
        return [one for one in self.municipalities if one.is_moved]

    @property
    def merged(self) -> list[FigureChange]:
        return [one for one in self.municipalities if one.is_merged]

    @property
    def gone(self) -> list[Figure]:
        """Municipalities that are only in the basis before. With ``new`` they tell of mergers."""
        return [one.before for one in self.municipalities if one.before and not one.now]

    @property
    def new(self) -> list[Figure]:
        return [one.now for one in self.municipalities if one.now and not one.before]


def compare_bases(
    before: BasisSide, now: BasisSide, *, percent: Decimal, networks: Mapping[int, str]
) -> BasisChange:
    """``percent``: a larger change is a jump. ``networks``: all of the office, by key.

    Municipalities are compared where both bases have a figure for each.
    """
    both = before.is_by_municipality and now.is_by_municipality
    return BasisChange(
        networks=tuple(_changes(before.networks, now.networks, percent)),
        municipalities=tuple(_changes(before.municipalities, now.municipalities, percent))
        if both
        else (),
        without_network=tuple(one for one in now.municipalities.values() if not one.where),
        without_figures=tuple(
            name
            for pk, name in networks.items()
            if pk not in now.networks or not now.networks[pk].figure
        ),
    )


def _changes(
    before: Mapping[int, Figure], now: Mapping[int, Figure], percent: Decimal
) -> Iterable[FigureChange]:
    for key in dict.fromkeys((*now, *before)):
        was, is_now = before.get(key), now.get(key)
        moved_by = abs(_figure(is_now) - _figure(was))
        yield FigureChange(was, is_now, is_jump=100 * moved_by > percent * _figure(was))


def _figure(one: Figure | None) -> Decimal:
    return one.figure if one else Decimal(0)
