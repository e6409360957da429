from django.conf import settings
from django.db import models

from measures.models.measure import Measure
from measures.models.report import NeedsReport, ReportPayee
from measures.querysets import OwnPartQuerySet


class OwnPart(models.Model):
    """That a university has written its part of a measure itself: who did so last, and when."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="own_parts")
    payee = models.ForeignKey(ReportPayee, on_delete=models.CASCADE, related_name="own_parts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OwnPartQuerySet.as_manager()

    class Meta:
        ordering = ["measure__number", "payee"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "payee"], name="one_own_part_of_a_measure_and_payee"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.payee}"


def own_parts(report: NeedsReport) -> list[OwnPart]:
    """What the universities wrote themselves, the last first. One query."""
    return list(OwnPart.objects.of_report(report.pk))
