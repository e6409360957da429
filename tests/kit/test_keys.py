import pytest

from rekom.kit.keys import key_of


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("7", 7),
        ("9" * 18, 10**18 - 1),
        *((text, 0) for text in (None, "", "0", "x", "-1", "1.5", " 1", "٣", "²", "9" * 19)),
    ],
)
def test_a_key_is_digits_that_fit_and_nothing_else(text, key):
    assert key_of(text) == key
