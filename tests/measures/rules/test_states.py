from datetime import datetime

import pytest

from measures import rules
from measures.choices import Section
from measures.content import UnitCounts
from measures.rules import SectionState
from tests.measures.content_builder import (
    change_measure,
    make_call,
    make_codetermination,
    make_content,
    make_measure,
    make_owner,
    make_university,
)

NOW = datetime.fromisoformat("2024-01-31T12:00:00+01:00")
NOBODY = {"contact_name": "", "contact_role": "", "contact_phone": "", "contact_email": ""}
EMPTY_MEASURE = {
    **dict.fromkeys(
        (
            "purpose",
            "anchoring",
            "collective_process",
            "teacher_education",
            "plan_anchoring",
            "owner_use",
            "university_use",
            "coordinator_reason",
        ),
        "",
    ),
    "coordinator_needed": None,
    "terms": (),
    "target_groups": (),
    "lines": (),
}


def sections(content, now=NOW) -> dict[Section, str]:
    return rules.section_states(content, rules.problems(content, now=now))


def measures(content) -> dict[int, str]:
    return rules.measure_states(content, rules.problems(content, now=NOW))


def test_a_complete_report_is_done_in_every_part():
    content = make_content()

    assert set(sections(content).values()) == {SectionState.DONE}
    assert set(measures(content)) == {100, 200, 300, 400, 500, 600, 700}
    assert set(measures(content).values()) == {SectionState.DONE}


def test_a_new_report_is_not_begun():
    content = make_content(
        payees=(make_owner(**NOBODY), make_university(**NOBODY)),
        units=UnitCounts(None, None, None, None, None),
        measures=(),
        codetermination=make_codetermination(discussed=None, participants=()),
    )

    assert sections(content) == {
        Section.CONTACTS: SectionState.NOT_BEGUN,
        Section.PARTIES: SectionState.DONE,
        Section.SCOPE: SectionState.NOT_BEGUN,
        Section.MEASURES: SectionState.NOT_BEGUN,
        Section.CODETERMINATION: SectionState.NOT_BEGUN,
        Section.REPORT: SectionState.DONE,
    }


def test_what_is_begun_misses_answers():
    partners = tuple(make_content().partners)
    content = make_content(
        payees=(make_owner(contact_phone=""), make_university(**NOBODY)),
        partners=(*partners[:2], type(partners[2])(13, "owner", "Træna kommune", "", "", "")),
        units=UnitCounts(14, 4, 13, 0, None),
        measures=(make_measure(1, title=""),),
        codetermination=make_codetermination(participants=()),
    )

    assert sections(content) == {
        Section.CONTACTS: SectionState.MISSING,
        Section.PARTIES: SectionState.MISSING,
        Section.SCOPE: SectionState.MISSING,
        Section.MEASURES: SectionState.MISSING,
        Section.CODETERMINATION: SectionState.MISSING,
        Section.REPORT: SectionState.DONE,
    }


def test_wrong_goes_before_missing():
    content = make_content(
        payees=(make_owner(contact_phone="", bank_account="1"), make_university()),
    )

    assert sections(content)[Section.CONTACTS] == SectionState.WRONG


def test_a_deadline_that_has_passed_is_the_whole_report_s():
    content = make_content(call=make_call(closes_at="2024-01-31T12:00:00+01:00"))

    assert sections(content)[Section.REPORT] == SectionState.WRONG


def test_a_warning_leaves_a_part_done():
    content = make_content(partners=(), no_private_owner_reason="")

    assert len(rules.problems(content, now=NOW)) == 2
    assert sections(content)[Section.PARTIES] == SectionState.DONE


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        (EMPTY_MEASURE, SectionState.NOT_BEGUN),
        ({**EMPTY_MEASURE, "title": ""}, SectionState.NOT_BEGUN),
        ({**EMPTY_MEASURE, "anchoring": "Meldt inn av ansatte."}, SectionState.MISSING),
        ({**EMPTY_MEASURE, "coordinator_needed": False}, SectionState.MISSING),
        ({**EMPTY_MEASURE, "purpose": "planning"}, SectionState.MISSING),
        ({"purpose": "", "terms": ("2030-spring",)}, SectionState.WRONG),
        ({}, SectionState.DONE),
    ],
)
def test_a_measure_has_the_state_of_its_own_answers(fields, state):
    content = change_measure(make_content(), 2, **fields)

    assert measures(content) == {
        key: state if key == 200 else SectionState.DONE
        for key in (100, 200, 300, 400, 500, 600, 700)
    }
