from fractions import Fraction

from allocation.rules.comparison import compare


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
