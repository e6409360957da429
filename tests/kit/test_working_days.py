from datetime import date, timedelta

import pytest

from rekom.kit.working_days import is_working_day, working_days_before

# Public holidays that do not fall on a Saturday or a Sunday, from the calendars of those years.
FREE_WEEKDAYS = {
    2022: ["04-14", "04-15", "04-18", "05-17", "05-26", "06-06", "12-26"],
    2024: ["01-01", "03-28", "03-29", "04-01", "05-01", "05-09", "05-17", "05-20", "12-25", "12-26"],
    2025: ["01-01", "04-17", "04-18", "04-21", "05-01", "05-29", "06-09", "12-25", "12-26"],
    2026: ["01-01", "04-02", "04-03", "04-06", "05-01", "05-14", "05-25", "12-25"],
}  # fmt: skip


@pytest.mark.parametrize("year", FREE_WEEKDAYS)
def test_the_weekdays_that_are_free_are_the_public_holidays(year):
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    free = [day for day in days if day.weekday() < 5 and not is_working_day(day)]

    assert [f"{day:%m-%d}" for day in free] == FREE_WEEKDAYS[year]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2024, 6, 1), "a Saturday"),
        (date(2024, 6, 2), "a Sunday"),
        (date(2024, 3, 28), "Maundy Thursday"),
        (date(2020, 5, 17), "a holiday on a Sunday"),
    ],
)
def test_these_are_free(day, why):
    assert not is_working_day(day), why


@pytest.mark.parametrize("day", [date(2024, 12, 24), date(2024, 12, 31), date(2024, 3, 27)])
def test_the_half_days_before_holidays_are_worked_on(day):
    assert is_working_day(day)


@pytest.mark.parametrize(
    ("day", "count", "before"),
    [
        (date(2024, 2, 1), 0, date(2024, 2, 1)),
        (date(2024, 2, 1), 1, date(2024, 1, 31)),
        (date(2024, 2, 1), 5, date(2024, 1, 25)),  # over a weekend
        (date(2024, 2, 4), 1, date(2024, 2, 2)),  # from a Sunday
        (date(2024, 4, 2), 5, date(2024, 3, 21)),  # over Easter
        (date(2024, 5, 21), 2, date(2024, 5, 15)),  # over the 17th of May and Whitsun
        (date(2025, 1, 2), 5, date(2024, 12, 23)),  # over Christmas and the turn of the year
    ],
)
def test_working_days_are_counted_back(day, count, before):
    assert working_days_before(day, count) == before


def test_days_are_not_counted_forward():
    with pytest.raises(ValueError, match="after"):
        working_days_before(date(2024, 2, 1), -1)
