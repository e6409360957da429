"""The forum's long-term plan, and its items: what measures of several years are anchored in."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from measures.models import LongTermPlan, PlanItem
from measures.services.errors import ChangedMeanwhile
from measures.services.merging import mark
from partnerships.models import CountyGovernor, User
from partnerships.permissions import can_administer
from rekom.kit.errors import DomainError

Item = tuple[str, str]  # number, title
PLAN_FIELDS = ["title", "url", "first_year", "last_year"]


def items_of(plan: LongTermPlan) -> list[Item]:
    return list(plan.items.values_list("number", "title")) if plan.pk else []


def plan_mark(plan: LongTermPlan) -> str:
    """The mark of what a page showed of a plan."""
    return mark([*(getattr(plan, field) for field in PLAN_FIELDS), *items_of(plan)])


@transaction.atomic
def save_plan(*, plan: LongTermPlan, items: list[Item], seen: str, by: User) -> LongTermPlan:
    """A new plan, or one that is changed: its items are those, in that order.

    An item that a measure is anchored in stays as it is. Raises DomainError, ChangedMeanwhile.
    """
    office = CountyGovernor.objects.select_for_update().get(pk=plan.county_governor_id)
    if not can_administer(by, office):
        raise PermissionDenied
    if plan.pk is None:
        plan.save()
    else:
        if plan_mark(LongTermPlan.objects.get(pk=plan.pk)) != seen:
            raise ChangedMeanwhile(
                _(
                    "A colleague has changed this since you opened the page. Look at what stands now."
                )
            )
        plan.save(update_fields=PLAN_FIELDS)
    _set_items(plan, items)
    return plan


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
