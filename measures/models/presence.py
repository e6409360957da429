from django.conf import settings
from django.db import models

from measures.models.report import NeedsReport


class Presence(models.Model):
    """Who has the cursor in which field just now. Gone a minute after the page has been left."""

    report = models.ForeignKey(NeedsReport, on_delete=models.CASCADE, related_name="present")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=30)  # the page: a section, or "measures-12"
    field = models.CharField(max_length=80)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["report", "user__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "user", "place"], name="once_present_on_a_page"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.place}"
