"""The supplementary reports of a call: beside the inbox, where each partnership has one line."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from measures.choices import READ_BY_OFFICE
from measures.models.inbox import PAGE_SIZE
from measures.models.supplements import count_supplements, supplements
from measures.views.inbox import ask


@require_GET
def inbox_supplements(request: HttpRequest, call: int) -> HttpResponse:
    chosen = ask(request, call, request.GET).call
    totals = count_supplements(call)
    context = {
        "call": chosen,
        "reports": Paginator(supplements(call), PAGE_SIZE).get_page(request.GET.get("page")),
        "totals": totals,
        "parts_nok": totals["owner_nok"] + totals["university_nok"],
        "read_by_office": READ_BY_OFFICE,
    }
    return render(request, "measures/inbox_supplements.html", context)
