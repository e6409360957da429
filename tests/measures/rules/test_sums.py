from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from measures.choices import CostType, LineKind
from measures.rules import sums
from tests.measures.content_builder import (
    DECENTRALISED,
    INCLUSIVE_PRACTICE,
    OWNER,
    REGIONAL,
    UNIVERSITY,
    change_measure,
    make_content,
    make_coordinator_measure,
    make_estimate,
    make_line,
    make_measure,
    make_owner,
    make_partner,
    make_university,
)

SECOND_UNIVERSITY, STRANGER = 3, 9
SCHEMES = (REGIONAL, DECENTRALISED, INCLUSIVE_PRACTICE)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@st.composite
def contents(draw):
    lines = st.builds(
        make_line,
        payee=st.sampled_from([OWNER, UNIVERSITY, SECOND_UNIVERSITY, STRANGER]),
        unit_price_nok=st.integers(0, 10**9),
        quantity=st.integers(1, 1000),
        kind=st.sampled_from(LineKind.values),
        cost_type=st.sampled_from(CostType.values),
    )
    measures = [
        make_measure(number, scheme=scheme, lines=tuple(measure))
        for number, (scheme, measure) in enumerate(
            draw(
                st.lists(
                    st.tuples(st.sampled_from(SCHEMES), st.lists(lines, max_size=5)), max_size=6
                )
            ),
            start=1,
        )
    ]
    nord = make_university(key=SECOND_UNIVERSITY, name="Nord universitet", short_name="Nord")
    return make_content(measures=tuple(measures), payees=(make_owner(), make_university(), nord))


def figures(table: sums.SumTable) -> list[tuple]:
    return [
        (row.label, row.measures, *row.amounts_nok, row.total_nok)
        for row in (*table.rows, table.totals)
    ]


def test_the_sums_of_the_report_are_those_of_the_paper():
    table = sums.report_table(make_content())

    assert [column.label for column in table.columns] == ["Alstahaug", "INN"]
    assert figures(table) == [
        ("Regional ordning", 2, 505_000, 794_000, 1_299_000),
        ("Desentralisert ordning", 2, 625_000, 919_000, 1_544_000),
        ("Kompetanseløftet", 3, 300_000, 280_000, 580_000),
        ("Sum", 7, 1_430_000, 1_993_000, 3_423_000),
    ]
    assert table.adds_up


def test_the_sums_of_a_scheme_are_those_of_the_paper():
    table = sums.scheme_table(make_content(), INCLUSIVE_PRACTICE)

    assert figures(table) == [
        ("1. Alvorlig skolefravær", 1, 50_000, 100_000, 150_000),
        (
            "2. Prøve ut arbeidsmåter i språk, lese- og skriveopplæring",
            1,
            180_000,
            180_000,
            360_000,
        ),
        ("3. Koordinator", 1, 70_000, 0, 70_000),
        ("Sum", 3, 300_000, 280_000, 580_000),
    ]
    assert [row.key for row in table.rows] == [100, 200, 300]
    assert table.adds_up


def test_a_scheme_without_measures_keeps_its_row():
    table = sums.report_table(make_content(measures=()))

    assert figures(table) == [
        ("Regional ordning", 0, 0, 0, 0),
        ("Desentralisert ordning", 0, 0, 0, 0),
        ("Kompetanseløftet", 0, 0, 0, 0),
        ("Sum", 0, 0, 0, 0),
    ]


def test_two_universities_have_a_column_each_and_one_sum():
    """Bodø's measures of 2024, where both stood in one cell: 637.950 (Sepu) 328.320,- (Nord)."""
    lines = (
        make_line(OWNER, 200_000),
        make_line(UNIVERSITY, 637_950),
        make_line(SECOND_UNIVERSITY, 328_320),
    )
    content = make_content(
        measures=(make_measure(1, lines=lines),),
        payees=(
            make_owner(),
            make_university(),
            make_university(key=SECOND_UNIVERSITY, name="Nord universitet", short_name=""),
        ),
    )

    [row] = sums.scheme_table(content, INCLUSIVE_PRACTICE).rows

    assert row.amounts_nok == (200_000, 637_950, 328_320)
    assert (row.owner_nok, row.university_nok, row.total_nok) == (200_000, 966_270, 1_166_270)
    assert sums.report_table(content).columns[2].label == "Nord universitet"


