"""Working days in Norway: Monday to Friday, but for the public holidays."""

from datetime import date, timedelta

from holidays import country_holidays

# Finds out each year when it is first asked for. Sundays are among them, half days are not.
_HOLIDAYS = country_holidays("NO")
_SATURDAY = 5


def is_working_day(day: date) -> bool:
    return day.weekday() < _SATURDAY and day not in _HOLIDAYS


def working_days_before(day: date, count: int) -> date:
    """The working day that lies ``count`` working days before the day, which may be any day.

    None before is the day itself. Raises ValueError for a negative count.
    """
    if count < 0:
        raise ValueError(f"{count} working days before is after.")
    while count:
        day -= timedelta(days=1)
        count -= is_working_day(day)
    return day
