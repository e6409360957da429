from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from allocation.choices import PostKind
from allocation.querysets import FrameQuerySet, PostQuerySet
from measures.models import Call
from partnerships.models import Network, Organisation, Scheme

REASON = 1_000  # characters of a reason


class Frame(models.Model):
    """The money of a scheme in a year. What is left of it is computed, never stored."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="frames")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="frames")
    amount_nok = models.PositiveBigIntegerField()
    document_reference = models.CharField(max_length=200, blank=True)
    budget_chapter = models.CharField(max_length=10, blank=True)
    budget_post = models.CharField(max_length=10, blank=True)

    objects = FrameQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-call__year", "call__county_governor", "scheme__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "scheme"], name="one_frame_per_call_and_scheme"
            ),
            models.CheckConstraint(condition=Q(amount_nok__gte=0), name="frame_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.call.year}"


class Post(models.Model):
    """A pot inside a frame. Only a collective one is divided pro rata."""

    frame = models.ForeignKey(Frame, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=12, choices=PostKind)
    title = models.CharField(max_length=200)
    amount_nok = models.PositiveBigIntegerField()
    recipient = models.CharField(max_length=200, blank=True)
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(max_length=REASON, blank=True)
    in_long_term_plan = models.BooleanField(default=True)
    with_decision_basis = models.BooleanField(default=True)
    provisional = models.BooleanField(default=False)  # the amount has to be settled later
    position = models.PositiveSmallIntegerField(default=0)

    objects = PostQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["frame", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_nok__gte=0), name="post_is_not_negative"),
            models.CheckConstraint(
                condition=Q(kind__in=PostKind.values), name="post_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind=PostKind.CARRIED_OVER) | ~Q(note=""),
                name="what_is_carried_over_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(network__isnull=True) | Q(organisation__isnull=True),
                name="a_post_has_one_recipient",
            ),
        ]

    def __str__(self) -> str:
        return self.title
