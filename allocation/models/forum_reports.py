"""Rows → needs reports as a forum reads them, with what the office has released to it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from allocation.content import ForumComment, ForumReport
from measures.choices import Audience
from measures.content import ReportContent
from measures.models import Comment, NeedsReport, SentVersion
from rekom.kit.json_rows import rows_of


def read_forum_reports(reports: list[NeedsReport], schemes: set[str]) -> list[ForumReport]:
    """As they were sent, in the schemes of the forum, without accounts and telephone numbers. One query."""
    released = rows_of(
        Comment.objects.released_to(Audience.FORUM),
        "report",
        of="report",
        key="pk",
        section="section",
        measure="measure_key",
        text="text",
        by="by__name",
    )
    versions = SentVersion.objects.annotate(comment_rows=released)
    prefetch_related_objects(reports, Prefetch("versions", queryset=versions))
    found = []
    for report in reports:
        version = report.versions.all()[0]
        content = version.read().without_payment_details().limited_to(schemes)
        found.append(ForumReport(content, tuple(_comments(content, version.comment_rows))))
    return found


def _comments(content: ReportContent, rows: list[dict[str, Any]]) -> Iterable[ForumComment]:
    """Those on the whole report and its sections, and on the measures that the forum reads."""
    readable = {None, *(measure.key for measure in content.measures)}
    return (
        ForumComment(row["section"], row["measure"], row["text"], row["by"])
        for row in sorted(rows, key=lambda row: row["key"])
        if row["measure"] in readable
    )
