"""E-mail in the receiver's written form. Prose stands in one template per written form."""

from collections.abc import Iterable

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation


class Letter(EmailMessage):
    """What an outbox must know besides the text: whose letter it is, and whether its link lets the
    reader in. Every other message counts as such a secret."""

    def __init__(
        self, subject: str, body: str, to: Iterable[str], *, office: int | None, is_secret: bool
    ) -> None:
        super().__init__(subject, body, None, list(to))
        self.office = office
        self.is_secret = is_secret


def write_letter(
    template: str, *, written_form: str, context: dict[str, object]
) -> tuple[str, str]:
    """Subject and body of ``email/<template>.<written form>.txt``; the first line is the subject."""
    with translation.override(written_form):
        text = render_to_string(f"email/{template}.{written_form}.txt", context)
    subject, _newline, body = text.strip().partition("\n")
    return subject, body.strip() + "\n"


def mail_on_commit(
    template: str,
    *,
    to: Iterable[str],
    written_form: str,
    context: dict[str, object],
    office: int | None = None,
    is_secret: bool = False,
) -> None:
    """Send ``email/<template>.<written form>.txt`` once the transaction has been stored.

    Each receiver gets a letter of their own, so that nobody reads the others' addresses. An act
    never fails because a letter cannot be sent. An outbox that waits for the commit by itself gets
    its letters at once, so that act and letters are stored together.
    """
    subject, body = write_letter(template, written_form=written_form, context=context)
    letters = [
        Letter(subject, body, [receiver], office=office, is_secret=is_secret) for receiver in to
    ]
    mailer = get_connection()
    if getattr(mailer, "waits_for_commit", False):
        mailer.send_messages(letters)
        return
    for letter in letters:
        transaction.on_commit(letter.send, robust=True)
