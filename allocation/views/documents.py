"""Papers: made on request and stored, fetched as they were made. A GET never stores."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from allocation import permissions
from allocation.excel.division import division_workbook
from allocation.models import Division, Document
from allocation.pdf.report import report_pdf as render_report
from allocation.services.documents import (
    DIVISION_KINDS,
    division_document,
    language_of,
    report_document,
)
from measures.models import NeedsReport
from measures.permissions import is_before_forum, is_partner, readable_content
from rekom.kit.http import XLSX, file_response
from rekom.kit.pdf import PaperError


@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    return file_response(bytes(found.content), found.file_name)


@require_POST
def report_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it was sent last: whole, or with the sheet of accounts as well."""
    report = _report(request, pk)
    with_payment_sheet = request.POST.get("with") == "payment"
    may_read = (
        permissions.can_read_payment_sheet
        if with_payment_sheet
        else permissions.can_read_whole_report
    )
    if not may_read(request.user, report):
        raise PermissionDenied
    version = report.versions.select_related("report__call__county_governor").first()
    if version is None:
        raise Http404
    try:
        paper = report_document(version, by=request.user, with_payment_sheet=with_payment_sheet)
    except PaperError as error:
        return paper_failed(request, error)
    return redirect("allocation:document", paper.pk)


@require_GET
def report_draft_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """What the partnership is writing, marked as a draft. It records nothing, so it is not stored."""
    report = _report(request, pk)
    if not (report.is_open and is_partner(request.user, report)):
        raise PermissionDenied
    return _unstored(request, report, draft=True)


@require_GET
def report_excerpt_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of a checked report that is about the schemes of a member's forum."""
    report = _report(request, pk)
    if not is_before_forum(request.user, report):
        raise PermissionDenied
    return _unstored(request, report, draft=False)


@require_POST
def division_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    division = _division(request, pk)
    orientation = request.POST.get("orientation", "landscape")
    if orientation not in DIVISION_KINDS:
        raise Http404
    try:
        paper = division_document(division, by=request.user, orientation=orientation)
    except PaperError as error:
        return paper_failed(request, error)
    return redirect("allocation:document", paper.pk)


@require_GET
def division_excel(request: HttpRequest, pk: int) -> HttpResponse:
    """Built as it is asked for: a sheet to compute with is no record of an act."""
    division = _division(request, pk)
    frame = division.post.frame
    title = _("%(post)s, version %(version)d") % {
        "post": division.post.title,
        "version": division.version,
    }
    workbook = division_workbook(
        division.read(),
        title=title,
        subtitle=f"{frame.scheme.name} {frame.call.year}. {division.basis.title}",
        language=language_of(frame.call.county_governor),
        key=division.pk,
    )
    return file_response(workbook, f"{title}.xlsx", XLSX)


def _unstored(request: HttpRequest, report: NeedsReport, *, draft: bool) -> HttpResponse:
    content = readable_content(request.user, report).without_payment_details()
    language = language_of(report.call.county_governor)
    try:
        paper = render_report(content, language=language, draft=draft)
    except PaperError as error:
        return paper_failed(request, error)
    return file_response(paper, f"{report.partnership.name} {content.year}.pdf")


def paper_failed(request: HttpRequest, error: PaperError) -> HttpResponse:
    """Told on the page the person came from, or the first page."""
    messages.error(request, str(error))
    origin = request.META.get("HTTP_REFERER", "")
    is_ours = url_has_allowed_host_and_scheme(origin, allowed_hosts={request.get_host()})
    return redirect(origin if is_ours else "start")


def _report(request: HttpRequest, pk: int) -> NeedsReport:
    return get_object_or_404(NeedsReport.objects.visible_to(request.user).for_page(), pk=pk)


def _division(request: HttpRequest, pk: int) -> Division:
    return get_object_or_404(Division.objects.visible_to(request.user).for_page(), pk=pk)
