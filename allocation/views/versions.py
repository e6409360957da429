"""A version of a division: what it says, how it differs, and what is done with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from allocation import permissions, services
from allocation.choices import DivisionStatus
from allocation.forms import AdoptForm, LayForm, NameForm, SetAsideForm
from allocation.models import AgendaItem, Division
from allocation.rules.comparison import compare
from allocation.views.tables import bars_of, division_context, zero_of
from partnerships.services import new_key
from rekom.kit.errors import DomainError


@require_GET
def division(request: HttpRequest, pk: int) -> HttpResponse:
    return _version_page(request, _division(request, pk))


@require_GET
def division_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """This version against another of the same post: the one named, or the one before."""
    division = _division(request, pk)
    others = list(
        Division.objects.visible_to(request.user)
        .filter(post=division.post)
        .exclude(pk=pk)
        .select_related("made_by", "basis")
        .prefetch_related("lines")
    )
    if not others:
        raise Http404
    named = request.GET.get("med", "")
    earlier = (other for other in others if other.version < division.version)
    other = next((one for one in others if str(one.pk) == named), None) or next(earlier, others[0])
    comparison = compare(_amounts(other), _amounts(division))
    context = {
        "division": division,
        "other": other,
        "others": others,
        "sides": [("A", other, other.read()), ("B", division, division.read())],
        "comparison": comparison,
        "rows": bars_of(comparison),
        "zero": zero_of(comparison),
    }
    return render(request, "allocation/division_compare.html", context)


@require_POST
def division_name(request: HttpRequest, pk: int) -> HttpResponse:
    division = _division(request, pk)
    if not permissions.can_divide(request.user, division.post):
        raise PermissionDenied
    form = NameForm(request.POST)
    return _act(request, division, form, services.name_division, _("The name is saved."))


@require_POST
def division_lay(request: HttpRequest, pk: int) -> HttpResponse:
    division = _division(request, pk)
    if not permissions.prepares_meetings(request.user, division):
        raise PermissionDenied
    form = LayForm(request.POST, items=_items_for(request, division))
    done = _("The version is on the agenda. The members of the forum can see it.")
    return _act(request, division, form, services.lay_before_forum, done)


@require_POST
def division_adopt(request: HttpRequest, pk: int) -> HttpResponse:
    division = _division(request, pk)
    if not permissions.approves(request.user, division):
        raise PermissionDenied
    form = AdoptForm(request.POST)
    return _act(request, division, form, services.adopt_division, _("The version is in force."))


@require_POST
def division_set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    division = _division(request, pk)
    if not permissions.prepares_meetings(request.user, division):
        raise PermissionDenied
    form = SetAsideForm(request.POST)
    return _act(
        request, division, form, services.set_aside_division, _("The version is set aside.")
    )


def _act(
    request: HttpRequest,
    division: Division,
    form: Form,
    service: Callable[..., Division],
    done: str,
) -> HttpResponse:
    """Do one thing with a version; what stands in the way is told on its own page."""
    problem = ""
    if form.is_valid():
        try:
            service(division=division, by=request.user, **form.cleaned_data)
            messages.success(request, done)
            return redirect(division)
        except DomainError as error:
            problem = str(error)
    fresh = _division(request, division.pk)
    return _version_page(request, fresh, sent=form, problem=problem, status=422)


def _version_page(
    request: HttpRequest,
    division: Division,
    *,
    sent: Form | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    user = request.user
    context = {
        "division": division,
        "post": division.post,
        **division_context(
            division.read(), division.read_exact(), addresses=_explanations(division)
        ),
        "trail": division.transitions.select_related("by"),
        "other_versions": Division.objects.visible_to(user)
        .filter(post=division.post)
        .exclude(pk=division.pk),
        "sees_post": permissions.can_view_post(user, division.post),
        **_forms(request, division, sent),
        "sent": sent,
        "problem": problem,
        "has_errors": bool(problem or (sent is not None and sent.errors)),
    }
    return render(request, "allocation/division.html", context, status=status)


def _forms(request: HttpRequest, division: Division, sent: Form | None) -> dict[str, Any]:
    """The forms of what the person may do now; the one that was sent comes back as it was."""
    user, key = request.user, {"key": new_key()}
    forms: dict[str, Any] = {}
    if division.status == DivisionStatus.DRAFT and permissions.can_divide(user, division.post):
        forms["name_form"] = NameForm(initial={"title": division.title})
    if permissions.can_lay(user, division):
        items = _items_for(request, division)
        forms["lay_form"] = LayForm(initial=key, items=items) if items else None
        forms["no_items"] = not items
    if permissions.can_adopt(user, division):
        forms["adopt_form"] = AdoptForm(initial=key)
        forms["is_correction"] = division.status == DivisionStatus.DRAFT
    if permissions.can_set_aside(user, division):
        forms["set_aside_form"] = SetAsideForm(initial=key)
    for name, form in forms.items():
        if sent is not None and type(form) is type(sent):
            forms[name] = sent
    return forms


def _items_for(request: HttpRequest, division: Division) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.visible_to(request.user).open_for(division)


def _explanations(division: Division) -> dict[str, str]:
    """By network: where its amount is explained."""
    return {
        line.name: reverse("allocation:explanation", args=[division.pk, line.pk])
        for line in division.lines.all()
    }


def _amounts(division: Division) -> dict[str, int]:
    return {line.name: line.amount_nok for line in division.lines.all()}


def _division(request: HttpRequest, pk: int) -> Division:
    """The version, or 404 for everyone who is not supposed to know that it exists."""
    divisions = Division.objects.visible_to(request.user).for_page()
    return get_object_or_404(divisions, pk=pk)
