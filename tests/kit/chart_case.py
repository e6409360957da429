"""A chart with bars and one with dots."""

from dataclasses import replace

from rekom.kit.chart import Chart, Series

BARS = Chart(
    title="Behov og penger",
    description="Fosen & Orkland: <b>mest</b>.",
    axis="kroner",
    rows=("Fosen", "Værnes čđŋ"),
    bars=(
        (Series("Behov", (1_765_000, None)),),
        (Series("Pro rata", (668_137, 886_637)), Series("Trekk", (None, 886_637))),
    ),
)
DOTS = replace(BARS, bars=(), dots=tuple(Series(letter, (10, 20)) for letter in "ABCDEFGHIJ"))
