from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from measures.choices import CostType, LineKind, MeasureKind, Purpose, SessionMode
from measures.models.call import PlanItem, TargetGroup
from measures.models.report import ANSWER, REASON, NeedsReport, ReportPayee
from measures.querysets import FundingLineQuerySet, MeasureQuerySet
from partnerships.models import Scheme


class SharedNeed(models.Model):
    """The same need reported as several measures: what falls away follows from the need in all (R-24)."""

    report = models.ForeignKey(NeedsReport, on_delete=models.CASCADE, related_name="shared_needs")
    need_nok = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["report", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(need_nok__gte=1), name="a_shared_need_is_a_need")
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.need_nok}"


class Measure(models.Model):
    """One competence measure (tiltak). Numbers run through the whole report.

    A withdrawn one keeps what was written in it, has no number, and is in no sum.
    """

    report = models.ForeignKey(NeedsReport, on_delete=models.CASCADE, related_name="measures")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="measures")
    number = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(max_length=11, choices=MeasureKind, default=MeasureKind.COLLECTIVE)
    title = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=12, choices=Purpose, blank=True)
    anchoring = models.TextField(max_length=ANSWER, blank=True)
    collective_process = models.TextField(max_length=ANSWER, blank=True)
    teacher_education = models.TextField(max_length=ANSWER, blank=True)
    plan_anchoring = models.TextField(max_length=ANSWER, blank=True)
    plan_items = models.ManyToManyField(PlanItem, blank=True, related_name="measures")
    owner_use = models.TextField(max_length=ANSWER, blank=True)
    university_use = models.TextField(max_length=ANSWER, blank=True)
    coordinator_needed = models.BooleanField(null=True, blank=True)
    coordinator_amount_nok = models.PositiveBigIntegerField(null=True, blank=True)
    coordinator_reason = models.TextField(max_length=REASON, blank=True)
    terms = models.JSONField(default=list, blank=True)
    target_groups = models.ManyToManyField(TargetGroup, blank=True, related_name="measures")
    target_group_text = models.TextField(max_length=REASON, blank=True)
    # the attachment: a closer description
    goal = models.TextField(max_length=ANSWER, blank=True)
    rationale = models.TextField(max_length=ANSWER, blank=True)
    organisation = models.TextField(max_length=ANSWER, blank=True)
    topic = models.TextField(max_length=ANSWER, blank=True)
    participants = models.PositiveIntegerField(null=True, blank=True)
    copied_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    shared_need = models.ForeignKey(
        SharedNeed, on_delete=models.SET_NULL, null=True, blank=True, related_name="measures"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_reason = models.CharField(max_length=REASON, blank=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="one_measure_of_a_number"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, number__isnull=False)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, number=None),
                name="a_measure_has_a_number_or_is_withdrawn",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="measures_count_from_one"),
            models.CheckConstraint(
                condition=Q(coordinator_amount_nok__isnull=True) | Q(coordinator_amount_nok__gte=0),
                name="coordinator_amount_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title

    def get_absolute_url(self) -> str:
        return reverse("measures:measure", args=[self.report_id, self.pk])


class FundingLine(models.Model):
    """What money is for: quantity × unit price. The amount is never stored (whole kroner)."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="lines")
    payee = models.ForeignKey(ReportPayee, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=16, choices=LineKind, default=LineKind.GRANT)
    cost_type = models.CharField(max_length=20, choices=CostType, default=CostType.OTHER)
    text = models.CharField(max_length=200, blank=True)
    quantity = models.PositiveIntegerField(default=1)
    unit_price_nok = models.PositiveBigIntegerField()
    term = models.CharField(max_length=11, blank=True)

    objects = FundingLineQuerySet.as_manager()

    class Meta:
        ordering = ["measure", "kind", "payee", "pk"]
        indexes = [
            # holds all that a sum asks for, so that ten thousand reports are added without their rows
            models.Index(
                fields=["payee", "kind", "quantity", "unit_price_nok"], name="sums_of_a_payee"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="a_line_counts_something"),
            models.CheckConstraint(
                condition=Q(unit_price_nok__gte=0), name="unit_price_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=LineKind.values), name="line_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text}: {self.quantity} × {self.unit_price_nok}"

    @property
    def amount_nok(self) -> int:
        return self.quantity * self.unit_price_nok


class ContinuationEstimate(models.Model):
    """What the measure may need later; never part of this year's sum (R-22)."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="estimates")
    period = models.CharField(max_length=11)
    payee = models.ForeignKey(ReportPayee, on_delete=models.PROTECT, related_name="+")
    amount_nok = models.PositiveBigIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=REASON, blank=True)

    class Meta:
        ordering = ["measure", "period", "payee"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "period", "payee"], name="one_estimate_per_period_and_payee"
            ),
            models.CheckConstraint(
                condition=Q(amount_nok__isnull=True) | Q(amount_nok__gte=0),
                name="estimate_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.amount_nok}"


class Cohort(models.Model):
    """A group of units that starts together (pulje)."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="cohorts")
    name = models.CharField(max_length=120)
    start_term = models.CharField(max_length=11, blank=True)
    units = models.TextField(max_length=REASON, blank=True)  # one unit a line
    staff = models.PositiveIntegerField(null=True, blank=True)
    years = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["measure", "pk"]

    def __str__(self) -> str:
        return self.name


class PlannedSession(models.Model):
    """Sessions in a term: how many, in person or digital, per unit or joint."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="sessions")
    cohort = models.ForeignKey(
        Cohort, on_delete=models.CASCADE, null=True, blank=True, related_name="sessions"
    )
    term = models.CharField(max_length=11)
    mode = models.CharField(max_length=8, choices=SessionMode)
    count = models.PositiveSmallIntegerField(default=1)
    per_unit = models.BooleanField(default=False)

    class Meta:
        ordering = ["measure", "term", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(count__gte=1), name="a_session_is_held_once_at_least"
            )
        ]

    def __str__(self) -> str:
        return f"{self.count} {self.mode} {self.term}"
