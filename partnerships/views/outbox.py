"""The office's outgoing e-mail: what waits to be read, what has not come through, what was sent."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from partnerships import permissions, services
from partnerships.choices import KEEPERS
from partnerships.models import OutgoingMail
from rekom.kit.errors import DomainError

PAGE_LENGTH = 50


@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    if not permissions.has_role(request.user, *KEEPERS):
        raise PermissionDenied
    found = OutgoingMail.objects.visible_to(request.user)
    context = {
        "page_obj": Paginator(found.by_urgency(), PAGE_LENGTH).get_page(request.GET.get("page")),
        "held_count": found.held().count(),
    }
    return render(request, "partnerships/outbox.html", context)


@require_GET
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    return _mail_page(request, _mail(request, pk))


@require_POST
def mail_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Lets a held letter go, or tries one again that did not come through."""
    try:
        services.release_mail(mail=_mail(request, pk), by=request.user)
    except DomainError as error:
        return _mail_page(request, _mail(request, pk), problem=str(error), status=422)
    if _mail(request, pk).sent_at is None:
        messages.warning(request, _("The e-mail has not come through. It will be tried again."))
        return redirect("partnerships:mail", pk)
    messages.success(request, _("The e-mail has been sent."))
    return redirect("partnerships:outbox")


@require_POST
def mail_discard(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        services.discard_mail(mail=_mail(request, pk), by=request.user)
    except DomainError as error:
        return _mail_page(request, _mail(request, pk), problem=str(error), status=422)
    messages.success(request, _("The e-mail has been discarded."))
    return redirect("partnerships:outbox")


def _mail_page(
    request: HttpRequest, found: OutgoingMail, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {"mail": found, "problem": problem, "has_errors": bool(problem)}
    return render(request, "partnerships/mail.html", context, status=status)


def _mail(request: HttpRequest, pk: int) -> OutgoingMail:
    """The letter, or 404 for everyone who is not supposed to know that it exists."""
    letters = OutgoingMail.objects.visible_to(request.user)
    return get_object_or_404(letters.select_related("county_governor", "decided_by"), pk=pk)
