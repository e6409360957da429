import pytest

from allocation.rules.earlier import EarlierMoney, Told, read_told
from rekom.kit.kroner import NotKroner


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", Told()),
        ("   ", Told()),
        ("0", Told(nok=0)),
        ("500 000", Told(nok=500_000)),
        ("kr 1.380.000,-", Told(nok=1_380_000)),
        ("om lag 500 000", Told(words="om lag 500 000")),
        (" alle sine midler ", Told(words="alle sine midler")),
        ("12 mill", Told(words="12 mill")),
    ],
)
def test_a_sum_is_an_amount_words_or_not_stated(written, told):
    assert read_told(written) == told


@pytest.mark.parametrize("written", ["200 00", "1.5", "-500", "1,380"])
def test_figures_that_are_no_amount_are_refused_and_never_taken_for_words(written):
    with pytest.raises(NotKroner):
        read_told(written)


def money(**parts: int | str) -> EarlierMoney:
    return EarlierMoney(
        **{
            kind: Told(words=told) if isinstance(told, str) else Told(nok=told)
            for kind, told in parts.items()
        }
    )


def test_what_is_left_follows_from_four_amounts():
    whole = money(opening=300_000, allocated=886_636, used=900_000, repaid=50_000)

    assert whole.closing_nok == 236_636
    assert whole.lacking == ()


@pytest.mark.parametrize("kind", ["opening", "allocated", "used", "repaid"])
def test_nothing_is_left_of_words_or_of_what_nobody_has_stated(kind):
    parts = {"opening": 1, "allocated": 2, "used": 3, "repaid": 0}
    in_words = money(**(parts | {kind: "en god del"}))
    not_stated = money(**{name: told for name, told in parts.items() if name != kind})

    assert (in_words.closing_nok, in_words.lacking) == (None, (kind,))
    assert (not_stated.closing_nok, not_stated.lacking) == (None, (kind,))


@pytest.mark.parametrize(
    ("opening", "draw", "too_much_nok"),
    [
        (900_000, 1_000_000, 100_000),
        (1_000_000, 1_000_000, 0),
        (0, 1, 1),
        ("en god del", 1_000_000, 0),
        (900_000, "om lag 1 000 000", 0),
    ],
)
def test_a_draw_above_what_is_held_is_seen_when_both_are_amounts(opening, draw, too_much_nok):
    assert money(opening=opening, planned_draw=draw).overdrawn_nok == too_much_nok


def test_a_draw_is_not_above_what_nobody_has_stated():
    assert money(planned_draw=1_000_000).overdrawn_nok == 0
