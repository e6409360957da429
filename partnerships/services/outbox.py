"""Letters on their way out. Nothing is sent inside a transaction: a mail server may take its time.

A process takes a letter in a short transaction of its own, sends it, and writes down what came of
it. One that dies in between lets go after ten minutes, so a letter may come twice but never not.
"""

import logging
from collections.abc import Callable, Iterable
from functools import partial

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships import permissions
from partnerships.models import CountyGovernor, OutgoingMail, User
from partnerships.models.outbox import ERROR, SUBJECT
from partnerships.querysets import MOST_ATTEMPTS, TAKEN_FOR
from rekom.kit.errors import DomainError
from rekom.kit.mail import Letter, write_letter

logger = logging.getLogger(__name__)


def store_letter(message: EmailMessage) -> OutgoingMail:
    """Send it when the transaction has been stored. Raises ValueError for more than plain text."""
    if message.cc or message.bcc or message.attachments or getattr(message, "alternatives", []):
        raise ValueError("The outbox takes plain text to named receivers, and nothing beside it.")
    mail = OutgoingMail.objects.create(
        county_governor_id=message.office if isinstance(message, Letter) else None,
        to=list(message.to),
        subject=str(message.subject)[:SUBJECT],
        body=str(message.body),
        is_secret=message.is_secret if isinstance(message, Letter) else True,
        created_at=timezone.now(),
    )
    transaction.on_commit(partial(send_stored, mail.pk), robust=True)
    return mail


def hold_letter(
    template: str,
    *,
    office: CountyGovernor,
    to: Iterable[str],
    written_form: str,
    context: dict[str, object],
) -> OutgoingMail:
    """Store one letter to all the receivers, for somebody at the office to read before it goes."""
    subject, body = write_letter(template, written_form=written_form, context=context)
    return OutgoingMail.objects.create(
        county_governor=office,
        to=list(to),
        subject=subject[:SUBJECT],
        body=body,
        is_held=True,
        created_at=timezone.now(),
    )


def send_waiting(watch: Callable[[list[int]], Iterable[int]] = iter) -> tuple[int, int]:
    """Try every letter that is neither held nor done with, once; (sent, not sent)."""
    waiting = OutgoingMail.objects.to_be_sent(timezone.now()).order_by("created_at", "pk")
    outcomes = [send_stored(pk) for pk in watch(list(waiting.values_list("pk", flat=True)))]
    return outcomes.count(True), outcomes.count(False)


def send_stored(pk: int) -> bool | None:
    """Whether it could be sent; None when it is not to be, or another process has taken it."""
    mail = _take(pk)
    if mail is None:
        return None
    try:
        mailer = get_connection(settings.EMAIL_TRANSPORT)
        mailer.send_messages([EmailMessage(mail.subject, mail.body, None, mail.to)])
    except Exception as error:  # whatever the way out may raise, the letter is to be tried again
        logger.warning("Letter %s could not be sent: %s", mail.pk, type(error).__name__)
        _give_back(mail, error)
        return False
    _done(mail)
    return True


@transaction.atomic
def release_mail(*, mail: OutgoingMail, by: User) -> None:
    """Send a letter that was held, or try one again that did not come through. Raises DomainError."""
    mail = _locked(mail, by)
    if not mail.body:
        raise DomainError(_("The text of the e-mail is gone. It cannot be sent again."))
    mail.is_held, mail.attempts, mail.taken_at, mail.decided_by = False, 0, None, by
    mail.save(update_fields=["is_held", "attempts", "taken_at", "decided_by"])
    transaction.on_commit(partial(send_stored, mail.pk), robust=True)


@transaction.atomic
def discard_mail(*, mail: OutgoingMail, by: User) -> None:
    """The letter stays to be seen and is never sent. Raises DomainError."""
    mail = _locked(mail, by)
    mail.is_held, mail.discarded_at, mail.decided_by = False, timezone.now(), by
    mail.body = "" if mail.is_secret else mail.body
    mail.save(update_fields=["is_held", "discarded_at", "decided_by", "body"])


def _locked(mail: OutgoingMail, by: User) -> OutgoingMail:
    """A letter that a person may still decide about."""
    if not permissions.can_keep_mail(by, mail):
        raise PermissionDenied
    mail = OutgoingMail.objects.select_for_update().get(pk=mail.pk)
    if mail.is_done:
        raise DomainError(_("The e-mail has been sent or discarded already."))
    if mail.taken_at and mail.taken_at > timezone.now() - TAKEN_FOR:
        raise DomainError(
            _("The e-mail is being sent just now. Reload the page in a little while.")
        )
    return mail


@transaction.atomic
def _take(pk: int) -> OutgoingMail | None:
    now = timezone.now()
    waiting = OutgoingMail.objects.to_be_sent(now).select_for_update(skip_locked=True)
    mail = waiting.filter(pk=pk).first()
    if mail is not None:
        mail.taken_at, mail.attempts = now, mail.attempts + 1
        mail.save(update_fields=["taken_at", "attempts"])
    return mail


def _give_back(mail: OutgoingMail, error: Exception) -> None:
    mail.taken_at, mail.last_error = None, f"{type(error).__name__}: {error}"[:ERROR]
    if mail.is_secret and mail.attempts >= MOST_ATTEMPTS:
        mail.body = ""
    mail.save(update_fields=["taken_at", "last_error", "body"])


def _done(mail: OutgoingMail) -> None:
    mail.taken_at, mail.sent_at, mail.last_error = None, timezone.now(), ""
    mail.body = "" if mail.is_secret else mail.body
    mail.save(update_fields=["taken_at", "sent_at", "last_error", "body"])
