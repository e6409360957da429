"""What the office makes of a needs report that was sent: marks, notes, comments and flags.

``measure_key`` is the key of a measure in what was sent. It is no foreign key: the partnership may
remove the measure's row when the report is returned, and what was judged stays judged.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from measures.choices import Mark, PointAbout, Section
from measures.models.call import Call
from measures.models.report import REASON, NeedsReport
from measures.querysets import AssessmentQuerySet, CommentQuerySet, FlagQuerySet
from partnerships.models import Organisation

MEASURES_ALONE = Q(measure_key__isnull=True) | Q(section=Section.MEASURES)


def person(**options: object) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options
    )


class AwardCriterion(models.Model):
    """What a measure is judged by: a row of the call, with the days on which it holds."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    code = models.CharField(max_length=10)
    position = models.PositiveSmallIntegerField()
    name_nb = models.CharField(max_length=120)
    name_nn = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    field = models.CharField(
        max_length=40, blank=True
    )  # the answer that it reads: questions.MEASURE
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)  # the last day

    class Meta:
        ordering = ["call", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "code", "valid_from"], name="one_criterion_of_a_code_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="a_criterion_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return _named(self)


class DiscussionPoint(models.Model):
    """What a network, or a university, tells the forum of: a comment each, and no mark."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="discussion_points")
    code = models.CharField(max_length=10)
    position = models.PositiveSmallIntegerField()
    name_nb = models.CharField(max_length=120)
    name_nn = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    about = models.CharField(max_length=10, choices=PointAbout, default=PointAbout.REPORT)
    valid_until = models.DateField(null=True, blank=True)  # the last day

    class Meta:
        ordering = ["call", "position"]
        constraints = [
            models.UniqueConstraint(fields=["call", "code"], name="one_point_of_a_code"),
            models.CheckConstraint(
                condition=Q(about__in=PointAbout.values), name="point_is_about_what_is_known"
            ),
        ]

    def __str__(self) -> str:
        return _named(self)


class Assessment(models.Model):
    """That somebody has marked a measure by a criterion. Never altered: the last one holds."""

    report = models.ForeignKey(NeedsReport, on_delete=models.PROTECT, related_name="assessments")
    measure_key = models.BigIntegerField()
    criterion = models.ForeignKey(
        AwardCriterion, on_delete=models.PROTECT, related_name="assessments"
    )
    number = models.PositiveSmallIntegerField()  # counts from one for each measure and criterion
    mark = models.CharField(max_length=12, choices=Mark)
    comment = models.TextField(max_length=REASON, blank=True)
    by = person()
    at = models.DateTimeField()

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["report", "measure_key", "criterion", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "measure_key", "criterion", "number"],
                name="one_assessment_of_a_number",
            ),
            models.CheckConstraint(condition=Q(mark__in=Mark.values), name="mark_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.criterion}: {self.mark}"


class DiscussionNote(models.Model):
    """What was said to a point, of a report or, whatever report it stands in, of a university.

    Never altered: the last one holds.
    """

    point = models.ForeignKey(DiscussionPoint, on_delete=models.PROTECT, related_name="notes")
    report = models.ForeignKey(
        NeedsReport, on_delete=models.PROTECT, null=True, blank=True, related_name="notes"
    )
    university = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    number = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=REASON, blank=True)
    by = person()
    at = models.DateTimeField()

    class Meta:
        ordering = ["point", "report", "university", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["point", "report", "number"], name="one_note_of_a_number_on_a_report"
            ),
            models.UniqueConstraint(
                fields=["point", "university", "number"],
                name="one_note_of_a_number_on_a_university",
            ),
            models.CheckConstraint(
                condition=Q(report__isnull=True, university__isnull=False)
                | Q(report__isnull=False, university__isnull=True),
                name="a_note_is_on_a_report_or_a_university",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point}: {self.text[:40]}"


class Comment(models.Model):
    """On a section or a measure: the office's own until it is released, to each audience on purpose.

    What has been released is neither altered nor called back; the database holds that too.
    """

    report = models.ForeignKey(NeedsReport, on_delete=models.PROTECT, related_name="comments")
    section = models.CharField(max_length=15, choices=Section)
    measure_key = models.BigIntegerField(null=True, blank=True)
    text = models.TextField(max_length=REASON)
    by = person()
    at = models.DateTimeField()
    partnership_by = person(null=True, blank=True)
    partnership_at = models.DateTimeField(null=True, blank=True)
    forum_by = person(null=True, blank=True)
    forum_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=REASON, blank=True)
    answered_by = person(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["report", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(section__in=Section.values), name="comment_is_on_a_known_section"
            ),
            models.CheckConstraint(condition=MEASURES_ALONE, name="a_measure_is_in_its_section"),
            models.CheckConstraint(
                condition=Q(partnership_by__isnull=True, partnership_at__isnull=True)
                | Q(partnership_by__isnull=False, partnership_at__isnull=False),
                name="release_to_the_partnership_has_person_and_time",
            ),
            models.CheckConstraint(
                condition=Q(forum_by__isnull=True, forum_at__isnull=True)
                | Q(forum_by__isnull=False, forum_at__isnull=False),
                name="release_to_the_forum_has_person_and_time",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (
                    ~Q(answer="")
                    & Q(
                        answered_by__isnull=False,
                        answered_at__isnull=False,
                        partnership_at__isnull=False,
                    )
                ),
                name="an_answer_is_to_what_was_released",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.place}: {self.text[:40]}"

    @property
    def place(self) -> str:
        """As the parts of a report are named elsewhere: "contacts", or "measure-12"."""
        return self.section if self.measure_key is None else f"measure-{self.measure_key}"

    @property
    def is_internal(self) -> bool:
        return self.partnership_at is None and self.forum_at is None


class Flag(models.Model):
    """Something about a report that somebody at the office must see to before it goes on."""

    report = models.ForeignKey(NeedsReport, on_delete=models.PROTECT, related_name="flags")
    text = models.TextField(max_length=REASON)
    owner = person()
    raised_by = person()
    raised_at = models.DateTimeField()
    resolution = models.TextField(max_length=REASON, blank=True)
    resolved_by = person(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        ordering = ["report", "raised_at", "pk"]
        indexes = [
            models.Index(
                fields=["report"], condition=Q(resolved_at__isnull=True), name="unresolved_flags"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolution="", resolved_by__isnull=True, resolved_at__isnull=True)
                | (~Q(resolution="") & Q(resolved_by__isnull=False, resolved_at__isnull=False)),
                name="a_resolution_is_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.text[:40]}"


def _named(row: AwardCriterion | DiscussionPoint) -> str:
    language = get_language() or "nb"
    return str(getattr(row, f"name_{language}", row.name_nb))
