from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from measures.choices import ReportStatus
from measures.models import Reminder
from measures.services.reminders import due_reminders, remind, reminder_day
from partnerships.models import OutgoingMail
from tests.builders import make_call, make_mail, make_member, make_partnership, make_report

BOKMAL = "Behovsmeldingen fra Ytre Helgeland for 2024 er ikke sendt"
NYNORSK = "Behovsmeldinga frå Ytre Helgeland for 2024 er ikkje send"
OSLO = ZoneInfo("Europe/Oslo")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


@pytest.fixture
def call(cast):
    """Closes on a Tuesday after Easter; five working days before is the Thursday before Palm Sunday."""
    return make_call(
        office=cast.office, year=2024, opens_at=at("2024-01-02"), closes_at=at("2024-04-02 15:00")
    )


def due(now: str) -> list[str]:
    return sorted(str(partnership) for _call, partnership in due_reminders(at(now)))


def absolute(path: str) -> str:
    return f"https://rekom.example.no{path}"


def run(*options: str) -> str:
    out = StringIO()
    call_command("remind", *options, stdout=out)
    return out.getvalue()


# --- when -----------------------------------------------------------------------------------------


def test_a_call_reminds_five_working_days_before_when_it_says_nothing_else(call):
    assert f"{reminder_day(call)}" == "2024-03-21"


@pytest.mark.parametrize(
    ("now", "names"),
    [
        ("2024-03-20 23:59", []),
        ("2024-03-21 00:00", ["Salten", "Ytre Helgeland"]),
        ("2024-04-02 14:59", ["Salten", "Ytre Helgeland"]),  # no run in between
        ("2024-04-02 15:00", []),
    ],
)
def test_reminders_are_due_from_their_day_until_the_call_closes(call, now, names):
    assert due(now) == names


@pytest.mark.parametrize(
    ("days", "names"), [(None, []), (0, []), (1, []), (2, ["Salten", "Ytre Helgeland"])]
)
def test_the_call_says_how_long_before(call, days, names):
    call.reminder_working_days = days
    call.save(update_fields=["reminder_working_days"])

    assert due("2024-03-26 12:00") == names  # two working days before, for Easter is in between


# --- whom -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "names"),
    [
        (ReportStatus.DRAFT, ["Salten", "Ytre Helgeland"]),
        (ReportStatus.SUBMITTED, ["Salten"]),
        (ReportStatus.RETURNED, ["Salten"]),
        (ReportStatus.CHECKED, ["Salten"]),
        (ReportStatus.WITHDRAWN, ["Salten"]),
    ],
)
def test_whoever_has_not_sent_is_reminded_also_who_has_not_begun(cast, call, status, names):
    make_report(call=call, partnership=cast.partnership, status=status)

    assert due("2024-03-21 07:00") == names


def test_a_draft_after_a_withdrawn_report_is_reminded_of(cast, call):
    make_report(call=call, partnership=cast.partnership, status=ReportStatus.WITHDRAWN)
    make_report(call=call, partnership=cast.partnership)

    assert due("2024-03-21 07:00") == ["Salten", "Ytre Helgeland"]


def test_other_offices_and_other_calls_are_left_alone(cast, call):
    make_partnership(office=cast.other_office, name="Elsewhere")
    other = make_call(
        office=cast.office, year=2023, opens_at=at("2023-01-02"), closes_at=at("2023-04-02")
    )
    make_report(call=other, partnership=cast.partnership, status=ReportStatus.SUBMITTED)

    assert due("2024-03-21 07:00") == ["Salten", "Ytre Helgeland"]


# --- the letter -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("owner", "office", "subject"),
    [
        ("nn", "nb", NYNORSK),
        ("nb", "nn", BOKMAL),
        ("neutral", "nn", NYNORSK),
        ("neutral", "neutral", BOKMAL),
    ],
)
def test_the_letter_is_held_and_in_the_written_form_of_the_lead_owner(
    cast, call, owner, office, subject
):
    type(cast.lead_owner).objects.filter(pk=cast.lead_owner.pk).update(written_form=owner)
    call.county_governor.written_form = office

    remind(call=call, partnership=cast.partnership, absolute=absolute)

    mail = OutgoingMail.objects.get()
    assert (mail.status, mail.county_governor, mail.subject) == ("held", cast.office, subject)


