"""Names are found in either case, with and without their marks, on both databases."""

import pytest

from partnerships.models import Network
from tests.builders import make_network, make_office

KARASJOK = "Kárášjohka - Karasjok"


@pytest.fixture
def names(db):
    office = make_office()
    for name in (KARASJOK, "ØRLAND", "Bø", "Bodø", "Porsáŋgu", "Čáhppil", "100 % [pilot]*"):
        make_network(office=office, name=name)


def found(text):
    return sorted(Network.objects.filter(name__spelled=text).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("text", "names_found"),
    [
        ("kárášjohka", [KARASJOK]),
        ("KÁRÁŠJOHKA", [KARASJOK]),
        ("karasjohka", [KARASJOK]),
        ("ørland", ["ØRLAND"]),
        ("Orland", ["ØRLAND"]),
        ("bø", ["Bø"]),  # what is written with its mark is meant
        ("BO", ["Bodø", "Bø"]),
        ("porsangu", ["Porsáŋgu"]),
        ("čáhppil", ["Čáhppil"]),
        ("cahp", ["Čáhppil"]),
        ("ka\u0301ra\u0301s\u030c", [KARASJOK]),  # letters and marks apart, as some keyboards write
        ("  Porsáŋgu ", ["Porsáŋgu"]),
        ("%", ["100 % [pilot]*"]),
        ("[p", ["100 % [pilot]*"]),
        ("]*", ["100 % [pilot]*"]),
        ("_", []),
        ("?", []),
        (".", []),
        ("xyz", []),
    ],
)
def test_a_name_is_found_however_it_is_written(names, text, names_found):
    assert found(text) == names_found
