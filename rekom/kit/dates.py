"""Dates, times and what is left of a time, as people write them."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

# Django's own format files have neither "kl." nor the short month with a time. The letters are
# those of the `date` filter.
_NORWEGIAN = {
    "short": ("j. N", r"j. N \k\l. H.i"),
    "long": ("j. F Y", r"j. F Y \k\l. H.i"),
    "weekday": ("l j. F Y", r"l j. F Y \k\l. H.i"),
    "numeric": ("d.m.Y", "d.m.Y H.i"),
    "time": ("", r"\k\l. H.i"),
}
_ENGLISH = {
    "short": ("j M", r"j M \a\t H:i"),
    "long": ("j F Y", r"j F Y \a\t H:i"),
    "weekday": ("l j F Y", r"l j F Y \a\t H:i"),
    "numeric": ("d.m.Y", "d.m.Y H:i"),
    "time": ("", r"\a\t H:i"),
}


def format_when(moment: date | datetime, form: str = "short") -> str:
    """A date, or a moment with its time in the office's own time zone.

    ``form``: short "24. jan. kl. 09.12" · long "24. januar 2022 kl. 09.12" · weekday "torsdag 1.
    februar 2024" · numeric "24.01.2022" · time "kl. 09.12". Raises KeyError for any other.
    """
    date_form, moment_form = (_ENGLISH if get_language() == "en" else _NORWEGIAN)[form]
    if isinstance(moment, datetime):
        return format_date(timezone.localtime(moment), moment_form)
    return format_date(moment, date_form)


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
