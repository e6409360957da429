"""In the meeting: a division that can be tried out on the projector. Nothing is kept until it is saved.

Everybody in the room reads along: neither reasons, titles nor comments of the office stand here.
"""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import localize_input
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from allocation import permissions, services
from allocation.choices import BasisColumn, DivisionStatus
from allocation.forms import DivideForm
from allocation.models import Division, Post
from allocation.models.division import MOST_PERCENT, first_of
from allocation.models.side_by_side import read_trial
from allocation.rules.division import DivisionError, divide
from allocation.views.workspace import RULES, bases_of, beginning_of, collective_post, rules_of
from partnerships.services import new_key
from rekom.kit.errors import DomainError

# What is tried is held against the first of these that there is, else against the newest version.
BEFORE_THE_FORUM = (
    DivisionStatus.LAID,
    DivisionStatus.RECOMMENDED,
    DivisionStatus.IN_FORCE,
)


@require_http_methods(["GET", "POST"])
def room(request: HttpRequest, pk: int) -> HttpResponse:
    post = collective_post(request, pk)
    versions = list(post.divisions.order_by("-version"))
    bases = bases_of(request, post)
    if request.method == "POST":
        return _save(request, post, DivideForm(request.POST, bases=bases), versions)
    asked = any(name in request.GET for name in RULES)
    form = DivideForm(
        stepped(request.GET) if asked else None,
        bases=bases,
        initial=beginning_of(post, versions, bases),
    )
    return _page(request, post, form, versions)


def stepped(asked: QueryDict) -> QueryDict:
    """The address with the flat percent as many steps up or down as the button says, within 0 to 100."""
    if "steg" not in asked:
        return asked
    changed = asked.copy()
    try:
        percent = Decimal(asked.get("flat_percent", "").strip().replace(",", "."))
        percent = min(max(percent + Decimal(asked["steg"]), Decimal(0)), Decimal(MOST_PERCENT))
    except InvalidOperation:
        return asked  # the form says what is wrong with it
    changed["flat_percent"] = localize_input(Decimal(f"{percent.normalize():f}"))
    return changed


def _save(
    request: HttpRequest, post: Post, form: DivideForm, versions: list[Division]
) -> HttpResponse:
    if not permissions.can_divide(request.user, post):
        raise PermissionDenied
    problem = ""
    if form.is_valid():
        try:
            division = services.make_division(
                post=post,
                by=request.user,
                key=request.POST.get("key", ""),
                tries_pot=True,
                **form.cleaned_data,
            )
        except DomainError as error:
            problem = str(error)
        else:
            messages.success(
                request, _("Version %(version)d is saved.") % {"version": division.version}
            )
            return redirect("allocation:meeting_room", post.pk)
    return _page(request, post, form, versions, problem=problem, status=422)


def _page(
    request: HttpRequest,
    post: Post,
    form: DivideForm,
    versions: list[Division],
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    reference = _reference(versions)
    context: dict[str, Any] = {
        "post": post,
        "frame": post.frame,
        "form": form,
        "reference": reference,
        "next_version": versions[0].version + 1 if versions else 1,
        "can_divide": permissions.can_divide(request.user, post),
        "key": new_key(),
        "problem": problem,
        "stepped": "steg" in request.GET,
        "today": timezone.localdate(),
        "has_errors": bool(problem or form.errors),
    }
    rules = rules_of(form)
    if rules is not None:
        context |= {"rules": rules, **_trial(rules, reference)}
    if "undivided" in context or (form.is_bound and form.errors):
        status = 422
    template = "_room_table.html" if request.htmx else "meeting_room.html"
    return render(request, f"allocation/{template}", context, status=status)


def _trial(rules: dict[str, Any], reference: Division | None) -> dict[str, Any]:
    basis = rules["basis"]
    try:
        divided = divide(
            rules["pot_nok"],
            basis.figures(),
            flat_percent=rules["flat_percent"],
            rounding=rules["rounding"],
            column=BasisColumn(basis.column),
        )
    except DivisionError as error:
        return {"undivided": str(error)}
    return {"divided": divided, "table": read_trial(divided, basis, reference)}


def _reference(versions: list[Division]) -> Division | None:
    return first_of(versions, BEFORE_THE_FORUM) or next(iter(versions), None)
