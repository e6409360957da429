from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from measures.choices import PayeeKind, ReportStatus, Section
from measures.content import OpeningBalance, Participant, UnitCounts
from measures.models import NeedsReport, read_content
from measures.services import writing
from measures.services.answers import scope_values
from measures.services.merging import WrittenByTwo, marks
from measures.services.writing import NewParty
from rekom.kit.errors import DomainError
from tests.builders import (
    make_line,
    make_measure,
    make_ready_report,
    make_report,
    make_university,
    university_of,
)

COUNTS = UnitCounts(14, 4, 13, 0, 1)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def report(cast):
    return make_report(partnership=cast.partnership, by=cast.kari)


def now(report):
    """As it is stored, whatever the object at hand remembers."""
    return read_content(NeedsReport.objects.get(pk=report.pk))


def parties(**changes):
    nothing = {
        "contact_names": {},
        "removed_partners": [],
        "removed_payees": [],
        "added": [],
        "no_private_owner_reason": "",
    }
    return nothing | changes


def test_counts_are_stored_and_the_report_tells_who_changed_it(cast, report):
    made = report.changed_at

    writing.save_scope(report=report, units=COUNTS, by=cast.kari)

    report.refresh_from_db()
    assert now(report).units == COUNTS
    assert (report.changed_by, report.changed_at > made) == (cast.kari, True)


@pytest.mark.parametrize("name", ["per", "una", "tor", "ola", "siri", "nils"])
def test_only_a_coordinator_writes(cast, report, name):
    with pytest.raises(PermissionDenied):
        writing.save_scope(report=report, units=COUNTS, by=getattr(cast, name))


@pytest.mark.parametrize("status", [ReportStatus.SUBMITTED, ReportStatus.CHECKED])
def test_nothing_is_written_in_what_is_sent(cast, status):
    report = make_report(partnership=cast.partnership, status=status)

    with pytest.raises(PermissionDenied):
        writing.save_scope(report=report, units=COUNTS, by=cast.kari)


def test_a_returned_report_is_open_where_the_office_asked(cast):
    report = make_report(
        partnership=cast.partnership,
        status=ReportStatus.RETURNED,
        open_sections=[Section.CODETERMINATION],
    )

    with pytest.raises(PermissionDenied):
        writing.save_scope(report=report, units=COUNTS, by=cast.kari)
    answers = replace(now(report).codetermination, discussed=True)
    writing.save_codetermination(report=report, answers=answers, by=cast.kari)

    assert now(report).codetermination.discussed is True


def test_two_who_write_in_different_fields_of_a_page_both_get_theirs(cast, report):
    seen = marks(scope_values(now(report).units))
    opened = now(report).units
    writing.save_scope(
        report=report, units=replace(opened, public_schools=13), by=cast.kari, seen=seen
    )
    writing.save_scope(
        report=report, units=replace(opened, private_schools=2), by=cast.kari, seen=seen
    )

    assert now(report).units == replace(opened, public_schools=13, private_schools=2)


def test_two_who_write_in_the_same_field_are_told_and_nothing_of_the_second_is_stored(cast, report):
    seen = marks(scope_values(now(report).units))
    writing.save_scope(report=report, units=COUNTS, by=cast.kari, seen=seen)
    changed = report.changed_at

    with pytest.raises(WrittenByTwo) as told:
        writing.save_scope(
            report=report, units=replace(COUNTS, private_schools=9), by=cast.kari, seen=seen
        )

    assert told.value.stored == {"private_schools": 0}
    assert (now(report).units, report.changed_at) == (COUNTS, changed)


def test_who_has_seen_both_may_write_over(cast, report):
    writing.save_scope(report=report, units=COUNTS, by=cast.kari)
    seen = marks(scope_values(COUNTS))

    mine = replace(COUNTS, private_schools=9)
    writing.save_scope(report=report, units=mine, by=cast.kari, seen=seen)

    assert now(report).units == mine


def test_contacts_and_earlier_money_are_stored_and_the_account_is_not(cast, report):
    content = now(report)
    typed = [
        replace(
            payee,
            contact_name="Ingrid Solbakk",
            contact_phone="40 00 00 01",
            bank_account="99990000006",
            opening_balances=(OpeningBalance("regional", 800_000),),
        )
        for payee in content.payees
    ]

    writing.save_contacts(report=report, payees=typed, by=cast.kari)

    assert now(report).payees == tuple(replace(payee, bank_account="") for payee in typed)


def test_parties_are_added_changed_and_removed(cast, report):
    leirfjord = now(report).partners[0]
    nord = make_university(name="Nord universitet")

    writing.save_parties(
        report=report,
        by=cast.kari,
        **parties(
            removed_partners=[leirfjord.key],
            added=[
                NewParty(PayeeKind.OWNER, "Naustet barnehage", contact_name="Kim Berg"),
                NewParty(PayeeKind.UNIVERSITY, nord.name, nord, receives_money=True),
            ],
            no_private_owner_reason="De svarte ikke.",
        ),
    )

    content = now(report)
    assert [(each.name, each.contact_name) for each in content.partners] == [
        ("Naustet barnehage", "Kim Berg")
    ]
    assert [payee.name for payee in content.universities] == [
        "Universitetet i Innlandet",
        "Nord universitet",
    ]
    assert content.no_private_owner_reason == "De svarte ikke."


def test_a_centre_is_added_under_its_university(cast, report):
    nord = make_university(name="Nord universitet")
    centre = make_university(name="Senteret", parent=nord, organisation_number=None)

    writing.save_parties(
        report=report,
        by=cast.kari,
        **parties(added=[NewParty(PayeeKind.UNIVERSITY, "Senteret", centre, receives_money=True)]),
    )

    added = now(report).universities[-1]
    assert (added.name, added.sub_unit) == ("Nord universitet", "Senteret")


def test_a_university_with_an_amount_is_not_removed(cast, report):
    university = university_of(report)
    make_line(make_measure(report), university, 100_000)

    with pytest.raises(DomainError, match="Universitetet i Innlandet has amounts in measure 1"):
        writing.save_parties(report=report, by=cast.kari, **parties(removed_payees=[university.pk]))

    assert university_of(report) == university


def test_the_lead_owner_is_never_removed(cast, report):
    owner = now(report).owner

    writing.save_parties(report=report, by=cast.kari, **parties(removed_payees=[owner.key]))

    assert now(report).owner == owner


def test_participants_are_stored_as_they_were_sent(cast):
    report = make_ready_report(partnership=cast.partnership)
    people = (Participant("Tillitsvalgt", "Anne Brekke", ""), Participant("Rektor", "Kim Berg", ""))
    answers = replace(now(report).codetermination, participants=people)

    writing.save_codetermination(report=report, answers=answers, by=cast.kari)

    assert now(report).codetermination == answers
