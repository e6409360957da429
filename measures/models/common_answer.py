from django.db import models
from django.db.models import Q

from measures.content import COMMON
from measures.models.report import ANSWER, NeedsReport


class CommonAnswer(models.Model):
    """One answer for the whole report to a question that is asked of every measure."""

    report = models.ForeignKey(NeedsReport, on_delete=models.CASCADE, related_name="common_answers")
    question = models.CharField(max_length=30)
    text = models.TextField(max_length=ANSWER)

    class Meta:
        ordering = ["report", "question"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "question"], name="one_common_answer_to_a_question"
            ),
            models.CheckConstraint(
                condition=Q(question__in=COMMON), name="the_question_is_asked_of_every_measure"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.question}"
