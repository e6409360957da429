"""Doing a thing once, however often the button is pressed.

A form that submits, checks, adopts or approves carries a hidden key from ``new_key``; the service
asks first of all, inside its own transaction::

    @transaction.atomic
    def submit_report(*, report, by, key):
        if not complete_once(user=by, key=key, action=f"submit_report {report.pk}"):
            return report  # done by an earlier press; show the same receipt
        ...

The second press waits in the database until the first is stored, then answers False. When the
service fails, its transaction takes the key back with it, and the same page can be tried again.
"""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.models import CompletedAction, User
from rekom.kit.errors import DomainError


def new_key() -> str:
    return secrets.token_urlsafe(24)


def complete_once(*, user: User, key: str, action: str) -> bool:
    """True the first time, False when the same person has done the same thing with this key.

    ``action`` says what is done to what: "submit_report 17". Raises DomainError for a key that
    was used for something else or that no page has made; RuntimeError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("complete_once belongs inside the transaction of what it guards.")
    if not 0 < len(key) <= 64:
        raise DomainError(_("The page is too old. Reload it and try again."))
    done, is_first = CompletedAction.objects.get_or_create(
        user=user, key=key, defaults={"action": action, "completed_at": timezone.now()}
    )
    if done.action != action:
        raise DomainError(_("The page is too old. Reload it and try again."))
    return is_first
