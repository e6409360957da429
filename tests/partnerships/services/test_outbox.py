from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMultiAlternatives, send_mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from partnerships.choices import MailStatus, MembershipRole
from partnerships.models import OutgoingMail
from partnerships.permissions import can_keep_mail
from partnerships.services import (
    discard_mail,
    invite_to_partnership,
    release_mail,
    send_waiting,
)
from partnerships.services.outbox import send_stored
from rekom.kit.errors import DomainError
from rekom.kit.mail import mail_on_commit
from tests.builders import make_mail
from tests.conftest import EVERYONE

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"
NOWHERE = "tests.partnerships.no_way_out.Backend"


@pytest.fixture(autouse=True)
def outbox(db, settings):
    settings.EMAIL_BACKEND = "partnerships.outbox.OutboxBackend"
    settings.EMAIL_TRANSPORT = LOCMEM


@pytest.fixture
def no_way_out(settings):
    settings.EMAIL_TRANSPORT = NOWHERE


def run() -> str:
    out = StringIO()
    call_command("send_outbox", stdout=out)
    return out.getvalue()


def status_of(mail) -> MailStatus:
    mail.refresh_from_db()
    return mail.status


# --- a letter is stored, then sent ----------------------------------------------------------------


def test_a_letter_is_stored_and_sent(mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send_mail("Subject", "Text", None, ["kari@example.no"])

    stored = OutgoingMail.objects.get()
    assert (stored.to, stored.subject, stored.status) == (["kari@example.no"], "Subject", "sent")
    assert [(letter.to, letter.subject, letter.body) for letter in mailoutbox] == [
        (["kari@example.no"], "Subject", "Text")
    ]


@transaction.atomic
def send_and_fail() -> None:
    send_mail("Subject", "Text", None, ["kari@example.no"])
    raise ZeroDivisionError


def test_a_letter_goes_only_when_its_act_is_stored(mailoutbox, django_capture_on_commit_callbacks):
    with pytest.raises(ZeroDivisionError), django_capture_on_commit_callbacks(execute=True):
        send_and_fail()

    assert (OutgoingMail.objects.count(), mailoutbox) == (0, [])


def test_act_and_letter_are_stored_together(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks, transaction.atomic():
        mail_on_commit(
            "invitation", to=["a@example.no"], written_form="nb", context={}, office=cast.office.pk
        )
        stored = OutgoingMail.objects.get()

    assert (stored.county_governor, stored.status) == (cast.office, MailStatus.WAITING)
    assert len(callbacks) == 1


def test_each_receiver_gets_a_letter_of_their_own(cast):
    mail_on_commit("invitation", to=["a@example.no", "b@example.no"], written_form="nb", context={})

    stored = OutgoingMail.objects.order_by("pk")
    assert [mail.to for mail in stored] == [["a@example.no"], ["b@example.no"]]


def test_a_letter_that_cannot_be_sent_is_kept_with_the_error(
    no_way_out, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        sent = send_mail("Subject", "Text", None, ["kari@example.no"])

    stored = OutgoingMail.objects.get()
    assert sent == 1  # nobody who sends a letter sees that the mail server is down
    assert (stored.status, stored.attempts, stored.body) == (MailStatus.FAILED, 1, "Text")
    assert stored.last_error == "ConnectionRefusedError: the mail server is down"


def test_what_the_outbox_cannot_hold_is_refused():
    message = EmailMultiAlternatives("Subject", "Text", None, ["kari@example.no"])
    message.attach_alternative("<p>Text</p>", "text/html")

    with pytest.raises(ValueError, match="plain text"):
        message.send()
    with pytest.raises(ValueError, match="plain text"):
        EmailMultiAlternatives("S", "T", None, ["a@example.no"], bcc=["b@example.no"]).send()


def test_a_letter_to_nobody_cannot_be_stored():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_mail(to=[])


# --- links that let their reader in ---------------------------------------------------------------


def test_an_invitation_is_the_offices_and_its_link_is_gone_when_it_is_sent(
    cast, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        invite_to_partnership(
            partnership=cast.partnership,
            email="new@example.no",
            role=MembershipRole.READER,
            by=cast.kari,
            absolute=lambda path: f"https://rekom.example.no{path}",
        )

    stored = OutgoingMail.objects.get()
    assert (stored.county_governor, stored.status, stored.body) == (cast.office, "sent", "")
    assert "https://rekom.example.no/samarbeid/invitasjon/" in mailoutbox[0].body


def test_a_letter_of_unknown_content_counts_as_a_secret_and_is_nobodys(
    django_capture_on_commit_callbacks,
):
    with django_capture_on_commit_callbacks(execute=True):
        send_mail("New password", "https://rekom.example.no/secret/", None, ["kari@example.no"])

    stored = OutgoingMail.objects.get()
    assert (stored.county_governor, stored.is_secret, stored.body) == (None, True, "")


def test_a_new_password_goes_the_same_way(
    cast, client, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_reset_password"), {"email": "kari@example.no"})

    stored = OutgoingMail.objects.get()
    assert (stored.to, stored.status, stored.body) == (["kari@example.no"], "sent", "")
    assert "/konto/passord/nytt/" in mailoutbox[0].body


def test_a_secret_is_kept_no_longer_than_its_letter_is_tried(no_way_out):
    mail = make_mail(is_secret=True, attempts=3)

    send_stored(mail.pk)
    mail.refresh_from_db()
    assert (mail.status, mail.body) == (MailStatus.FAILED, "Text")
    send_stored(mail.pk)
    mail.refresh_from_db()
    assert (mail.status, mail.body) == (MailStatus.GIVEN_UP, "")


def test_the_database_refuses_a_secret_that_outlives_its_letter():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_mail(is_secret=True, sent_at=timezone.now())


# --- the command ----------------------------------------------------------------------------------


def test_the_command_sends_what_has_not_come_through_and_nothing_else(mailoutbox):
    now = timezone.now()
    make_mail(subject="Waiting")
    make_mail(subject="Failed", attempts=4, last_error="OSError: down")
    make_mail(subject="Held", is_held=True)
    make_mail(subject="Sent", sent_at=now)
    make_mail(subject="Discarded", discarded_at=now)
    make_mail(subject="Given up", attempts=5, last_error="OSError: down")
    make_mail(subject="Taken", taken_at=now - timedelta(minutes=9))
    make_mail(subject="Left by a process that died", taken_at=now - timedelta(minutes=11))

    assert run() == "3 sent, 0 could not be sent, 1 wait to be read.\n"
    assert [letter.subject for letter in mailoutbox] == [
        "Waiting",
        "Failed",
        "Left by a process that died",
    ]


def test_the_command_can_be_repeated(mailoutbox):
    make_mail()

    assert run() == "1 sent, 0 could not be sent, 0 wait to be read.\n"
    assert run() == "0 sent, 0 could not be sent, 0 wait to be read.\n"
    assert len(mailoutbox) == 1


def test_a_letter_is_tried_five_times(no_way_out, settings, mailoutbox):
    mail = make_mail()

    outputs = [run() for _ in range(6)]

    assert outputs == ["0 sent, 1 could not be sent, 0 wait to be read.\n"] * 5 + [
        "0 sent, 0 could not be sent, 0 wait to be read.\n"
    ]
    settings.EMAIL_TRANSPORT = LOCMEM
    assert (run()[0], mailoutbox, status_of(mail)) == ("0", [], MailStatus.GIVEN_UP)


def test_one_letter_that_fails_does_not_stop_the_others(mailoutbox):
    make_mail(subject="A subject\nof two lines")  # refused as a forged header
    make_mail(subject="Another")

    assert send_waiting() == (1, 1)
    assert [letter.subject for letter in mailoutbox] == ["Another"]


# --- what the office does about a letter ----------------------------------------------------------


def test_a_held_letter_goes_when_it_is_released(
    cast, mailoutbox, django_capture_on_commit_callbacks
):
    mail = make_mail(office=cast.office, is_held=True)

    with django_capture_on_commit_callbacks(execute=True):
        release_mail(mail=mail, by=cast.siri)

    assert (status_of(mail), mail.decided_by) == (MailStatus.SENT, cast.siri)
    assert len(mailoutbox) == 1


def test_a_letter_that_was_given_up_is_tried_again(
    cast, mailoutbox, django_capture_on_commit_callbacks
):
    mail = make_mail(office=cast.office, attempts=5, last_error="OSError: down")

    with django_capture_on_commit_callbacks(execute=True):
        release_mail(mail=mail, by=cast.anne)

    assert (status_of(mail), mail.attempts, mail.last_error) == (MailStatus.SENT, 1, "")


def test_a_discarded_letter_is_never_sent(cast, mailoutbox):
    mail = make_mail(office=cast.office, is_held=True, is_secret=True)

    discard_mail(mail=mail, by=cast.siri)

    assert (send_waiting(), mailoutbox) == ((0, 0), [])
    assert (status_of(mail), mail.decided_by, mail.body) == (MailStatus.DISCARDED, cast.siri, "")


@pytest.mark.parametrize("act", [release_mail, discard_mail])
@pytest.mark.parametrize("done", ["sent_at", "discarded_at"])
def test_what_is_done_with_stays_so(cast, act, done):
    mail = make_mail(office=cast.office, **{done: timezone.now()})

    with pytest.raises(DomainError):
        act(mail=mail, by=cast.siri)


@pytest.mark.parametrize("act", [release_mail, discard_mail])
def test_nobody_decides_about_a_letter_that_is_being_sent(cast, act):
    mail = make_mail(office=cast.office, taken_at=timezone.now())

    with pytest.raises(DomainError):
        act(mail=mail, by=cast.siri)


def test_a_letter_whose_text_is_gone_cannot_be_sent_again(cast):
    mail = make_mail(office=cast.office, body="", is_secret=True, attempts=5)

    with pytest.raises(DomainError):
        release_mail(mail=mail, by=cast.siri)


@pytest.mark.parametrize("act", [release_mail, discard_mail])
@pytest.mark.parametrize("name", ["arne", "liv", "frida", "kari", "nils"])
def test_others_decide_nothing(cast, act, name):
    mail = make_mail(office=cast.office, is_held=True)

    with pytest.raises(PermissionDenied):
        act(mail=mail, by=getattr(cast, name))


@pytest.mark.parametrize("name", EVERYONE)
def test_who_sees_a_letter_is_who_may_decide_about_it(cast, name):
    person = getattr(cast, name)
    letters = [
        make_mail(office=office, is_held=True) for office in (cast.office, cast.other_office, None)
    ]

    may_decide = {mail for mail in letters if can_keep_mail(person, mail)}

    assert set(OutgoingMail.objects.visible_to(person)) == may_decide
    assert len(may_decide) == (name in {"siri", "anne", "nils"})
