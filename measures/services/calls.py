"""A call from its beginning to its last deadline: started from the one before, looked over part by part,
opened, and its deadline moved.

Every function is one transaction with the call's row locked, and leaves a row in its ``acts``. What reports
rest on is no longer changed: ``rules.call_setup`` says from when.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from measures import permissions
from measures.choices import CallActKind, CallPart, ReportStatus
from measures.models import Call, CallAct, NeedsReport
from measures.rules.call_setup import FIELDS, term_years_later, why_fixed, years_later
from measures.services.criteria import set_out_criteria
from measures.services.merging import Marks, changes
from measures.services.reminders import coordinators_of
from partnerships.models import CountyGovernor, Scheme, User
from partnerships.permissions import can_administer
from partnerships.rules import written_form_of
from rekom.kit.dates import format_when
from rekom.kit.errors import DomainError
from rekom.kit.mail import mail_on_commit

# Makes a whole address of a path.
Absolute = Callable[[str], str]

TO_MANY = ("schemes", "own_contribution_schemes")
COPIED = [
    *("years_covered", "plan", "reminder_working_days"),
    *FIELDS[CallPart.GUIDANCE],
    *(field for field in FIELDS[CallPart.RULES] if field not in TO_MANY),
]
DATES = ("opens_at", "closes_at", "forum_recommends_on", "decision_by")


@transaction.atomic
def start_call(*, office: CountyGovernor, year: int, by: User) -> Call:
    """The first call of an office, with the dates that most offices have. Raises DomainError."""
    _check_new(office, year, by)
    call = Call(
        opens_at=_moment(date(year - 1, 11, 1), time(8)),
        closes_at=_moment(date(year, 2, 1), time(23, 59)),
        first_term=f"{year}-spring",
        last_term=f"{year + 1}-spring",
    )
    return _start(call, office, year, by, schemes=Scheme.objects.filter(valid_to=None))


@transaction.atomic
def start_next_call(*, earlier: Call, year: int, by: User) -> Call:
    """The call of a later year, as the earlier one is but so many years on, all of it to be looked over.

    Raises DomainError when there is one already, or another that waits to be opened.
    """
    office = earlier.county_governor
    _check_new(office, year, by)
    if waiting := office.calls.filter(is_being_prepared=True).first():
        raise DomainError(
            _("Open the call of %(year)d before you start the next.") % {"year": waiting.year}
        )
    years = year - earlier.year
    call = Call(
        **{field: getattr(earlier, field) for field in COPIED},
        **{field: _moved(getattr(earlier, field), years) for field in DATES},
        first_term=term_years_later(earlier.first_term, years),
        last_term=term_years_later(earlier.last_term, years),
    )
    call = _start(call, office, year, by, schemes=earlier.schemes.all(), like=earlier)
    call.own_contribution_schemes.set(earlier.own_contribution_schemes.all())
    return call


def setup_values(call: Call, part: CallPart) -> dict[str, Any]:
    """What stands in a part of the call, field by field, as it can be kept and compared."""
    return {field: _plain(_stored(call, field)) for field in FIELDS[part]}


@transaction.atomic
def save_part(
    *, call: Call, part: CallPart, values: dict[str, Any], seen: Marks | None, by: User
) -> Call:
    """Store what has been changed in a part, which has then been looked over.

    ``seen`` holds the marks of what the page showed. Raises WrittenByTwo when a colleague has changed
    the same field since, DomainError when a field can no longer be changed.
    """
    call = lock_call(call, by)
    stored = setup_values(call, part)
    sent = {field: _plain(value) for field, value in values.items()}
    written = changes(stored=stored, sent=sent, seen=seen)
    stage = call.stage()
    for reason in filter(None, (why_fixed(field, stage) for field in written)):
        raise DomainError(str(reason))
    for field in written:
        _set(call, field, values[field])
    if call.closes_at <= call.opens_at:
        raise DomainError(_("Choose a deadline after the call opens."))
    call.save(update_fields=[field for field in written if field not in TO_MANY])
    if "schemes" in written:
        call.own_contribution_schemes.remove(*Scheme.objects.exclude(calls=call))
    told = {field: [stored[field], sent[field]] for field in written}
    looked_over(call, part, by, told)
    return call


@transaction.atomic
def look_over(*, call: Call, part: CallPart, by: User) -> Call:
    """A part that was copied stands as it is."""
    call = lock_call(call, by)
    looked_over(call, part, by, {})
    return call


@transaction.atomic
def open_call(*, call: Call, by: User) -> Call:
    """From now on everybody knows of the call; it can be applied in when its time comes, or at once.

    Raises DomainError with what stands in the way.
    """
    call = lock_call(call, by)
    now = timezone.now()
    if problems := what_stops(call, now):
        raise DomainError(problems[0])
    call.is_being_prepared = False
    call.opens_at = max(call.opens_at, now)
    call.save(update_fields=["is_being_prepared", "opens_at"])
    call.criteria.update(valid_from=timezone.localdate(call.opens_at))
    _note(call, CallActKind.OPENED, by)
    return call


def what_stops(call: Call, now: datetime) -> list[str]:
    """Why the call cannot be opened, in sentences."""
    if not call.is_being_prepared:
        return [_("The call has been opened already.")]
    parts = [CallPart(part).label for part in call.to_look_over]
    problems = [_("Look over what is copied: %(part)s.") % {"part": part} for part in parts]
    if call.closes_at <= now:
        problems.append(_("The deadline is over. Choose one that is still to come."))
    if not call.schemes.exists():
        problems.append(_("Choose the schemes that can be applied for."))
    if not call.criteria.filter(valid_until=None).exists():
        problems.append(_("Write the criteria that measures are judged by."))
    return problems


@transaction.atomic
def move_deadline(
    *, call: Call, closes_at: datetime, reason: str, by: User, absolute: Absolute
) -> Call:
    """To a later time. Those who have a draft get a letter. Raises DomainError."""
    call = lock_call(call, by)
    if call.is_being_prepared:
        raise DomainError(_("The call has not been opened. Change its dates instead."))
    if closes_at <= call.closes_at:
        raise DomainError(
            _("A deadline is only moved to a later time than %(at)s.")
            % {"at": format_when(call.closes_at, "long")}
        )
    if closes_at <= timezone.now():
        raise DomainError(_("Choose a time that is still to come."))
    was, call.closes_at = call.closes_at, closes_at
    call.save(update_fields=["closes_at"])
    moved = {"closes_at": [_plain(was), _plain(closes_at)]}
    _note(call, CallActKind.DEADLINE_MOVED, by, reason=reason, told=moved)
    drafts = NeedsReport.objects.filter(call=call, status=ReportStatus.DRAFT)
    for report in drafts.select_related("partnership__lead_owner"):
        _tell_of_deadline(report, call, was, reason, absolute)
    return call


def _check_new(office: CountyGovernor, year: int, by: User) -> None:
    """Of two who start the call of a year at once, one does."""
    office = CountyGovernor.objects.select_for_update().get(pk=office.pk)
    if not can_administer(by, office):
        raise PermissionDenied
    if office.calls.filter(year=year).exists():
        raise DomainError(_("There is a call of %(year)d already.") % {"year": year})


def _start(
    call: Call,
    office: CountyGovernor,
    year: int,
    by: User,
    *,
    schemes: Any,
    like: Call | None = None,
) -> Call:
    call.county_governor, call.year = office, year
    call.is_being_prepared, call.to_look_over = True, CallPart.values
    call.save()
    call.schemes.set(schemes)
    set_out_criteria(call=call, like=like)
    _note(call, CallActKind.STARTED, by)
    return call


def lock_call(call: Call, by: User) -> Call:
    call = (
        Call.objects.select_for_update(of=("self",))
        .select_related("county_governor")
        .get(pk=call.pk)
    )
    if not permissions.can_set_up(by, call):
        raise PermissionDenied
    return call


def looked_over(call: Call, part: CallPart, by: User, told: dict[str, list[Any]]) -> None:
    """``told``: what was changed on the way, as (what it was, what it became) by its name."""
    was_copied = part in call.to_look_over
    if was_copied:
        call.to_look_over = [each for each in call.to_look_over if each != part]
        call.save(update_fields=["to_look_over"])
    if told:
        _note(call, CallActKind.CHANGED, by, part=part, told=told)
    elif was_copied:
        _note(call, CallActKind.LOOKED_OVER, by, part=part)


def _note(
    call: Call,
    kind: CallActKind,
    by: User,
    *,
    part: str = "",
    reason: str = "",
    told: dict[str, list[Any]] | None = None,
) -> None:
    CallAct.objects.create(
        call=call, kind=kind, by=by, at=timezone.now(), part=part, reason=reason, changes=told or {}
    )


def _tell_of_deadline(
    report: NeedsReport, call: Call, was: datetime, reason: str, absolute: Absolute
) -> None:
    office, owner = call.county_governor, report.partnership.lead_owner
    mail_on_commit(
        "deadline_moved",
        to=coordinators_of(report.partnership),
        written_form=written_form_of(owner.written_form, office.written_form),
        context={
            "call": call,
            "partnership": report.partnership,
            "was": was,
            "reason": reason,
            "link": absolute(reverse("measures:report", args=[report.pk])),
        },
        office=office.pk,
    )


def _stored(call: Call, field: str) -> Any:
    return getattr(call, field).all() if field in TO_MANY else getattr(call, field)


def _set(call: Call, field: str, value: Any) -> None:
    if field in TO_MANY:
        getattr(call, field).set(value)
    else:
        setattr(call, field, value)


def _plain(value: Any) -> Any:
    """As JSON can hold it: rows by their keys, times in one zone."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int):
        return value
    return sorted(row.pk for row in value)


def _moved(day: date | datetime | None, years: int) -> date | datetime | None:
    """A time keeps its hour on the wall, in summer and in winter."""
    if isinstance(day, datetime):
        return timezone.make_aware(years_later(timezone.make_naive(day), years))
    return day and years_later(day, years)


def _moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
