"""Kept views of a list, and who looks after whose cases."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from partnerships import permissions
from partnerships.models import Absence, CountyGovernor, SavedView, User
from rekom.kit.errors import DomainError


def save_view(*, page: str, name: str, query: str, by: User) -> SavedView:
    """Raises DomainError where the person has a view of that name already."""
    return _stored(SavedView(user=by, page=page, name=name, query=query))


def rename_view(*, view: SavedView, name: str, by: User) -> SavedView:
    """Raises DomainError where the person has another view of that name."""
    if view.user_id != by.pk:
        raise PermissionDenied
    view.name = name
    return _stored(view)


def delete_view(*, view: SavedView, by: User) -> None:
    if view.user_id != by.pk:
        raise PermissionDenied
    view.delete()


@transaction.atomic
def tell_absence(
    *, office: CountyGovernor, first_day: date, last_day: date, covered_by: User, by: User
) -> Absence:
    """Raises DomainError where ``by`` is away already on some of the days."""
    User.objects.select_for_update().get(pk=by.pk)
    if not permissions.can_be_covered(by, office, covered_by):
        raise PermissionDenied
    own = Absence.objects.filter(user=by, county_governor=office)
    if own.filter(first_day__lte=last_day, last_day__gte=first_day).exists():
        raise DomainError(_("You have told of an absence on some of these days already."))
    return Absence.objects.create(
        user=by,
        county_governor=office,
        first_day=first_day,
        last_day=last_day,
        covered_by=covered_by,
    )


@transaction.atomic
def tell_absences(
    *, covers: Mapping[CountyGovernor, User], first_day: date, last_day: date, by: User
) -> list[Absence]:
    """The same days at each office where somebody covers. All of them, or none."""
    days = {"first_day": first_day, "last_day": last_day}
    return [
        tell_absence(office=office, covered_by=colleague, by=by, **days)
        for office, colleague in covers.items()
    ]


def withdraw_absence(*, absence: Absence, by: User) -> None:
    """From now on the person looks after their own cases again."""
    if absence.user_id != by.pk:
        raise PermissionDenied
    absence.delete()


def _stored(view: SavedView) -> SavedView:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError:
        raise DomainError(_("You have a view of that name already.")) from None
    return view
