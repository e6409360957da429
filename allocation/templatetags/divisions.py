from fractions import Fraction

from django import template
from django.utils.safestring import SafeString

from allocation.choices import DivisionStatus
from rekom.kit.kroner import format_percent
from rekom.kit.templatetags.ui import status_tag

register = template.Library()

TONES = {
    DivisionStatus.DRAFT: "neutral",
    DivisionStatus.LAID: "info",
    DivisionStatus.RECOMMENDED: "info",
    DivisionStatus.IN_FORCE: "success",
    DivisionStatus.SUPERSEDED: "neutral",
    DivisionStatus.SET_ASIDE: "neutral",
}


@register.filter
def division_status(status: str) -> SafeString:
    """{{ division.status|division_status }}"""
    return status_tag(DivisionStatus(status).label, tone=TONES[DivisionStatus(status)])


@register.filter
def signed_percent(value: Fraction) -> str:
    """+47,9 %, −9,8 %"""
    shown = format_percent(abs(value), 1)
    if value == 0:
        return shown
    return f"+{shown}" if value > 0 else f"\u2212{shown}"
