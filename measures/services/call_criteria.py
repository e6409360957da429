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
from measures.services.merging import Marks, Values, changes, marks
from partnerships.models import User
from rekom.kit.errors import DomainError

Row = AwardCriterion | DiscussionPoint

NAMES = ("name_nb", "name_nn", "name_en")
WRITTEN = {AwardCriterion: ("code", *NAMES, "field"), DiscussionPoint: ("code", *NAMES, "about")}


def row_values(row: Row) -> dict[str, str]:
    """What is written of a criterion or point, field by field."""
    return {field: getattr(row, field) for field in WRITTEN[type(row)]}


def end_values(row: Row) -> dict[str, str | None]:
    """What one looks at who ends or removes it: the last day, and what it is that goes."""
    return {**row_values(row), "last_day": _day(row.valid_until)}


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
def reword_row(*, row: Row, seen: Marks | None, by: User) -> Row:
    """Store the fields that are written otherwise than the page showed them by its marks.

    Raises WrittenByTwo when a colleague has rewritten one of them since, DomainError when the wording
    stands.
    """
    call = lock_call(row.call, by)
    stored = _stored(row)
    if reason := why_wording_is_fixed(call.stage()):
        raise DomainError(str(reason))
    was = _written(stored)
    for field, text in changes(stored=row_values(stored), sent=row_values(row), seen=seen).items():
        setattr(stored, field, text)
    _refuse_taken_code(stored)
    if _written(stored) != was:
        stored.save(update_fields=WRITTEN[type(row)])
        _tell(call, stored, by, [was, _written(stored)])
    return stored


@transaction.atomic
def end_row(*, row: Row, last_day: date | None, seen: Marks | None, by: User) -> None:
    """Until a report is sent it is removed; from then on it holds until its last day, or on if None.

    Raises ChangedMeanwhile for one that is rewritten since, WrittenByTwo for another last day.
    """
    call = lock_call(row.call, by)
    stored = _stored(row)
    if call.stage() < Stage.SENT:
        _refuse_rewritten(stored, seen)
        _tell(call, row, by, [_written(stored), None])
        stored.delete()
        return
    now: Values = {"last_day": _day(stored.valid_until)}
    changes(stored=now, sent={"last_day": _day(last_day)}, seen=seen)
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


def _stored(row: Row) -> Row:
    stored: Row | None = _all(row).filter(pk=row.pk).first()
    if stored is None:
        raise DomainError(_("A colleague has removed this."))
    return stored


def _refuse_rewritten(stored: Row, seen: Marks | None) -> None:
    if seen is not None and marks(end_values(stored)) != seen:
        raise ChangedMeanwhile(
            _("A colleague has changed this since you opened the page. Look at what stands now.")
        )


def _refuse_taken_code(row: Row) -> None:
    if _all(row).filter(code=row.code, valid_until=None).exclude(pk=row.pk).exists():
        raise DomainError(_("%(code)s is there already.") % {"code": row.code})


def _tell(call: Call, row: Row, by: User, told: list[Any]) -> None:
    looked_over(call, CallPart.CRITERIA, by, {row.code: told})


def _written(row: Row) -> list[str]:
    return list(row_values(row).values())


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
