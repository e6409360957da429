from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allocation.choices import PostKind
from allocation.models import Frame, Post
from measures.models import Call
from partnerships.models import Network, Organisation
from rekom.kit.fields import KronerField


class FrameForm(forms.ModelForm):
    amount_nok = KronerField(
        label=_("The frame"), help_text=_("What the office has been given for the scheme.")
    )

    class Meta:
        model = Frame
        fields = ["amount_nok", "document_reference", "budget_chapter", "budget_post"]
        labels = {
            "document_reference": _("The letter that gives it"),
            "budget_chapter": _("Budget chapter"),
            "budget_post": _("Budget post"),
        }
        help_texts = {
            "document_reference": _("Title, date or case number, so that others can find it.")
        }


class NewFrameForm(FrameForm):
    """For a call of one's own office, in a scheme of the call that has no frame yet."""

    call_and_scheme = forms.ChoiceField(label=_("Call and scheme"))
    field_order = ["call_and_scheme", "amount_nok"]

    def __init__(self, *args: Any, calls: list[Call], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {
            f"{call.pk}-{scheme.pk}": (call, scheme)
            for call in calls
            for scheme in call.schemes.all()
            if scheme.pk not in {frame.scheme_id for frame in call.frames.all()}
        }
        self.fields["call_and_scheme"].choices = [
            (key, f"{call.year}, {scheme}") for key, (call, scheme) in self.places.items()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if place := self.places.get(cleaned.get("call_and_scheme", "")):
            self.instance.call, self.instance.scheme = place
        return cleaned


class PostForm(forms.ModelForm):
    amount_nok = KronerField(label=_("Amount"))

    class Meta:
        model = Post
        fields = [
            "kind",
            "title",
            "amount_nok",
            "recipient",
            "network",
            "organisation",
            "note",
            "in_long_term_plan",
            "with_decision_basis",
            "provisional",
        ]
        labels = {
            "kind": _("Kind"),
            "title": _("What it is for"),
            "recipient": _("Who receives it, in words"),
            "network": _("Network"),
            "organisation": _("University or university college"),
            "note": _("Note"),
            "in_long_term_plan": _("It is in the long-term plan"),
            "with_decision_basis": _("There is a basis for the decision"),
            "provisional": _("The amount has to be settled later"),
        }
        help_texts = {
            "network": _("When one network receives it."),
            "organisation": _("When one university or university college receives it."),
            "note": _("What is carried over needs the reason here."),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = self.instance.frame.call.county_governor
        self.fields["network"].queryset = Network.objects.filter(county_governor=office)
        self.fields["organisation"].queryset = (
            Organisation.objects.universities()
            .filter(partnerships_served__county_governor=office)
            .distinct()
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("network") and cleaned.get("organisation"):
            self.add_error(
                "organisation",
                _("Choose either a network or a university, and name the others in words."),
            )
        if cleaned.get("kind") == PostKind.CARRIED_OVER and not cleaned.get("note"):
            self.add_error("note", _("Write why the money is carried over."))
        return cleaned
