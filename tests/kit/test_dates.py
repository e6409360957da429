from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from rekom.kit.dates import format_time_left, format_when

MOMENT = datetime(2022, 1, 24, 8, 12, tzinfo=UTC)  # 09.12 in Oslo
NOW = datetime(2024, 2, 1, 13, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("short", "24. jan. kl. 09.12"),
        ("long", "24. januar 2022 kl. 09.12"),
        ("weekday", "mandag 24. januar 2022 kl. 09.12"),
        ("numeric", "24.01.2022 09.12"),
        ("time", "kl. 09.12"),
    ],
)
def test_a_moment_is_written_in_the_time_of_oslo(form, written):
    with translation.override("nb"):
        assert format_when(MOMENT, form) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("nb", "24. januar 2022"), ("nn", "24. januar 2022"), ("en", "24 January 2022")],
)
def test_a_date_follows_the_language(language, written):
    with translation.override(language):
        assert format_when(date(2022, 1, 24), "long") == written


def test_summer_time_is_two_hours_ahead():
    with translation.override("en"):
        assert format_when(datetime(2024, 7, 1, 10, 0, tzinfo=UTC), "time") == "at 12:00"


def test_an_unknown_form_is_an_error():
    with pytest.raises(KeyError):
        format_when(MOMENT, "pretty")


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=11), "11 days"),
        (timedelta(hours=47, minutes=59), "47 hours and 59 minutes"),
        (timedelta(hours=1, minutes=58), "1 hour and 58 minutes"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(minutes=15), "15 minutes"),
        (timedelta(minutes=1, seconds=59), "1 minute"),
        (timedelta(seconds=30), "less than a minute"),
        (timedelta(0), ""),
        (timedelta(days=-3), ""),
    ],
)
def test_time_left_is_said_in_words(left, words):
    with translation.override("en"):
        assert format_time_left(NOW + left, NOW) == words


def test_days_are_counted_as_on_a_calendar():
    last_minute = datetime(2024, 2, 4, 22, 59, tzinfo=UTC)  # 23.59 in Oslo, three days on
    with translation.override("en"):
        assert format_time_left(last_minute, NOW) == "3 days"
