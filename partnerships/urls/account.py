"""Log-in, password and one's own details. The names are allauth's: it looks them up itself.

Single views instead of ``allauth.urls``: what we do not use (sign-up, several addresses, codes) has
no address.
"""

from allauth import app_settings
from django.urls import include, path, re_path

from partnerships.views import log_in, profile

urlpatterns = [
    path("meg/", profile.profile, name="profile"),
    path("logg-inn/", log_in.login, name="account_login"),
    path("logg-inn/igjen/", log_in.reauthenticate, name="account_reauthenticate"),
    path("logg-ut/", log_in.logout, name="account_logout"),
    path("inaktiv/", log_in.inactive, name="account_inactive"),
    path("ny/", log_in.signup, name="account_signup"),
    path("passord/", log_in.password_change, name="account_change_password"),
    path("passord/lag/", log_in.password_set, name="account_set_password"),
    path("passord/nytt/", log_in.password_reset, name="account_reset_password"),
    path("passord/nytt/sendt/", log_in.password_reset_done, name="account_reset_password_done"),
    path(
        "passord/nytt/klart/",
        log_in.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^passord/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        log_in.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
if app_settings.MFA_ENABLED:
    urlpatterns.append(path("to-trinn/", include("partnerships.urls.two_steps")))
if app_settings.SOCIALACCOUNT_ENABLED:
    urlpatterns += [
        path("tredjepart/", include("allauth.socialaccount.urls")),
        # oidc/<provider>/login/ and oidc/<provider>/login/callback/
        path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    ]
