"""What the page of a report that is read shows beside the report: marks, notes, comments, flags.

Each class is one thing on the page, in the shape of its template, with the form of the one who may
write there. A form that came back with errors stands in the place of its own.
"""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measures import permissions
from measures.choices import Mark, PointAbout, Section
from measures.content import MeasureContent, PayeeContent, ReportContent
from measures.forms.review import (
    AssessmentForm,
    CommentForm,
    FlagForm,
    NoteForm,
    OwnerForm,
    ResolveForm,
    TextForm,
)
from measures.models import Assessment, Comment, DiscussionNote, NeedsReport
from measures.models.reviewing import Criterion, Flagged, Judged, Noted, Point, Review, read_review
from measures.questions import MEASURE
from measures.rules.comparison import measure_part
from measures.rules.words import called
from measures.views.review_timeline import Step, steps
from partnerships.models import User
from partnerships.services import new_key

# What the heading "The partnership" gathers, in the order of the page.
PARTIES = (Section.CONTACTS, Section.PARTIES, Section.SCOPE, Section.CODETERMINATION)


@dataclass
class Sent:
    """What a form sent that came back: its name on the page, the bound form, what a colleague has
    stored since."""

    name: str
    form: Any
    theirs: Assessment | DiscussionNote | None = None
    problem: str = ""


NOTHING = Sent("", None)


@dataclass
class Judgement:
    """A measure by a criterion: the mark that holds, and what came back of one that was sent."""

    measure: MeasureContent
    criterion: Criterion
    held: Judged | None
    may_mark: bool = False
    form: AssessmentForm | None = None
    theirs: Assessment | None = None

    @property
    def name(self) -> str:
        return f"mark-{self.measure.key}-{self.criterion.key}"

    @property
    def mark(self) -> str:
        return self.held.mark if self.held else str(Mark.NOT_ASSESSED)

    @property
    def chosen(self) -> str:
        return self.form["mark"].value() if self.form else self.mark

    @property
    def comment(self) -> str:
        if self.form:
            return self.form["comment"].value() or ""
        return self.held.comment if self.held else ""

    @property
    def whose(self) -> str:
        """Heard after the criterion's code, which stands at every measure."""
        return _("measure %(number)s") % {"number": self.measure.number}


@dataclass
class NoteLine:
    """A discussion point, of the report or of a university in it."""

    point: Point
    university: PayeeContent | None
    held: Noted | None
    form: NoteForm | None = None
    theirs: DiscussionNote | None = None

    @property
    def name(self) -> str:
        whose = f"-{self.university.organisation_key}" if self.university else ""
        return f"note-{self.point.key}{whose}"


@dataclass
class Remark:
    """A comment, and what the person may do with it."""

    comment: Comment
    place: str  # in words
    may_change: bool = False
    may_release: bool = False
    may_answer: bool = False
    form: TextForm | None = None


@dataclass
class FlagLine:
    flag: Flagged
    form: ResolveForm
    owner_form: OwnerForm


@dataclass
class Remarks:
    """The comments that the person may read, by place."""

    lines: list[Remark]
    places: dict[str, str]  # in words, by place
    can_write: bool
    add_url: str
    sent: Sent = field(default_factory=lambda: NOTHING)

    def at(self, *places: str) -> list[Remark]:
        return [line for line in self.lines if self._shown_at(line.comment) in places]

    def form(self, *places: str) -> CommentForm | None:
        """To write a new one; none for those who may not."""
        if not self.can_write:
            return None
        if self.sent.name == "comment" and self.sent.form.data.get("place") in places:
            return self.sent.form
        choices = [(place, self.places[place]) for place in places]
        return CommentForm(
            places=choices, initial={"key": new_key()}, auto_id=f"id_{places[0]}_comment_%s"
        )

    @property
    def has_on_report(self) -> bool:
        return bool(self.at(str(Section.REPORT)))

    def _shown_at(self, comment: Comment) -> str:
        """One on a measure that is no longer there stands with the amounts."""
        return comment.place if comment.place in self.places else str(Section.MEASURES)


def places_of(content: ReportContent) -> dict[str, str]:
    """What a comment can be on, in words."""
    sections = {str(section): str(section.label) for section in Section}
    return sections | {measure_part(each.key): called(each) for each in content.measures}


def remarks(
    report: NeedsReport, content: ReportContent, user: User, sent: Sent = NOTHING
) -> Remarks:
    places = places_of(content)
    writes = permissions.can_assess(user, report)
    lines = []
    for comment in permissions.readable_comments(user, report).with_people():
        may_change = comment.is_internal and permissions.can_change_comment(user, report, comment)
        place = places.get(comment.place) or _("A measure that has been removed")
        line = Remark(
            comment=comment,
            place=place,
            may_change=may_change,
            may_release=writes,
            may_answer=permissions.can_answer_comment(user, report, comment),
        )
        if may_change:
            line.form = _changing(comment, sent)
        lines.append(line)
    return Remarks(lines, places, writes, reverse("measures:comment_add", args=[report.pk]), sent)


