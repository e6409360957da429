"""The library's forms of log-in in two steps, in our words. Asked for only where ``MULTI_FACTOR`` is on."""

from typing import Any

from allauth.mfa.base import forms as base_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.forms.log_in import Worded

ERRORS = {
    "incorrect_code": _("The code is wrong, or no longer holds. Wait for the next one."),
    "rate_limited": _("Too many wrong tries. Wait five minutes and try again."),
}


class CodeForm(Worded):
    labels = {"code": _("Code")}
    help_texts: dict[str, Any] = {
        "code": _("Six digits from the app on your telephone, or one of your recovery codes.")
    }

    def clean_code(self) -> str:
        """The library has no nynorsk."""
        try:
            code: str = super().clean_code()
        except forms.ValidationError as error:
            if error.code not in ERRORS:
                raise
            raise forms.ValidationError(ERRORS[error.code], code=error.code) from None
        return code


class AuthenticateForm(CodeForm, base_forms.AuthenticateForm):
    pass


class ReauthenticateForm(CodeForm, base_forms.ReauthenticateForm):
    pass


class ActivateForm(CodeForm, totp_forms.ActivateTOTPForm):
    help_texts = {"code": _("The six digits that the app shows now.")}
