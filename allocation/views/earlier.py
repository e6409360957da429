"""Money from earlier years: the ledger of a frame, and what is written down of one holder."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from allocation import permissions
from allocation.forms.earlier import EarlierMoneyForm, beginning
from allocation.models import Frame
from allocation.models.ledger import Holder, holder_row, read_ledger, universities_of
from allocation.services.earlier import kinds_of, save_earlier_money
from partnerships.models import Network


@require_GET
def ledger(request: HttpRequest, pk: int) -> HttpResponse:
    frame = _frame(request, pk)
    context = {
        "frame": frame,
        "ledger": read_ledger(frame),
        "can_write": permissions.can_set_up(request.user, frame.call),
    }
    return render(request, "allocation/ledger.html", context)


@require_http_methods(["GET", "POST"])
def ledger_network(request: HttpRequest, pk: int, network: int) -> HttpResponse:
    frame = _frame(request, pk)
    networks = Network.objects.visible_to(request.user).filter(
        county_governor=frame.call.county_governor_id
    )
    return _holder(request, frame, get_object_or_404(networks, pk=network))


@require_http_methods(["GET", "POST"])
def ledger_university(request: HttpRequest, pk: int, organisation: int) -> HttpResponse:
    frame = _frame(request, pk)
    return _holder(request, frame, get_object_or_404(universities_of(frame), pk=organisation))


def _holder(request: HttpRequest, frame: Frame, holder: Holder) -> HttpResponse:
    if not permissions.can_set_up(request.user, frame.call):
        raise PermissionDenied
    row, kinds = holder_row(frame, holder), kinds_of(holder)
    form = EarlierMoneyForm(request.POST or None, kinds=kinds, initial=beginning(row.money, kinds))
    if request.method == "POST" and form.is_valid():
        save_earlier_money(frame=frame, holder=holder, told=form.cleaned_data, by=request.user)
        messages.success(request, _("What was told of %(holder)s is saved.") % {"holder": holder})
        return redirect("allocation:ledger", frame.pk)
    context = {"frame": frame, "row": row, "form": form}
    status = 422 if form.errors else 200
    return render(request, "allocation/ledger_holder.html", context, status=status)


def _frame(request: HttpRequest, pk: int) -> Frame:
    frames = Frame.objects.visible_to(request.user)
    return get_object_or_404(frames.select_related("call__county_governor", "scheme"), pk=pk)
