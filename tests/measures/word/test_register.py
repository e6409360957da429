"""What the draft has from the register is never taken from a file, and told where the file differs."""

import pytest
from django.utils import translation

from measures.word.matching import match
from measures.word.value import FormContact, FormPartner, FormPayee, WordForm
from tests.measures.content_builder import make_content

CONTENT = make_content()
UNIVERSITY = CONTENT.universities[0]


def unplaced(**answers) -> list[tuple[str, str]]:
    with translation.override("en"):
        matched = match(WordForm(schemes=("inclusive_practice",), **answers), CONTENT)
    return [(loose.place, loose.text) for loose in matched.unplaced]


def payee(number: str) -> FormPayee:
    return FormPayee("owner", FormContact(), organisation_number=number, label="owner")


@pytest.mark.parametrize(
    ("answers", "place", "text"),
    [
        ({"lead_owner": "Bodø kommune"}, "Lead owner", "Bodø kommune"),
        ({"network": "Saltenringen"}, "Network", "Saltenringen"),
        ({"institutions": (UNIVERSITY.name, "NTNU")}, "University", "NTNU"),
        ({"measure_count": 3}, "Number of measures", "3"),
        ({"payees": (payee("999999999"),)}, f"Organisation number – {CONTENT.owner.name}", "999999999"),
        (
            {"partners": (FormPartner(CONTENT.partners[0].name, "Ola Nordmann", "owner"),)},
            f"Contact person – {CONTENT.partners[0].name}",
            "Ola Nordmann",
        ),
    ],
)  # fmt: skip
def test_what_differs_is_told(answers, place, text):
    assert unplaced(**answers) == [(place, text)]


@pytest.mark.parametrize(
    "answers",
    [
        {"lead_owner": CONTENT.lead_owner.upper()},
        {"lead_owner": f"{CONTENT.lead_owner} m.fl."},
        {"network": CONTENT.network or None},
        {"institutions": (UNIVERSITY.name, UNIVERSITY.short_name)},
        {"measure_count": 0},
        {"payees": (payee(CONTENT.owner.organisation_number),)},
        {"partners": (FormPartner(CONTENT.partners[0].name, CONTENT.partners[0].contact_name, "owner"),)},
    ],
)  # fmt: skip
def test_what_is_the_same_is_not(answers):
    assert unplaced(**answers) == []
