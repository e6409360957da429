"""The award criteria and discussion points of a call: added, reworded, put in order, ended.

A row is a criterion or a point; both are the call's own. From the day a report is sent its wording stands,
and it is ended instead of removed: a report is judged by what held on the day when it was sent.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from measures.choices import CallPart
from measures.models import AwardCriterion, Call, DiscussionPoint
from measures.rules.call_setup import Stage, why_wording_is_fixed
from measures.services.calls import lock_call, looked_over
from measures.services.errors import ChangedMeanwhile
from measures.services.merging import mark
from partnerships.models import User
from rekom.kit.errors import DomainError

Row = AwardCriterion | DiscussionPoint

NAMES = ("name_nb", "name_nn", "name_en")
WRITTEN = {AwardCriterion: ("code", *NAMES, "field"), DiscussionPoint: ("code", *NAMES, "about")}


def row_mark(row: Row) -> str:
    """The mark of what a page showed of a criterion or point."""
    return mark([*_written(row), row.valid_until and row.valid_until.isoformat()])


@transaction.atomic
def add_row(*, row: Row, by: User) -> Row:
    """A new criterion or point, last of its kind; a criterion holds from today, or from the opening."""
    call = lock_call(row.call, by)
    _refuse_taken_code(row)
    row.position = (_all(row).aggregate(last=Max("position"))["last"] or 0) + 1
    if isinstance(row, AwardCriterion):
        row.valid_from = max(timezone.localdate(), timezone.localdate(call.opens_at))
    row.save()
    _tell(call, row, by, [None, _written(row)])
    return row


@transaction.atomic
def reword_row(*, row: Row, seen: str, by: User) -> Row:
    """Raises ChangedMeanwhile when a colleague was first, DomainError when its wording stands."""
    call = lock_call(row.call, by)
    stored = _unchanged(row, seen)
    if reason := why_wording_is_fixed(call.stage()):
        raise DomainError(str(reason))
    _refuse_taken_code(row)
    if _written(stored) != _written(row):
        row.save(update_fields=WRITTEN[type(row)])
        _tell(call, row, by, [_written(stored), _written(row)])
    return row


@transaction.atomic
def end_row(*, row: Row, last_day: date | None, seen: str, by: User) -> None:
    """Until a report is sent it is removed; from then on it holds until its last day, or on if None."""
    call = lock_call(row.call, by)
    stored = _unchanged(row, seen)
    if call.stage() < Stage.SENT:
        _tell(call, row, by, [_written(stored), None])
        stored.delete()
        return
    begun = stored.valid_from if isinstance(stored, AwardCriterion) else None
    if last_day and begun and last_day < begun:
        raise DomainError(_("The last day is before the first."))
    _tell(call, row, by, [_day(stored.valid_until), _day(last_day)])
    stored.valid_until = last_day
    stored.save(update_fields=["valid_until"])


@transaction.atomic
def move_row(*, row: Row, up: bool, by: User) -> None:
    """One place up or down among its kind; at the end it stays."""
    call = lock_call(row.call, by)
    rows = list(_all(row))
    place = next(number for number, each in enumerate(rows) if each.pk == row.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for position, each in enumerate(rows, 1):
        each.position = position
    type(row).objects.bulk_update(rows, ["position"])
    _tell(call, row, by, [place + 1, other + 1])


def _all(row: Row) -> QuerySet:
    return type(row).objects.filter(call=row.call_id)


def _unchanged(row: Row, seen: str) -> Row:
    stored = _all(row).filter(pk=row.pk).first()
    if stored is None or row_mark(stored) != seen:
        raise ChangedMeanwhile(
            _("A colleague has changed this since you opened the page. Look at what stands now.")
        )
    return stored


def _refuse_taken_code(row: Row) -> None:
    if _all(row).filter(code=row.code, valid_until=None).exclude(pk=row.pk).exists():
        raise DomainError(_("%(code)s is there already.") % {"code": row.code})


def _tell(call: Call, row: Row, by: User, told: list[Any]) -> None:
    looked_over(call, CallPart.CRITERIA, by, {row.code: told})


def _written(row: Row) -> list[str]:
    return [getattr(row, field) for field in WRITTEN[type(row)]]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
