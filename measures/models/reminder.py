from django.db import models

from measures.models.call import Call
from partnerships.models import OutgoingMail, Partnership


class Reminder(models.Model):
    """That a partnership has been reminded of a call, and by which letter: never twice."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="reminders")
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="reminders")
    mail = models.OneToOneField(OutgoingMail, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["call", "partnership"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "partnership"], name="one_reminder_per_call_and_partnership"
            )
        ]

    def __str__(self) -> str:
        return f"{self.partnership} {self.call.year}"
