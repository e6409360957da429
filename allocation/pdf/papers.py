"""The papers of a forum meeting in one file: agenda, frame, allocation table, and the reports."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from allocation.choices import ItemKind
from allocation.content import ForumReport, ItemPart, MinutesContent
from allocation.pdf.minutes import attached_table, meeting_time
from allocation.pdf.minutes_item import ItemOnPaper, item_on_paper
from allocation.pdf.report import report_context
from measures.choices import Section
from measures.rules.words import called
from rekom.kit.dates import format_when
from rekom.kit.pdf import render_pdf

REPORTS_IN_A_FILE = 10  # what is laid out within the limits of one document


def papers_pdf(
    content: MinutesContent,
    reports: Sequence[ForumReport],
    *,
    language: str,
    part: int = 1,
    parts: int = 1,
) -> bytes:
    """Return the file. Raises PaperError. The reports are those that the forum may read of.

    Many reports make several files; agenda, frame and table stand in the first.
    """
    with translation.override(language):
        context = _context(content, reports, part=part, parts=parts)
    return render_pdf("pdf/papers.html", context, language=language)


def _context(
    content: MinutesContent, reports: Sequence[ForumReport], *, part: int, parts: int
) -> dict[str, Any]:
    starts_at, ends_at = (
        timezone.localtime(datetime.fromisoformat(text))
        for text in (content.starts_at, content.ends_at)
    )
    day = format_when(starts_at.date(), "long")
    reference = _("Papers, %(forum)s, %(day)s") % {"forum": content.forum, "day": day}
    if parts > 1:
        reference = _("%(papers)s, part %(part)d of %(parts)d") % {
            "papers": reference,
            "part": part,
            "parts": parts,
        }
    return {
        "reference": reference,
        "office_name": content.office_name,
        "office_parallel_names": content.office_parallel_names,
        "case_number": content.case_number,
        "title": content.title,
        "lede": f"{content.forum}. {get_text_list([str(name) for name in content.schemes], _('and'))}",
        "facts": [(_("Time"), meeting_time(starts_at, ends_at)), (_("Place"), content.place)],
        "agenda": [(item, ItemKind(item.kind).label) for item in content.items],
        "items": list(_items(content.items)) if part == 1 else [],
        "tables": list(_tables(content.items)) if part == 1 else [],
        "partnerships": [report.content.partnership for report in reports],
        # Each with variables of its own, so each is made for itself.
        "reports": [
            (
                render_to_string("pdf/_needs_report.html", report_context(report.content)),
                list(_comments(report)),
            )
            for report in reports
        ],
    }


def _comments(report: ForumReport) -> Iterator[dict[str, str]]:
    """Each under what it is about: a measure, or a section."""
    measures = {measure.key: called(measure) for measure in report.content.measures}
    for comment in report.comments:
        place = measures.get(comment.measure) or str(Section(comment.section).label)
        yield {"place": place, "text": comment.text, "by": comment.by}


def _items(items: Iterable[ItemPart]) -> Iterator[ItemOnPaper]:
    """Items with a table of the frame. What the secretary writes in them is not for the papers."""
    for item in items:
        if item.frame is not None:
            bare = replace(item, text="", outcome="", networks=(), impartiality=())
            yield item_on_paper(bare, level=2, attachment=None)


def _tables(items: Iterable[ItemPart]) -> Iterator[dict[str, Any]]:
    laid = [(item, item.division) for item in items if item.division is not None]
    for number, (item, table) in enumerate(laid, 1):
        yield attached_table(item, table, number)
