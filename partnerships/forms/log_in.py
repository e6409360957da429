"""allauth's forms in our words: labels of our own, no placeholders, no links inside help texts."""

from typing import Any

from allauth.account import forms as allauth_forms
from django.utils.translation import gettext_lazy as _

from partnerships.forms.people import PASSWORD_HELP


class Worded:
    """Gives each field its label; a placeholder would vanish as soon as one writes."""

    labels: dict[str, Any] = {}
    help_texts: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels[name]
            field.help_text = self.help_texts.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class LoginForm(Worded, allauth_forms.LoginForm):
    labels = {"login": _("E-mail address"), "password": _("Password")}


class ReauthenticateForm(Worded, allauth_forms.ReauthenticateForm):
    labels = {"password": _("Password")}


class ResetPasswordForm(Worded, allauth_forms.ResetPasswordForm):
    labels = {"email": _("E-mail address")}


class ResetPasswordKeyForm(Worded, allauth_forms.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("New password once more")}
    help_texts = {"password1": PASSWORD_HELP}


class ChangePasswordForm(Worded, allauth_forms.ChangePasswordForm):
    labels = {
        "oldpassword": _("Present password"),
        "password1": _("New password"),
        "password2": _("New password once more"),
    }
    help_texts = {"password1": PASSWORD_HELP}


class SetPasswordForm(Worded, allauth_forms.SetPasswordForm):
    labels = {"password1": _("New password"), "password2": _("New password once more")}
    help_texts = {"password1": PASSWORD_HELP}
