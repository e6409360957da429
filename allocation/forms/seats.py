"""A forum, and a seat in it."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from allocation.choices import SeatKind
from allocation.models import Forum, ForumSeat
from allocation.services.seats import SEAT_FIELDS
from partnerships.choices import STAFF_ROLES, OfficeRoleKind
from partnerships.forms.offices import OfficeField, offer_offices
from partnerships.models import (
    OfficeRole,
    Organisation,
    Partnership,
    Scheme,
    User,
)
from rekom.kit.fields import DayField


class ForumForm(forms.Form):
    office = OfficeField()
    name = forms.CharField(
        label=_("Name"), max_length=120, error_messages={"required": _("Write the forum's name.")}
    )
    schemes = forms.ModelMultipleChoiceField(
        Scheme.objects.all(),
        label=_("Schemes that it recommends in"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one scheme.")},
    )

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_offices(self, "office", offices)


class ForumSeatForm(forms.ModelForm):
    use_required_attribute = False
    valid_from = DayField(
        label=_("First day"), required=False, help_text=_("Empty: from the beginning.")
    )

    class Meta:
        model = ForumSeat
        fields = SEAT_FIELDS
        labels = {
            "name": _("Name"),
            "represents": _("Represents"),
            "organisation": _("The member's organisation"),
            "user": _("Logs in as"),
            "kind": _("Kind of seat"),
            "voting": _("Has a vote"),
            "deputy_for": _("Deputy for"),
        }
        help_texts = {
            "represents": _("As it is to stand in the minutes"),
            "organisation": _(
                "When it takes part in a partnership, the system says when the member may be partial."
            ),
            "voting": _("An observer and the secretariat have none."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Choose the kind of seat")), *SeatKind.choices]
        forum = self.instance.forum
        members = forum.seats.filter(deputy_for__isnull=True).exclude(pk=self.instance.pk)
        rows = {
            "organisation": (
                _organisations(forum, self.instance.organisation_id),
                _("None of those in the register"),
            ),
            "user": (_people(forum, self.instance.user_id), _("Does not log in")),
            "deputy_for": (members, _("Nobody: a seat of its own")),
        }
        for name, (queryset, nothing) in rows.items():
            self.fields[name].queryset = queryset
            self.fields[name].empty_label = nothing

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("kind") == SeatKind.SECRETARIAT and data.get("voting"):
            self.add_error("voting", _("The secretariat has no vote."))
        return data


class EndSeatForm(forms.Form):
    last_day = DayField(
        label=_("Last day"), required=False, help_text=_("Leave it empty if it is to hold on.")
    )


def _organisations(forum: Forum, chosen: int | None) -> QuerySet[Organisation]:
    """Those that take part in a partnership of the office, and what is chosen."""
    taking_part = Partnership.objects.filter(county_governor=forum.county_governor_id)
    return Organisation.objects.filter(
        Q(pk=chosen)
        | Q(pk__in=taking_part.values("lead_owner"))
        | Q(pk__in=taking_part.values("owners"))
        | Q(pk__in=taking_part.values("universities"))
    )


def _people(forum: Forum, chosen: int | None) -> QuerySet[User]:
    """Members of the forum by their role, those who work at the office, and who is chosen."""
    roles = OfficeRole.objects.filter(
        county_governor=forum.county_governor_id,
        role__in=[*STAFF_ROLES, OfficeRoleKind.FORUM_MEMBER],
        user__is_active=True,
    )
    return User.objects.filter(Q(pk=chosen) | Q(pk__in=roles.values("user")))
