"""What the pages of a report that is being written show."""

from django import template

from rekom.kit.kroner import format_amount

register = template.Library()


@register.filter
def amount_or_dash(nok: int | None) -> str:
    """A sum that cannot be worked out yet is a dash, never a wrong figure."""
    return "–" if nok is None else format_amount(nok)
