"""Need and money of each network on paper, as the page shows it."""

from django.utils import translation

from allocation.models import Division, Frame
from allocation.pdf.charts import overview_chart
from allocation.rules.overview import Overview
from rekom.kit.chart import drawings_for_paper
from rekom.kit.pdf import render_pdf


def overview_paper(
    overview: Overview,
    frame: Frame,
    division: Division | None,
    *,
    language: str,
) -> bytes:
    """Return the paper. Raises PaperError."""
    office = frame.call.county_governor
    with translation.override(language):
        context = {
            "office_name": office.name,
            "office_parallel_names": office.parallel_names,
            "frame": frame,
            "division": division,
            "overview": overview,
            "drawings": drawings_for_paper(overview_chart(overview)),
        }
    return render_pdf("pdf/overview.html", context, language=language)
