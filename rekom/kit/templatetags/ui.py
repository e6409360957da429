"""What every template may use without loading it: components, controls and figures.

docs/how-to/build-a-page.md shows each of them. A wrong argument raises: a mistake shows at once, not
as a missing colour.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from rekom.kit import controls, error_summary, kroner, questions
from rekom.kit.dates import format_time_left, format_when

register = template.Library()

DENSITIES = {"form": 'data-density="form"', "desk": 'data-density="desk" data-size="sm"'}
TONES = {"neutral", "info", "success", "warning", "danger"}
PANELS = {"block", "next", "note", "story"}


# --- components ----------------------------------------------------------------------------------


@register.simple_block_tag
def density(content: SafeString) -> SafeString:
    """The attributes of <body> for "form" or "desk"."""
    return SafeString(DENSITIES[content.strip()])


@register.simple_block_tag
def panel(content: SafeString, *, title: str, kind: str = "block") -> SafeString:
    """{% panel title=_("Deadline") %} … {% endpanel %}"""
    if kind not in PANELS:
        raise ValueError(f"panel has no kind {kind!r}")
    return render_to_string(
        "components/panel.html", {"content": content, "title": title, "kind": kind}
    )


@register.simple_tag
def status_tag(word: str, *, tone: str = "neutral") -> SafeString:
    """The meaning is in the word; the colour repeats it."""
    if tone not in TONES:
        raise ValueError(f"status_tag has no tone {tone!r}")
    return format_html('<span class="ds-tag" data-color="{}">{}</span>', tone, word)


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*urls_and_labels: str) -> dict[str, Any]:
    """{% breadcrumbs start_url _("Start") report_url report.title _("Measure 1") %}: the last is here."""
    *before, here = urls_and_labels
    if len(before) % 2:
        raise ValueError(
            "breadcrumbs: an address and a label for each page, and last a label alone"
        )
    return {"pages": list(zip(before[::2], before[1::2], strict=True)), "here": here}


@register.inclusion_tag("components/sum_table.html")
def sum_table(
    rows: Iterable[tuple[str, int]], *, caption: str, total_label: str, total_nok: int
) -> dict[str, Any]:
    """Parts and their total. Two lines under it when it closes, else the difference below."""
    rows = list(rows)
    difference_nok = sum(nok for _label, nok in rows) - total_nok
    return {
        "rows": rows,
        "caption": caption,
        "total_label": total_label,
        "total_nok": total_nok,
        "difference_nok": difference_nok,
    }


@register.inclusion_tag("components/pots.html")
def pots(*, frame_nok: int, pots: Iterable[dict[str, Any]], left_nok: int, left_note: str) -> dict:
    """One bar for a frame. ``pots``: dicts of label, nok and note, at most four."""
    parts = [{**pot, "css": f"rk-pot-{place}"} for place, pot in enumerate(pots, start=1)]
    if len(parts) > 4:
        raise ValueError("pots: the bar has four shades")
    if left_nok:
        parts.append({"label": "", "nok": left_nok, "note": left_note, "css": "rk-pot-left"})
    start = Fraction(0)
    for part in parts:
        width = Fraction(part["nok"] * 100, frame_nok) if frame_nok else Fraction(0)
        part |= {
            "x": f"{float(start):.3f}%",
            "width": f"{float(width):.3f}%",
            "percent": round(width),
        }
        start += width
    return {"parts": parts}


@register.simple_tag
def amount_cells(amounts: Iterable[int], columns: Iterable[dict[str, str]]) -> SafeString:
    """A row's amounts, each labelled by its column for the phone. ``columns``: dicts with ``full``."""
    return format_html_join(
        "",
        '<td class="rk-num" role="cell" data-label="{}">{}</td>',
        (
            (column["full"], kroner.format_amount(nok))
            for nok, column in zip(amounts, columns, strict=True)
        ),
    )


@register.simple_tag
def figure_cells(amounts: Iterable[int], total_nok: int) -> SafeString:
    """A row's amounts and their sum, in a table that stays a table on the phone."""
    cells = ((kroner.format_amount(nok),) for nok in (*amounts, total_nok))
    return format_html_join("", '<td class="rk-num">{}</td>', cells)


