"""Figures to divide by: the list, one of them beside an earlier one, and one with a municipality moved."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from allocation import permissions, services
from allocation.forms import AgainstForm, MoveForm
from allocation.models import Basis
from partnerships.choices import STAFF_ROLES, OfficeRoleKind
from partnerships.models import CountyGovernor, Network
from partnerships.services import new_key
from rekom.kit.errors import DomainError

BASES_A_PAGE = 50
# A change of more than this is a jump, unless the address says another.
JUMP_PERCENT = Decimal(10)


@require_GET
def basis_list(request: HttpRequest) -> HttpResponse:
    for_staff(request)
    bases = Basis.objects.visible_to(request.user).with_sums().select_related("imported_by")
    bases = bases.order_by("-figures_on", "-imported_at")
    context = {
        "page_obj": Paginator(bases, BASES_A_PAGE).get_page(request.GET.get("page")),
        "can_import": bool(own_offices(request)),
    }
    return render(request, "allocation/basis_list.html", context)


@require_GET
def basis(request: HttpRequest, pk: int) -> HttpResponse:
    found = _basis(request, pk)
    form = _move_form(request, found) if _can_import(request, found) else None
    return _basis_page(request, found, form)


@require_POST
def basis_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes a new basis in which one municipality counts in another network."""
    found = _basis(request, pk)
    if not _can_import(request, found):
        raise PermissionDenied
    form = _move_form(request, found, request.POST)
    if form.is_valid():
        try:
            moved = services.move_municipality(basis=found, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The new figures can be divided by."))
            return redirect("allocation:basis", moved.pk)
    return _basis_page(request, found, form, status=422)


def _basis(request: HttpRequest, pk: int) -> Basis:
    bases = Basis.objects.visible_to(request.user).with_sums()
    return get_object_or_404(bases.select_related("imported_by", "county_governor"), pk=pk)


def _can_import(request: HttpRequest, found: Basis) -> bool:
    return permissions.can_import_basis(request.user, found.county_governor)


def _networks(request: HttpRequest, found: Basis) -> list[Network]:
    networks = Network.objects.visible_to(request.user)
    return list(networks.filter(county_governor=found.county_governor))


def _move_form(request: HttpRequest, found: Basis, data: QueryDict | None = None) -> MoveForm:
    return MoveForm(
        data,
        municipalities=services.municipalities_of(found.county_governor),
        networks=_networks(request, found),
        initial={"key": new_key()},
    )


def _basis_page(
    request: HttpRequest, found: Basis, form: MoveForm | None, *, status: int = 200
) -> HttpResponse:
    networks = form.networks.values() if form else _networks(request, found)
    context = {
        "basis": found,
        "form": form,
        **_against(request, found, {one.pk: one.name for one in networks}),
    }
    services.load_rows(found)
    return render(request, "allocation/basis.html", context, status=status)


def _against(request: HttpRequest, found: Basis, networks: dict[int, str]) -> dict[str, Any]:
    """The basis beside another of its office and column: the nearest before it, unless one is asked for."""
    others = list(
        Basis.objects.visible_to(request.user)
        .filter(county_governor=found.county_governor, column=found.column)
        .exclude(pk=found.pk)
        .order_by("-figures_on", "-imported_at")
    )
    if not others:
        return {}
    earlier = [one for one in others if one.figures_on < found.figures_on] or others
    asked = {"mot": str(earlier[0].pk), "prosent": JUMP_PERCENT} | request.GET.dict()
    form = AgainstForm(asked, others=others)
    if not form.is_valid():
        return {"against_form": form}
    before, percent = form.cleaned_data["mot"], form.cleaned_data["prosent"]
    return {
        "against_form": form,
        "before": before,
        "jump_percent": percent,
        "since": services.change_since(found, before, percent=percent, networks=networks),
    }


def for_staff(request: HttpRequest) -> None:
    if not any(role in STAFF_ROLES for role, _office in request.user.role_pairs):
        raise Http404


def own_offices(request: HttpRequest) -> list[CountyGovernor]:
    """Offices in which the person may read in figures."""
    roles = request.user.office_roles.select_related("county_governor")
    return [
        role.county_governor
        for role in roles
        if role.role == OfficeRoleKind.CASE_WORKER
        and permissions.can_import_basis(request.user, role.county_governor)
    ]
