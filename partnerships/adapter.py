import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Nobody signs up: people come in by an invitation."""

    # In our own catalogues; allauth has no nynorsk.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is wrong."),
        "too_many_login_attempts": _("Too many wrong tries. Wait five minutes and try again."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("The password is wrong."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return subject

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("profile")


class KnownPeopleAdapter(DefaultSocialAccountAdapter):
    """Log-in through OpenID Connect lets in those who are known by a verified e-mail address.

    ``SOCIALACCOUNT_EMAIL_AUTHENTICATION`` finds them; anybody else is told how people come in.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """The person reads that it did not work; why stands in the log."""
        logger.warning("Log-in through %s failed: %s %.300s", provider, error, exception)
