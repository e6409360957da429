from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from measures import terms
from measures.choices import CallActKind, CallPart, CallStatus, ContributionBase
from measures.content import REASON
from measures.querysets import CallQuerySet, LongTermPlanQuerySet
from measures.rules.call_setup import Stage
from partnerships.models import CountyGovernor, Scheme

term_code = RegexValidator(terms.TERM, "Write the term as 2024-autumn.")


class LongTermPlan(models.Model):
    """The forum's plan that measures are anchored in."""

    county_governor = models.ForeignKey(
        CountyGovernor, on_delete=models.PROTECT, related_name="long_term_plans"
    )
    title = models.CharField(max_length=200)
    url = models.URLField(blank=True)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()

    objects = LongTermPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-first_year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="a_plan_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.title


class PlanItem(models.Model):
    plan = models.ForeignKey(LongTermPlan, on_delete=models.CASCADE, related_name="items")
    number = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["plan", "position"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class TargetGroup(models.Model):
    """Who a measure is for; the list of the papers, one row each, in every language."""

    code = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(unique=True)
    name_nb = models.CharField(max_length=120)
    name_nn = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        language = get_language() or "nb"
        return getattr(self, f"name_{language}", self.name_nb)


class Call(models.Model):
    """The yearly invitation to report needs, for one to three schemes."""

    county_governor = models.ForeignKey(
        CountyGovernor, on_delete=models.PROTECT, related_name="calls"
    )
    year = models.PositiveSmallIntegerField()
    schemes = models.ManyToManyField(Scheme, related_name="calls")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    forum_recommends_on = models.DateField(null=True, blank=True)
    decision_by = models.DateField(null=True, blank=True)
    first_term = models.CharField(max_length=11, validators=[term_code])
    last_term = models.CharField(max_length=11, validators=[term_code])
    years_covered = models.PositiveSmallIntegerField(default=3)
    # How many working days before it closes a reminder is made; none when empty.
    reminder_working_days = models.PositiveSmallIntegerField(null=True, blank=True, default=5)
    guidance_url = models.URLField(blank=True)
    helper_name = models.CharField(max_length=120, blank=True)
    helper_phone = models.CharField(max_length=20, blank=True)
    helper_hours = models.CharField(max_length=120, blank=True)
    plan = models.ForeignKey(
        LongTermPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="calls"
    )
    # schemes, percent and base of the own contribution; calls differ, so the call says.
    own_contribution_schemes = models.ManyToManyField(Scheme, blank=True, related_name="+")
    own_contribution_percent = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    own_contribution_base = models.CharField(max_length=12, choices=ContributionBase, blank=True)
    own_contribution_blocks = models.BooleanField(default=False)
    own_contribution_source = models.CharField(max_length=200, blank=True)
    individual_share_percent = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(100)]
    )  # the most that may go to individual measures
    # Known to nobody but its office until the administrator opens it.
    is_being_prepared = models.BooleanField(default=False)
    # The CallParts that were copied from an earlier call, and that nobody has looked over.
    to_look_over = models.JSONField(default=list, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "county_governor"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="a_call_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(own_contribution_percent__isnull=True)
                | Q(own_contribution_percent__lte=100),
                name="own_contribution_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(is_being_prepared=True) | Q(to_look_over=[]),
                name="a_call_is_looked_over_before_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county_governor} {self.year}"

    def status_at(self, now: datetime) -> CallStatus:
        if self.is_being_prepared:
            return CallStatus.BEING_PREPARED
        if now < self.opens_at:
            return CallStatus.COMING
        return CallStatus.OPEN if now < self.closes_at else CallStatus.CLOSED

    def stage(self) -> Stage:
        """How much rests on it: one query, or none."""
        if self.is_being_prepared:
            return Stage.PREPARED
        reports = self.reports.aggregate(
            begun=models.Count("pk"), sent=models.Count("submitted_at")
        )
        if reports["sent"]:
            return Stage.SENT
        return Stage.BEGUN if reports["begun"] else Stage.OPENED

    @property
    def terms(self) -> list[str]:
        return terms.terms_between(self.first_term, self.last_term)

    @property
    def continuation_periods(self) -> list[str]:
        return terms.periods_after(self.last_term)


class CallAct(models.Model):
    """What was done to a call, by whom and why. Never altered."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=14, choices=CallActKind)
    part = models.CharField(max_length=8, choices=CallPart, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=REASON, blank=True)
    # Field → [what it was, what it became], as the database holds them.
    changes = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=CallActKind.values), name="call_act_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind=CallActKind.DEADLINE_MOVED) | ~Q(reason=""),
                name="a_moved_deadline_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call}: {self.get_kind_display()}"
