"""Who takes part: the lists of owners and universities."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.choices import PayeeKind
from measures.content import PartnerContent, PayeeContent, ReportContent
from measures.forms.fields import (
    NEVER_KEEP,
    KeyedForm,
    Reason,
    Text,
    YesNo,
    refuse_identity_numbers,
)
from measures.services.writing import NewParty
from partnerships.forms import OrganisationField
from partnerships.models import Organisation
from partnerships.querysets import OrganisationQuerySet
from partnerships.services.business_register import NotReached, look_up
from partnerships.services.organisations import Listed

SPARE_ROWS = 2  # empty rows for what is to be added, in each list


class PartnerForm(KeyedForm):
    """One that is in the list already: its contact person, and whether it is to stay."""

    contact_name = Text(
        label=gettext_lazy("Contact person"), widget=forms.TextInput(attrs=NEVER_KEEP)
    )
    removed = forms.BooleanField(label=gettext_lazy("Remove from the list"), required=False)

    def __init__(self, data: Any = None, *, partner: PartnerContent) -> None:
        self.partner = partner
        self.place = partner.name
        super().__init__(data, key=str(partner.key), initial={"contact_name": partner.contact_name})


class UniversityForm(KeyedForm):
    """A university that receives money; its contact person stands among the contacts."""

    removed = forms.BooleanField(label=gettext_lazy("Remove from the report"), required=False)

    def __init__(self, data: Any = None, *, payee: PayeeContent) -> None:
        self.payee = payee
        self.place = payee.name
        super().__init__(data, key=f"payee{payee.key}")


class PartyField(OrganisationField):
    """An organisation of the register, or its name alone when the register is said to lack it."""

    def clean(self, value: Any) -> Organisation | None:
        refuse_identity_numbers(str(value or ""))
        return super().clean(value)


class NewPartyForm(KeyedForm):
    """An empty row; what is written in it is added."""

    organisation = PartyField(
        label=gettext_lazy("Name or organisation number"), required=False, max_length=120
    )
    contact_name = Text(
        label=gettext_lazy("Contact person"), widget=forms.TextInput(attrs=NEVER_KEEP)
    )
    as_written = forms.BooleanField(
        label=gettext_lazy("It is not in the register: use the name as I have written it"),
        required=False,
    )
    kind = PayeeKind.OWNER

    def __init__(self, data: Any = None, *, number: int, among: OrganisationQuerySet) -> None:
        super().__init__(data, key=f"{self.kind}{number}")
        self.fields["organisation"].queryset = among
        self.place = _("New row %(number)d") % {"number": number}

    def clean(self) -> None:
        """What the register does not know is refused once, with what is near, and then taken."""
        error = self.errors.as_data().get("organisation", [])
        typed = (self.data.get(self.add_prefix("organisation")) or "").strip()
        unknown = any(each.code == "unknown" for each in error)
        as_written = self.cleaned_data.get("as_written")
        if unknown and self.may_be_elsewhere and not as_written:
            self._look_elsewhere(typed)
        if unknown and as_written and any(map(str.isalpha, typed)):
            del self.errors["organisation"]
            self.cleaned_data["organisation"] = None
            self.written = typed
        if self.cleaned_data.get("contact_name") and not typed:
            self.add_error(
                "organisation",
                ValidationError(_("Write who the contact person is for."), code="required"),
            )

    written = ""
    listed: Listed | None = None
    may_be_elsewhere = False

    def _look_elsewhere(self, typed: str) -> None:
        """Ask the national register: a number is taken as it is there, a name is answered with numbers."""
        try:
            found = look_up(typed)
        except NotReached:
            said = _("The business register could not be reached. Type it yourself.")
        else:
            if isinstance(found, Listed):
                del self.errors["organisation"]
                self.cleaned_data["organisation"] = None
                self.listed = found
                return
            if not found:
                return
            them = get_text_list([f"{each.name}, {each.number}" for each in found], _("or"))
            said = _("The business register has %(them)s. Write the number.") % {"them": them}
        self.add_error("organisation", ValidationError(said, code="elsewhere"))

    def value(self) -> NewParty | None:
        found = self.cleaned_data["organisation"] or self.listed
        if not (found or self.written):
            return None
        return NewParty(
            kind=self.kind,
            name=found.name if found else self.written,
            organisation=self.cleaned_data["organisation"],
            listed=self.listed,
            contact_name=self.cleaned_data["contact_name"],
            receives_money=bool(self.cleaned_data.get("receives")),
        )


class NewOwnerForm(NewPartyForm):
    kind = PayeeKind.OWNER
    may_be_elsewhere = True


class NewUniversityForm(NewPartyForm):
    receives = YesNo(label=gettext_lazy("Does it receive money in this report?"))
    kind = PayeeKind.UNIVERSITY

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("receives") and self.written:
            self.add_error(
                "organisation",
                ValidationError(
                    _("Only a university of the register can receive money."), code="unknown"
                ),
            )


class PartiesForm(forms.Form):
    use_required_attribute = False
    no_private_owner_reason = Reason(
        label=gettext_lazy("Why are no private owners listed?"),
        help_text=gettext_lazy(
            "Answer if private kindergartens or schools take part without their owners."
        ),
    )

    def __init__(self, data: Any = None, *, content: ReportContent) -> None:
        super().__init__(data, initial={"no_private_owner_reason": content.no_private_owner_reason})
        self.partners = [PartnerForm(data, partner=partner) for partner in content.partners]
        self.payees = [UniversityForm(data, payee=payee) for payee in content.universities]
        self.new_owners = [
            NewOwnerForm(data, number=number, among=Organisation.objects.owners())
            for number in range(1, SPARE_ROWS + 1)
        ]
        self.new_universities = [
            NewUniversityForm(data, number=number, among=Organisation.objects.universities())
            for number in range(1, SPARE_ROWS + 1)
        ]

    @property
    def owners(self) -> list[PartnerForm]:
        return [form for form in self.partners if form.partner.kind == PayeeKind.OWNER]

    @property
    def further_universities(self) -> list[PartnerForm]:
        return [form for form in self.partners if form.partner.kind == PayeeKind.UNIVERSITY]

    def rows(self) -> Iterator[forms.Form]:
        """In the order of the page."""
        yield from self.owners
        yield from self.new_owners
        yield from self.payees
        yield from self.further_universities
        yield from self.new_universities

    def is_valid(self) -> bool:
        own, rows = super().is_valid(), [form.is_valid() for form in self.rows()]
        return own and all(rows)

    def answers(self) -> dict[str, Any]:
        """The arguments of ``writing.save_parties``."""
        added = [form.value() for form in (*self.new_owners, *self.new_universities)]
        return {
            "contact_names": {
                form.partner.key: form.cleaned_data["contact_name"] for form in self.partners
            },
            "removed_partners": [
                form.partner.key for form in self.partners if form.cleaned_data["removed"]
            ],
            "removed_payees": [
                form.payee.key for form in self.payees if form.cleaned_data["removed"]
            ],
            "added": [party for party in added if party],
            "no_private_owner_reason": self.cleaned_data["no_private_owner_reason"],
        }
