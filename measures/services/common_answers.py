"""Answers that are given once for the whole report; each measure adds to them."""

from typing import Any

from django.db import transaction

from measures.choices import Section
from measures.content import COMMON
from measures.models import CommonAnswer, NeedsReport, read_content
from measures.services.answers import common_values
from measures.services.merging import Marks, Values
from measures.services.rows import must_be, upsert
from measures.services.writing import open_measures, save_page, touch
from partnerships.models import User


class CommonPage:
    section = Section.MEASURES

    def __init__(self, report: NeedsReport) -> None:
        self.report = report

    def read(self, name: str) -> Any:
        must_be(name, COMMON)
        found = self.report.common_answers.filter(question=name)
        return found.values_list("text", flat=True).first() or ""

    def write(self, values: Values) -> None:
        for name, text in values.items():
            if text:
                answer = CommonAnswer(report=self.report, question=name, text=text)
                upsert(answer, where=("report", "question"))
            else:
                self.report.common_answers.filter(question=name).delete()


@transaction.atomic
def save_common_answers(
    *, report: NeedsReport, answers: Values, by: User, seen: Marks | None = None
) -> NeedsReport:
    """``answers`` by question. Raises PermissionDenied, WrittenByTwo."""
    report = open_measures(report, by)
    save_page(
        CommonPage(report), stored=common_values(read_content(report)), sent=answers, seen=seen
    )
    return touch(report, by)
