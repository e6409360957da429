"""The whole list as it is shown, as a file to take away: at once where it is short, else through a worker."""

from datetime import timedelta

from django.contrib import messages
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    QueryDict,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from measures.choices import FileKind, FileStatus
from measures.excel.inbox import inbox_csv as csv_of
from measures.excel.inbox import inbox_workbook
from measures.models import Call, InboxFile
from measures.models.export import export_rows
from measures.models.inbox_totals import totals
from measures.models.selection import Found, select
from measures.services.exporting import KEPT, ask_again, ask_for_file
from measures.tasks import write_inbox_file
from measures.views.inbox import AT_ONCE, Asked, ask
from rekom.kit.http import XLSX, attachment, file_response

SOON = timedelta(seconds=20)  # a worker that runs has begun by then
TYPES = {FileKind.XLSX: XLSX, FileKind.CSV: "text/csv; charset=utf-8"}


@require_GET
def inbox_csv(request: HttpRequest, call: int) -> HttpResponseBase:
    asked = ask(request, call, request.GET)
    found = _found(asked)
    if totals(found).count > AT_ONCE:
        return _too_long(request, asked)
    lines = csv_of(export_rows(found, asked.call, asked.selection.order))
    response = StreamingHttpResponse(lines, content_type=TYPES[FileKind.CSV])
    response.headers["Content-Disposition"] = attachment(_name(asked.call, FileKind.CSV))
    return response


@require_GET
def inbox_excel(request: HttpRequest, call: int) -> HttpResponseBase:
    asked = ask(request, call, request.GET)
    found = _found(asked)
    summed = totals(found)
    if summed.count > AT_ONCE:
        return _too_long(request, asked)
    rows = export_rows(found, asked.call, asked.selection.order)
    book = inbox_workbook(asked.call, rows, summed)
    response = FileResponse(book, content_type=XLSX)
    response.headers["Content-Disposition"] = attachment(_name(asked.call, FileKind.XLSX))
    return response


@require_POST
def inbox_file_make(request: HttpRequest, call: int) -> HttpResponse:
    asked = ask(request, call, QueryDict(request.POST.get("utvalg", "")))
    kind = request.POST.get("kind", "")
    if kind not in FileKind:
        raise Http404
    file = ask_for_file(
        call=asked.call,
        selection=asked.selection,
        rows=totals(_found(asked)).count,
        kind=FileKind(kind),
        by=request.user,
    )
    write_inbox_file.enqueue(file.pk)
    return redirect("measures:inbox_file", file.pk)


@require_http_methods(["GET", "POST"])
def inbox_file(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, and the way to it; by POST it is begun anew."""
    file = _visible(request, pk)
    if request.method == "POST":
        if ask_again(file=file, by=request.user):
            write_inbox_file.enqueue(file.pk)
        return redirect("measures:inbox_file", pk)
    now = timezone.now()
    context = {
        "file": file,
        "query": file.selection.query(),
        "has_stopped": file.has_stopped(now),
        "waits_long": file.status == FileStatus.WAITING and file.heard_at < now - SOON,
        "kept_until": file.asked_at + KEPT,
    }
    return render(request, "measures/inbox_file.html", context)


@require_GET
def inbox_file_download(request: HttpRequest, pk: int) -> HttpResponse:
    file = _visible(request, pk)
    if not file.is_done:
        raise Http404
    return file_response(
        bytes(file.content), _name(file.call, file.kind), TYPES[FileKind(file.kind)]
    )


def _visible(request: HttpRequest, pk: int) -> InboxFile:
    found = InboxFile.objects.visible_to(request.user).asked_since(timezone.now() - KEPT)
    return get_object_or_404(found.select_related("call__county_governor").defer("content"), pk=pk)


def _too_long(request: HttpRequest, asked: Asked) -> HttpResponseRedirect:
    text = _(
        "More than %(count)s rows are written to a file first. Choose the kind of file above the list."
    )
    messages.warning(request, text % {"count": AT_ONCE})
    return redirect(
        f"{reverse('measures:inbox_of_call', args=[asked.call.pk])}?{asked.selection.query()}"
    )


def _found(asked: Asked) -> Found:
    return select(asked.call, asked.selection, mine=asked.colleagues.mine, now=timezone.now())


def _name(call: Call, kind: str) -> str:
    word = _("inbox")
    return f"{word}-{call.year}.{kind}"