def test_all_coordinators_and_nobody_else_are_written_to(cast, call):
    karin = make_member(cast.partnership)
    make_member(cast.partnership, user=karin, role="reader")
    gone = make_member(cast.partnership)
    gone.is_active = False
    gone.save(update_fields=["is_active"])

    reminder = remind(call=call, partnership=cast.partnership, absolute=absolute)

    assert reminder.mail.to == sorted(["kari@example.no", karin.email])


def test_the_letter_holds_the_deadline_and_a_link_and_nothing_of_the_report(cast, call):
    report = make_report(call=call, partnership=cast.partnership)

    body = remind(call=call, partnership=cast.partnership, absolute=absolute).mail.body

    assert body == (
        "Fristen for å sende behovsmeldingen for 2024 er tirsdag 2. april 2024 kl. 15.00.\n"
        "Statsforvalteren i Nordland har ikke fått den ennå. Skriv og send den her:\n\n"
        f"https://rekom.example.no/behov/{report.pk}/\n\n"
        "Er den sendt i mellomtiden, kan dere se bort fra denne e-posten.\n"
    )


def test_who_has_not_begun_is_led_to_where_one_begins(cast, call):
    body = remind(call=call, partnership=cast.partnership, absolute=absolute).mail.body

    assert "\nhttps://rekom.example.no/behov/\n" in body


def test_a_later_deadline_that_the_office_has_given_is_the_one_that_is_told(cast, call):
    make_report(call=call, partnership=cast.partnership, may_send_until=at("2024-04-10 12:00"))

    body = remind(call=call, partnership=cast.partnership, absolute=absolute).mail.body

    assert "onsdag 10. april 2024 kl. 12.00" in body


def test_nobody_is_reminded_twice(cast, call):
    assert remind(call=call, partnership=cast.partnership, absolute=absolute)
    assert remind(call=call, partnership=cast.partnership, absolute=absolute) is None

    assert OutgoingMail.objects.count() == 1
    assert due("2024-03-22 07:00") == ["Salten"]


def test_the_database_refuses_a_second_reminder(cast, call):
    remind(call=call, partnership=cast.partnership, absolute=absolute)

    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(
            call=call, partnership=cast.partnership, mail=make_mail(office=cast.office)
        )


# --- the command ----------------------------------------------------------------------------------


@pytest.fixture
def closing_soon(cast):
    return make_call(office=cast.office, year=2024, closes_at=timezone.now() + timedelta(hours=3))


def test_a_dry_run_tells_and_stores_nothing(closing_soon):
    told = run("--dry-run").splitlines()

    assert told == [
        "Salten, Statsforvalteren i Nordland 2024",
        "Ytre Helgeland, Statsforvalteren i Nordland 2024",
        "Would be made: 2.",
    ]
    assert (OutgoingMail.objects.count(), Reminder.objects.count()) == (0, 0)


def test_the_command_can_be_repeated_and_sends_nothing_by_itself(cast, closing_soon, mailoutbox):
    make_partnership(office=cast.office, name="Ofoten")

    assert run().splitlines()[-1] == "Made, to be read before they go: 2."
    assert run().splitlines() == [
        "Ofoten, Statsforvalteren i Nordland 2024: has no coordinator to remind",
        "Made, to be read before they go: 0.",
    ]
    assert sorted(mail.to for mail in OutgoingMail.objects.held()) == [
        ["kari@example.no"],
        ["ola@example.no"],
    ]
    assert mailoutbox == []


def test_the_link_leads_to_the_site(closing_soon, settings):
    settings.SITE_URL = "https://rekom.example.no"

    run()

    assert all(
        "\nhttps://rekom.example.no/behov/" in mail.body for mail in OutgoingMail.objects.all()
    )
