"""A part of a call, filled in by the administrator."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from measures import permissions
from measures.choices import CallPart
from measures.forms.calls import LABELS, PART_FORMS, PartForm
from measures.models import Call
from measures.services.calls import save_part, setup_values
from measures.services.merging import WrittenByTwo, marks
from measures.views.call_words import text_of
from measures.views.calls import find_call
from measures.views.conflicts import sent_marks
from rekom.kit.errors import DomainError


@require_http_methods(["GET", "POST"])
def call_part(request: HttpRequest, call: int, part: CallPart) -> HttpResponse:
    found = find_call(request, call)
    if not permissions.can_set_up(request.user, found):
        raise PermissionDenied
    stage = found.stage()
    form = PART_FORMS[part](request.POST or None, call=found, stage=stage)
    seen = sent_marks(request) or marks(setup_values(found, part))
    if request.method == "POST" and form.is_valid():
        try:
            save_part(call=found, part=part, values=form.cleaned_data, seen=seen, by=request.user)
            messages.success(request, _("Saved."))
            return redirect("measures:call_setup", found.pk)
        except WrittenByTwo as error:
            seen |= marks(error.stored)
            _show_stored(form, find_call(request, call), error)
        except DomainError as error:
            form.add_error(None, str(error))
    context = {
        "call": found,
        "title": part.label,
        "form": form,
        "fields": [form[name] for name in form.fields],
        "fixed": _fixed(form, find_call(request, call)) if form.fixed else [],
        "seen": json.dumps(seen),
    }
    status = 422 if form.errors else 200
    return render(request, "measures/call_part.html", context, status=status)


def _show_stored(form: PartForm, stored: Call, error: WrittenByTwo) -> None:
    """Beside one's own what a colleague has saved in the field; a second press lets one's own stand."""
    said = _("A colleague has changed this to “%(text)s”. Save again if yours is to stand.")
    for field in error.stored:
        form.add_error(field, said % {"text": text_of(stored, field)})


def _fixed(form: PartForm, call: Call) -> list[dict[str, Any]]:
    return [
        {"label": LABELS[name], "text": text_of(call, name), "reason": reason}
        for name, reason in form.fixed.items()
    ]
