from django.conf import settings
from django.db import models
from django.db.models import Q

from measures.choices import ConfirmationKind
from measures.models.report import REASON, NeedsReport
from partnerships.models import Organisation


class Confirmation(models.Model):
    """What somebody has said yes or no to, as it was at that moment. Never altered.

    ``covers`` is the mark of what was seen: when that changes, the confirmation no longer holds.
    """

    report = models.ForeignKey(NeedsReport, on_delete=models.PROTECT, related_name="confirmations")
    kind = models.CharField(max_length=15, choices=ConfirmationKind)
    # Whose amount it is; the payee's row may be removed and added again.
    university = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    covers = models.CharField(max_length=16)
    refused_because = models.TextField(max_length=REASON, blank=True)  # empty: confirmed

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ConfirmationKind.values), name="confirmation_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=ConfirmationKind.AMOUNT, university__isnull=False)
                | (~Q(kind=ConfirmationKind.AMOUNT) & Q(university__isnull=True)),
                name="an_amount_is_a_university_s",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.kind}"
