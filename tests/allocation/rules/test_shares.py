from fractions import Fraction

import pytest

from allocation.rules.shares import IndividualShare


def test_trondelag_2022_used_half_of_what_the_call_allowed():
    share = IndividualShare(individual_nok=2_710_000, frame_nok=17_873_000, most_percent=30)

    assert round(share.percent, 1) == Fraction("15.2")
    assert share.most_nok == 5_361_900
    assert share.too_much_nok == 0


@pytest.mark.parametrize(
    ("individual_nok", "too_much_nok"), [(5_361_900, 0), (5_361_901, 1), (17_873_000, 12_511_100)]
)
def test_more_than_the_limit_is_told_to_the_krone(individual_nok, too_much_nok):
    share = IndividualShare(individual_nok, frame_nok=17_873_000, most_percent=30)

    assert share.too_much_nok == too_much_nok


def test_the_limit_is_rounded_down_so_that_it_is_never_passed():
    assert IndividualShare(individual_nok=31, frame_nok=101, most_percent=30).too_much_nok == 1


def test_an_empty_frame_has_no_share():
    assert IndividualShare(individual_nok=0, frame_nok=0, most_percent=30).percent == 0