@register.filter
def facts(pairs: Iterable[tuple[Any, Any]]) -> SafeString:
    """What stands in <dl class="rk-facts">: a label and its text, again and again."""
    return format_html_join("\n", "<dt>{}</dt><dd>{}</dd>", pairs)


# --- forms ---------------------------------------------------------------------------------------


@register.simple_tag
def control(field: BoundField, *, label: str = "", size: int | None = None) -> SafeString:
    """The control alone, for a table. {% control line.price label=_("Price, line 3") %}"""
    return controls.control(field, label=label, size=size)


@register.simple_tag
def field(
    field: BoundField,
    *,
    hide_label: bool = False,
    label_end: str = "",
    prefix: str = "",
    suffix: str = "",
    css: str = "",
) -> SafeString:
    """A question: label, help, control, characters left, error."""
    return questions.question(
        field, hide_label=hide_label, label_end=label_end, prefix=prefix, suffix=suffix, css=css
    )


@register.simple_tag
def field_errors(field: BoundField) -> SafeString:
    """What is wrong with a control that stands in a table."""
    return questions.errors(field)


@register.simple_tag
def counter(field: BoundField) -> SafeString:
    return questions.counter(field)


@register.filter
def is_false(value: object) -> bool:
    """For the crispy pack: hidden when said so, not when nothing is said."""
    return value is False


@register.inclusion_tag("components/error_summary.html", name="error_summary", takes_context=True)
def error_summary_tag(
    context: Context,
    *forms: BaseForm | BaseFormSet,
    problems: Iterable[Any] = (),
    title: str = "",
) -> dict[str, Any]:
    """All that is wrong on the page, each a link to its place. Nothing when nothing is.

    ``problems``: objects with ``message`` and ``url``, for rules that no field answers for. Takes focus
    when something was sent and came back; a page that is only opened keeps focus where it was.
    """
    lines = [
        *error_summary.lines(*forms),
        *((problem.url, problem.message) for problem in problems),
    ]
    request = context.get("request")
    takes_focus = request is None or request.method == "POST"
    return {"lines": lines, "title": title, "takes_focus": takes_focus}


# --- figures -------------------------------------------------------------------------------------


@register.filter
def nok(value: int | None) -> str:
    """For running text: "150 000 kr", kept on one line. In a table: ``amount``."""
    return (
        ""
        if value is None
        else format_html('<span class="rk-n">{}</span>', kroner.format_nok(value))
    )


@register.filter
def nok_text(value: int | None) -> str:
    """For an attribute or a title: "150 000 kr" without markup."""
    return "" if value is None else kroner.format_nok(value)


@register.filter
def amount(value: int | None) -> str:
    return "" if value is None else kroner.format_amount(value)


@register.filter
def change(value: int | None) -> str:
    """+137 517, −2, 0"""
    return "" if value is None else kroner.format_change(value)


@register.filter
def minus(value: int, other: int) -> int:
    """The difference of two figures on the page, for |change. A sum is never made in a template."""
    return value - other


@register.filter
def two_lines(total_nok: int, expected_nok: int) -> str:
    """The class of a row whose sum has been checked: {{ sum|two_lines:pot }}. Empty when they differ."""
    return "rk-two-lines" if total_nok == expected_nok else ""


@register.filter
def fte(value: Decimal | Fraction | int | None) -> str:
    return "" if value is None else kroner.format_figure(value)


@register.filter
def percent(value: Decimal | Fraction | int | None, decimals: int | None = None) -> str:
    return "" if value is None else kroner.format_percent(value, decimals)


@register.filter
def organisation_number(digits: str) -> str:
    """918108467 as "918 108 467"."""
    return "\u00a0".join((digits[:3], digits[3:6], digits[6:])) if len(digits) == 9 else digits


@register.filter
def account_number(digits: str) -> str:
    """12345678903 as "1234.56.78903"."""
    return f"{digits[:4]}.{digits[4:6]}.{digits[6:]}" if len(digits) == 11 else digits


@register.filter
def masked_account(digits: str) -> str:
    """For all but payee and office: "•••• •• •8903"."""
    return f"••••\u00a0••\u00a0•{digits[-4:]}" if len(digits) == 11 else ""


@register.filter
def when(moment: date | datetime | None, form: str = "short") -> str:
    return "" if moment is None else format_when(moment, form)


@register.filter
def time_left(until: datetime) -> str:
    return format_time_left(until, timezone.now())
