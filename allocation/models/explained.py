"""Rows → the explanation of each line of a version, against another version or none."""

from dataclasses import dataclass, replace

from allocation.models.division import Division
from allocation.rules.division import DividedPot, name_key
from allocation.rules.explanation import Effects, Explanation, explain, explain_changes


@dataclass(frozen=True)
class ExplainedLine:
    pk: int
    why: Explanation
    effects: Effects | None  # None where there is nothing to compare with


@dataclass(frozen=True)
class ExplainedDivision:
    """``earlier`` has the names that its networks have in ``divided``."""

    divided: DividedPot
    earlier: DividedPot | None
    lines: tuple[ExplainedLine, ...]


def read_explained(division: Division, earlier: Division | None = None) -> ExplainedDivision:
    divided = division.read()
    before = earlier and read_as(earlier, division)
    whys = explain(divided)
    effects = explain_changes(before, divided) if before else {}
    return ExplainedDivision(
        divided=divided,
        earlier=before,
        lines=tuple(
            ExplainedLine(line.pk, whys[line.name], effects.get(line.name))
            for line in division.lines.all()
        ),
    )


def read_as(earlier: Division, division: Division) -> DividedPot:
    """The earlier table with the names of the later: it is the register that tells networks apart."""
    names = {line.network_id: line.name for line in division.lines.all()}
    taken = {name_key(name) for name in names.values()}
    divided = earlier.read()
    return replace(
        divided,
        lines=tuple(
            replace(line, network=names.get(row.network_id) or _apart(row.name, taken, earlier))
            for row, line in zip(earlier.lines.all(), divided.lines, strict=True)
        ),
    )


def _apart(name: str, taken: set[str], earlier: Division) -> str:
    """The name of a network that is gone, which a new one may have taken over."""
    return f"{name} (v{earlier.version})" if name_key(name) in taken else name
