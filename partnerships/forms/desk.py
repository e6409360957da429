from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models import CountyGovernor, User

DAYS = ("%d.%m.%Y", "%Y-%m-%d")


class DayField(forms.DateField):
    widget = forms.DateInput(format=DAYS[0], attrs={"autocomplete": "off", "size": 10})

    def __init__(self, **kwargs: Any) -> None:
        invalid = {"invalid": _("Write the day as 03.02.2024.")}
        super().__init__(
            input_formats=DAYS, error_messages=invalid | kwargs.pop("error_messages", {}), **kwargs
        )


class AbsenceForm(forms.Form):
    """The first and the last day away, and who looks after the cases. One office's people at a time."""

    first_day = DayField(
        label=_("First day away"), error_messages={"required": _("Write your first day away.")}
    )
    last_day = DayField(
        label=_("Last day away"), error_messages={"required": _("Write your last day away.")}
    )
    covered_by = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who looks after your cases?"),
        empty_label=_("Choose a colleague"),
        error_messages={"required": _("Choose the colleague who looks after your cases.")},
    )

    def __init__(self, *args: Any, user: User, office: CountyGovernor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = User.objects.case_workers_at(office.pk).exclude(pk=user.pk)
        self.fields["covered_by"].queryset = colleagues

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first."))
        elif last and last < timezone.localdate():
            self.add_error("last_day", _("The last day is over already."))
        return data
