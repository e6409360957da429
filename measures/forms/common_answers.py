from copy import deepcopy
from typing import Any

from django import forms

from measures.content import COMMON, ReportContent
from measures.forms.answers import AnswersForm


class CommonAnswersForm(forms.Form):
    """The questions of a measure that can be answered once for the whole report."""

    use_required_attribute = False

    def __init__(self, data: Any, *, content: ReportContent) -> None:
        super().__init__(
            data, initial={each.question: each.text for each in content.common_answers}
        )
        asked = {name: AnswersForm.base_fields[name] for name in COMMON}
        self.fields |= {name: deepcopy(field) for name, field in asked.items()}
