"""A division's workbook that comes back: read, shown as a list of changes, and kept when it is confirmed."""

import hashlib
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allocation import permissions
from allocation.choices import BasisColumn, Rounding
from allocation.excel.division_return import ReturnedDivision, open_returned, read_returned
from allocation.forms import ReturnForm
from allocation.models import Division, Post
from allocation.models.side_by_side import amounts_of
from allocation.rules.comparison import EditKind, edits, side_by_side
from allocation.rules.division import BasisFigure, DividedPot, divide
from allocation.services.documents import language_of
from allocation.services.returned import make_returned_division
from allocation.views.workspace import collective_post
from partnerships.services import new_key
from rekom.kit.errors import DomainError
from rekom.kit.kroner import format_figure, format_nok, format_percent
from rekom.kit.workbooks import WorkbookRefused

# What was read travels in the page, signed, until it is confirmed: nothing is stored before that.
SALT = "allocation.returned"
SECONDS_TO_CONFIRM = 12 * 3600


@require_POST
def returned(request: HttpRequest, pk: int) -> HttpResponse:
    """Reads the workbook and shows what was changed in it. Nothing is stored."""
    post = _post(request, pk)
    form = ReturnForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, post, form)
    data = form.data_of_file
    try:
        workbook = open_returned(data)
        origin = _origin(request, post, workbook.key)
        language = language_of(post.frame.call.county_governor)
        typed = read_returned(workbook, origin.read(), language=language)
        divided = _divide(typed, BasisColumn(origin.basis.column))
    except DomainError as error:
        form.add_error("file", str(error))
        return _refused(request, post, form)
    facts = {
        "file_name": form.cleaned_data["file"].name[:200],
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    return _changes_page(request, origin, typed, divided, facts)


@require_POST
def returned_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps what the page before has shown."""
    post = _post(request, pk)
    try:
        key, typed, facts = _unpack(request.POST.get("read", ""), post)
        origin = _origin(request, post, key)
        division = make_returned_division(
            origin=origin,
            pot_nok=typed.pot_nok,
            flat_percent=typed.flat_percent,
            rounding=typed.rounding,
            figures=typed.figures,
            by=request.user,
            key=request.POST.get("key", ""),
            **facts,
        )
    except signing.BadSignature:
        messages.error(request, _("The page is too old. Read the workbook in once more."))
        return redirect("allocation:post", post.pk)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("allocation:post", post.pk)
    messages.success(request, _("Version %(version)d is saved.") % {"version": division.version})
    return redirect(division)


def _changes_page(
    request: HttpRequest,
    origin: Division,
    typed: ReturnedDivision,
    divided: DividedPot,
    facts: dict[str, Any],
) -> HttpResponse:
    before = origin.read()
    names = {line.name: line.name for line in origin.lines.all()}
    context = {
        "post": origin.post,
        "origin": origin,
        "changes": [_in_words(edit, divided.column) for edit in edits(before, divided)],
        "table": side_by_side(amounts_of(before), [amounts_of(divided)], names),
        "divided": divided,
        "facts": facts,
        "read": _pack(origin, typed, facts),
        "key": new_key(),
    }
    return render(request, "allocation/returned.html", context)


def _in_words(edit: Any, column: BasisColumn) -> dict[str, Any]:
    labels = {
        EditKind.POT: (_("To be divided"), format_nok),
        EditKind.FLAT_PERCENT: (_("Flat part"), format_percent),
        EditKind.ROUNDING: (_("Rounding"), lambda rounding: Rounding(rounding).label),
        EditKind.MUNICIPALITIES: (_("Number of municipalities"), str),
        EditKind.FTE: (column.label, format_figure),
    }
    label, shown = labels[edit.what]
    return {
        "what": label,
        "network": edit.network,
        "before": shown(edit.before),
        "after": shown(edit.after),
    }


def _refused(request: HttpRequest, post: Post, form: ReturnForm) -> HttpResponse:
    context = {"post": post, "form": form}
    return render(request, "allocation/returned_refused.html", context, status=422)


def _divide(typed: ReturnedDivision, column: BasisColumn) -> DividedPot:
    return divide(
        typed.pot_nok,
        typed.figures,
        flat_percent=typed.flat_percent,
        rounding=typed.rounding,
        column=column,
    )


def _pack(origin: Division, typed: ReturnedDivision, facts: dict[str, Any]) -> str:
    rules = [typed.pot_nok, str(typed.flat_percent), typed.rounding.value]
    rows = [(figure.network, figure.municipalities, str(figure.fte)) for figure in typed.figures]
    return signing.dumps([origin.post_id, origin.pk, rules, rows, facts], salt=SALT, compress=True)


def _unpack(text: str, post: Post) -> tuple[int, ReturnedDivision, dict[str, Any]]:
    """Raises BadSignature for anything but what a page of the same post has carried."""
    of_post, key, rules, rows, facts = signing.loads(text, salt=SALT, max_age=SECONDS_TO_CONFIRM)
    if of_post != post.pk:
        raise signing.BadSignature
    typed = ReturnedDivision(
        pot_nok=rules[0],
        flat_percent=Decimal(rules[1]),
        rounding=Rounding(rules[2]),
        figures=tuple(BasisFigure(name, count, Decimal(fte)) for name, count, fte in rows),
    )
    return key, typed, facts


def _post(request: HttpRequest, pk: int) -> Post:
    post = collective_post(request, pk)
    if not permissions.can_divide(request.user, post):
        raise PermissionDenied
    return post


def _origin(request: HttpRequest, post: Post, key: int) -> Division:
    """Raises WorkbookRefused for a version of another post."""
    found = Division.objects.visible_to(request.user).for_page().filter(pk=key, post=post).first()
    if found is None:
        raise WorkbookRefused(_("The workbook is of a version of another post."))
    return found
