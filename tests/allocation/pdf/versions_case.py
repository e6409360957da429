"""Three versions of a pot, as their paper is given them."""

from allocation.pdf.versions import ComparisonFacts, VersionFacts
from allocation.rules.comparison import SideBySide, Version, side_by_side

COMPARISON = ComparisonFacts(
    title="Kollektive tiltak: versjonar",
    office_name="Statsforvaltaren i Trøndelag",
    office_parallel_names=("Trööndelagen Staatehaaltoje",),
    subtitle="Rekom 2022",
    reference=VersionFacts("A", "Versjon 1", "10 %", "Utkast"),
    others=(
        VersionFacts("B", "Versjon 2", "20 %", "Utkast"),
        VersionFacts("C", "Versjon 3", "30 %", "Utkast"),
    ),
)


def three_versions(networks: int = 3) -> SideBySide:
    """Every network gets a thousand less in B, and 2 000 more in C, which has the larger pot."""
    names = {number: f"Nettverk {number} čđŋ" for number in range(networks)}
    first = {number: 100_000 + 10_000 * number for number in range(networks)}
    versions = [
        Version(sum(amounts.values()), amounts)
        for amounts in (
            first,
            {key: nok - 1_000 for key, nok in first.items()},
            {key: nok + 2_000 for key, nok in first.items()},
        )
    ]
    return side_by_side(versions[0], versions[1:], names)
