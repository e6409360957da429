from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocation.content import UniversityNeed
from allocation.rules.earlier import Told
from allocation.rules.overview import NetworkOverview, Overview
from measures.rules.coverage import Coverage

VAERNES = NetworkOverview(
    key=1,
    network="Værnes",
    municipalities=5,
    owner_nok=500_000,
    university_needs=(UniversityNeed("DMMH", 1_200_000),),
    measures=1,
    allotted_nok=886_637,
    earlier=Told(nok=886_637),
    held=Told(),
    confirmed=True,
    parties=Coverage(),
    coverage=Coverage(),
    units=33,
)


def test_vaernes_has_stated_more_than_the_need_beyond_pro_rata():
    assert VAERNES.need_nok == 1_700_000
    assert VAERNES.beyond_nok == 813_363
    assert VAERNES.uncovered_nok == -73_274


@pytest.mark.parametrize("earlier", [Told(), Told(words="et like stort beløp")])
def test_no_uncovered_sum_comes_of_words(earlier):
    told = replace(VAERNES, earlier=earlier)

    assert (told.beyond_nok, told.uncovered_nok) == (813_363, None)
    assert Overview((VAERNES, told)).earlier_nok == 886_637
    assert Overview((VAERNES, told)).draws_in_words == 1


def test_a_network_without_a_report_has_no_need_and_is_not_nothing():
    silent = replace(VAERNES, owner_nok=None, university_needs=())

    assert (silent.need_nok, silent.university_nok, silent.beyond_nok) == (None, None, None)
    both = Overview((VAERNES, silent))
    assert (both.need_nok, both.beyond_nok, both.reported) == (1_700_000, 813_363, 1)
    assert not both.is_complete


def test_a_network_that_is_not_divided_to_has_nothing_beyond():
    outside = replace(VAERNES, allotted_nok=None)

    assert (outside.need_nok, outside.beyond_nok) == (1_700_000, None)


def test_the_share_beyond_is_of_the_need():
    assert Overview((VAERNES,)).beyond_percent == Fraction(100 * 813_363, 1_700_000)
    assert Overview(()).beyond_percent == 0


AMOUNTS = st.none() | st.integers(0, 10**9)
NETWORKS = st.builds(
    replace,
    st.just(VAERNES),
    owner_nok=AMOUNTS,
    allotted_nok=AMOUNTS,
    earlier=st.builds(Told, nok=AMOUNTS),
    university_needs=st.lists(
        st.builds(UniversityNeed, st.sampled_from("ABC"), st.integers(0, 10**9)),
        unique_by=lambda need: need.name,
    ).map(tuple),
)


@given(st.lists(NETWORKS.filter(lambda row: row.owner_nok is not None or not row.university_needs)))
def test_the_columns_add_crosswise(rows):
    overview = Overview(tuple(rows))

    assert overview.need_nok == overview.parts_nok
    assert overview.universities_nok == overview.university_nok
    assert sum(total.networks for total in overview.universities) == sum(
        len(row.university_needs) for row in rows
    )
    if overview.is_complete:
        assert overview.beyond_nok == overview.need_nok - overview.allotted_nok
