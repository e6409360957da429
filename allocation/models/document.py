from django.conf import settings
from django.db import models
from django.db.models import Q

from allocation.choices import DocumentKind
from allocation.models.division import Division
from allocation.models.minutes import Minutes
from allocation.querysets import DocumentQuerySet
from measures.models import SentVersion


class Document(models.Model):
    """A paper that records an act: made once, stored, and served as it was made. Never altered."""

    kind = models.CharField(max_length=20, choices=DocumentKind)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    language = models.CharField(max_length=2, choices=[("nb", "nb"), ("nn", "nn")])
    title = models.CharField(max_length=200)
    sent_version = models.ForeignKey(
        SentVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    division = models.ForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    minutes = models.ForeignKey(
        Minutes, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # None when a command made it
    created_at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=DocumentKind.values), name="document_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(sent_version__isnull=False, division__isnull=True, minutes__isnull=True)
                | Q(sent_version__isnull=True, division__isnull=False, minutes__isnull=True)
                | Q(sent_version__isnull=True, division__isnull=True, minutes__isnull=False),
                name="a_document_shows_one_thing",
            ),
            *(
                models.UniqueConstraint(
                    fields=[thing, "kind", "language"], name=f"one_document_per_{thing}"
                )
                for thing in ("sent_version", "division", "minutes")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def file_name(self) -> str:
        return f"{self.title}.pdf"
