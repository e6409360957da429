"""A meeting, the items of its agenda, and who was there."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allocation.choices import DivisionStatus, ItemOutcome, PostKind, Presence
from allocation.forms.divisions import KeyedForm
from allocation.forms.texts import MinutesText, refuse_unknown_figures
from allocation.models import (
    AgendaItem,
    Division,
    Forum,
    ForumSeat,
    Frame,
    Guest,
    Meeting,
    read_frame,
)
from allocation.rules.minutes import figures_of
from measures.models import Call
from partnerships.choices import STAFF_ROLES
from partnerships.models import User
from rekom.kit.fields import DayField

NAME = Guest._meta.get_field("name").max_length
CLOCK = ["%H.%M", "%H:%M"]


class ClockField(forms.TimeField):
    widget = forms.TimeInput(format=CLOCK[0], attrs={"autocomplete": "off", "size": 5})
    default_error_messages = {"invalid": gettext_lazy("Write hour and minutes, for example 09.00")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=CLOCK, **kwargs)


class MeetingForm(forms.ModelForm):
    day = DayField(label=gettext_lazy("Day"), help_text=gettext_lazy("For example 10.03.2022"))
    begins = ClockField(label=gettext_lazy("Begins"), help_text=gettext_lazy("For example 09.00"))
    ends = ClockField(label=gettext_lazy("Ends"), help_text=gettext_lazy("For example 15.00"))

    class Meta:
        model = Meeting
        fields = ["title", "case_number", "place", "chair", "secretary"]
        labels = {
            "title": gettext_lazy("Title"),
            "case_number": gettext_lazy("Case number"),
            "place": gettext_lazy("Place"),
            "chair": gettext_lazy("Chair"),
            "secretary": gettext_lazy("Minute-taker"),
        }
        help_texts = {"case_number": gettext_lazy("In the office's archive, for example 2022/118")}

    field_order = ["title", "day", "begins", "ends", "place", "chair", "secretary", "case_number"]

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("chair", "secretary"):
            self.fields[name].queryset = people
            self.fields[name].empty_label = _("Not chosen yet")
        if self.instance.pk:
            begins, ends = map(timezone.localtime, (self.instance.starts_at, self.instance.ends_at))
            self.initial |= {"day": begins.date(), "begins": begins.time(), "ends": ends.time()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        day, begins, ends = (cleaned.get(name) for name in ("day", "begins", "ends"))
        if begins and ends and ends <= begins:
            self.add_error("ends", _("Choose an end after the beginning."))
        elif day and begins and ends:
            self.instance.starts_at = timezone.make_aware(datetime.combine(day, begins))
            self.instance.ends_at = timezone.make_aware(datetime.combine(day, ends))
        return cleaned


class NewMeetingForm(MeetingForm):
    """Of a forum of one's own, about a call of the same office."""

    place_of = forms.ChoiceField(label=gettext_lazy("Forum and call"))
    field_order = ["place_of", *MeetingForm.field_order]

    def __init__(
        self, *args: Any, forums: Iterable[Forum], calls: Iterable[Call], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = {
            f"{forum.pk}-{call.pk}": (forum, call)
            for forum in forums
            for call in calls
            if forum.county_governor_id == call.county_governor_id
        }
        self.fields["place_of"].choices = [
            (key, f"{forum}, {call.year}") for key, (forum, call) in self.places.items()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if place := self.places.get(cleaned.get("place_of", "")):
            self.instance.forum, self.instance.call = place
        return cleaned


def staff_of(*offices: int) -> QuerySet[User]:
    """Who can chair a meeting or take the minutes."""
    return User.objects.filter(
        is_active=True,
        office_roles__county_governor__in=offices,
        office_roles__role__in=STAFF_ROLES,
    ).distinct()


class ItemForm(forms.ModelForm):
    number = forms.IntegerField(
        label=gettext_lazy("Number"),
        help_text=gettext_lazy("Left empty: the next of the year."),
        required=False,
        min_value=1,
        max_value=999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Write a whole number with digits only: 8")},
    )
    text = MinutesText(label=gettext_lazy("Text of the minutes"), rows=10)
    postponed_to = DayField(
        label=gettext_lazy("Postponed to"),
        help_text=gettext_lazy("When the outcome is that. For example 31.03.2022"),
        required=False,
    )
    shows = forms.MultipleChoiceField(
        label=gettext_lazy("Posts that stand as a table"),
        help_text=gettext_lazy("Choose none to show the whole frame."),
        choices=PostKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = AgendaItem
        fields = [
            *("number", "part", "title", "kind", "frame", "shows", "text"),
            *("outcome", "postponed_to"),
        ]
        labels = {
            "part": gettext_lazy("Letter"),
            "title": gettext_lazy("Title"),
            "kind": gettext_lazy("Kind"),
            "frame": gettext_lazy("Frame"),
            "outcome": gettext_lazy("Outcome"),
        }
        help_texts = {
            "part": gettext_lazy("When the item is a part of another: a, b, c"),
            "frame": gettext_lazy("When the item is about money: its figures can be used."),
        }
        widgets = {"part": forms.TextInput(attrs={"size": 2, "autocomplete": "off"})}

    def __init__(self, *args: Any, frames: QuerySet[Frame], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["frame"].queryset = frames
        self.fields["frame"].empty_label = _("None")
        self.fields["outcome"].choices = [("", _("Not written yet")), *ItemOutcome.choices]

    @property
    def figures(self) -> dict[str, int]:
        """What can be named in the text: of the division that is laid here, else of the frame."""
        if self.instance.division is not None:
            return figures_of(None, self.instance.division.pot_nok)
        chosen = getattr(self, "cleaned_data", {})  # while it is cleaned, the frame comes first
        frame = chosen.get("frame", self.instance.frame)
        return figures_of(read_frame(frame) if frame else None, None)

    def clean_text(self) -> str:
        return refuse_unknown_figures(self.cleaned_data["text"], self.figures)

    def clean_part(self) -> str:
        part = self.cleaned_data["part"].strip().lower()
        if part and not part.isalpha():
            raise forms.ValidationError(_("Write one letter, for example d"))
        return part

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("postponed_to") and cleaned.get("outcome") != ItemOutcome.POSTPONED:
            self.add_error("postponed_to", _("Choose the outcome Postponed, or take the day away."))
        return cleaned


class LayChoiceForm(KeyedForm):
    """Which version of a division is laid before the forum in an item."""

    division = forms.ModelChoiceField(
        label=gettext_lazy("Version"), queryset=Division.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, divisions: QuerySet[Division], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].queryset = divisions.filter(
            status=DivisionStatus.DRAFT
        ).select_related("post", "made_by")
        self.fields["division"].label_from_instance = lambda division: (
            _("%(post)s, version %(version)d (%(name)s)")
            % {"post": division.post.title, "version": division.version, "name": division.made_by}
        )


class SeatForm(forms.Form):
    """Whether the one who has the seat was there, or who came instead."""

    presence = forms.ChoiceField(
        label=gettext_lazy("Attendance"), choices=Presence, widget=forms.RadioSelect
    )
    attended_by = forms.CharField(
        label=gettext_lazy("The deputy's name"), required=False, max_length=NAME
    )

    def __init__(self, *args: Any, seat: ForumSeat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seat = self.place = seat
        self.fields["presence"].label = _("Attendance, %(name)s") % {"name": seat.name}

    @property
    def written(self) -> tuple[str, str]:
        return self.cleaned_data["presence"], self.cleaned_data["attended_by"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("presence") != Presence.DEPUTY:
            cleaned["attended_by"] = ""
        elif not cleaned.get("attended_by"):
            self.add_error("attended_by", _("Write the name of the deputy who came."))
        return cleaned


class GuestsForm(forms.Form):
    guests = forms.CharField(
        label=gettext_lazy("Guests"),
        help_text=gettext_lazy(
            "One on each line: the name, and after a comma whom they represent."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_guests(self) -> list[Guest]:
        lines = [line.strip() for line in self.cleaned_data["guests"].splitlines()]
        guests = [self._guest(line) for line in lines if line]
        if any(max(len(guest.name), len(guest.represents)) > NAME for guest in guests):
            raise forms.ValidationError(
                _("A name can be %(limit)d characters at most.") % {"limit": NAME}
            )
        return guests

    @staticmethod
    def _guest(line: str) -> Guest:
        name, _comma, represents = line.partition(",")
        return Guest(name=name.strip(), represents=represents.strip())
