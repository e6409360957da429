"""The dates of a call, for anyone's calendar."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from measures.models import Call
from rekom.kit.calendar_file import MIME_TYPE, Event, calendar_file
from rekom.kit.http import file_response


@login_not_required
@require_GET
def call_calendar(request: HttpRequest, call: int) -> HttpResponse:
    now = timezone.now()
    calls = Call.objects.open_to_all(now).select_related("county_governor")
    chosen = get_object_or_404(calls, pk=call)
    file = calendar_file(
        _events(chosen, request.build_absolute_uri(reverse("start"))),
        title=_("Needs reports of %(year)s") % {"year": chosen.year},
        made_at=now,
    )
    return file_response(file, f"kalender-{chosen.year}.ics", MIME_TYPE)


def _events(call: Call, url: str) -> list[Event]:
    """A date that is not set is left out."""
    dates = [
        ("opens", call.opens_at, _("Needs reports of %(year)s can be written from now")),
        ("closes", call.closes_at, _("Deadline for the needs report of %(year)s")),
        ("forum", call.forum_recommends_on, _("The forum recommends the division of %(year)s")),
        ("decision", call.decision_by, _("The division of %(year)s is decided by this day")),
    ]
    office = call.county_governor
    return [
        Event(
            # The same for good, so that a date that is moved replaces the one that was taken in.
            uid=f"call-{call.pk}-{name}-{office.organisation_number}@rekom",
            title=title % {"year": call.year},
            at=at,
            description=str(office),
            url=url,
        )
        for name, at, title in dates
        if at
    ]
