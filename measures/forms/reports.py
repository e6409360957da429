from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measures.choices import MeasureKind
from measures.content import ReportContent
from measures.forms.answers import KINDS
from measures.forms.fields import Text, refuse_identity_numbers
from measures.models.report import REASON


class AddMeasureForm(forms.Form):
    """What must be known before there is a page to write on."""

    use_required_attribute = False

    title = Text(label=_("Name of the measure"), max_length=200)
    scheme = forms.ChoiceField(label=_("Scheme"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("Kind of measure"),
        choices=KINDS,
        initial=MeasureKind.COLLECTIVE,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, content: ReportContent) -> None:
        last = content.measures[-1].scheme if content.measures else content.schemes[0].code
        super().__init__(data, initial={"scheme": last})
        self.fields["scheme"].choices = [
            (scheme.code, str(scheme.name)) for scheme in content.schemes
        ]


class WithdrawMeasureForm(forms.Form):
    use_required_attribute = False

    reason = forms.CharField(
        label=_("Why is the measure withdrawn?"),
        help_text=_("The county governor reads it when you send the report."),
        max_length=REASON,
        validators=[refuse_identity_numbers],
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why the measure is withdrawn.")},
    )


class WithdrawForm(forms.Form):
    use_required_attribute = False

    reason = forms.CharField(
        label=_("Why is the report withdrawn?"),
        max_length=REASON,
        validators=[refuse_identity_numbers],
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why the report is withdrawn.")},
    )
