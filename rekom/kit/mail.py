"""E-mail in the receiver's written form. Prose stands in one template per written form."""

from collections.abc import Iterable
from functools import partial

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation


def mail_on_commit(
    template: str, *, to: Iterable[str], written_form: str, context: dict[str, object]
) -> None:
    """Send ``email/<template>.<written form>.txt`` once the transaction has been stored.

    The first line of the template is the subject. Each receiver gets a letter of their own, so
    that nobody reads the others' addresses. An act never fails because a letter cannot be sent.
    """
    with translation.override(written_form):
        text = render_to_string(f"email/{template}.{written_form}.txt", context)
    subject, _newline, body = text.strip().partition("\n")
    for receiver in to:
        transaction.on_commit(
            partial(send_mail, subject, body.strip() + "\n", None, [receiver]), robust=True
        )
