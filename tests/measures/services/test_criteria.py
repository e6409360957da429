from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone, translation

from measures.models import AwardCriterion, Call, DiscussionPoint
from measures.questions import MEASURE
from measures.rules.criteria import CRITERIA, POINTS
from measures.services.criteria import set_out_criteria
from tests.builders import make_call, make_office


@pytest.fixture
def office(db):
    return make_office()


def bare_call(office, year=2025):
    now = timezone.now()
    return Call.objects.create(
        county_governor=office,
        year=year,
        opens_at=now,
        closes_at=now + timedelta(days=30),
        first_term="2025-spring",
        last_term="2026-spring",
    )


def test_the_first_call_of_an_office_gets_the_standard_set(office):
    call = bare_call(office)

    set_out_criteria(call=call)

    assert [(row.code, row.field, row.name_nn) for row in call.criteria.all()] == [
        (each.code, each.field, each.names.nn) for each in CRITERIA
    ]
    assert [(row.code, row.about) for row in call.discussion_points.all()] == [
        (each.code, each.about) for each in POINTS
    ]
    assert {row.valid_from for row in call.criteria.all()} == {timezone.localdate(call.opens_at)}


def test_a_later_call_gets_what_the_newest_before_it_has(office):
    older, newest = make_call(office=office, year=2023), make_call(office=office, year=2024)
    older.criteria.update(name_nb="Gammelt")
    newest.criteria.filter(code="T1").update(name_nb="Kontorets eget")
    newest.criteria.filter(code="T4").update(valid_until=date(2099, 1, 1))
    newest.discussion_points.filter(code="K5").delete()
    call = bare_call(office)

    set_out_criteria(call=call)

    first = call.criteria.first()
    assert first.name_nb == "Kontorets eget"
    assert [row.code for row in call.criteria.all()] == ["T1", "T2", "T3"]
    assert [row.code for row in call.discussion_points.all()] == ["K1", "K2", "K3", "K4", "KU1"]


def test_other_offices_criteria_are_not_taken(office):
    make_call().criteria.update(name_nb="Naboens")
    call = bare_call(office)

    set_out_criteria(call=call)

    assert not call.criteria.filter(name_nb="Naboens").exists()


def test_a_call_that_has_its_own_is_left_as_it_is(office):
    call = make_call(office=office)
    before = [list(rows.values()) for rows in (call.criteria.all(), call.discussion_points.all())]

    set_out_criteria(call=call)

    assert [
        list(rows.values()) for rows in (call.criteria.all(), call.discussion_points.all())
    ] == (before)


def test_the_standard_criteria_read_answers_of_the_form():
    assert [each.field for each in CRITERIA if each.field not in MEASURE] == []


def test_a_name_is_in_the_readers_language(office):
    make_call(office=office)
    names = []
    for language in ("nb", "nn", "en"):
        with translation.override(language):
            names.append(
                (str(AwardCriterion.objects.first()), str(DiscussionPoint.objects.first()))
            )

    assert names == [
        (getattr(CRITERIA[0].names, form), getattr(POINTS[0].names, form))
        for form in ("nb", "nn", "en")
    ]


def test_a_criterion_does_not_end_before_it_begins(office):
    call = make_call(office=office)

    with pytest.raises(IntegrityError):
        call.criteria.update(valid_until=date(1999, 1, 1))