def _changing(comment: Comment, sent: Sent) -> TextForm:
    if sent.name == f"comment-{comment.pk}":
        return sent.form
    return TextForm(initial={"text": comment.text}, auto_id=f"id_comment_{comment.pk}_%s")


class Desk:
    """The office's own: what only those who work there read."""

    def __init__(
        self, report: NeedsReport, content: ReportContent, user: User, sent: Sent = NOTHING
    ) -> None:
        self.report, self.content, self.sent = report, content, sent
        self.can_assess = permissions.can_assess(user, report)
        self.can_flag = permissions.can_flag(user, report)
        self.review: Review = read_review(report)
        self.assess_url = reverse("measures:assess", args=[report.pk])

    def judgements(self, measure: MeasureContent) -> list[Judgement]:
        return [self.judgement(measure, criterion) for criterion in self.review.criteria]

    def judgement(self, measure: MeasureContent, criterion: Criterion) -> Judgement:
        held = self.review.mark(measure.key, criterion.key)
        found = Judgement(measure, criterion, held, may_mark=self.can_assess)
        if self.can_assess and self.sent.name == found.name:
            found.form, found.theirs = self.sent.form, self.sent.theirs
        return found

    def answers(self, measure: MeasureContent) -> list[tuple[str, str, list[Judgement]]]:
        """(label, text, what it is judged by) of the questions that are answered or judged."""
        by_field: dict[str, list[Judgement]] = {}
        for each in self.judgements(measure):
            by_field.setdefault(each.criterion.field, []).append(each)
        found = [
            (str(question.label), getattr(measure, name), by_field.pop(name, []))
            for name, question in MEASURE.items()
            if getattr(measure, name) or name in by_field
        ]
        rest = [each for judged in by_field.values() for each in judged]
        return [*found, (_("The measure as a whole"), "", rest)] if rest else found

    @property
    def counts(self) -> str:
        """ "3 met, 1 partly met, 4 not assessed" """
        marks = [
            held.mark if held else Mark.NOT_ASSESSED
            for measure in self.content.measures
            for criterion in self.review.criteria
            for held in [self.review.mark(measure.key, criterion.key)]
        ]
        return ", ".join(
            f"{count} {mark.label.lower()}" for mark in Mark if (count := marks.count(mark))
        )

    @property
    def notes(self) -> list[NoteLine]:
        return [
            self._note(point, university)
            for point in self.review.points
            for university in (
                self.content.universities if point.about == PointAbout.UNIVERSITY else [None]
            )
            if university is None or university.organisation_key
        ]

    def _note(self, point: Point, university: PayeeContent | None) -> NoteLine:
        key = university.organisation_key if university else None
        line = NoteLine(point, university, self.review.note(point.key, key))
        if not self.can_assess:
            return line
        shown = line.held
        initial = {"text": shown.text if shown else "", "seen": shown.number if shown else 0}
        line.form = NoteForm(initial=initial, auto_id=f"id_{line.name}_%s")
        if self.sent.name == line.name:
            line.form, line.theirs = self.sent.form, self.sent.theirs
        return line

    @property
    def open_flags(self) -> list[FlagLine]:
        return [
            FlagLine(flag, self._resolving(flag), self._handing_on(flag))
            for flag in self.review.open_flags
        ]

    def _resolving(self, flag: Flagged) -> ResolveForm:
        if self.sent.name == f"flag-{flag.key}":
            return self.sent.form
        return ResolveForm(auto_id=f"id_flag_{flag.key}_%s")

    def _handing_on(self, flag: Flagged) -> OwnerForm:
        if self.sent.name == f"flag-owner-{flag.key}":
            return self.sent.form
        colleagues = [("", _("Choose a colleague")), *self.review.colleagues]
        return OwnerForm(colleagues=colleagues, auto_id=f"id_flag_{flag.key}_%s")

    @property
    def flags_title(self) -> str:
        count = len(self.review.open_flags)
        if not count:
            return _("Flags")
        return ngettext("%(count)d open flag", "%(count)d open flags", count) % {"count": count}

    @property
    def flag_form(self) -> FlagForm:
        if self.sent.name == "flag":
            return self.sent.form
        return FlagForm(
            colleagues=list(self.review.colleagues),
            initial={"key": new_key(), "owner": self.report.case_worker_id},
            auto_id="id_flag_%s",
        )

    def timeline(self, remarks: Remarks) -> list[Step]:
        return steps(self.review, self.content, remarks)