def test_an_amount_for_somebody_who_is_not_listed_is_not_left_out():
    content = change_measure(make_content(), 3, lines=(make_line(STRANGER, 70_000),))

    table = sums.report_table(content)

    assert [column.label for column in table.columns] == ["Alstahaug", "INN", "Not in the list"]
    assert table.totals.amounts_nok == (1_360_000, 1_993_000, 70_000)
    assert table.totals.total_nok == 3_423_000
    assert table.adds_up


def test_quantity_times_unit_price_is_the_amount():
    """Hemnes 2023, measure 2: 3 × 117 200 = 351 600."""
    measure = make_measure(1, lines=(make_line(UNIVERSITY, 117_200, quantity=3),))

    assert sums.amounts_by_payee(measure) == {UNIVERSITY: 351_600}
    assert sums.measure_nok(measure) == 351_600


def test_lines_of_one_payee_are_added_and_own_contribution_is_apart():
    lines = (
        make_line(OWNER, 18_000),
        make_line(OWNER, 32_000),
        make_line(UNIVERSITY, 100_000),
        make_line(OWNER, 210_000, kind="own_contribution", cost_type="wages"),
    )
    measure = make_measure(1, lines=lines)

    assert sums.amounts_by_payee(measure) == {OWNER: 50_000, UNIVERSITY: 100_000}
    assert sums.amounts_by_payee(measure, LineKind.OWN_CONTRIBUTION) == {OWNER: 210_000}
    assert sums.measure_nok(measure) == 150_000


def test_own_contribution_is_split_in_money_wages_and_other():
    kinds = {"cash": 1, "wages": 10, "substitutes": 100, "release_time": 1_000, "meetings": 10_000}
    own = tuple(
        make_line(OWNER, nok, kind="own_contribution", cost_type=kind)
        for kind, nok in kinds.items()
    )
    content = change_measure(make_content(), 1, lines=(*own, make_line(OWNER, 7)))

    contribution = sums.own_contribution(content.measures[:2])

    assert contribution == sums.OwnContribution(cash_nok=1, wages_nok=1_110, other_nok=10_000)
    assert contribution.total_nok == 11_111


def test_measures_are_counted_in_each_scheme():
    assert sums.measures_per_scheme(make_content()) == {
        REGIONAL: 2,
        DECENTRALISED: 2,
        INCLUSIVE_PRACTICE: 3,
    }


@pytest.mark.parametrize(("second_nok", "several"), [(0, False), (1, True)])
def test_several_schemes_means_more_than_one_with_an_amount(second_nok, several):
    measures = (
        make_measure(1),
        make_measure(2, scheme=REGIONAL, lines=(make_line(OWNER, second_nok),)),
    )

    assert sums.delivers_in_several_schemes(make_content(measures=measures)) is several


@pytest.mark.parametrize(
    ("partners", "owners", "universities"),
    [
        ((), False, False),
        ((make_partner(11, "Træna kommune"),), True, False),
        ((make_partner(11, "Nord universitet", kind="university"),), False, True),
    ],
)
def test_several_owners_and_universities_are_counted_from_the_lists(partners, owners, universities):
    content = make_content(partners=partners)

    assert sums.has_several_owners(content) is owners
    assert sums.has_several_universities(content) is universities


