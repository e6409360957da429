"""Log-in in two steps, where ``MULTI_FACTOR`` is on. The names are allauth's: it looks them up itself."""

from django.urls import path

from partnerships.views import two_steps

urlpatterns = [
    path("", two_steps.index, name="mfa_index"),
    path("kode/", two_steps.authenticate, name="mfa_authenticate"),
    path("kode/igjen/", two_steps.reauthenticate, name="mfa_reauthenticate"),
    path("app/", two_steps.activate, name="mfa_activate_totp"),
    path("app/av/", two_steps.deactivate, name="mfa_deactivate_totp"),
    path("reservekoder/", two_steps.codes, name="mfa_view_recovery_codes"),
    path("reservekoder/nye/", two_steps.codes_generate, name="mfa_generate_recovery_codes"),
    path("reservekoder/fil/", two_steps.codes_download, name="mfa_download_recovery_codes"),
]
