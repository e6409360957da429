from dataclasses import replace

import pytest

from measures.services.merging import WrittenByTwo, changes, mark, marks
from tests.measures.content_builder import make_line

SHOWN = {"title": "Fravær", "anchoring": "Vi", "lines": (), "amount": None}


def write(*, stored=SHOWN, seen=SHOWN, **sent):
    return changes(stored=stored, sent=SHOWN | sent, seen=marks(seen))


@pytest.mark.parametrize(
    ("stored", "sent", "written"),
    [
        ({}, {}, {}),  # nobody has written
        ({}, {"title": "Mitt"}, {"title": "Mitt"}),  # only I
        ({"title": "Deres"}, {}, {}),  # only they
        ({"title": "Deres"}, {"anchoring": "Mitt"}, {"anchoring": "Mitt"}),  # each in a field
        ({"title": "Likt"}, {"title": "Likt"}, {}),  # both the same
        ({"title": ""}, {"title": "Fravær"}, {}),  # they emptied it, I did not touch it
        ({}, {"title": ""}, {"title": ""}),  # I emptied it
        ({}, {"amount": 0}, {"amount": 0}),  # nought is an answer
        ({}, {"lines": (make_line(1, 5),)}, {"lines": (make_line(1, 5),)}),
    ],
)
def test_what_is_written(stored, sent, written):
    found = write(stored=SHOWN | stored, **sent)

    assert marks(found) == marks(written)


@pytest.mark.parametrize(
    ("stored", "sent"),
    [
        ({"title": "Deres"}, {"title": "Mitt"}),
        ({"title": ""}, {"title": "Mitt"}),
        ({"title": "Deres"}, {"title": ""}),
        ({"amount": 0}, {"amount": 1}),
        ({"lines": (make_line(1, 5),)}, {"lines": (make_line(1, 6),)}),
    ],
)
def test_two_who_wrote_in_one_field_are_told_what_is_stored(stored, sent):
    with pytest.raises(WrittenByTwo) as told:
        write(stored=SHOWN | stored, anchoring="Også endret", **sent)

    assert told.value.stored == stored


def test_who_chooses_after_seeing_both_writes_over():
    stored = SHOWN | {"title": "Deres"}

    assert write(stored=stored, seen=stored, title="Mitt") == {"title": "Mitt"}


def test_a_field_that_the_page_did_not_show_was_empty_there():
    stored = {"title": "Deres", "lines-9-grant": (make_line(9, 5),)}

    assert changes(stored=stored, sent={"lines-9-grant": ()}, seen={}) == {}
    assert changes(stored={}, sent={"title": "Mitt"}, seen={}) == {"title": "Mitt"}
    with pytest.raises(WrittenByTwo):
        changes(stored=stored, sent={"title": "Mitt"}, seen={})


def test_without_marks_nobody_else_is_asked():
    assert changes(stored={"title": "Deres"}, sent={"title": "Mitt"}, seen=None) == {
        "title": "Mitt"
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A\nB", "A\r\nB\r\n"),
        ("", None),
        ((), None),
        ([], ()),
        (((), ()), None),
        ((None, ""), None),
        (("2024-spring",), ["2024-spring"]),
        (make_line(1, 5, key=1), make_line(1, 5, key=2)),
    ],
)
def test_what_a_page_sends_back_untouched_has_the_mark_of_what_is_stored(one, other):
    assert mark(one) == mark(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A B", "A  B"),
        ("A\nB", "A\n\nB"),
        (0, None),
        (False, None),
        (0, False),
        (("a", ""), ("", "a")),
        (make_line(1, 5), replace(make_line(1, 5), quantity=2)),
    ],
)
def test_whatever_differs_has_another_mark(one, other):
    assert mark(one) != mark(other)
