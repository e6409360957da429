"""The division workspace: a pot, its rules, the table that comes of them, and the next version."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from allocation import permissions, services
from allocation.choices import BasisColumn, PostKind, Rounding
from allocation.forms import DivideForm, ReturnForm, SaveDivisionForm
from allocation.models import Basis, Division, Frame, Post
from allocation.rules.division import DivisionError, divide
from allocation.views.frames import pots_of
from allocation.views.tables import division_context
from partnerships.services import new_key
from rekom.kit.errors import DomainError

RULES = ("pot_nok", "flat_percent", "basis", "rounding")


@require_GET
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """The workspace. What the address says is looked at, and nothing is kept."""
    post = collective_post(request, pk)
    versions = list(post.divisions.select_related("made_by", "basis"))
    asked = any(name in request.GET for name in RULES)
    bases = bases_of(request, post)
    form = DivideForm(
        request.GET if asked else None, bases=bases, initial=beginning_of(post, versions, bases)
    )
    return _workspace(request, post, form, versions=versions)


@require_POST
def division_make(request: HttpRequest, pk: int) -> HttpResponse:
    post = collective_post(request, pk)
    if not permissions.can_divide(request.user, post):
        raise PermissionDenied
    form = DivideForm(request.POST, bases=bases_of(request, post))
    save_form = SaveDivisionForm(request.POST)
    problem = ""
    if form.is_valid() and save_form.is_valid():
        try:
            division = services.make_division(
                post=post, by=request.user, **form.cleaned_data, **save_form.cleaned_data
            )
            messages.success(
                request, _("Version %(version)d is saved.") % {"version": division.version}
            )
            return redirect(division)
        except DomainError as error:
            problem = str(error)
    return _workspace(request, post, form, save_form=save_form, problem=problem, status=422)


def _workspace(
    request: HttpRequest,
    post: Post,
    form: DivideForm,
    *,
    versions: list[Division] | None = None,
    save_form: SaveDivisionForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    if versions is None:
        versions = list(post.divisions.select_related("made_by", "basis"))
    rules = rules_of(form)
    context: dict[str, Any] = {
        "post": post,
        "form": form,
        "save_form": save_form or SaveDivisionForm(initial={"key": new_key()}),
        "return_form": ReturnForm(),
        "versions": versions,
        "next_version": versions[0].version + 1 if versions else 1,
        "can_divide": permissions.can_divide(request.user, post),
        "problem": problem,
        "has_errors": bool(problem or form.errors),
    }
    if rules is not None:
        context |= {"rules": rules, **_preview(rules)}
    if context.get("undivided") or (form.is_bound and form.errors):
        status = 422
    if request.htmx:
        return render(request, "allocation/_preview.html", context, status=status)
    context |= {
        "frame": Frame.objects.visible_to(request.user)
        .with_sums()
        .select_related("call", "scheme")
        .get(pk=post.frame_id),
        "pots": pots_of({row["kind"]: row for row in post.frame.posts.by_kind()}),
    }
    return render(request, "allocation/post.html", context, status=status)


def rules_of(form: DivideForm) -> dict[str, Any] | None:
    """What to divide by: as it was asked for, or as the page begins. None while it cannot be read."""
    if form.is_bound:
        return form.cleaned_data if form.is_valid() else None
    basis = form.bases.get(str(form.initial["basis"]))
    return {**form.initial, "basis": basis} if basis else None


def _preview(rules: dict[str, Any]) -> dict[str, Any]:
    figures = rules["basis"].figures()
    try:
        divided, exact = (
            divide(
                rules["pot_nok"],
                figures,
                flat_percent=rules["flat_percent"],
                rounding=rounding,
                column=BasisColumn(rules["basis"].column),
            )
            for rounding in (rules["rounding"], Rounding.EXACT)
        )
    except DivisionError as error:
        return {"undivided": str(error)}
    return division_context(divided, exact)


def beginning_of(post: Post, versions: list[Division], bases: list[Basis]) -> dict[str, Any]:
    """Where the page begins: as the newest version, else ten percent of the newest figures."""
    beginning = {
        "pot_nok": post.amount_nok,
        "flat_percent": Decimal(10),
        "basis": bases[0].pk if bases else None,
        "rounding": Rounding.EXACT,
    }
    if versions:
        newest = versions[0]
        beginning |= {
            "flat_percent": Decimal(f"{newest.flat_percent.normalize():f}"),  # 20, not 20.00
            "basis": newest.basis_id,
            "rounding": Rounding(newest.rounding),
        }
    return beginning


def bases_of(request: HttpRequest, post: Post) -> list[Basis]:
    office = post.frame.call.county_governor_id
    return list(Basis.objects.visible_to(request.user).filter(county_governor=office))


def collective_post(request: HttpRequest, pk: int) -> Post:
    posts = Post.objects.visible_to(request.user).filter(kind=PostKind.COLLECTIVE)
    return get_object_or_404(
        posts.select_related("frame__call__county_governor", "frame__scheme"), pk=pk
    )
