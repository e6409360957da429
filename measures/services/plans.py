"""The forum's long-term plan, and its items: what measures of several years are anchored in."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from measures.models import LongTermPlan, PlanItem
from measures.services.merging import Marks, changes
from partnerships.models import CountyGovernor, User
from partnerships.permissions import can_administer
from rekom.kit.errors import DomainError

Item = tuple[str, str]  # number, title
PLAN_FIELDS = ["title", "url", "first_year", "last_year"]


def items_of(plan: LongTermPlan) -> list[Item]:
    return list(plan.items.values_list("number", "title")) if plan.pk else []


def plan_values(plan: LongTermPlan, items: list[Item]) -> dict[str, Any]:
    """What stands in a plan, field by field."""
    return {**{field: getattr(plan, field) for field in PLAN_FIELDS}, "items": items}


@transaction.atomic
def save_plan(
    *, plan: LongTermPlan, items: list[Item], seen: Marks | None, by: User
) -> LongTermPlan:
    """A new plan, or one that is changed: its items are those, in that order.

    Of one that is there, the fields are stored that are written otherwise than the page showed them by
    its marks. An item that a measure is anchored in stays as it is. Raises DomainError; WrittenByTwo
    when a colleague has changed the same field since.
    """
    office = CountyGovernor.objects.select_for_update().get(pk=plan.county_governor_id)
    if not can_administer(by, office):
        raise PermissionDenied
    if plan.pk is None:
        plan.save()
        _set_items(plan, items)
        return plan
    stored = LongTermPlan.objects.get(pk=plan.pk)
    written = changes(
        stored=plan_values(stored, items_of(stored)), sent=plan_values(plan, items), seen=seen
    )
    for field in PLAN_FIELDS:
        setattr(stored, field, written.get(field, getattr(stored, field)))
    _check_years(stored)
    stored.save(update_fields=PLAN_FIELDS)
    if "items" in written:
        _set_items(stored, items)
    return stored


def _check_years(plan: LongTermPlan) -> None:
    """Of two who change a year each, both may be right by themselves."""
    if plan.last_year < plan.first_year:
        raise DomainError(_("The last year is before the first."))


def _set_items(plan: LongTermPlan, items: list[Item]) -> None:
    """Those that are there keep their rows, so that measures keep them."""
    known = {(item.number, item.title): item for item in plan.items.all()}
    gone = [item for written, item in known.items() if written not in items]
    for item in gone:
        if item.measures.exists():
            raise DomainError(
                _("“%(item)s” is named in a needs report, and stands as it is.") % {"item": item}
            )
        item.delete()
    for position, (number, title) in enumerate(items, 1):
        item = known.get((number, title)) or PlanItem(plan=plan, number=number, title=title)
        item.position = position
        item.save()
