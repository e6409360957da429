from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.models import CountyGovernor, User
from rekom.kit.fields import DayField

NOBODY_COVERS = _("Choose the colleague who looks after your cases.")


class AbsenceForm(forms.Form):
    """The first and the last day away, and who looks after the cases: at each office its own people."""

    first_day = DayField(
        label=_("First day away"),
        help_text=_("For example 24.01.2024"),
        error_messages={"required": _("Write your first day away.")},
    )
    last_day = DayField(
        label=_("Last day away"), error_messages={"required": _("Write your last day away.")}
    )

    def __init__(
        self, *args: Any, user: User, offices: Sequence[CountyGovernor], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offices = offices
        for office in offices:
            colleagues = User.objects.case_workers_at(office.pk).exclude(pk=user.pk)
            self.fields[_cover(office)] = forms.ModelChoiceField(
                colleagues,
                label=self._question(office),
                empty_label=_("Choose a colleague"),
                required=len(offices) == 1,
                error_messages={"required": NOBODY_COVERS},
            )

    def _question(self, office: CountyGovernor) -> str:
        if len(self.offices) == 1:
            return _("Who looks after your cases?")
        return gettext("Who looks after your cases at %(office)s?") % {"office": office}

    @property
    def covers(self) -> dict[CountyGovernor, User]:
        """The offices where somebody is chosen, and whom."""
        chosen = {office: self.cleaned_data.get(_cover(office)) for office in self.offices}
        return {office: colleague for office, colleague in chosen.items() if colleague}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first."))
        elif last and last < timezone.localdate():
            self.add_error("last_day", _("The last day is over already."))
        if len(self.offices) > 1 and not self.covers:
            self.add_error(_cover(self.offices[0]), NOBODY_COVERS)
        return data


def _cover(office: CountyGovernor) -> str:
    return f"covered_by_{office.pk}"