def test_estimates_are_summed_for_themselves_and_only_after_the_last_term():
    estimates = (
        make_estimate(OWNER, 50_000),
        make_estimate(UNIVERSITY, 75_000),
        make_estimate(OWNER, None, period="2026"),
        make_estimate(OWNER, 999, period="2025-spring"),
    )
    content = change_measure(make_content(), 2, estimates=estimates)

    assert sums.estimated_nok(content) == {"2025-autumn": 250_000, "2026": 0, "2027": 0}
    assert sums.report_table(content) == sums.report_table(make_content())


def test_the_coordinators_share_is_that_of_the_paper():
    share = sums.coordinator_share(make_content())

    assert (share.amount_nok, share.total_nok) == (210_000, 3_423_000)
    assert share.percent == Decimal("6.1")


@pytest.mark.parametrize(
    ("fields", "coordinator_nok"),
    [
        ({}, 0),
        ({"coordinator_amount_nok": 20_000}, 20_000),
        ({"coordinator_amount_nok": 0}, 0),
        ({"coordinator_amount_nok": 20_000, "coordinator_needed": False}, 14_000),
        ({"coordinator_amount_nok": 20_000, "kind": "coordinator"}, 24_000),
        ({"coordinator_amount_nok": None}, 14_000),
    ],
)
def test_each_krone_of_a_coordinator_is_counted_once(fields, coordinator_nok):
    lines = (make_line(OWNER, 10_000), make_line(OWNER, 14_000, cost_type="coordinator"))
    measure = make_measure(1, **({"lines": lines, **fields} if fields else {}))

    assert sums.coordinator_nok(measure) == coordinator_nok


def test_the_coordinators_share_is_rounded_half_up():
    content = make_content(
        measures=(
            make_coordinator_measure(1, lines=(make_line(OWNER, 1),)),
            make_measure(2, lines=(make_line(OWNER, 1_999),)),
        )
    )

    assert sums.coordinator_share(content).percent == Decimal("0.1")


def test_there_is_no_share_of_nothing():
    assert sums.coordinator_share(make_content(measures=())).percent is None


@given(contents())
def test_every_report_adds_up_across_and_down(content):
    lines = [line for each in content.measures for line in each.lines if line.kind == "grant"]

    table = sums.report_table(content)
    in_schemes = [sums.scheme_table(content, scheme) for scheme in SCHEMES]

    assert table.adds_up
    assert all(part.adds_up for part in in_schemes)
    assert table.totals.total_nok == sum(line.quantity * line.unit_price_nok for line in lines)
    assert [part.totals.amounts_nok for part in in_schemes] == [
        row.amounts_nok for row in table.rows
    ]
    assert sum(table.totals.amounts_nok) == table.totals.total_nok


@given(contents())
def test_the_order_of_measures_never_changes_a_sum(content):
    turned = replace(content, measures=content.measures[::-1])

    assert sums.report_table(turned) == sums.report_table(content)


def wrong_tables() -> list[sums.SumTable]:
    table = sums.report_table(make_content())
    row, *rows = table.rows
    return [
        replace(table, rows=(replace(row, total_nok=row.total_nok + 1), *rows)),
        replace(table, rows=(replace(row, amounts_nok=(505_001, 793_999)), *rows)),
        replace(table, totals=replace(table.totals, total_nok=3_423_002)),
        replace(table, totals=replace(table.totals, amounts_nok=(1_430_001, 1_992_999))),
        replace(table, rows=tuple(rows)),
        # a krone too much in a row and in the corner: only adding across shows it
        replace(
            table,
            rows=(replace(row, total_nok=row.total_nok + 1), *rows),
            totals=replace(table.totals, total_nok=table.totals.total_nok + 1),
        ),
    ]


@pytest.mark.parametrize("table", wrong_tables())
def test_a_table_with_one_wrong_figure_does_not_add_up(table):
    assert not table.adds_up


def test_a_measure_outside_the_schemes_of_the_call_keeps_the_table_from_adding_up():
    content = make_content()

    table = sums.report_table(replace(content, schemes=content.schemes[:2]))

    assert table.totals.total_nok == 3_423_000
    assert not table.adds_up
