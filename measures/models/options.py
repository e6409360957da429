"""What can be chosen on the page of a measure, as (key, words)."""

from measures.models.call import Call, PlanItem, TargetGroup

Choices = list[tuple[str, str]]


def target_group_choices() -> Choices:
    return [(str(group.pk), str(group)) for group in TargetGroup.objects.all()]


def plan_item_choices(call: Call) -> Choices:
    """Empty for a call without a plan."""
    return [(str(item.pk), str(item)) for item in PlanItem.objects.filter(plan=call.plan_id)]
