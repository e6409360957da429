"""Each answers for its own part, for as long as that part is as it was."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from measures.choices import ConfirmationKind, PayeeKind
from measures.models import Confirmation, read_content
from measures.services import lifecycle
from measures.services.confirming import ConfirmationState, asked_for, confirm
from measures.services.errors import ChangedMeanwhile
from partnerships.choices import MembershipRole
from partnerships.services import ask_for_approval, new_key
from rekom.kit.errors import DomainError
from tests.builders import make_member, make_ready_report, make_university, university_of

AMOUNT, MEETING, APPROVAL = ConfirmationKind


@pytest.fixture
def report(cast):
    return make_ready_report(partnership=cast.partnership, by=cast.kari, measures=2)


def asked(report, kind):
    report.refresh_from_db()
    return next(each for each in asked_for(report, read_content(report)) if each.kind == kind)


def answer(report, kind, by, **fields):
    current = asked(report, kind)
    fields = {"university": current.university, "seen": current.mark} | fields
    return confirm(report=report, kind=kind, by=by, **fields)


def test_nothing_is_confirmed_to_begin_with(report):
    found = asked_for(report, read_content(report))

    assert [(each.kind, each.state) for each in found] == [
        (AMOUNT, ConfirmationState.NONE),
        (MEETING, ConfirmationState.NONE),
    ]


def test_a_university_confirms_its_amount_until_it_changes(cast, report):
    answer(report, AMOUNT, cast.una)
    assert asked(report, AMOUNT).state == ConfirmationState.HOLDS

    line = university_of(report).lines.first()
    line.unit_price_nok += 1
    line.save()

    fallen = asked(report, AMOUNT)
    assert fallen.state == ConfirmationState.FALLEN
    assert fallen.last.by == cast.una
    line.unit_price_nok -= 1
    line.save()
    assert asked(report, AMOUNT).state == ConfirmationState.HOLDS


def test_a_university_without_an_amount_is_not_asked_unless_it_had_one(cast, report):
    university_of(report).lines.update(unit_price_nok=0)
    kinds = [each.kind for each in asked_for(report, read_content(report))]
    assert kinds == [MEETING]

    university_of(report).lines.update(unit_price_nok=5)
    answer(report, AMOUNT, cast.una)
    university_of(report).lines.update(unit_price_nok=0)
    assert asked(report, AMOUNT).state == ConfirmationState.FALLEN


def test_the_owner_s_amount_is_not_the_university_s(cast, report):
    answer(report, AMOUNT, cast.una)

    report.payees.get(kind=PayeeKind.OWNER).lines.update(unit_price_nok=1)

    assert asked(report, AMOUNT).state == ConfirmationState.HOLDS


def test_a_university_refuses_with_a_reason_and_may_change_its_mind(cast, report):
    answer(report, AMOUNT, cast.una, refused_because="Vi har ikke folk.")
    assert asked(report, AMOUNT).state == ConfirmationState.REFUSED

    answer(report, AMOUNT, cast.una)
    assert asked(report, AMOUNT).state == ConfirmationState.HOLDS


def test_a_union_representative_confirms_the_meeting(cast, report):
    answer(report, MEETING, cast.tor)
    report.codetermination.participants.create(role="Verneombud", name="Nina")

    assert asked(report, MEETING).state == ConfirmationState.FALLEN


def test_what_has_changed_since_the_page_was_opened_is_not_confirmed(cast, report):
    seen = asked(report, AMOUNT).mark
    university_of(report).lines.update(unit_price_nok=7)

    with pytest.raises(ChangedMeanwhile):
        answer(report, AMOUNT, cast.una, seen=seen)


@pytest.mark.parametrize(
    ("kind", "name"),
    [(AMOUNT, name) for name in ("kari", "per", "tor", "ola", "siri")]
    + [(MEETING, name) for name in ("kari", "per", "una", "siri")],
)
def test_nobody_answers_for_another(cast, report, kind, name):
    with pytest.raises(PermissionDenied):
        answer(report, kind, getattr(cast, name))


def test_the_contact_of_another_university_does_not_answer(cast, report):
    other = make_member(
        cast.partnership,
        MembershipRole.UNIVERSITY_CONTACT,
        university=make_university(name="En annen høgskole"),
    )

    with pytest.raises(PermissionDenied):
        answer(report, AMOUNT, other)


def test_a_checked_report_is_not_confirmed_any_more(cast, report):
    lifecycle.submit_report(report=report, by=cast.kari, key=new_key())
    lifecycle.check_off_report(report=report, by=cast.siri, key=new_key())

    with pytest.raises(PermissionDenied):
        answer(report, AMOUNT, cast.una)


def test_a_confirmation_is_never_altered(cast, report):
    answer(report, AMOUNT, cast.una)

    with pytest.raises(IntegrityError), transaction.atomic():
        Confirmation.objects.update(covers="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Confirmation.objects.all().delete()


# --- the owner's approval ------------------------------------------------------------------------


@pytest.fixture
def approver(cast):
    """A second coordinator, in a partnership that asks for approval."""
    ask_for_approval(partnership=cast.partnership, needs_approval=True, by=cast.kari)
    return make_member(cast.partnership)


def test_a_report_is_sent_when_another_coordinator_has_approved_it_as_it_stands(
    cast, report, approver
):
    report.refresh_from_db()
    with pytest.raises(DomainError, match="oordina"):
        lifecycle.submit_report(report=report, by=cast.kari, key=new_key())

    answer(report, APPROVAL, approver)
    lifecycle.submit_report(report=report, by=cast.kari, key=new_key())

    report.refresh_from_db()
    assert report.status == "submitted"


def test_nobody_approves_what_they_send(cast, report, approver):
    answer(report, APPROVAL, cast.kari)

    with pytest.raises(DomainError):
        lifecycle.submit_report(report=report, by=cast.kari, key=new_key())
    lifecycle.submit_report(report=report, by=approver, key=new_key())


def test_an_approval_falls_away_when_a_word_changes(cast, report, approver):
    answer(report, APPROVAL, approver)
    report.measures.filter(number=1).update(title="En annen tittel")

    with pytest.raises(DomainError):
        lifecycle.submit_report(report=report, by=cast.kari, key=new_key())


def test_who_may_not_keep_the_people_does_not_decide_on_approval(cast):
    with pytest.raises(PermissionDenied):
        ask_for_approval(partnership=cast.partnership, needs_approval=True, by=cast.per)
