"""What is written to the form's layout is read from it again."""

import json
from dataclasses import fields, replace

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from measures.content import ReportContent
from measures.word.filling import form_of, frame_of
from measures.word.value import WordForm
from measures.word.writing import write_form
from tests.measures.content_builder import (
    OWNER,
    UNIVERSITY,
    change_measure,
    make_codetermination,
    make_content,
    make_estimate,
    make_line,
    make_measure,
    make_partner,
    make_university,
)
from tests.measures.word.forms import read_here

SCHEMES = ("regional", "decentralised", "inclusive_practice")
STATE = {"not_answered", "not_understood"}


def values(form: WordForm) -> dict:
    """Every answer; not which questions were left."""
    return {
        field.name: getattr(form, field.name) for field in fields(form) if field.name not in STATE
    }


def there_and_back(content: ReportContent, scheme: str) -> tuple[WordForm, WordForm]:
    form = form_of(content, scheme)
    return form, read_here(write_form(form, frame_of(content)))


def two_universities() -> ReportContent:
    content = make_content()
    other = make_university(key=3, name="Nord universitet", short_name="Nord", sub_unit="")
    content = replace(content, payees=(*content.payees, other))
    return change_measure(
        content,
        1,
        lines=(make_line(OWNER, 50_000), make_line(UNIVERSITY, 637_950), make_line(3, 328_320)),
        estimates=(make_estimate(3, 75_000, reason="Veiledning"), make_estimate(OWNER, None)),
    )


CONTENTS = {
    "the report of 2024": make_content(),
    "two universities": two_universities(),
    "nobody else": make_content(partners=(), network=""),
    "not discussed": make_content(
        codetermination=make_codetermination(discussed=False, participants=())
    ),
    "many partners": make_content(
        partners=tuple(make_partner(n, f"Kommune {n}") for n in range(20, 35))
    ),
    "a measure with nothing": make_content(
        measures=(
            make_measure(
                1, owner_nok=0, university_nok=0, title="", purpose="", anchoring="", terms=()
            ),
        )
    ),
}


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_reading_what_was_written_gives_equal_values(content, scheme, language):
    with translation.override(language):
        written, read = there_and_back(content, scheme)

    assert values(read) == values(written)
    assert read.not_understood == ()


def test_what_was_not_answered_stands_as_a_prompt():
    content = change_measure(make_content(), 1, anchoring="", purpose="")

    _written, read = there_and_back(content, "inclusive_practice")

    assert [
        (question.path, question.prompt)
        for question in read.not_answered
        if question.path in ("measures.1.anchoring", "measures.1.purpose")
    ] == [("measures.1.purpose", "choice"), ("measures.1.anchoring", "text")]


def test_the_same_report_is_the_same_file():
    content = make_content()
    form = form_of(content, "regional")

    assert write_form(form, frame_of(content)) == write_form(form, frame_of(content))


# Whatever can be typed; a prompt of Word's is the one text that means nothing was.
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t"), max_size=120
)
NAME = st.text(st.characters(categories=("L", "N")) | st.sampled_from(" -.,()/"), max_size=30)
NOK = st.integers(0, 99_999_999)
ANSWERS = [
    "anchoring",
    "collective_process",
    "teacher_education",
    "plan_anchoring",
    "owner_use",
    "university_use",
    "coordinator_reason",
    "target_group_text",
]


@st.composite
def contents(draw) -> ReportContent:
    content = draw(st.sampled_from([make_content(), two_universities()]))
    for number in (1, 2):
        texts = {name: draw(TEXT) for name in ANSWERS}
        lines = tuple(make_line(payee.key, draw(NOK)) for payee in content.payees)
        content = change_measure(
            content,
            number,
            title=draw(NAME),
            lines=lines,
            coordinator_needed=draw(st.sampled_from([True, False, None])),
            terms=tuple(term for term in content.call.terms if draw(st.booleans())),
            **texts,
        )
    partners = tuple(
        make_partner(number, draw(NAME), kind=draw(st.sampled_from(["owner", "university"])), contact_name=draw(NAME))
        for number in range(draw(st.integers(0, 12)))
    )  # fmt: skip
    return replace(content, partners=partners, lead_owner=draw(NAME), network=draw(NAME))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(contents(), st.sampled_from(["nb", "nn"]))
def test_any_report_comes_back_as_it_was(content, language):
    with translation.override(language):
        written, read = there_and_back(content, "inclusive_practice")

    assert json.dumps(read.as_json()["measures"]) == json.dumps(written.as_json()["measures"])
    assert (read.lead_owner, read.network) == (written.lead_owner, written.network)
    assert [row for row in read.partners if row.name or row.contact] == [
        row for row in written.partners if row.name or row.contact
    ]
    assert read.not_understood == ()
