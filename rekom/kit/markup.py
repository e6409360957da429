"""Django's ``format_html`` and ``reverse`` for what a page writes by the hundred: the same, in half the time.

Django looks at each value for a translation that waits for its language; here it is text by then.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString

from rekom.kit.controls import safe

STAND_IN = 2**60  # a key that stands nowhere else in an address
CSRF = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'


def fill(pattern: str, *values: object, **named: object) -> SafeString:
    """The pattern with each value escaped, but for what is marked safe."""
    filled = {name: safe(value) for name, value in named.items()}
    return SafeString(pattern.format(*map(safe, values), **filled))


def fill_each(pattern: str, rows: Iterable[Mapping[str, Any]]) -> SafeString:
    return SafeString("".join(fill(pattern, **row) for row in rows))


def joined(parts: Iterable[object]) -> SafeString:
    """One after the other, each escaped but for what is marked safe."""
    return SafeString("".join(map(safe, parts)))


def csrf_field(context: Context) -> SafeString:
    """What {% csrf_token %} writes, for a form that is not written by a template."""
    return fill(CSRF, str(context["csrf_token"]))


def addresses(name: str) -> Callable[[int], str]:
    """``reverse`` of a name with one key, for many keys."""
    before, after = reverse(name, args=[STAND_IN]).split(str(STAND_IN))
    return lambda key: f"{before}{key}{after}"
