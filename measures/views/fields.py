"""One field saved by itself, while somebody writes, and who else is writing. The page's script asks."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from measures import permissions
from measures.choices import Section
from measures.forms.one_field import OneField, Wrong, field_label
from measures.models import NeedsReport
from measures.services import presence as services
from measures.services import writing
from measures.services.common_answers import CommonPage
from measures.services.measure_page import MeasurePage
from measures.services.merging import WrittenByTwo, mark
from measures.services.pages import CodeterminationPage, ContactsPage, Page, PartiesPage, ScopePage
from measures.services.rows import UnknownField, key_in
from measures.views.conflicts import in_words, who_else
from measures.views.doors import visible_report
from rekom.kit.dates import format_when
from rekom.kit.errors import DomainError

COMMON_PLACE = "common"  # the answers for the whole report, which belong to the measures
PAGES = {page.section: page for page in (ScopePage, ContactsPage, PartiesPage, CodeterminationPage)}


@require_POST
def field(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers JSON: the new mark (200), what is wrong (422), or what somebody else wrote (409)."""
    report = _report_to_write(request, pk)
    name = request.POST.get("field", "")
    try:
        page = page_at(report, request.POST.get("place", ""))
        sent = OneField(report, page.section, name, request.POST)
        seen = writing.save_field(
            report=report,
            page=page,
            name=name,
            read_sent=sent.read,
            seen=request.POST.get("seen", ""),
            by=request.user,
        )
    except Wrong as error:
        return _wrong(error.problems, may_be_kept=error.may_be_kept)
    except WrittenByTwo as error:
        return _conflict(request, report, sent, error.stored[name])
    except DomainError as error:
        message = (
            _("This field cannot be saved.") if isinstance(error, UnknownField) else str(error)
        )
        return _wrong([("", message)])
    at = format_when(report.changed_at, "time")
    return JsonResponse({"mark": seen, "said": _("Saved %(at)s") % {"at": at}})


@require_POST
def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """Tells where the person writes, and answers with who else does."""
    report = _report_to_write(request, pk)
    place, name = request.POST.get("place", ""), request.POST.get("field", "")
    try:
        section = page_at(report, place).section
        if name:
            field_label(section, name)
    except UnknownField:
        return HttpResponse(status=422)
    others = services.tell_presence(report=report, place=place, field=name, by=request.user)
    told = [(each.user.name, field_label(section, each.field)) for each in others]
    return render(request, "measures/_presence.html", {"others": told})


def page_at(report: NeedsReport, place: str) -> Page:
    """The page that the script names: a section, "common" or "measures-12". Raises UnknownField."""
    if place == COMMON_PLACE:
        return CommonPage(report)
    section, _dash, measure = place.partition("-")
    if section == Section.MEASURES:
        return MeasurePage(report, key_in(measure))
    if section not in PAGES or measure:
        raise UnknownField(place)
    return PAGES[Section(section)](report)


def _report_to_write(request: HttpRequest, pk: int) -> NeedsReport:
    """A page that stands open when somebody else logs in on the same machine writes nothing for them."""
    report = visible_report(request, pk)
    person = request.POST.get("person", str(request.user.pk))
    user = request.user
    may_write = permissions.can_edit(user, report) or permissions.has_own_part(user, report)
    if not may_write or person != str(user.pk):
        raise PermissionDenied
    return report


def _wrong(problems: list[Any], *, may_be_kept: bool = True) -> HttpResponse:
    return JsonResponse({"problems": problems, "may_be_kept": may_be_kept}, status=422)


def _conflict(
    request: HttpRequest, report: NeedsReport, sent: OneField, stored: Any
) -> HttpResponse:
    """Both answers side by side, and the mark to send when one has been chosen."""
    report = visible_report(request, report.pk)
    shown = render_to_string(
        "measures/_field_conflict.html",
        {
            "field": sent.name,
            "name": who_else(report, request.user),
            "at": format_when(report.changed_at, "time"),
            "mine": in_words(report, sent, sent.read(stored)),
            "theirs": in_words(report, sent, stored),
        },
    )
    answer = {"html": shown, "mark": mark(stored), "stored": sent.as_typed(stored)}
    return JsonResponse(answer, status=409)
