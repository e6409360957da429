from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation

from measures.choices import ReportStatus, Section
from measures.models import NeedsReport, SentVersion, Transition, read_content
from measures.services import lifecycle
from partnerships.services import new_key
from rekom.kit.errors import DomainError
from tests.builders import make_call, make_ready_report, make_report


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def call(cast):
    return make_call(office=cast.office)


@pytest.fixture
def ready(cast, call):
    """A report of Kari's partnership with nothing in the way of sending it."""
    return make_ready_report(call=call, partnership=cast.partnership, by=cast.kari)


@pytest.fixture
def sent(cast, ready):
    return lifecycle.submit_report(report=ready, by=cast.kari, key=new_key())


def give_back(report, by, **changes):
    terms = {
        "reason": "Skriv hvem som har deltatt.",
        "until": timezone.now() + timedelta(days=7),
        "key": new_key(),
    }
    return lifecycle.return_report(report=report, by=by, **{**terms, **changes})


def test_a_report_begins_with_payees_and_owners_of_the_partnership(cast, call):
    report = lifecycle.begin_report(call=call, partnership=cast.partnership, by=cast.kari)

    content = read_content(report)
    assert [payee.name for payee in content.payees] == [
        "Alstahaug kommune",
        "Universitetet i Innlandet",
    ]
    assert [partner.name for partner in content.partners] == ["Leirfjord kommune"]
    assert [(t.from_status, t.to_status) for t in report.transitions.all()] == [("", "draft")]


def test_a_partnership_begins_one_report_in_a_call(cast, call):
    lifecycle.begin_report(call=call, partnership=cast.partnership, by=cast.kari)

    with pytest.raises(DomainError, match="has begun"):
        lifecycle.begin_report(call=call, partnership=cast.partnership, by=cast.kari)

    assert NeedsReport.objects.count() == 1


@pytest.mark.parametrize("name", ["per", "una", "ola", "arne", "anne", "nils"])
def test_only_coordinators_and_case_workers_begin(cast, call, name):
    with pytest.raises(PermissionDenied):
        lifecycle.begin_report(call=call, partnership=cast.partnership, by=getattr(cast, name))


def test_what_is_sent_is_frozen(cast, ready):
    sent = lifecycle.submit_report(report=ready, by=cast.kari, key=new_key())
    cast.lead_owner.name = "Et nytt navn"
    cast.lead_owner.save()

    version = SentVersion.objects.get(report=sent).read()

    assert sent.status == ReportStatus.SUBMITTED
    assert version.owner.name == "Alstahaug kommune"
    assert version.receipt_number == sent.receipt_number
    assert version.submitted_by == "Kari"
    assert read_content(sent).owner.name == "Et nytt navn"


def test_the_account_stands_with_the_payee_as_it_was_when_sent(cast, ready):
    cast.lead_owner.bank_account = "12345678903"
    cast.lead_owner.save()

    lifecycle.submit_report(report=ready, by=cast.kari, key=new_key())
    cast.lead_owner.bank_account = ""
    cast.lead_owner.save()

    assert ready.payees.get(kind="owner").bank_account == "12345678903"
    assert ready.versions.get().read().owner.bank_account == "12345678903"


def test_a_double_click_sends_once(cast, ready):
    key = new_key()

    first = lifecycle.submit_report(report=ready, by=cast.kari, key=key)
    second = lifecycle.submit_report(report=ready, by=cast.kari, key=key)

    assert first.receipt_number == second.receipt_number
    assert SentVersion.objects.count() == 1
    assert Transition.objects.filter(to_status="submitted").count() == 1


def test_what_stands_in_the_way_is_told_and_nothing_is_sent(cast, call):
    empty = make_report(call=call, partnership=cast.partnership, by=cast.kari)

    with pytest.raises(lifecycle.NotReady) as refusal:
        lifecycle.submit_report(report=empty, by=cast.kari, key=new_key())

    empty.refresh_from_db()
    assert empty.status == ReportStatus.DRAFT
    assert {problem.rule for problem in refusal.value.problems} >= {"R-18", "R-25"}
    assert SentVersion.objects.count() == 0


def test_a_refused_attempt_can_be_made_again_with_the_same_key(cast, ready):
    key = new_key()
    NeedsReport.objects.filter(pk=ready.pk).update(public_schools=None)
    with pytest.raises(lifecycle.NotReady):
        lifecycle.submit_report(report=ready, by=cast.kari, key=key)
    NeedsReport.objects.filter(pk=ready.pk).update(public_schools=13)

    assert lifecycle.submit_report(report=ready, by=cast.kari, key=key).status == "submitted"


def test_nobody_sends_what_a_colleague_has_changed_meanwhile(cast, ready):
    seen = lifecycle.digest(read_content(ready))
    ready.measures.update(title="En annen tittel")

    with pytest.raises(lifecycle.ChangedMeanwhile):
        lifecycle.submit_report(report=ready, by=cast.kari, key=new_key(), seen=seen)

    now_seen = lifecycle.digest(read_content(ready))
    sent = lifecycle.submit_report(report=ready, by=cast.kari, key=new_key(), seen=now_seen)
    assert sent.status == ReportStatus.SUBMITTED


