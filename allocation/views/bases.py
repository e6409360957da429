"""Figures to divide by: the list, one of them, and reading in new ones in two steps."""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from allocation import permissions, services
from allocation.excel.basis import read_basis
from allocation.forms import BasisForm
from allocation.models import Basis
from allocation.rules.division import BasisFigure
from partnerships.choices import STAFF_ROLES, OfficeRoleKind
from partnerships.models import CountyGovernor
from partnerships.services import new_key
from rekom.kit.errors import DomainError

BASES_A_PAGE = 50
# What was read travels in the page, signed, until it is confirmed: nothing is stored before that.
SALT = "allocation.basis"
SECONDS_TO_CONFIRM = 12 * 3600


@require_GET
def basis_list(request: HttpRequest) -> HttpResponse:
    _for_staff(request)
    bases = Basis.objects.visible_to(request.user).with_sums().select_related("imported_by")
    bases = bases.order_by("-figures_on", "-imported_at")
    context = {
        "page_obj": Paginator(bases, BASES_A_PAGE).get_page(request.GET.get("page")),
        "can_import": bool(_own_offices(request)),
    }
    return render(request, "allocation/basis_list.html", context)


@require_GET
def basis(request: HttpRequest, pk: int) -> HttpResponse:
    bases = Basis.objects.visible_to(request.user).with_sums().select_related("imported_by")
    found = get_object_or_404(bases, pk=pk)
    context = {"basis": found, "rows": found.rows.select_related("network")}
    return render(request, "allocation/basis.html", context)


@require_http_methods(["GET", "POST"])
def basis_upload(request: HttpRequest) -> HttpResponse:
    """Reads the workbook and shows what it says, with every fault. Nothing is stored."""
    office = _office(request)
    form = BasisForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.data_of_file
        try:
            figures = read_basis(data)
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            facts = {
                "title": form.cleaned_data["title"],
                "source": form.cleaned_data["source"],
                "figures_on": form.cleaned_data["figures_on"].isoformat(),
                "file_name": form.cleaned_data["file"].name[:200],
                "sha256": hashlib.sha256(data).hexdigest(),
            }
            return _read_page(request, office, figures, facts)
    status = 422 if form.errors else 200
    return render(request, "allocation/basis_upload.html", {"form": form}, status=status)


@require_POST
def basis_import(request: HttpRequest) -> HttpResponse:
    """Stores what the page before has shown."""
    office = _office(request)
    try:
        figures, facts = _unpack(request.POST.get("read", ""), office)
    except signing.BadSignature:
        messages.error(request, _("The page is too old. Read the workbook in once more."))
        return redirect("allocation:basis_upload")
    try:
        basis = services.import_basis(
            office=office,
            figures=figures,
            by=request.user,
            key=request.POST.get("key", ""),
            **{**facts, "figures_on": date.fromisoformat(facts["figures_on"])},
        )
    except DomainError as error:
        return _read_page(request, office, figures, facts, problem=str(error))
    messages.success(request, _("The figures can be divided by."))
    return redirect("allocation:basis", basis.pk)


def _read_page(
    request: HttpRequest,
    office: CountyGovernor,
    figures: list[BasisFigure],
    facts: dict[str, Any],
    *,
    problem: str = "",
) -> HttpResponse:
    rows = services.match_networks(figures, office)
    faults = [row.fault for row in rows if row.fault]
    context = {
        "facts": {**facts, "figures_on": date.fromisoformat(facts["figures_on"])},
        "rows": rows,
        "faults": faults,
        "problem": problem,
        "municipalities": sum(figure.municipalities for figure in figures),
        "fte": sum((figure.fte for figure in figures), Decimal(0)),
        "read": _pack(figures, facts, office),
        "key": new_key(),
        "has_errors": bool(faults or problem),
    }
    status = 422 if faults or problem else 200
    return render(request, "allocation/basis_read.html", context, status=status)


def _pack(figures: list[BasisFigure], facts: dict[str, Any], office: CountyGovernor) -> str:
    rows = [(figure.network, figure.municipalities, str(figure.fte)) for figure in figures]
    return signing.dumps([office.pk, rows, facts], salt=SALT, compress=True)


def _unpack(text: str, office: CountyGovernor) -> tuple[list[BasisFigure], dict[str, Any]]:
    """Raises BadSignature for anything but what a page of the same office has carried."""
    office_pk, rows, facts = signing.loads(text, salt=SALT, max_age=SECONDS_TO_CONFIRM)
    if office_pk != office.pk:
        raise signing.BadSignature
    return [BasisFigure(name, count, Decimal(fte)) for name, count, fte in rows], facts


def _for_staff(request: HttpRequest) -> None:
    if not any(role in STAFF_ROLES for role, _office in request.user.role_pairs):
        raise Http404


def _own_offices(request: HttpRequest) -> list[CountyGovernor]:
    """Offices in which the person may read in figures."""
    roles = request.user.office_roles.select_related("county_governor")
    return [
        role.county_governor
        for role in roles
        if role.role == OfficeRoleKind.CASE_WORKER
        and permissions.can_import_basis(request.user, role.county_governor)
    ]


def _office(request: HttpRequest) -> CountyGovernor:
    _for_staff(request)
    if not (offices := _own_offices(request)):
        raise PermissionDenied
    return offices[0]
