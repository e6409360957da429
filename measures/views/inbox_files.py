"""The whole list as it is shown, as a file to take away."""

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from measures.excel.inbox import inbox_csv as csv_of
from measures.excel.inbox import inbox_workbook
from measures.models.export import export_rows
from measures.models.selection import in_order, select, totals
from measures.views.inbox import Asked, ask
from partnerships.models import Partnership
from rekom.kit.http import XLSX, attachment


@require_GET
def inbox_csv(request: HttpRequest, call: int) -> StreamingHttpResponse:
    asked = ask(request, call, request.GET)
    lines = csv_of(export_rows(_found(asked), asked.call))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = attachment(_name(asked, "csv"))
    return response


@require_GET
def inbox_excel(request: HttpRequest, call: int) -> FileResponse:
    asked = ask(request, call, request.GET)
    found = _found(asked)
    book = inbox_workbook(asked.call, export_rows(found, asked.call), totals(found))
    response = FileResponse(book, content_type=XLSX)
    response.headers["Content-Disposition"] = attachment(_name(asked, "xlsx"))
    return response


def _found(asked: Asked) -> QuerySet[Partnership]:
    found = select(asked.call, asked.selection, mine=asked.colleagues.mine, now=timezone.now())
    return in_order(found, asked.call, asked.selection.order)


def _name(asked: Asked, kind: str) -> str:
    word = _("inbox")
    return f"{word}-{asked.call.year}.{kind}"
