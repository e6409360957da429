from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from allocation.rules.comparison import Version, compare, side_by_side
from allocation.rules.division import divide
from tests.allocation.rules.promises import tables


def test_the_largest_increase_comes_first_and_equal_ones_by_name():
    comparison = compare(
        {"Fosen": 100, "Gauldal": 100, "Innherred": 100, "Værnes": 100},
        {"Værnes": 80, "Innherred": 110, "Gauldal": 110, "Fosen": 100},
    )

    assert [(change.network, change.change_nok) for change in comparison.changes] == [
        ("Gauldal", 10),
        ("Innherred", 10),
        ("Fosen", 0),
        ("Værnes", -20),
    ]
    assert (comparison.moved_nok, comparison.change_nok) == (20, 0)
    assert comparison.widest == (20, 10)
    assert comparison.changes[-1].change_percent == -20


def test_a_network_that_is_new_had_nothing_and_one_that_is_gone_gets_nothing():
    comparison = compare({"Fosen": 30}, {"Gauldal": 40})

    assert [
        (change.network, change.before_nok, change.after_nok) for change in comparison.changes
    ] == [
        ("Gauldal", 0, 40),
        ("Fosen", 30, 0),
    ]
    assert [change.change_percent for change in comparison.changes] == [None, Fraction(-100)]
    assert (comparison.before_nok, comparison.after_nok) == (30, 40)


def test_two_equal_divisions_move_nothing():
    comparison = compare({"Fosen": 30}, {"Fosen": 30})

    assert (comparison.gains, comparison.losses, comparison.moved_nok) == ((), (), 0)
    assert comparison.widest == (0, 0)
    assert compare({}, {}).widest == (0, 0)


NAMES = {1: "Fosen", 2: "Gauldal", 3: "Innherred"}


def test_versions_stand_side_by_side_in_the_order_of_the_networks():
    table = side_by_side(
        Version(100, {1: 60, 2: 40}),
        [Version(100, {1: 50, 2: 50}), Version(130, {1: 60, 3: 70})],
        NAMES,
    )

    assert [
        (name, nok, [change.change_nok for change in changes]) for name, nok, changes in table.rows
    ] == [("Fosen", 60, [-10, 0]), ("Gauldal", 40, [10, -40]), ("Innherred", 0, [0, 70])]
    assert table.reference_total_nok == 100
    assert [(column.change_nok, column.expected_nok) for column in table.columns] == [
        (0, 0),
        (30, 30),
    ]
    assert [column.moved_nok for column in table.columns] == [10, 40]
    assert table.widest == (40, 70)


def test_a_version_whose_rows_do_not_come_to_its_pot_is_told_apart():
    """Rounded one by one, the rows may come to more than was divided."""
    column = side_by_side(Version(100, {1: 100}), [Version(100, {1: 102})], NAMES).columns[0]

    assert (column.total_nok, column.change_nok, column.expected_nok) == (102, 2, 0)


def test_nothing_to_compare_with_is_a_table_of_the_reference_alone():
    table = side_by_side(Version(100, {1: 60, 2: 40}), [], NAMES)

    assert [(name, nok, changes) for name, nok, changes in table.rows] == [
        ("Fosen", 60, ()),
        ("Gauldal", 40, ()),
        ("Innherred", 0, ()),
    ]
    assert table.widest == (0, 0)


@given(st.lists(tables(), min_size=2, max_size=4))
def test_changes_between_exact_versions_add_to_the_difference_of_their_pots(several):
    divisions = [divide(one.pot_nok, one.figures, flat_percent=one.flat_percent) for one in several]
    versions = [
        Version(each.pot_nok, {line.network: line.amount_nok for line in each.lines})
        for each in divisions
    ]
    names = {line.network: line.network for each in divisions for line in each.lines}

    for column in side_by_side(versions[0], versions[1:], names).columns:
        assert column.change_nok == column.expected_nok
        assert column.total_nok == column.pot_nok
