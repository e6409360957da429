"""An item of the agenda: its text, the division laid in it, impartiality, and each network in turn."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from allocation import permissions, services
from allocation.content import ItemPart, NetworkPart
from allocation.forms.meetings import ItemForm, LayChoiceForm
from allocation.forms.minutes import ImpartialityForm, NetworkForm
from allocation.models import AgendaItem, Disqualification, Division, Frame, Meeting, read_minutes
from allocation.rules.minutes import figure_names, network_figures
from allocation.views.meetings import find_meeting
from partnerships.services import new_key
from rekom.kit.errors import DomainError


@require_http_methods(["GET", "POST"])
def item_new(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    return _item_form(request, meeting, AgendaItem(meeting=meeting))


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    return _item_form(request, meeting, _item(meeting, item_pk))


@require_POST
def item_remove(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
    item = _item(meeting, item_pk)
    try:
        services.remove_item(item=item, by=request.user)
    except DomainError as error:
        return _item_page(request, meeting, item, problem=str(error), status=422)
    messages.success(request, _("The item is removed."))
    return redirect("forum:meeting", meeting.pk)


@require_POST
def item_lay(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Lay a version of the division before the forum in this item."""
    meeting = _meeting(request, pk)
    item = _item(meeting, item_pk)
    form = LayChoiceForm(request.POST, divisions=_divisions(request, meeting))
    problem = ""
    if form.is_valid():
        try:
            services.lay_before_forum(item=item, by=request.user, **form.cleaned_data)
            messages.success(request, _("The members of the forum can see the division."))
            return redirect("forum:item", meeting.pk, item.pk)
        except DomainError as error:
            problem = str(error)
    return _item_page(request, meeting, item, lay_form=form, problem=problem, status=422)