def test_the_warnings_it_was_sent_with_are_kept(cast, ready):
    ready.measures.update(coordinator_needed=True, coordinator_reason="Se over")

    sent = lifecycle.submit_report(report=ready, by=cast.kari, key=new_key())

    assert "R-19" in sent.transitions.get(to_status="submitted").warnings


def test_it_is_taken_back_before_the_deadline_and_not_after(cast, sent, call):
    lifecycle.take_back_report(report=sent, by=cast.kari)
    sent.refresh_from_db()
    assert sent.status == ReportStatus.DRAFT

    again = lifecycle.submit_report(report=sent, by=cast.kari, key=new_key())
    call.closes_at = timezone.now() - timedelta(minutes=1)
    call.save()
    with pytest.raises(PermissionDenied):
        lifecycle.take_back_report(report=again, by=cast.kari)
    assert [version.number for version in again.versions.all()] == [2, 1]


def test_after_the_deadline_a_report_is_sent_only_with_permission(cast, ready, call):
    call.closes_at = timezone.now() - timedelta(minutes=1)
    call.save()
    with pytest.raises(lifecycle.NotReady) as refusal:
        lifecycle.submit_report(report=ready, by=cast.kari, key=new_key())
    assert [problem.rule for problem in refusal.value.problems] == ["R-32"]

    lifecycle.permit_late(
        report=ready, by=cast.siri, until=timezone.now() + timedelta(days=1), reason="Sykdom"
    )

    assert lifecycle.submit_report(report=ready, by=cast.kari, key=new_key()).status == "submitted"


def test_a_returned_report_has_a_deadline_of_its_own(cast, sent, call):
    call.closes_at = timezone.now() - timedelta(minutes=1)
    call.save()

    returned = give_back(sent, cast.siri, sections=[Section.CODETERMINATION])

    assert returned.status == ReportStatus.RETURNED
    assert returned.open_sections == ["codetermination"]
    again = lifecycle.submit_report(report=returned, by=cast.kari, key=new_key())
    assert (again.status, again.open_sections) == ("submitted", [])
    assert again.receipt_number == sent.receipt_number


def test_a_check_is_undone_with_a_reason(cast, sent):
    checked = lifecycle.check_off_report(report=sent, by=cast.siri, key=new_key())
    assert checked.status == ReportStatus.CHECKED

    returned = give_back(checked, cast.siri, reason="Beløpene må ses på igjen.")

    assert returned.status == ReportStatus.RETURNED
    assert returned.transitions.first().reason == "Beløpene må ses på igjen."


def test_the_second_of_two_case_workers_is_told_who_was_first(cast, sent):
    lifecycle.check_off_report(report=sent, by=cast.siri, key=new_key())

    with pytest.raises(DomainError, match="Siri has done this first"):
        lifecycle.check_off_report(report=sent, by=cast.siri, key=new_key())

    assert Transition.objects.filter(to_status="checked").count() == 1


@pytest.mark.parametrize(
    "name", ["kari", "per", "una", "ola", "arne", "liv", "frida", "anne", "nils"]
)
def test_only_the_case_worker_of_the_office_controls(cast, sent, name):
    person = getattr(cast, name)
    with pytest.raises(PermissionDenied):
        lifecycle.check_off_report(report=sent, by=person, key=new_key())
    with pytest.raises(PermissionDenied):
        give_back(sent, person)


def test_the_office_registers_what_came_by_email(cast, call):
    report = lifecycle.begin_report(
        call=call, partnership=cast.partnership, by=cast.siri, on_behalf="E-post 30. januar"
    )

    assert report.on_behalf == "E-post 30. januar"
    assert report.transitions.get().reason == "E-post 30. januar"


def test_a_withdrawn_report_leaves_room_for_a_new_one(cast, sent, call):
    lifecycle.withdraw_report(report=sent, by=cast.kari, reason="Vi slår oss sammen med Salten.")

    again = lifecycle.begin_report(call=call, partnership=cast.partnership, by=cast.kari)

    assert again.pk != sent.pk


@pytest.mark.parametrize(
    ("written_form", "words"),
    [("nb", "er returnert"), ("nn", "Kva som skal rettast")],
)
def test_the_coordinators_are_told_of_a_return_with_its_deadline_and_sections(
    cast, sent, mailoutbox, django_capture_on_commit_callbacks, written_form, words
):
    owner = sent.partnership.lead_owner
    owner.written_form = written_form
    owner.save(update_fields=["written_form"])
    until = timezone.make_aware(datetime(2030, 3, 1, 12))

    with django_capture_on_commit_callbacks(execute=True):
        give_back(sent, cast.siri, until=until, sections=[Section.PARTIES])

    [letter] = mailoutbox
    assert letter.to == [cast.kari.email]
    text = f"{letter.subject}\n{letter.body}"
    assert words in text
    assert "Skriv hvem som har deltatt." in text
    assert "1. mars" in text
    with translation.override(written_form):
        assert str(Section.PARTIES.label) in text


def test_a_return_that_is_pressed_twice_sends_one_letter(
    cast, sent, mailoutbox, django_capture_on_commit_callbacks
):
    key = new_key()
    with django_capture_on_commit_callbacks(execute=True):
        give_back(sent, cast.siri, key=key)
        give_back(sent, cast.siri, key=key)

    assert len(mailoutbox) == 1
