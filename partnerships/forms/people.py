from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships import permissions
from partnerships.choices import MembershipRole, OfficeRoleKind
from partnerships.forms.offices import offer_offices
from partnerships.models import CountyGovernor, Organisation, Partnership, Scheme, User

PASSWORD_HELP = _("At least 12 characters. A sentence is easy to remember.")

Role = tuple[MembershipRole, Organisation | None]


class RoleForm(forms.Form):
    """The roles that the person may give in the partnership, each university a role of its own."""

    role = forms.ChoiceField(label=_("Role"), error_messages={"required": _("Choose a role.")})

    def __init__(self, *args: Any, user: User, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = {
            _value(role, university): (role, university)
            for role, university in _roles_of(partnership)
            if permissions.can_invite(user, partnership, role, university)
        }
        self.fields["role"].choices = [
            ("", _("Choose a role")),
            *((value, _label(*role)) for value, role in self.roles.items()),
        ]

    def clean_role(self) -> Role:
        return self.roles[self.cleaned_data["role"]]


class InviteToPartnershipForm(RoleForm):
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the e-mail address of the person.")},
    )
    field_order = ["email", "role"]


class InviteToOfficeForm(forms.Form):
    office = forms.ModelChoiceField(
        CountyGovernor.objects.none(), label=_("County governor"), empty_label=None
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the e-mail address of the person.")},
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", _("Choose a role")), *OfficeRoleKind.choices],
        error_messages={"required": _("Choose a role.")},
    )
    schemes = forms.ModelMultipleChoiceField(
        Scheme.objects.all(),
        label=_("Schemes of the forum"),
        help_text=_("Only for a forum member."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = CountyGovernor.objects.visible_to(user)
        offer_offices(self, "office", self.offices)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        is_member = data.get("role") == OfficeRoleKind.FORUM_MEMBER
        if is_member and "schemes" in data and not data["schemes"]:
            self.add_error("schemes", gettext("Choose at least one scheme for the forum member."))
        return data


class AcceptInvitationForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password.")},
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if password := data.get("password"):
            try:
                validate_password(password, User(email=self.email, name=data.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return data


class ProfileForm(forms.ModelForm):
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        validators=[
            RegexValidator(
                r"^(\+\d{1,3}[ ]?)?\d([ ]?\d){7}$",
                _("Write the telephone number with eight digits, for example 40 00 00 01."),
            )
        ],
    )

    class Meta:
        model = User
        fields = ["name", "title", "phone"]
        labels = {"name": _("Your name"), "title": _("Title")}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "title": forms.TextInput(attrs={"autocomplete": "organization-title"}),
        }
        error_messages = {"name": {"required": _("Write your name.")}}


def _roles_of(partnership: Partnership) -> Iterator[Role]:
    for role in MembershipRole:
        if role == MembershipRole.UNIVERSITY_CONTACT:
            yield from ((role, link.organisation) for link in partnership.university_links.all())
        else:
            yield role, None


def _value(role: MembershipRole, university: Organisation | None) -> str:
    return f"{role}-{university.pk}" if university else str(role)


def _label(role: MembershipRole, university: Organisation | None) -> str:
    return f"{role.label}, {university}" if university else str(role.label)