@require_http_methods(["GET", "POST"])
def impartiality(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """What the system suggests, and what the forum decided, without the member."""
    meeting = _meeting(request, pk)
    item = _item(meeting, item_pk)
    networks = item.networks()
    form = ImpartialityForm(
        request.POST or None,
        seats=meeting.forum.seats.on(timezone.localdate(meeting.starts_at)),
        networks=networks,
        initial={
            "seat": request.GET.get("medlem"),
            "networks": request.GET.getlist("nettverk"),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.decide_impartiality_in(item=item, by=request.user, **form.cleaned_data)
            messages.success(request, _("The decision is written down."))
            return redirect("forum:impartiality", meeting.pk, item.pk)
        except DomainError as error:
            form.add_error("networks", str(error))
    decisions = list(item.disqualifications.select_related("seat", "network"))
    context = {
        "meeting": meeting,
        "item": item,
        "form": form,
        "decisions": decisions,
        "suggestions": _suggestions(meeting, {network.pk for network in networks}, decisions),
    }
    status = 422 if form.errors else 200
    return render(request, "allocation/impartiality.html", context, status=status)


@require_POST
def impartiality_remove(
    request: HttpRequest, pk: int, item_pk: int, decision_pk: int
) -> HttpResponse:
    meeting = _meeting(request, pk)
    item = _item(meeting, item_pk)
    decision = get_object_or_404(item.disqualifications.all(), pk=decision_pk)
    try:
        services.remove_impartiality(decision=decision, by=request.user)
        messages.success(request, _("The decision is taken away."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("forum:impartiality", meeting.pk, item.pk)


@require_GET
def networks(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """All networks of the item, and what is written of each."""
    meeting = _meeting(request, pk)
    item = _item(meeting, item_pk)
    part = _part(meeting, item)
    context = {
        "meeting": meeting,
        "item": item,
        "networks": part.networks,
        "first_undecided": next((each for each in part.networks if not each.outcome), None),
    }
    return render(request, "allocation/networks.html", context)


@require_http_methods(["GET", "POST"])
def network(request: HttpRequest, pk: int, item_pk: int, line_pk: int) -> HttpResponse:
    """The forum's word on one network, with its figures beside the text."""
    meeting = _meeting(request, pk)
    item = _item(meeting, item_pk)
    parts = list(_part(meeting, item).networks)
    place = next((place for place, part in enumerate(parts) if part.key == line_pk), None)
    if place is None:
        raise Http404
    part, next_part = parts[place], next(iter(parts[place + 1 :]), None)
    figures = network_figures(part)
    form = NetworkForm(request.POST or None, figures=figures, initial=_as_written(part))
    if request.method == "POST" and form.is_valid():
        try:
            services.record_recommendation(
                item=item,
                line=item.division.lines.get(pk=line_pk),
                by=request.user,
                **form.cleaned_data,
            )
            messages.success(request, _("%(network)s is saved.") % {"network": part.network})
            if next_part and "next" in request.POST:
                return redirect("forum:network", meeting.pk, item.pk, next_part.key)
            return redirect("forum:networks", meeting.pk, item.pk)
        except DomainError as error:
            form.add_error("outcome", str(error))
    context = {
        "meeting": meeting,
        "item": item,
        "form": form,
        "network": part,
        "number": place + 1,
        "count": len(parts),
        "next_network": next_part,
        "figures": figure_names(figures),
    }
    status = 422 if form.errors else 200
    return render(request, "allocation/network.html", context, status=status)


def _item_form(request: HttpRequest, meeting: Meeting, item: AgendaItem) -> HttpResponse:
    if request.method != "POST":
        return _item_page(request, meeting, item)
    form = ItemForm(request.POST, instance=item, frames=_frames(request, meeting))
    if form.is_valid():
        try:
            saved = services.save_item(item=form.save(commit=False), by=request.user)
            messages.success(request, _("The item is saved."))
            if "stay" in request.POST:
                return redirect("forum:item", meeting.pk, saved.pk)
            return redirect("forum:meeting", meeting.pk)
        except DomainError as error:
            form.add_error("number", str(error))
    return _item_page(request, meeting, item, form=form, status=422)


def _item_page(
    request: HttpRequest,
    meeting: Meeting,
    item: AgendaItem,
    *,
    form: ItemForm | None = None,
    lay_form: LayChoiceForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    form = form or ItemForm(instance=item, frames=_frames(request, meeting))
    context: dict[str, Any] = {
        "meeting": meeting,
        "item": item,
        "form": form,
        "figures": figure_names(form.figures),
        "problem": problem,
        "has_errors": bool(problem),
    }
    if item.pk and meeting.status == "planned" and item.kind == "recommendation":
        context["lay_form"] = lay_form or LayChoiceForm(
            initial={"key": new_key()}, divisions=_divisions(request, meeting)
        )
    return render(request, "allocation/item.html", context, status=status)


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    """For those who prepare it; 404 and 403 for others as everywhere."""
    meeting = find_meeting(request, pk)
    if not permissions.can_prepare_meeting(request.user, meeting):
        raise PermissionDenied
    return meeting


def _item(meeting: Meeting, pk: int) -> AgendaItem:
    items = meeting.items.select_related("division__post", "frame__scheme", "frame__call")
    item = get_object_or_404(items, pk=pk)
    item.meeting, item.forum = meeting, meeting.forum
    return item


def _part(meeting: Meeting, item: AgendaItem) -> ItemPart:
    """The item as the minutes have it; only one with a division is about networks."""
    part = next(part for part in read_minutes(meeting).items if part.key == item.pk)
    if part.division is None:
        raise Http404
    return part


def _as_written(part: NetworkPart) -> dict[str, Any]:
    confirmed = {True: "yes", False: "no", None: ""}[part.criteria_confirmed]
    return {
        "outcome": part.outcome,
        "reason": part.reason,
        "criteria_confirmed": confirmed,
        "text": part.text,
    }


def _frames(request: HttpRequest, meeting: Meeting) -> QuerySet[Frame]:
    return (
        Frame.objects.visible_to(request.user)
        .filter(call=meeting.call_id, scheme__forums=meeting.forum_id)
        .select_related("scheme", "call")
    )


def _divisions(request: HttpRequest, meeting: Meeting) -> QuerySet[Division]:
    frames = _frames(request, meeting)
    return Division.objects.visible_to(request.user).filter(post__frame__in=frames.values("pk"))


def _suggestions(
    meeting: Meeting, about: set[int], decisions: list[Disqualification]
) -> list[dict[str, Any]]:
    """Members of whom nothing is decided yet, each with the networks where it may arise."""
    whole = {decision.seat_id for decision in decisions if decision.network_id is None}
    decided = {(decision.seat_id, decision.network_id) for decision in decisions}
    found: dict[int, dict[str, Any]] = {}
    for seat, network in services.possibly_disqualified(meeting):
        is_open = seat.pk not in whole and (seat.pk, network.pk) not in decided
        if network.pk in about and is_open:
            found.setdefault(seat.pk, {"seat": seat, "networks": []})["networks"].append(network)
    return list(found.values())
