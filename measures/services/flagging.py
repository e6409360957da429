"""Flags on a report: something to be seen to, by whom, and how it went."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from measures import permissions
from measures.models import Flag, NeedsReport
from partnerships.models import User
from partnerships.services import complete_once
from rekom.kit.errors import DomainError


@transaction.atomic
def raise_flag(*, report: NeedsReport, text: str, owner: User, by: User, key: str) -> Flag | None:
    """None when the same press has been here before. ``owner`` works at the office."""
    report = NeedsReport.objects.locked(report.pk)
    if not permissions.can_flag(by, report) or not permissions.can_flag(owner, report):
        raise PermissionDenied
    if not complete_once(user=by, key=key, action=f"raise_flag {report.pk}"):
        return None
    return Flag.objects.create(
        report=report, text=text, owner=owner, raised_by=by, raised_at=timezone.now()
    )


@transaction.atomic
def resolve_flag(*, flag: Flag, resolution: str, by: User) -> Flag:
    """Anybody at the office may: the owner may be away. Raises DomainError when it is done already."""
    report = NeedsReport.objects.locked(flag.report_id)
    if not permissions.can_flag(by, report):
        raise PermissionDenied
    flag = report.flags.select_related("resolved_by").get(pk=flag.pk)
    if flag.resolved_by:
        raise DomainError(
            _("%(name)s has resolved this flag already.") % {"name": flag.resolved_by.name}
        )
    flag.resolution, flag.resolved_by, flag.resolved_at = resolution, by, timezone.now()
    flag.save(update_fields=["resolution", "resolved_by", "resolved_at"])
    return flag


@transaction.atomic
def hand_on_flag(*, flag: Flag, owner: User, by: User) -> Flag:
    """Another sees to it. The flag stands as it was raised, and a new one says who passed it on.

    Raises DomainError when it is done already.
    """
    done = resolve_flag(flag=flag, resolution=_("Given to %(name)s.") % {"name": owner.name}, by=by)
    if not permissions.can_flag(owner, done.report):
        raise PermissionDenied
    return Flag.objects.create(
        report=done.report, text=done.text, owner=owner, raised_by=by, raised_at=timezone.now()
    )
