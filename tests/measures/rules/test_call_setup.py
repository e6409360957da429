from datetime import date

import pytest

from measures.choices import CallPart
from measures.models import Call
from measures.rules.call_setup import (
    FIELDS,
    FIXED_FROM,
    WHY_FIXED,
    Stage,
    term_years_later,
    why_fixed,
    why_wording_is_fixed,
    years_later,
    years_to_start,
)


@pytest.mark.parametrize(
    ("field", "fixed_at"),
    [
        ("opens_at", [Stage.OPENED, Stage.BEGUN, Stage.SENT]),
        ("closes_at", [Stage.OPENED, Stage.BEGUN, Stage.SENT]),
        ("schemes", [Stage.BEGUN, Stage.SENT]),
        ("own_contribution_percent", [Stage.BEGUN, Stage.SENT]),
        ("reminder_working_days", []),
        ("helper_phone", []),
    ],
)
def test_what_reports_rest_on_is_fixed_from_the_day_they_do(field, fixed_at):
    assert [stage for stage in Stage if why_fixed(field, stage)] == fixed_at


def test_the_reason_is_that_of_the_day_it_was_fixed():
    assert why_fixed("opens_at", Stage.SENT) is WHY_FIXED[Stage.OPENED]


def test_wording_is_fixed_when_a_report_is_judged_by_it():
    assert [stage for stage in Stage if why_wording_is_fixed(stage)] == [Stage.SENT]


def test_every_field_is_a_field_of_a_call():
    known = {field.name for field in Call._meta.get_fields()}
    named = [field for fields in FIELDS.values() for field in fields]

    assert set(named) <= known
    assert len(named) == len(set(named))
    assert set(FIXED_FROM) <= set(named)
    assert set(FIELDS) == set(CallPart) - {CallPart.CRITERIA}


@pytest.mark.parametrize(
    ("day", "years", "moved"),
    [
        (date(2026, 2, 1), 1, date(2027, 2, 1)),
        (date(2028, 2, 29), 1, date(2029, 2, 28)),
        (date(2024, 2, 29), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
    ],
)
def test_a_date_moves_with_the_years(day, years, moved):
    assert years_later(day, years) == moved


def test_a_term_moves_with_the_years():
    moved = [
        term_years_later(code, years) for code in ("2026-spring", "2026-autumn") for years in (1, 4)
    ]
    assert moved == ["2027-spring", "2030-spring", "2027-autumn", "2030-autumn"]


@pytest.mark.parametrize(
    ("latest", "years"),
    [(2022, [2026, 2027]), (2025, [2026, 2027]), (2026, [2027]), (2027, [2028])],
)
def test_this_year_or_the_next_is_started_whatever_year_was_the_last(latest, years):
    assert years_to_start(latest, date(2026, 11, 23)) == years
