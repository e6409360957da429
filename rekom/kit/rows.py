"""Long lists: the template of a row is rendered once, and its texts are filled in row by row.

Django's templates take some twenty steps for each row; of a list of fifty that is more than half of the
page's time.
"""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class _Marks:
    """{{ row.name }} leaves the mark {name}."""

    def __getitem__(self, field: str) -> str:
        return f"{{{field}}}"


def row_pattern(template: str, **context: object) -> SafeString:
    """Render the template with marks for ``row``; ``format_html(pattern, **texts)`` is a row.

    The template decides nothing by what is in a row, and has no other braces.
    """
    return render_to_string(template, {"row": _Marks(), **context})
