"""The inbox: what has come, what is missing, who has it. Everything that is asked stands in the address."""

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from measures import permissions
from measures.choices import ReportKind
from measures.forms.inbox import AssignForm, SelectionForm, ViewNameForm
from measures.models import Call
from measures.models.inbox import Colleagues, Inbox, read_colleagues, read_inbox
from measures.models.selection import ME, VIEWS, Selection
from partnerships.choices import DeskPage
from partnerships.models import SavedView, Scheme
from partnerships.services import new_key

AT_ONCE = 1_000  # rows that a file has without a worker


class Asked(NamedTuple):
    """A call, and what somebody asks of its inbox."""

    call: Call
    calls: list[Call]
    colleagues: Colleagues
    filters: SelectionForm
    selection: Selection


@require_GET
def inbox(request: HttpRequest, call: int | None = None) -> HttpResponse:
    """The newest call of the person's office, unless another is named."""
    return inbox_page(request, ask(request, call, request.GET))


def ask(request: HttpRequest, call: int | None, address: QueryDict) -> Asked:
    """404 for a call of an office where the person does not work. Two queries."""
    calls = list(
        Call.objects.visible_to(request.user)
        .staffed_by(request.user)
        .select_related("county_governor")
        .with_scheme_rows()
    )
    chosen = next((each for each in calls if call in (None, each.pk)), None)
    if chosen is None:
        raise Http404
    colleagues = read_colleagues(chosen.county_governor_id, request.user)
    schemes = sorted((Scheme(**row) for row in chosen.scheme_rows), key=lambda one: one.position)
    filters = SelectionForm(address, schemes=schemes, case_workers=colleagues.people)
    return Asked(chosen, calls, colleagues, filters, filters.selection())


def inbox_page(
    request: HttpRequest,
    asked: Asked,
    *,
    assign_form: AssignForm | None = None,
    view_form: ViewNameForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    call, selection, now = asked.call, asked.selection, timezone.now()
    page = request.GET.get("page", "1")
    found = read_inbox(call, selection, asked.colleagues, page=page, now=now)
    query = selection.query()
    context = asked._asdict() | {
        "inbox": found,
        "fixed_views": _fixed_views(found),
        "saved_views": SavedView.objects.visible_to(request.user).filter(page=DeskPage.INBOX),
        "query": query,
        "page_query": f"{query}&" if query else "",
        "may_act": permissions.can_register(request.user, call),
        "can_remind": call.opens_at <= now < call.closes_at,
        "assign_form": assign_form or AssignForm(colleagues=asked.colleagues),
        "view_form": view_form or ViewNameForm(),
        "key": new_key(),
        "problem": problem,
        "has_errors": status == 422,
        "now": now,
        "at_once": AT_ONCE,
    }
    return render(request, "measures/inbox.html", context, status=status)


def _fixed_views(inbox: Inbox) -> list[tuple[str, str, int]]:
    """(query, label, count) of the lists that everybody has."""
    labels = {
        "office": _("With us"),
        "partnership": _("With the partnership"),
        "forum": _("Ready for the forum"),
    }
    waiting = [
        (Selection(status=view).query(), labels[view], inbox.counts.of(view)) for view in VIEWS
    ]
    mine = (Selection(holder=ME).query(), _("Mine"), inbox.counts.mine)
    in_addition = (
        Selection(kind=ReportKind.SUPPLEMENTARY).query(),
        _("Supplementary needs"),
        inbox.counts.in_addition,
    )
    return [("", _("All"), inbox.counts.all), mine, *waiting, in_addition]
