"""One need in several schemes: what falls away, computed a second way."""

from hypothesis import given
from hypothesis import strategies as st

from measures.rules.sharing import counted_twice_nok, falls_away, shared_sums
from tests.measures.rules.test_rules import same_need

AMOUNTS = st.lists(st.integers(0, 1_000_000), min_size=2, max_size=3)


def test_what_falls_away_is_what_the_others_cover():
    [shared] = shared_sums(same_need(180_000, 150_000, 100_000, need_nok=300_000))

    assert shared.reported_nok == 430_000
    assert shared.twice_nok == 130_000
    # The other two cover 250 000, 280 000 and 330 000 of the 300 000.
    assert [row.falls_away_nok for row in shared.rows] == [130_000, 130_000, 100_000]


def test_nothing_falls_away_from_amounts_within_the_need():
    assert falls_away([100, 200], 300) == [0, 0]


def test_needs_that_are_not_shared_are_counted_once():
    assert counted_twice_nok(same_need(100_000, 100_000, need_nok=200_000)) == 0


@given(AMOUNTS, st.integers(1, 3_000_000))
def test_a_measure_and_all_the_others_never_get_more_than_the_need(amounts, need_nok):
    [shared] = shared_sums(same_need(*amounts, need_nok=need_nok))

    for row in shared.rows:
        others = shared.reported_nok - row.amount_nok
        still = row.amount_nok - row.falls_away_nok
        assert 0 <= row.falls_away_nok <= row.amount_nok
        assert still == 0 or others + still <= need_nok
        # A krone more would be too much, or there is no more that was asked for.
        assert row.falls_away_nok == 0 or others + still + 1 > need_nok
    assert shared.reported_nok - shared.twice_nok == min(need_nok, shared.reported_nok)
