"""Text and figures of the minutes, which a meeting over ten networks has some hundreds of."""

from collections.abc import Iterable

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from allocation.views.sheet import Paragraphs, Run
from rekom.kit.kroner import format_amount

register = template.Library()


@register.filter
def bound_text(paragraphs: Paragraphs) -> SafeString:
    """Paragraphs with bound figures, each a link to the figure in its table."""
    return format_html_join(
        "\n", "<p>{}</p>", ((_joined(map(_run, paragraph)),) for paragraph in paragraphs)
    )


@register.filter
def known_amount(nok: int | None) -> str:
    """Kroner, or that nothing is stated."""
    if nok is None:
        return format_html('<span class="rk-quiet">{}</span>', _("not stated"))
    return format_amount(nok)


def _run(run: Run) -> SafeString:
    if run.url:
        return format_html(
            '<a class="rk-bound rk-n" href="{}" data-source="{}">{}'
            '<span class="ds-sr-only"> ({})</span></a>',
            *(run.url, run.source, run.text, run.source),
        )
    if run.unknown:
        return format_html('<mark class="rk-unknown">{}</mark>', run.text)
    return linebreaksbr(run.text)


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
