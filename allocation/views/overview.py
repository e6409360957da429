"""Need and money: what the networks ask for beside what they are allotted and have from before."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from allocation.excel.overview import overview_workbook
from allocation.models import Division, Frame
from allocation.models.overview import divisions_of, read_overview
from allocation.pdf.charts import overview_chart
from allocation.pdf.overview import overview_paper
from allocation.rules.overview import ForecastRow
from allocation.services.documents import language_of
from allocation.views.documents import paper_failed
from allocation.views.tables import share_of
from rekom.kit.chart import chart_response
from rekom.kit.http import XLSX, file_response
from rekom.kit.pdf import PaperError


@require_GET
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    frame = _frame(request, pk)
    divisions = divisions_of(frame)
    division = _chosen(request, divisions)
    found = read_overview(frame, division)
    context = {
        "frame": frame,
        "divisions": divisions,
        "division": division,
        "overview": found,
        "chart": overview_chart(found),
        "off_nok": found.allotted_nok - division.pot_nok if division else None,
        "forecast": _bars(found.forecast),
        "query": request.GET.urlencode(),
    }
    return render(request, "allocation/overview.html", context)


@require_GET
def overview_drawing(request: HttpRequest, pk: int) -> HttpResponse:
    frame = _frame(request, pk)
    found = read_overview(frame, _chosen(request, divisions_of(frame)))
    return chart_response(overview_chart(found))


@require_GET
def overview_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Made as it is asked for: it shows how things stand, and is no record of an act."""
    frame = _frame(request, pk)
    division = _chosen(request, divisions_of(frame))
    found = read_overview(frame, division)
    language = language_of(frame.call.county_governor)
    try:
        paper = overview_paper(found, frame, division, language=language)
    except PaperError as error:
        return paper_failed(request, error)
    return file_response(paper, f"{_title(frame)}.pdf")


@require_GET
def overview_excel(request: HttpRequest, pk: int) -> HttpResponse:
    frame = _frame(request, pk)
    division = _chosen(request, divisions_of(frame))
    found = read_overview(frame, division)
    language = language_of(frame.call.county_governor)
    title = _title(frame)
    return file_response(overview_workbook(found, title, language=language), f"{title}.xlsx", XLSX)


def _title(frame: Frame) -> str:
    return _("Need and money, %(frame)s") % {"frame": frame}


def _chosen(request: HttpRequest, divisions: list[Division]) -> Division | None:
    """The version that the address names, or the one that has come furthest."""
    named = request.GET.get("versjon", "")
    if not named:
        return divisions[0] if divisions else None
    for division in divisions:
        if str(division.pk) == named:
            return division
    raise Http404


def _bars(rows: tuple[ForecastRow, ...]) -> list[dict[str, Any]]:
    """Each row with its bar on one common scale."""
    widest = max((row.total_nok for row in rows), default=0) or 1
    return [{"row": row, "width": share_of(row.total_nok, widest)} for row in rows]


def _frame(request: HttpRequest, pk: int) -> Frame:
    frames = Frame.objects.visible_to(request.user)
    return get_object_or_404(frames.select_related("call__county_governor", "scheme"), pk=pk)
