"""The papers of a meeting as one file, for whoever reads them on the train or prints them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from allocation.models import read_minutes
from allocation.models.forum_reports import read_forum_reports
from allocation.pdf.papers import REPORTS_IN_A_FILE, papers_pdf
from allocation.services.documents import language_of
from allocation.views.meetings import find_meeting, reports_before
from rekom.kit.http import file_response
from rekom.kit.pdf import PaperError, PaperTooHeavy


@require_GET
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Made as it is asked for, and not stored: it is what there is to read now, not an act."""
    meeting = find_meeting(request, pk)
    pages = Paginator(list(reports_before(request.user, meeting)), REPORTS_IN_A_FILE)
    page = pages.get_page(request.GET.get("del"))
    schemes = {scheme.code for scheme in meeting.forum.schemes.all()}
    try:
        paper = papers_pdf(
            read_minutes(meeting),
            read_forum_reports(list(page), schemes),
            language=language_of(meeting.forum.county_governor),
            part=page.number,
            parts=pages.num_pages,
        )
    except PaperTooHeavy:
        messages.error(
            request, _("The papers are too large for one file. Read the reports one by one below.")
        )
        return redirect("forum:meeting", meeting.pk)
    except PaperError as error:
        messages.error(request, str(error))
        return redirect("forum:meeting", meeting.pk)
    day = timezone.localdate(meeting.starts_at).isoformat()
    name = _("Papers %(day)s") % {"day": day}
    if pages.num_pages > 1:
        name = f"{name}, {page.number}"
    return file_response(paper, f"{name}.pdf")
