"""Setting up a call: what is still free to change, and what moves with the year.

Everybody who applies in a call applies by the same terms, so what reports rest on stands: dates from the
day the call is opened, schemes, terms and rules of money from the day the first report is begun, and what
is judged by from the day the first is sent.
"""

from datetime import date
from enum import IntEnum
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from measures.choices import CallPart

Day = TypeVar("Day", bound=date)


class Stage(IntEnum):
    """How much rests on a call."""

    PREPARED = 0
    OPENED = 1
    BEGUN = 2
    SENT = 3


FIELDS = {
    CallPart.SCOPE: ("schemes", "first_term", "last_term", "years_covered", "plan"),
    CallPart.DATES: (
        *("opens_at", "closes_at", "reminder_working_days"),
        *("forum_recommends_on", "decision_by"),
    ),
    CallPart.RULES: (
        *("own_contribution_schemes", "own_contribution_percent", "own_contribution_base"),
        *("own_contribution_source", "own_contribution_blocks", "individual_share_percent"),
    ),
    CallPart.GUIDANCE: ("guidance_url", "helper_name", "helper_phone", "helper_hours"),
}

# The first stage at which a field can no longer be changed; what is not named never is fixed.
FIXED_FROM = {
    "opens_at": Stage.OPENED,
    "closes_at": Stage.OPENED,
    **dict.fromkeys([*FIELDS[CallPart.SCOPE], *FIELDS[CallPart.RULES]], Stage.BEGUN),
}
WHY_FIXED = {
    Stage.OPENED: _("The call has been opened, and people plan by its dates."),
    Stage.BEGUN: _("A needs report has been begun in the call, and rests on this."),
    Stage.SENT: _("A needs report has been sent in the call, and is judged by this."),
}


def why_fixed(field: str, stage: Stage) -> Promise | None:
    """The reason why the field can no longer be changed; None when it can."""
    fixed_from = FIXED_FROM.get(field)
    return None if fixed_from is None or stage < fixed_from else WHY_FIXED[fixed_from]


def why_wording_is_fixed(stage: Stage) -> Promise | None:
    """The same of a criterion or a discussion point. One can always be added, and ended."""
    return WHY_FIXED[Stage.SENT] if stage == Stage.SENT else None


def years_to_start(latest: int, today: date) -> list[int]:
    """The years whose call can be started when an office has the call of ``latest`` and none later.

    This year and the next, so that an office which has let years go by does not begin with those; or
    the year after, when there are calls of both.
    """
    years = [year for year in (today.year, today.year + 1) if year > latest]
    return years or [latest + 1]


def years_later(day: Day, years: int) -> Day:
    """The same day so many years on, with its time if it has one; 29 February, where the year has none,
    becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def term_years_later(code: str, years: int) -> str:
    year, half = code.split("-")
    return f"{int(year) + years}-{half}"
