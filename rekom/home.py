"""The first page: what waits for me. And the pages that anyone may read. Stands on top of all apps."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import select_template
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from measures.choices import ReportStatus
from measures.models import Call, add_totals, own_reports
from rekom.waiting import calls_to_answer, what_waits_for

REPORTS_SHOWN = 20


@login_not_required
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "welcome.html", {"calls": _open_calls()})
    user = request.user
    reports = [each for each in own_reports(user) if each.status != ReportStatus.WITHDRAWN]
    shown = reports[:REPORTS_SHOWN]
    add_totals(shown)
    calls = calls_to_answer(user)
    context = {
        "now": timezone.now(),
        "waiting": what_waits_for(user, calls, reports),
        "reports": shown,
        "next_call": calls[0] if calls else None,
        "is_new": not user.role_pairs,
    }
    return render(request, "start.html", context)


@login_not_required
@require_GET
def about(request: HttpRequest) -> HttpResponse:
    return _prose(request, "about", title=_("About the scheme"), calls=_open_calls())


@login_not_required
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return _prose(request, "privacy", title=_("Privacy"))


@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return _prose(request, "accessibility", title=_("Accessibility statement"))


def _prose(request: HttpRequest, name: str, **context: object) -> HttpResponse:
    """A long text stands in one file per written form."""
    prose = select_template([f"prose/{name}.{get_language()}.html", f"prose/{name}.nb.html"])
    text = prose.render({"contact_email": settings.CONTACT_EMAIL})
    return render(request, "prose.html", {"text": text, **context})


def _open_calls() -> list[Call]:
    calls = Call.objects.open_to_all(timezone.now())
    return list(calls.select_related("county_governor").prefetch_related("schemes"))
