"""The long-term plans of an office, which its calls point to."""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from measures.forms.plans import PlanForm
from measures.models import LongTermPlan
from measures.services.merging import WrittenByTwo, marks
from measures.services.plans import items_of, plan_values, save_plan
from measures.views.conflicts import Conflict, sent_marks
from partnerships.choices import YEAR_READERS
from partnerships.models import CountyGovernor
from partnerships.permissions import can_administer, has_role
from rekom.kit.errors import DomainError


@require_GET
def plan_list(request: HttpRequest) -> HttpResponse:
    if not has_role(request.user, *YEAR_READERS):
        raise PermissionDenied
    plans = LongTermPlan.objects.set_up_by(request.user).select_related("county_governor")
    offices = set(CountyGovernor.objects.visible_to(request.user))
    context = {
        "plans": [
            (plan, plan.county_governor in offices) for plan in plans.prefetch_related("items")
        ],
        "can_set_up": bool(offices),
    }
    return render(request, "measures/plan_list.html", context)


@require_http_methods(["GET", "POST"])
def plan_new(request: HttpRequest) -> HttpResponse:
    if not has_role(request.user, *YEAR_READERS):
        raise PermissionDenied
    return _page(request, LongTermPlan())


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    plans = LongTermPlan.objects.set_up_by(request.user).select_related("county_governor")
    found = get_object_or_404(plans, pk=pk)
    if not can_administer(request.user, found.county_governor):
        raise PermissionDenied
    return _page(request, found)


def _page(request: HttpRequest, plan: LongTermPlan) -> HttpResponse:
    offices = CountyGovernor.objects.visible_to(request.user)
    if not offices:
        raise PermissionDenied
    title = plan.title or _("A new plan")
    seen, conflict = sent_marks(request) or marks(plan_values(plan, items_of(plan))), None
    form = PlanForm(request.POST or None, instance=plan, offices=offices)
    if request.method == "POST" and form.is_valid():
        items = form.cleaned_data["items"]
        try:
            save_plan(plan=form.save(commit=False), items=items, seen=seen, by=request.user)
            messages.success(request, _("The plan is saved."))
            return redirect("measures:plan_list")
        except WrittenByTwo as error:
            seen |= marks(error.stored)
            plan.refresh_from_db()
            form = PlanForm(request.POST, instance=plan, offices=offices)
            conflict = Conflict([form], error.stored)
        except DomainError as error:
            form.add_error("items", str(error))
    context = {
        "title": title,
        "form": form,
        "fields": [form[name] for name in form.fields],
        "seen": json.dumps(seen),
        "conflict": conflict,
        "has_errors": bool(conflict),
    }
    status = 422 if form.errors or conflict else 200
    return render(request, "measures/plan_form.html", context, status=status)
