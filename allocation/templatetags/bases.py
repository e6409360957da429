from decimal import Decimal

from django import template

from rekom.kit.kroner import format_figure

register = template.Library()


@register.filter
def signed_figure(value: Decimal) -> str:
    """+12,5, −3, 0"""
    return f"+{format_figure(value)}" if value > 0 else format_figure(value)
