"""What stands in a comparison of versions is written in whole numbers, as the filters write it."""

from hypothesis import given
from hypothesis import strategies as st

from allocation.rules.comparison import Change, Version, side_by_side
from allocation.templatetags.divisions import change_percent, side_by_side_rows, signed_percent

AMOUNTS = st.integers(0, 20_000_000) | st.integers(0, 50)


@given(AMOUNTS, AMOUNTS)
def test_a_percent_is_written_as_the_filter_writes_it(before, after):
    change = Change("Fosen", before, after)

    percent = change.change_percent
    assert change_percent(change, ",") == ("" if percent is None else signed_percent(percent))


def test_the_name_of_a_network_is_never_taken_for_markup_or_a_pattern():
    names = {1: "<b>{0}</b> & Fosen"}

    row = side_by_side_rows(side_by_side(Version(1, {1: 1}), [Version(1, {1: 1})], names))

    assert '<th scope="row">&lt;b&gt;{0}&lt;/b&gt; &amp; Fosen</th>' in row
