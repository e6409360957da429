"""What can be chosen on the page of a measure, as (key, words)."""

from django.db.models import QuerySet

from measures.models.call import Call, PlanItem, TargetGroup
from rekom.kit.prepared import Prepared

Choices = list[tuple[str, str]]


def target_group_choices() -> Choices:
    return [(str(group.pk), str(group)) for group in _target_groups()]


def plan_item_choices(call: Call) -> Choices:
    """Empty for a call without a plan."""
    items = _plan_items(call.plan_id) if call.plan_id else []
    return [(str(item.pk), str(item)) for item in items]


@Prepared
def _target_groups() -> QuerySet[TargetGroup]:
    return TargetGroup.objects.all()


@Prepared
def _plan_items(plan: int) -> QuerySet[PlanItem]:
    return PlanItem.objects.filter(plan=plan)
