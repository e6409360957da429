"""The drawing of a chart, in the process that lays out papers. Neither Django nor a setting is here.

Colours are those of the pages (Designsystemet), each 3 to 1 or more against white; beside the colour stands
always a pattern or a shape. Text becomes outlines, so that it looks the same wherever it is shown.
"""

import io
import json
import textwrap
import xml.etree.ElementTree as ET
from typing import Any

import matplotlib as mpl
from defusedxml.ElementTree import fromstring
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager

INK, QUIET, HAIR = "#24272b", "#5b5d60", "#d6d7d8"
BLUE, NAVY, GREEN, PURPLE = "#2a7cc5", "#002c54", "#25876f", "#826db7"
BARS = [(BLUE, ""), (NAVY, ""), (GREEN, "////"), (PURPLE, "....")]  # colour and pattern
DOTS = [
    *((NAVY, "o"), (BLUE, "s"), (GREEN, "^"), (PURPLE, "D"), (QUIET, "v")),
    *((NAVY, "P"), (BLUE, "X"), (GREEN, "*"), (PURPLE, "<"), (QUIET, ">")),
]
POINTS_AN_INCH = 72
ROOM = 1.02  # right of the largest figure
LABEL = 30  # letters of a row's name in a line
NO_BREAK_SPACE = "\u00a0"

NAMES = {"": "http://www.w3.org/2000/svg", "xlink": "http://www.w3.org/1999/xlink"}
SVG = f"{{{NAMES['']}}}"


def draw(request: bytes) -> bytes:
    """Return the SVG of the chart that ``rekom.kit.chart`` has written as JSON."""
    chart = json.loads(request)
    regular, semibold = chart["fonts"]
    style: dict[Any, Any] = {
        "font.family": _family(regular),
        "font.size": 13,
        "text.color": INK,
        "text.parse_math": False,  # a name may hold two dollar signs
        "axes.edgecolor": HAIR,
        "axes.labelcolor": QUIET,
        "xtick.color": QUIET,
        "ytick.labelcolor": INK,
        "svg.fonttype": "path",
        "svg.hashsalt": "rekom",  # names inside the drawing, which would otherwise differ every time
        "hatch.linewidth": 1.5,
    }
    with mpl.rc_context(style):
        file = io.BytesIO()
        _figure(chart, FontProperties(fname=semibold)).savefig(
            file, format="svg", metadata=dict.fromkeys(("Date", "Creator"))
        )
    return _plain(file.getvalue(), chart["title"], chart["description"])


def _family(font: str) -> str:
    if font not in {entry.fname for entry in fontManager.ttflist}:
        fontManager.addfont(font)
    return FontProperties(fname=font).get_name()


def _figure(chart: dict[str, Any], heading: FontProperties) -> Figure:
    size = (chart["width"] / POINTS_AN_INCH, chart["height"] / POINTS_AN_INCH)
    figure = Figure(figsize=size, layout="constrained")
    FigureCanvasSVG(figure)
    axes = figure.subplots()
    axes.set_axisbelow(True)
    (_bars if chart["bars"] else _dots)(axes, chart)
    axes.set_yticks(range(len(chart["rows"])), [textwrap.fill(row, LABEL) for row in chart["rows"]])
    axes.set_ylim(len(chart["rows"]) - 0.5, -0.5)
    axes.set_xlim(0, (chart["scale"] or 1) * ROOM)
    axes.tick_params(length=0)
    axes.set_xlabel(chart["axis"], loc="right")
    axes.xaxis.set_major_formatter(lambda nok, _place: _grouped(nok))
    axes.grid(axis="x", color=HAIR, linewidth=0.75)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    figure.legend(loc="outside upper left", ncols=5, frameon=False, prop=heading, borderpad=0)
    return figure


def _bars(axes: Axes, chart: dict[str, Any]) -> None:
    looks = iter(BARS)
    thick = 0.74 / len(chart["bars"])
    for place, stack in enumerate(chart["bars"]):
        middle = (place + 0.5) * thick - 0.37
        begins = [0] * len(chart["rows"])
        for series in stack:
            colour, pattern = next(looks)
            widths = [nok or 0 for nok in series["values"]]
            axes.barh(
                [row + middle for row in range(len(widths))],
                widths,
                height=thick * 0.9,
                left=begins,
                color=colour,
                hatch=pattern,
                hatchcolor="white",
                label=series["name"],
            )
            begins = [start + width for start, width in zip(begins, widths, strict=True)]


def _dots(axes: Axes, chart: dict[str, Any]) -> None:
    for row in range(len(chart["rows"])):
        axes.axhline(row + 0.5, color=HAIR, linewidth=0.75)
    for place, (series, (colour, shape)) in enumerate(zip(chart["dots"], DOTS, strict=False)):
        middle = (place + 0.5) * 0.8 / len(chart["dots"]) - 0.4
        known = [(row, nok) for row, nok in enumerate(series["values"]) if nok is not None]
        axes.plot(
            [nok for _row, nok in known],
            [row + middle for row, _nok in known],
            shape,
            color=colour,
            markersize=7,
            label=series["name"],
        )


def _grouped(nok: float) -> str:
    return f"{nok:,.0f}".replace(",", NO_BREAK_SPACE)


def _plain(svg: bytes, title: str, description: str) -> bytes:
    """Without what a strict content security policy refuses (style), and with what it is called."""
    for prefix, name in NAMES.items():
        ET.register_namespace(prefix, name)
    root = fromstring(svg)
    for parent in root.iter():
        for child in list(parent):
            if child.tag in (f"{SVG}metadata", f"{SVG}style"):
                parent.remove(child)
        for declaration in filter(None, parent.attrib.pop("style", "").split(";")):
            name, value = declaration.split(":", 1)
            parent.set(name.strip(), value.strip())
    _left, _top, width, height = root.get("viewBox", "").split()
    root.attrib |= {"role": "img", "width": width, "height": height}
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ET.Element(f"{SVG}{tag}")
        element.text = text
        root.insert(place, element)
    return ET.tostring(root, encoding="utf-8")
