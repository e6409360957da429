"""Dates, times and what is left of a time, as people write them."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_AP, WEEKDAYS
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

# Django's own format files have neither "kl." nor the short month with a time, and its filter takes
# the format apart letter by letter each time: too slow for a list. (a date, a moment)
_NORWEGIAN = {
    "short": ("{d.day}. {mon}", "{d.day}. {mon} kl. {d:%H.%M}"),
    "long": ("{d.day}. {month} {d.year}", "{d.day}. {month} {d.year} kl. {d:%H.%M}"),
    "weekday": (
        "{weekday} {d.day}. {month} {d.year}",
        "{weekday} {d.day}. {month} {d.year} kl. {d:%H.%M}",
    ),
    "numeric": ("{d:%d.%m.%Y}", "{d:%d.%m.%Y %H.%M}"),
    "time": ("", "kl. {d:%H.%M}"),
}
_ENGLISH = {
    "short": ("{d.day} {month!s:.3}", "{d.day} {month!s:.3} at {d:%H:%M}"),
    "long": ("{d.day} {month} {d.year}", "{d.day} {month} {d.year} at {d:%H:%M}"),
    "weekday": (
        "{weekday} {d.day} {month} {d.year}",
        "{weekday} {d.day} {month} {d.year} at {d:%H:%M}",
    ),
    "numeric": ("{d:%d.%m.%Y}", "{d:%d.%m.%Y %H:%M}"),
    "time": ("", "at {d:%H:%M}"),
}


def format_when(moment: date | datetime, form: str = "short") -> str:
    """A date, or a moment with its time in the office's own time zone.

    ``form``: short "24. jan. kl. 09.12" · long "24. januar 2022 kl. 09.12" · weekday "torsdag 1.
    februar 2024" · numeric "24.01.2022" · time "kl. 09.12". Raises KeyError for any other.
    """
    forms = (_ENGLISH if get_language() == "en" else _NORWEGIAN)[form]
    day: date = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    return forms[isinstance(moment, datetime)].format(
        d=day,
        mon=MONTHS_AP[day.month],
        month=MONTHS[day.month],
        weekday=WEEKDAYS[day.weekday()],
    )


def format_time_left(until: datetime, now: datetime) -> str:
    """ "11 days", "1 hour and 58 minutes", "15 minutes"; empty when the time is over."""
    left = until - now
    if left <= timedelta(0):
        return ""
    if left >= timedelta(days=2):
        # Days as a calendar counts them: from today to the day of the deadline.
        days = (timezone.localtime(until).date() - timezone.localtime(now).date()).days
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    hours, minutes = divmod(int(left.total_seconds()) // 60, 60)
    in_hours = ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    in_minutes = ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    if not hours:
        return in_minutes if minutes else _("less than a minute")
    if not minutes:
        return in_hours
    return _("%(hours)s and %(minutes)s") % {"hours": in_hours, "minutes": in_minutes}
