"""Charts: figures in, a drawing as SVG out, the same on a page and on paper.

The drawing is made beside the web process, where papers are laid out (``chart_drawing``): the web process never
imports the library. A chart shows the shape of figures that stand in a table beside it.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from django.conf import settings
from django.http import HttpResponse
from django.utils.safestring import SafeString, mark_safe

from rekom.kit import pdf

SVG = "image/svg+xml"
# In px, which is also a point of the drawing. Pages show it as large as it is; papers fit it in.
WIDTH = 860
BAR, DOT, BETWEEN_ROWS, AROUND = 11, 7, 12, 92
PAPER_HEIGHT = 560  # of an A4 on its side, with a heading above


@dataclass(frozen=True)
class Series:
    """What is drawn alike in every row. Whole kroner, one for each row; None is not known, and not drawn."""

    name: str
    values: tuple[int | None, ...]


@dataclass(frozen=True)
class Chart:
    """Rows with either bars or dots. A bar is a stack: the second series begins where the first ends.

    ``description`` is what somebody is told who does not see it.
    """

    title: str
    description: str
    axis: str
    rows: tuple[str, ...]
    bars: tuple[tuple[Series, ...], ...] = ()
    dots: tuple[Series, ...] = ()
    scale: int = 0  # the largest figure there is room for; 0: that of the chart itself

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def row_height(self) -> int:
        return BETWEEN_ROWS + BAR * len(self.bars) + DOT * len(self.dots)

    @property
    def height(self) -> int:
        return AROUND + self.row_height * len(self.rows)

    @property
    def largest(self) -> int:
        stacks = (*self.bars, *((series,) for series in self.dots))
        return max(
            (sum(nok or 0 for nok in row) for stack in stacks for row in _across(stack)), default=0
        )


def _across(stack: tuple[Series, ...]) -> Iterator[tuple[int | None, ...]]:
    return zip(*(series.values for series in stack), strict=True)


def draw(chart: Chart) -> bytes:
    """Return the drawing as SVG; the same chart gives the same bytes. Raises PaperError."""
    measures = {"width": chart.width, "height": chart.height, "scale": chart.scale or chart.largest}
    fonts = [
        str(settings.PAPER_FONTS / f"SourceSans3-{weight}.ttf")
        for weight in ("Regular", "Semibold")
    ]
    return pdf.draw(json.dumps({**asdict(chart), **measures, "fonts": fonts}).encode())


def drawings_for_paper(chart: Chart) -> list[SafeString]:
    """As many drawings as it takes to be no taller than a sheet, all on one scale. Raises PaperError."""
    most = (PAPER_HEIGHT - AROUND) // chart.row_height
    return [
        mark_safe(draw(_part(chart, start, start + most)).decode())  # noqa: S308 (text in it is escaped)
        for start in range(0, len(chart.rows), most)
    ]


def _part(chart: Chart, start: int, stop: int) -> Chart:
    def cut(stack: tuple[Series, ...]) -> tuple[Series, ...]:
        return tuple(replace(series, values=series.values[start:stop]) for series in stack)

    return replace(
        chart,
        rows=chart.rows[start:stop],
        bars=tuple(cut(stack) for stack in chart.bars),
        dots=cut(chart.dots),
        scale=chart.largest,
    )


def chart_response(chart: Chart) -> HttpResponse:
    """The drawing as an image of a page. Without it the page shows the description, and the table."""
    try:
        return HttpResponse(draw(chart), content_type=SVG)
    except pdf.PaperError as error:
        return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
