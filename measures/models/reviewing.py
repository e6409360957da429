"""What the office has made of a report, read in two queries: what its call asks, what was answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from measures.choices import PointAbout, ReportKind
from measures.content import Names
from measures.models.call import Call
from measures.models.confirmation import Confirmation
from measures.models.report import NeedsReport
from measures.models.review import (
    Assessment,
    AwardCriterion,
    DiscussionNote,
    DiscussionPoint,
    Flag,
)
from measures.models.trail import Transition
from partnerships.choices import STAFF_ROLES
from partnerships.models import OfficeRole
from rekom.kit.json_rows import rows_of
from rekom.kit.prepared import Prepared


@dataclass(frozen=True)
class Criterion:
    key: int
    code: str
    name: Names
    field: str


@dataclass(frozen=True)
class Point:
    key: int
    code: str
    name: Names
    about: str  # PointAbout


@dataclass(frozen=True)
class Judged:
    """A mark as somebody gave it."""

    key: int
    measure: int
    criterion: int
    number: int
    mark: str  # Mark
    comment: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Noted:
    key: int
    point: int
    university: int | None
    number: int
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Flagged:
    key: int
    text: str
    owner: str
    raised_by: str
    raised_at: datetime
    resolution: str
    resolved_by: str
    resolved_at: datetime | None


@dataclass(frozen=True)
class Moved:
    """A transition."""

    key: int
    from_status: str
    to_status: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Confirmed:
    key: int
    kind: str  # ConfirmationKind
    university: str
    by: str
    at: datetime
    refused_because: str


@dataclass(frozen=True)
class Review:
    """Rows stand in the order in which they came."""

    criteria: tuple[Criterion, ...]
    points: tuple[Point, ...]
    colleagues: tuple[tuple[int, str], ...]  # (key, name) of those who work at the office
    marks: tuple[Judged, ...]
    notes: tuple[Noted, ...]
    flags: tuple[Flagged, ...]
    moves: tuple[Moved, ...]
    confirmations: tuple[Confirmed, ...]

    def mark(self, measure: int, criterion: int) -> Judged | None:
        """The one that holds."""
        found = [m for m in self.marks if (m.measure, m.criterion) == (measure, criterion)]
        return max(found, key=lambda each: each.number, default=None)

    def note(self, point: int, university: int | None) -> Noted | None:
        found = [n for n in self.notes if (n.point, n.university) == (point, university)]
        return max(found, key=lambda each: each.number, default=None)

    @property
    def open_flags(self) -> list[Flagged]:
        return [each for each in self.flags if each.resolved_at is None]

    @property
    def resolved_flags(self) -> list[Flagged]:
        return [each for each in self.flags if each.resolved_at is not None]


def read_review(report: NeedsReport) -> Review:
    """The criteria are those that held on the day when the report was sent.

    There is none for a supplementary report: its measure was judged with the report that describes it.
    """
    [call] = _calls(report.call_id)
    [row] = _reports(report.pk)
    sent_on = timezone.localdate(report.submitted_at)
    return Review(
        criteria=tuple(
            Criterion(each["key"], each["code"], _names(each), each["field"])
            for each in sorted(call.criterion_rows, key=lambda each: each["position"])
            if report.kind == ReportKind.ORDINARY and _holds(each, sent_on)
        ),
        points=tuple(
            Point(each["key"], each["code"], _names(each), each["about"])
            for each in sorted(call.point_rows, key=lambda each: each["position"])
            if _has_not_ended(each, sent_on)
        ),
        colleagues=tuple(
            sorted(
                {(each["key"], each["name"]) for each in call.colleague_rows},
                key=lambda each: each[1],
            )
        ),
        marks=_read(Judged, row.mark_rows),
        notes=_read(Noted, [*row.note_rows, *call.note_rows]),
        flags=_read(Flagged, row.flag_rows),
        moves=_read(Moved, row.move_rows),
        confirmations=_read(Confirmed, row.confirmation_rows),
    )


@Prepared
def _calls(call: int) -> QuerySet[Call]:
    names = {name: name for name in ("name_nb", "name_nn", "name_en")}
    colleagues = OfficeRole.objects.filter(role__in=STAFF_ROLES, user__is_active=True)
    of_universities = DiscussionNote.objects.filter(point__about=PointAbout.UNIVERSITY)
    return (
        Call.objects.filter(pk=call)
        .only("pk")
        .annotate(
            criterion_rows=rows_of(
                AwardCriterion.objects.all(),
                "call",
                key="pk",
                code="code",
                position="position",
                field="field",
                valid_from="valid_from",
                valid_until="valid_until",
                **names,
            ),
            point_rows=rows_of(
                DiscussionPoint.objects.all(),
                "call",
                key="pk",
                code="code",
                position="position",
                about="about",
                valid_until="valid_until",
                **names,
            ),
            colleague_rows=rows_of(
                colleagues, "county_governor", of="county_governor", key="user", name="user__name"
            ),
            note_rows=rows_of(of_universities, "point__call", **_NOTE),
        )
    )


_NOTE = {
    "key": "pk",
    "point": "point",
    "university": "university",
    "number": "number",
    "text": "text",
    "by": "by__name",
    "at": "at",
}


@Prepared
def _reports(report: int) -> QuerySet[NeedsReport]:
    return (
        NeedsReport.objects.filter(pk=report)
        .only("pk")
        .annotate(
            mark_rows=rows_of(
                Assessment.objects.all(),
                "report",
                key="pk",
                measure="measure_key",
                criterion="criterion",
                number="number",
                mark="mark",
                comment="comment",
                by="by__name",
                at="at",
            ),
            note_rows=rows_of(DiscussionNote.objects.all(), "report", **_NOTE),
            flag_rows=rows_of(
                Flag.objects.all(),
                "report",
                key="pk",
                text="text",
                owner="owner__name",
                raised_by="raised_by__name",
                raised_at="raised_at",
                resolution="resolution",
                resolved_by="resolved_by__name",
                resolved_at="resolved_at",
            ),
            move_rows=rows_of(
                Transition.objects.all(),
                "report",
                key="pk",
                from_status="from_status",
                to_status="to_status",
                by="by__name",
                at="at",
                reason="reason",
            ),
            confirmation_rows=rows_of(
                Confirmation.objects.all(),
                "report",
                key="pk",
                kind="kind",
                university="university__name",
                by="by__name",
                at="at",
                refused_because="refused_because",
            ),
        )
    )


def _read(kind: type, rows: Iterable[dict[str, Any]]) -> tuple[Any, ...]:
    """In the order in which they were stored."""
    found = [kind(**{name: _value(name, value) for name, value in row.items()}) for row in rows]
    return tuple(sorted(found, key=lambda each: each.key))


def _value(name: str, value: Any) -> Any:
    """Moments come as text: from SQLite without their zone, which is UTC."""
    if value is None or not (name == "at" or name.endswith("_at")):
        return value
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _holds(row: dict[str, Any], day: date) -> bool:
    return date.fromisoformat(row["valid_from"]) <= day and _has_not_ended(row, day)


def _has_not_ended(row: dict[str, Any], day: date) -> bool:
    until = row["valid_until"]
    return until is None or day <= date.fromisoformat(until)


def _names(row: dict[str, Any]) -> Names:
    return Names(row["name_nb"], row["name_nn"], row["name_en"])
