"""The only ways to a report for the partnership's pages: not visible is 404, not allowed is 403."""

from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from measures import permissions
from measures.choices import Section
from measures.models import NeedsReport


def visible_report(request: HttpRequest, pk: int) -> NeedsReport:
    return get_object_or_404(NeedsReport.objects.visible_to(request.user).for_page(), pk=pk)


def writable_report(request: HttpRequest, pk: int, section: Section) -> NeedsReport:
    report = visible_report(request, pk)
    if not permissions.can_write(request.user, report, section):
        raise PermissionDenied
    return report


class Told(NamedTuple):
    """A line of the list of what is wrong on a page."""

    url: str
    message: Any
