from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from measures.choices import Section
from measures.models import Call
from measures.models.report import REASON
from partnerships.models import Partnership

# Days a partnership has to put right what was returned, unless the case worker says otherwise.
DAYS_TO_PUT_RIGHT = 7

SECTIONS = [(section.value, section.label) for section in Section if section != Section.REPORT]


def default_deadline(now: datetime) -> datetime:
    """A week from now, at the end of the day."""
    day = timezone.localtime(now).date() + timedelta(days=DAYS_TO_PUT_RIGHT)
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


class MomentField(forms.DateTimeField):
    """A day and a time in the office's own time zone, written "03.02.2024 23.59"."""

    widget = forms.DateTimeInput(format="%d.%m.%Y %H.%M", attrs={"autocomplete": "off", "size": 17})
    default_error_messages = {
        "invalid": _("Write the day and the time, for example 03.02.2024 23.59"),
    }

    def __init__(self, **kwargs: object) -> None:
        formats = ["%d.%m.%Y %H.%M", "%d.%m.%Y %H:%M", "%Y-%m-%d %H:%M"]
        super().__init__(input_formats=formats, **kwargs)


class DeadlineField(MomentField):
    """A time to come."""

    default_error_messages = {"past": _("Choose a time that is still to come.")}

    def clean(self, value: object) -> datetime:
        moment = super().clean(value)
        if moment is not None and moment <= timezone.now():
            raise forms.ValidationError(self.error_messages["past"], code="past")
        return moment


class LateForm(forms.Form):
    until = DeadlineField(label=_("May send until"))
    reason = forms.CharField(
        label=_("Why?"), max_length=REASON, widget=forms.Textarea(attrs={"rows": 3})
    )


class RegisterForm(forms.Form):
    """A report that came another way than through the form."""

    partnership = forms.ModelChoiceField(
        label=_("Partnership"), queryset=Partnership.objects.none()
    )
    on_behalf = forms.CharField(
        label=_("How did it come?"),
        help_text=_("For example: by e-mail from the coordinator on 30 January."),
        max_length=200,
    )

    def __init__(self, *args: object, call: Call, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        begun = call.reports.in_force().values("partnership")
        partnerships = Partnership.objects.filter(county_governor=call.county_governor_id)
        self.fields["partnership"].queryset = partnerships.exclude(pk__in=begun)
