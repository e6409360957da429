"""allauth's own views, with our forms; what is wrong is answered with 422, as everywhere here."""

from typing import Any

from allauth.account import views
from django.http import HttpResponse

from partnerships.forms import log_in as forms


class Says422:
    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class LoginView(Says422, views.LoginView):
    form_class = forms.LoginForm


class ReauthenticateView(Says422, views.ReauthenticateView):
    form_class = forms.ReauthenticateForm


class PasswordResetView(Says422, views.PasswordResetView):
    form_class = forms.ResetPasswordForm


class PasswordResetFromKeyView(Says422, views.PasswordResetFromKeyView):
    form_class = forms.ResetPasswordKeyForm


class PasswordChangeView(Says422, views.PasswordChangeView):
    form_class = forms.ChangePasswordForm


class PasswordSetView(Says422, views.PasswordSetView):
    form_class = forms.SetPasswordForm


login = LoginView.as_view()
logout = views.logout
inactive = views.account_inactive
# Nobody signs up; allauth wants the address, and the page says how people come in.
signup = views.signup
reauthenticate = ReauthenticateView.as_view()
password_reset = PasswordResetView.as_view()
password_reset_done = views.password_reset_done
password_reset_from_key = PasswordResetFromKeyView.as_view()
password_reset_from_key_done = views.password_reset_from_key_done
password_change = PasswordChangeView.as_view()
password_set = PasswordSetView.as_view()
