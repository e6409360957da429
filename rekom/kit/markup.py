"""Django's ``format_html`` for what a page writes by the hundred: the same text, in half the time.

Django looks at each value for a translation that waits for its language; here it is text by then.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.template import Context
from django.utils.safestring import SafeString

from rekom.kit.controls import safe

CSRF = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'


def fill(pattern: str, *values: object, **named: object) -> SafeString:
    """The pattern with each value escaped, but for what is marked safe."""
    filled = {name: safe(value) for name, value in named.items()}
    return SafeString(pattern.format(*map(safe, values), **filled))


def fill_each(pattern: str, rows: Iterable[Mapping[str, Any]]) -> SafeString:
    return SafeString("".join(fill(pattern, **row) for row in rows))


def csrf_field(context: Context) -> SafeString:
    """What {% csrf_token %} writes, for a form that is not written by a template."""
    return fill(CSRF, str(context["csrf_token"]))
