"""Log-in in two steps: the library's own views, with our forms and pages.

Asked for only where ``MULTI_FACTOR`` is on: without it the library has no tables.
"""

from typing import Any

from allauth.mfa.base import views as base_views
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as totp_views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from partnerships.forms import two_steps as forms
from partnerships.views.log_in import Says422, address


class AuthenticateView(Says422, base_views.AuthenticateView):
    form_class = forms.AuthenticateForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Without a field for the code the library would read a passkey, which nobody has here.

        The log-in page leads back to whoever is between the two steps.
        """
        if request.method == "POST" and "code" not in request.POST:
            return redirect("account_login")
        return super().dispatch(request, *args, **kwargs)


class ReauthenticateView(Says422, base_views.ReauthenticateView):
    form_class = forms.ReauthenticateForm


class ActivateView(Says422, totp_views.ActivateTOTPView):
    form_class = forms.ActivateForm


class DeactivateView(Says422, totp_views.DeactivateTOTPView):
    pass


class GenerateView(Says422, code_views.GenerateRecoveryCodesView):
    pass


index = address(base_views.index, "GET")
# Who has given the password and not yet the code has not logged in; the library asks which log-in it is.
authenticate = login_not_required(address(AuthenticateView.as_view()))
reauthenticate = address(ReauthenticateView.as_view())
activate = address(ActivateView.as_view())
deactivate = address(DeactivateView.as_view())
codes = address(code_views.view_recovery_codes, "GET")
codes_generate = address(GenerateView.as_view())
codes_download = address(code_views.download_recovery_codes, "GET")
