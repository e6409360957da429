from django.conf import settings
from django.db import models
from django.db.models import F, Q

from allocation.choices import MinutesStatus
from allocation.models.forum import TEXT, Meeting
from allocation.querysets import MinutesQuerySet


class Minutes(models.Model):
    """The minutes of a meeting. What was approved stands in ``content``, frozen."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    preamble = models.TextField(max_length=TEXT, blank=True)
    status = models.CharField(max_length=8, choices=MinutesStatus, default=MinutesStatus.DRAFT)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    content = models.JSONField(null=True, blank=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        ordering = ["-meeting__starts_at"]
        verbose_name_plural = "minutes"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=MinutesStatus.values), name="minutes_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("written_by")),
                name="minutes_are_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status=MinutesStatus.APPROVED)
                | Q(approved_by__isnull=False, approved_at__isnull=False, content__isnull=False),
                name="approved_minutes_are_frozen",
            ),
        ]

    def __str__(self) -> str:
        return str(self.meeting)
