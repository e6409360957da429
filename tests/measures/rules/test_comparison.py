"""No answer can change without its change being shown."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from django.utils import translation

from measures.content import CohortContent, Names, OpeningBalance, ReportContent, SessionContent
from measures.rules.comparison import compare
from tests.measures.content_builder import (
    OWNER,
    change_measure,
    make_content,
    make_line,
    make_measure,
    make_names,
    make_owner,
    make_university,
)

# Not answers of the partnership: keys, facts of the register and the call, what sending adds.
NOT_ANSWERS = {
    *("key", "payee", "shared_need", "shared_needs", "schemes", "call", "year", "kind_of_report"),
    *("office_name", "office_parallel_names", "partnership", "network", "lead_owner"),
    *("lead_owner_kind", "plan_title", "plan_url", "name", "short_name", "sub_unit"),
    *("organisation_number", "organisation_key", "organisation_kind", "code"),
    *("receipt_number", "version", "submitted_at", "submitted_by", "on_behalf", "supplements"),
}
# Codes are changed to another code of their own.
OTHER = {
    "collective": "individual",
    "carrying_out": "planning",
    "inclusive_practice": "regional",
    "meetings": "wages",
    "grant": "own_contribution",
    "digital": "physical",
    "2024-autumn": "2025-spring",
    "2025-spring": "2024-spring",
    "2025-autumn": "2026",
    "2024-01-24": "2024-01-25",
}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def full_content() -> ReportContent:
    content = change_measure(
        make_content(
            measures=(make_content().measures[0],),
            payees=(
                make_owner(opening_balances=(OpeningBalance("inclusive_practice", 40_000),)),
                make_university(),
            ),
        ),
        coordinator_amount_nok=20_000,
        target_group_text="Andre",
        goal="Heve kompetansen.",
        rationale="Fraværet øker.",
        organisation="Fire samlinger.",
        topic="Skolefravær.",
        participants=15,
        cohorts=(CohortContent(1, "Pulje 1", "2024-autumn", "Bjerka barnehage", 30, 2),),
        sessions=(SessionContent(1, "Pulje 1", "2024-autumn", "digital", 3, True),),
    )
    return change_measure(
        content, lines=(*content.measures[0].lines, make_line(OWNER, 5, term="2024-autumn"))
    )


def changed_once(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """(where, the value with one leaf changed), for each leaf that is an answer."""
    if name in NOT_ANSWERS:
        return
    if isinstance(value, Names):
        yield name, make_names(f"{value.nb} x")
    elif is_dataclass(value):
        kind = (
            {"kind"} if isinstance(value, ReportContent) or hasattr(value, "contact_name") else ()
        )
        for field in fields(value):
            if field.name not in kind:
                for where, part in changed_once(getattr(value, field.name), field.name):
                    yield f"{name}.{where}", replace(value, **{field.name: part})
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            for where, part in changed_once(item, name):
                yield f"{where}[{place}]", (*value[:place], part, *value[place + 1 :])
    elif isinstance(value, bool):
        yield name, not value
    elif isinstance(value, int):
        yield name, value + 1
    elif value is None:
        yield name, 7
    else:
        yield name, OTHER.get(value, f"{value} x")


CHANGED = list(changed_once(full_content()))


def test_many_answers_are_tried():
    assert len(CHANGED) > 60


@pytest.mark.parametrize("content", [pytest.param(c, id=where) for where, c in CHANGED])
def test_every_answer_that_changes_is_a_change(content):
    assert compare(full_content(), content) != []
    assert compare(content, content) == []


def test_a_change_has_both_texts_under_the_heading_of_now():
    before = make_content()
    after = change_measure(before, 5, title="Ny tittel", anchoring="Ny tekst")

    title, anchoring = compare(before, after)

    assert (title.heading, title.label) == ("Measure 5, Ny tittel", "Name of the measure")
    assert (title.before, title.after) == ("Språk, lesing og skriving i barnehagen", "Ny tittel")
    assert (anchoring.before, anchoring.after) == (before.measures[4].anchoring, "Ny tekst")


def test_a_removed_measure_comes_last_with_what_stood_there():
    before = make_content(measures=(make_measure(1), make_measure(2, title="Borte")))
    after = make_content(measures=(make_measure(1),))

    changes = compare(before, after)

    assert {each.heading for each in changes} == {"Measure 2, Borte"}
    assert all(each.before and not each.after for each in changes)


def test_measures_of_another_year_are_compared_with_those_they_were_made_from():
    before = make_content(measures=(make_measure(1, target_groups=(make_names("Ledere"),)),))
    after = make_content(measures=(make_measure(1, key=77, target_groups=(make_names("Alle"),)),))

    [change] = compare(before, after, same={77: 100})

    assert (change.label, change.before, change.after) == ("Target groups", "Ledere", "Alle")
