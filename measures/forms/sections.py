"""The short sections of a needs report. Each form gives back the value that its service stores."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.content import (
    CodeterminationContent,
    OpeningBalance,
    Participant,
    PayeeContent,
    ReportContent,
    UnitCounts,
)
from measures.forms.fields import (
    NEVER_KEEP,
    Count,
    Day,
    KeyedForm,
    Kroner,
    Reason,
    Text,
    YesNo,
    keys_in,
)

SPARE_PARTICIPANTS = 2  # empty rows below those that are written


class Email(Text):
    widget = forms.TextInput(attrs=NEVER_KEEP | {"inputmode": "email", "autocomplete": "off"})

    def clean(self, value: Any) -> str:
        email = super().clean(value)
        if email:
            try:
                validate_email(email)
            except ValidationError:
                raise ValidationError(
                    _("Write the e-mail address like this: name@example.no"), code="invalid"
                ) from None
        return email


class ContactForm(KeyedForm):
    """Contact person, reference and earlier money of one payee. What looks odd is a warning later."""

    contact_name = Text(
        label=gettext_lazy("Contact person"),
        widget=forms.TextInput(attrs=NEVER_KEEP | {"autocomplete": "off"}),
    )
    contact_role = Text(label=gettext_lazy("Role"), widget=forms.TextInput(attrs=NEVER_KEEP))
    contact_phone = Text(
        label=gettext_lazy("Telephone"),
        help_text=gettext_lazy("Eight digits, for example 40 00 00 01."),
        max_length=20,
        widget=forms.TextInput(
            attrs=NEVER_KEEP | {"inputmode": "tel", "autocomplete": "off", "size": 20}
        ),
    )
    contact_email = Email(label=gettext_lazy("E-mail"), max_length=254)
    payment_reference = Text(
        label=gettext_lazy("The payment is marked with"),
        help_text=gettext_lazy("What the accounts department needs to recognise the payment."),
        max_length=70,
        widget=forms.TextInput(attrs=NEVER_KEEP),
    )

    def __init__(self, data: Any = None, *, payee: PayeeContent, content: ReportContent) -> None:
        self.payee = payee
        self.place = payee.name
        self.balances = {
            in_scheme(scheme.code): scheme.code for scheme in content.schemes
        }  # field → scheme
        known = {in_scheme(each.scheme): each.amount_nok for each in payee.opening_balances}
        texts = {name: getattr(payee, name) for name in self.base_fields}
        super().__init__(data, key=str(payee.key), initial=texts | known)
        for scheme in content.schemes:
            self.fields[in_scheme(scheme.code)] = Kroner(label=str(scheme.short_name))

    def of_person(self) -> list[forms.BoundField]:
        return [self[name] for name in self.base_fields if name.startswith("contact")]

    def balance_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.balances]

    def value(self) -> PayeeContent:
        texts = {name: self.cleaned_data[name] for name in self.base_fields}
        balances = tuple(
            OpeningBalance(scheme, self.cleaned_data[name])
            for name, scheme in self.balances.items()
        )
        return replace(self.payee, **texts, opening_balances=balances)


def in_scheme(code: str) -> str:
    return f"amount_nok-{code}"


class ScopeForm(forms.Form):
    """How many units take part. Nought is an answer, an empty field is not."""

    use_required_attribute = False
    municipal_kindergartens = Count(label=gettext_lazy("Municipal kindergartens"))
    private_kindergartens = Count(label=gettext_lazy("Private kindergartens"))
    public_schools = Count(label=gettext_lazy("Public schools"))
    private_schools = Count(label=gettext_lazy("Private schools"))
    educational_psychology_services = Count(label=gettext_lazy("Educational psychology services"))

    def __init__(self, data: Any = None, *, content: ReportContent) -> None:
        super().__init__(data, initial=vars(content.units))
        for field in self.fields.values():
            field.widget.attrs |= {"size": 6, "class": "rk-amount"}

    def value(self) -> UnitCounts:
        return UnitCounts(**self.cleaned_data)


class CodeterminationForm(forms.Form):
    use_required_attribute = False
    discussed = YesNo(
        label=gettext_lazy(
            "Has the needs report been discussed with the employees' representatives?"
        )
    )
    held_on = Day(label=gettext_lazy("When?"), help_text=gettext_lazy("For example 24.01.2024"))
    reason_not = Reason(
        label=gettext_lazy("Why not?"),
        help_text=gettext_lazy("Answer only if it has not been discussed."),
    )
    comment = Reason(label=gettext_lazy("Comment"))

    def __init__(self, data: Any = None, *, content: ReportContent) -> None:
        meeting = content.codetermination
        held_on = date.fromisoformat(meeting.held_on) if meeting.held_on else None
        super().__init__(data, initial=vars(meeting) | {"held_on": held_on})
        keys = _participant_keys(data, meeting)
        stored = dict(
            zip(map(str, range(len(meeting.participants))), meeting.participants, strict=True)
        )
        self.participants = [
            ParticipantForm(data, key=key, initial=vars(stored[key]) if key in stored else {})
            for key in keys
        ]
        for number, form in enumerate(self.participants, 1):
            form.place = _("Participant %(number)d") % {"number": number}

    def is_valid(self) -> bool:
        own, rows = super().is_valid(), [form.is_valid() for form in self.participants]
        return own and all(rows)

    def value(self) -> CodeterminationContent:
        answers = self.cleaned_data
        return CodeterminationContent(
            discussed=answers["discussed"],
            held_on=answers["held_on"].isoformat() if answers["held_on"] else "",
            reason_not=answers["reason_not"],
            comment=answers["comment"],
            participants=tuple(
                Participant(**form.cleaned_data)
                for form in self.participants
                if any(form.cleaned_data.values())
            ),
        )


class ParticipantForm(KeyedForm):
    table = "participants"

    role = Text(label=gettext_lazy("Role"), widget=forms.TextInput(attrs=NEVER_KEEP))
    name = Text(label=gettext_lazy("Name"), widget=forms.TextInput(attrs=NEVER_KEEP))
    union = Text(label=gettext_lazy("Union"), widget=forms.TextInput(attrs=NEVER_KEEP))


def _participant_keys(data: Any, meeting: CodeterminationContent) -> list[str]:
    if data is not None:
        return keys_in(data, "role")
    return [str(place) for place in range(len(meeting.participants) + SPARE_PARTICIPANTS)]
