from django.conf import settings
from django.db import models
from django.db.models import Q

from partnerships.choices import MailStatus
from partnerships.querysets import MOST_ATTEMPTS, OutgoingMailQuerySet

SUBJECT = 200  # characters
ERROR = 500


class OutgoingMail(models.Model):
    """A letter on its way out, and what became of it.

    A held letter goes when somebody at the office has read it. The text of a secret one, with a
    link that lets its reader in, is shown to nobody and gone when the letter is.
    """

    county_governor = models.ForeignKey(
        "partnerships.CountyGovernor",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="outgoing_mail",
    )
    to = models.JSONField()  # e-mail addresses, each of which reads the others
    subject = models.CharField(max_length=SUBJECT)
    body = models.TextField(blank=True)
    is_held = models.BooleanField(default=False)
    is_secret = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    # While a process is sending it.
    taken_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=ERROR, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)
    # Who at the office sent it on or discarded it.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "outgoing mail"
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(discarded_at__isnull=True),
                name="a_letter_ends_one_way",
            ),
            models.CheckConstraint(
                condition=Q(is_held=False) | Q(sent_at__isnull=True),
                name="a_held_letter_has_not_been_sent",
            ),
            models.CheckConstraint(
                condition=Q(is_secret=False)
                | Q(body="")
                | Q(sent_at__isnull=True, discarded_at__isnull=True),
                name="a_secret_goes_with_its_letter",
            ),
            models.CheckConstraint(condition=~Q(to=[]), name="a_letter_has_a_receiver"),
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=Q(sent_at__isnull=True, discarded_at__isnull=True),
                name="letters_to_be_sent",
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def status(self) -> MailStatus:
        if self.discarded_at:
            return MailStatus.DISCARDED
        if self.sent_at:
            return MailStatus.SENT
        if self.is_held:
            return MailStatus.HELD
        if self.attempts >= MOST_ATTEMPTS:
            return MailStatus.GIVEN_UP
        return MailStatus.FAILED if self.last_error else MailStatus.WAITING

    @property
    def is_done(self) -> bool:
        return bool(self.sent_at or self.discarded_at)

    @property
    def can_be_sent(self) -> bool:
        """By a person: it is not done with, and its text is still there."""
        return not self.is_done and bool(self.body)
