"""allauth's own views, with our forms; what is wrong is answered with 422, as everywhere here."""

from typing import Any

from allauth import app_settings
from allauth.account import views
from allauth.socialaccount.adapter import get_adapter
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from partnerships.forms import log_in as forms


class Says422:
    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class LoginView(Says422, views.LoginView):
    form_class = forms.LoginForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With name and address of each OpenID Connect provider, where any is set up."""
        providers = (
            get_adapter().list_providers(self.request) if app_settings.SOCIALACCOUNT_ENABLED else []
        )
        links = [(p.name, p.get_login_url(self.request, process="login")) for p in providers]
        return super().get_context_data(**kwargs) | {"providers": links}


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


def address(view: Any, *methods: str) -> Any:
    """Only the methods that a form uses (allauth takes PUT as well), and nothing kept in a cache."""
    return never_cache(require_http_methods(methods or ("GET", "POST"))(view))


login = address(LoginView.as_view())
logout = address(views.logout)
inactive = address(views.account_inactive, "GET")
# Nobody signs up; allauth wants the address, and the page says how people come in.
signup = address(views.signup)
reauthenticate = address(ReauthenticateView.as_view())
password_reset = address(PasswordResetView.as_view())
password_reset_done = address(views.password_reset_done, "GET")
password_reset_from_key = address(PasswordResetFromKeyView.as_view())
password_reset_from_key_done = address(views.password_reset_from_key_done, "GET")
password_change = address(PasswordChangeView.as_view())
password_set = address(PasswordSetView.as_view())
