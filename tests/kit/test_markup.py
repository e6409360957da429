"""Text that is written by the hundred is escaped as Django escapes it."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from rekom.kit.markup import addresses, fill, fill_each, joined

PATTERN = '<a href="{}" title="{named}">{}</a>'
VALUES = st.one_of(
    st.text(),
    st.text("<>&\"'{}", max_size=5),
    st.text().map(mark_safe),
    st.integers(),
    st.none(),
    st.just(gettext_lazy("Name")),
)


@given(VALUES, VALUES, VALUES)
def test_a_pattern_is_filled_as_django_fills_it(first, second, third):
    filled = fill(PATTERN, first, second, named=third)

    assert filled == format_html(PATTERN, first, second, named=third)
    assert filled.__html__() == filled


@given(st.lists(st.fixed_dictionaries({"a": VALUES, "b": VALUES})))
def test_rows_are_filled_one_after_the_other(rows):
    assert fill_each("<td>{a}{b}</td>", rows) == format_html_join("", "<td>{a}{b}</td>", rows)


@given(st.integers(min_value=1, max_value=2**63))
def test_many_addresses_are_those_that_django_makes_one_by_one(key):
    assert addresses("measures:report_assign")(key) == reverse("measures:report_assign", args=[key])


@given(st.lists(VALUES))
def test_parts_are_joined_as_django_joins_them(parts):
    assert joined(parts) == format_html_join("", "{}", ((part,) for part in parts))
