from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone, translation

from measures import permissions
from measures.choices import ReportKind, ReportStatus, Section
from measures.models import NeedsReport, read_content
from measures.rules import blocking
from measures.services import arrangement, lifecycle, measures, writing
from measures.services.supplementing import begin_supplement
from partnerships.services import new_key
from rekom.kit.errors import DomainError
from tests.builders import (
    make_call,
    make_later_call,
    make_line,
    make_ready_report,
    make_report,
    owner_of,
)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def call(cast):
    return make_call(office=cast.office)


@pytest.fixture
def report(cast, call):
    """Kari's ordinary report, checked while the call is still open."""
    report = make_ready_report(partnership=cast.partnership, call=call, by=cast.kari)
    report.measures.update(title="Språk i barnehagen")
    lifecycle.submit_report(report=report, by=cast.kari, key=new_key())
    lifecycle.check_off_report(report=report, by=cast.siri, key=new_key())
    report.refresh_from_db()
    return report


@pytest.fixture
def supplement(cast, call, report):
    return begin_supplement(measure=report.measures.get(), call=call, by=cast.kari)


def stops(report) -> list[str]:
    found = blocking(read_content(report), now=timezone.localtime())
    return [each.field.partition("-")[0] for each in found]


def test_it_carries_the_measure_and_the_parties_and_asks_only_for_what_is_new(report, supplement):
    content, before = read_content(supplement), read_content(report)

    assert [each.name for each in content.payees] == [each.name for each in before.payees]
    assert content.owner.contact_email == before.owner.contact_email
    assert [each.name for each in content.partners] == [each.name for each in before.partners]
    (measure,) = content.measures
    assert (measure.title, measure.scheme) == ("Språk i barnehagen", before.measures[0].scheme)
    assert (measure.lines, measure.anchoring, measure.terms) == ((), "", ())
    assert stops(supplement) == ["terms", "lines", "rationale"]


def test_it_names_the_measure_that_it_is_to(report, supplement):
    to = read_content(supplement).supplements

    assert (to.report, to.number, to.title) == (report.pk, 1, "Språk i barnehagen")
    assert to.receipt_number == report.receipt_number
    assert read_content(report).supplements is None


def test_with_terms_an_amount_and_a_reason_it_is_sent_and_counted_by_itself(cast, supplement):
    measure = supplement.measures.get()
    measure.terms, measure.rationale = ["2024-autumn"], "To barnehager til er med."
    measure.save()
    make_line(measure, owner_of(supplement), 25_000)

    lifecycle.submit_report(report=supplement, by=cast.kari, key=new_key())

    supplement.refresh_from_db()
    assert (supplement.status, supplement.sent_owner_nok) == (ReportStatus.SUBMITTED, 25_000)
    assert supplement.sent_content().is_supplementary


def test_the_rules_and_the_deadline_are_those_of_its_call(cast, report):
    later = make_later_call(cast.office)
    supplement = begin_supplement(measure=report.measures.get(), call=later, by=cast.kari)
    make_line(supplement.measures.get(), owner_of(supplement), 25_000)
    supplement.measures.update(terms=["2024-autumn"], rationale="Flere er med.")

    assert stops(supplement) == ["terms"]  # the later call covers other terms
    type(later).objects.filter(pk=later.pk).update(closes_at=timezone.now() - timedelta(hours=1))
    supplement.refresh_from_db()
    assert "" in stops(supplement)


def test_what_it_is_not_asked_cannot_be_written(cast, supplement):
    assert not permissions.can_write(cast.kari, supplement, Section.SCOPE)
    assert permissions.can_write(cast.kari, supplement, Section.CONTACTS)
    measure = supplement.measures.get()
    for act in (
        lambda: writing.save_scope(
            report=supplement, units=read_content(supplement).units, by=cast.kari
        ),
        lambda: measures.add_measure(
            report=supplement, scheme="regional", kind="collective", title="Ny", by=cast.kari
        ),
        lambda: measures.remove_measure(report=supplement, measure=measure, by=cast.kari),
        lambda: arrangement.copy_measure(report=supplement, measure=measure.pk, by=cast.kari),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_there_is_one_to_a_measure_in_a_call_unless_it_is_withdrawn(cast, call, report, supplement):
    measure = report.measures.get()
    with pytest.raises(DomainError):
        begin_supplement(measure=measure, call=call, by=cast.kari)
    with pytest.raises(IntegrityError):
        make_report(
            call=call,
            partnership=cast.partnership,
            kind=ReportKind.SUPPLEMENTARY,
            supplements=measure,
        )


def test_after_it_was_withdrawn_another_can_be_begun(cast, call, report, supplement):
    lifecycle.withdraw_report(report=supplement, by=cast.kari, reason="Feil tiltak.")

    again = begin_supplement(measure=report.measures.get(), call=call, by=cast.kari)

    assert again.pk != supplement.pk


def test_the_ordinary_report_is_one_still(cast, call, supplement):
    assert NeedsReport.objects.filter(kind=ReportKind.ORDINARY).count() == 1
    with pytest.raises(DomainError):
        lifecycle.begin_report(call=call, partnership=cast.partnership, by=cast.kari)


@pytest.mark.parametrize(
    ("status", "closed", "may"),
    [
        ("draft", False, False),
        ("submitted", False, False),  # it is taken back and corrected
        ("submitted", True, True),
        ("returned", True, False),
        ("checked", False, True),
        ("withdrawn", True, False),
    ],
)
def test_it_is_to_a_report_that_the_partnership_can_no_longer_correct(cast, status, closed, may):
    report = make_report(partnership=cast.partnership, status=status)
    closes_at = report.call.closes_at
    now = closes_at + timedelta(minutes=-1 + 2 * closed)

    assert permissions.can_supplement(cast.kari, report, now) is may


def test_only_a_coordinator_of_the_partnership_begins_it(cast, call, report):
    for person in (cast.una, cast.per, cast.siri, cast.ola):
        with pytest.raises(PermissionDenied):
            begin_supplement(measure=report.measures.get(), call=call, by=person)


def test_there_is_none_to_a_supplement(cast, call, supplement):
    NeedsReport.objects.filter(pk=supplement.pk).update(kind=ReportKind.SUPPLEMENTARY)
    with pytest.raises(PermissionDenied):
        begin_supplement(measure=supplement.measures.get(), call=call, by=cast.kari)
