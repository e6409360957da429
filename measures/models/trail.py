from django.conf import settings
from django.db import models
from django.db.models import Q

from measures.choices import ReportStatus
from measures.content import ReportContent
from measures.models.report import REASON, NeedsReport
from rekom.kit.values import from_json


class Transition(models.Model):
    """Who moved what from which status to which, when and why. Never altered."""

    report = models.ForeignKey(NeedsReport, on_delete=models.PROTECT, related_name="transitions")
    from_status = models.CharField(max_length=9, choices=ReportStatus, blank=True)
    to_status = models.CharField(max_length=9, choices=ReportStatus)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(max_length=REASON, blank=True)
    warnings = models.JSONField(default=list, blank=True)  # what it was sent with: rule ids

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(
                fields=["report", "at"],
                condition=Q(to_status=ReportStatus.SUBMITTED) & ~Q(warnings=[]),
                name="sent_with_remarks",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_status__in=ReportStatus.values), name="transition_status_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.from_status} → {self.to_status}"


class SentVersion(models.Model):
    """The report as it was sent: frozen, so that later names, accounts and figures do not alter it."""

    report = models.ForeignKey(NeedsReport, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["report", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="one_version_of_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.report} v{self.number}"

    def read(self) -> ReportContent:
        return from_json(ReportContent, self.content)
