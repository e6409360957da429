"""The only ways to a report for the partnership's pages: not visible is 404, not allowed is 403."""

from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from measures import permissions
from measures.choices import Section
from measures.content import PayeeContent, ReportContent
from measures.models import NeedsReport
from partnerships.models import User
from rekom.kit.prepared import Prepared


def visible_report(request: HttpRequest, pk: int) -> NeedsReport:
    found = _visible_rows(request.user.pk, pk)
    if not found:
        raise Http404
    return found[0]


@Prepared
def _visible_rows(user: int, pk: int) -> QuerySet[NeedsReport]:
    return NeedsReport.objects.visible_to(User(pk=user)).for_page().filter(pk=pk)


def writable_report(request: HttpRequest, pk: int, section: Section) -> NeedsReport:
    report = visible_report(request, pk)
    if not permissions.can_write(request.user, report, section):
        raise PermissionDenied
    return report


def report_with_own_part(request: HttpRequest, pk: int, section: Section) -> NeedsReport:
    """For a university's contact: the report in which it may write its own part of the section."""
    report = visible_report(request, pk)
    if not permissions.can_write_own_part(request.user, report, section):
        raise PermissionDenied
    return report


def own_payees(
    request: HttpRequest, report: NeedsReport, content: ReportContent
) -> list[PayeeContent]:
    """The universities for which the person answers, of those that are to receive something."""
    universities = permissions.universities_of(request.user, report)
    return [payee for payee in content.universities if payee.organisation_key in universities]


def arrangeable_report(request: HttpRequest, pk: int) -> NeedsReport:
    """To add, move, withdraw and remove measures."""
    report = visible_report(request, pk)
    if not permissions.can_arrange(request.user, report):
        raise PermissionDenied
    return report


class Told(NamedTuple):
    """A line of the list of what is wrong on a page."""

    url: str
    message: Any
