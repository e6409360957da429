from django.conf import settings
from django.db import models

from measures.models.report import NeedsReport


class Attachment(models.Model):
    """A file beside the needs report. Removed ones are kept, for a version that was sent may list them."""

    report = models.ForeignKey(NeedsReport, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=130)
    content = models.BinaryField()
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    is_scanned = models.BooleanField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["report", "added_at", "pk"]

    def __str__(self) -> str:
        return self.name
