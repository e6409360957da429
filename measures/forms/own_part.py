"""What a university itself writes of a measure: what its grant is for, its amounts, what it needs later.

The fields have the names that they have on the measure's page, so that whoever writes in one of them
meets the other there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django import forms

from measures.choices import LineKind
from measures.content import MeasureContent, PayeeContent, ReportContent
from measures.forms.answers import asked
from measures.forms.fields import Answer
from measures.forms.money import MoneyForms, values


class UseForm(forms.Form):
    use_required_attribute = False

    university_use = asked(Answer, "university_use")


class OwnPartForms(MoneyForms):
    """``payees`` are the universities for which the person answers, mostly one."""

    def __init__(
        self,
        *,
        content: ReportContent,
        measure: MeasureContent,
        payees: Sequence[PayeeContent],
        data: Any = None,
        act: str = "",
    ) -> None:
        own = {payee.key for payee in payees}
        lines = [line for line in measure.lines_of(LineKind.GRANT) if line.payee in own]
        super().__init__(
            content=content,
            measure=replace(measure, lines=tuple(lines)),
            payees=payees,
            data=data,
            act=act,
        )
        self.use = UseForm(data, initial={"university_use": measure.university_use})
        if self.is_for_coordinator or content.is_supplementary:
            self.use.fields.clear()  # it is not asked

    def each(self) -> Iterator[forms.Form]:
        yield self.use
        yield from super().each()

    def value(self) -> MeasureContent:
        """The measure with what was typed. What it holds of others is not this page's."""
        typed = {**self.use.cleaned_data, "lines": values(self.lines)}
        if not self.is_for_coordinator:
            typed["estimates"] = values(self.estimates)
        return replace(self.measure, **typed)
