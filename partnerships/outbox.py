"""Django's place for sending mail: every letter is stored first, and can be read and tried again."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from partnerships import services


class OutboxBackend(BaseEmailBackend):
    """Stores a letter, and sends it once the transaction that it belongs to has been stored.

    A letter that cannot be sent now is tried again by ``manage.py send_outbox``, so nobody who
    sends one ever sees a failure. The real way out is settings.EMAIL_TRANSPORT.
    """

    waits_for_commit = True

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            services.store_letter(message)
        return len(email_messages)
