from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from measures.choices import FileKind, FileStatus
from measures.models.call import Call
from measures.models.selection import Selection
from measures.querysets import InboxFileQuerySet

# A writer tells of itself every second or so; after this long it is taken to have stopped.
SILENCE = timedelta(minutes=2)


class InboxFile(models.Model):
    """The inbox as a file, as somebody has asked for it: written beside the site, kept for a day."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=4, choices=FileKind)
    asked = models.JSONField()  # the fields of Selection
    language = models.CharField(max_length=2, choices=[("nb", "nb"), ("nn", "nn"), ("en", "en")])
    status = models.CharField(max_length=7, choices=FileStatus, default=FileStatus.WAITING)
    rows_in_all = models.PositiveIntegerField()
    rows_done = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    heard_at = models.DateTimeField()  # the last sign of life
    content = models.BinaryField(null=True)

    objects = InboxFileQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["asked_at"], name="inbox_files_by_age")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=FileStatus.DONE, content__isnull=False)
                | ~Q(status=FileStatus.DONE) & Q(content__isnull=True),
                name="a_file_that_is_done_has_its_content",
            ),
            models.CheckConstraint(
                condition=Q(rows_done__lte=F("rows_in_all")), name="no_more_rows_than_there_are"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} {self.kind} {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def selection(self) -> Selection:
        return Selection(**self.asked)

    @property
    def is_done(self) -> bool:
        return self.status == FileStatus.DONE

    def has_stopped(self, now: datetime) -> bool:
        """It failed, or whoever wrote it is no more."""
        is_silent = self.status == FileStatus.RUNNING and self.heard_at < now - SILENCE
        return self.status == FileStatus.FAILED or is_silent
