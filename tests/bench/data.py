"""Reports to measure with: the demo, and many more beside it, written in bulk."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count

from django.utils import timezone

from measures import services
from measures.choices import PayeeKind, Purpose, ReportKind, ReportStatus
from measures.models import (
    Call,
    CodeterminationMeeting,
    FundingLine,
    Measure,
    NeedsReport,
    ReportPayee,
    Transition,
)
from measures.services.summing import SUM_FIELDS
from partnerships.choices import MembershipRole, OrganisationKind
from partnerships.models import (
    CountyGovernor,
    Membership,
    Organisation,
    Partnership,
    PartnershipUniversity,
    Scheme,
    User,
)
from rekom.demo import nordland
from tests.builders import organisation_number

BATCH = 500
NAME = "Nettverk"  # what each partnership of ours is called first
MEASURES, LINES = 3, 3  # of a report, of a measure
STATUSES = [
    ReportStatus.SUBMITTED,
    ReportStatus.CHECKED,
    ReportStatus.SUBMITTED,
    ReportStatus.DRAFT,
    ReportStatus.RETURNED,
]
TEXT = (
    "Vi har undersøkt praksis i barnehagene og skolene sammen med universitetet, og vil arbeide"
    " videre i profesjonsfellesskapene med å oppdage tidlig og handle samlet rundt det enkelte barn."
) * 3
_numbers = count(1)


def open_call() -> Call:
    """The call of the demo in which the bench's reports are written."""
    return Call.objects.filter(county_governor__organisation_number=nordland.OFFICE).first()


def own_report() -> NeedsReport:
    """Ytre Helgeland's of the open call."""
    return NeedsReport.objects.get(call=open_call(), partnership__name="Ytre Helgeland")


def write_own_report() -> NeedsReport:
    """Ytre Helgeland's seven measures once more, as an open draft of coordinator@example.no."""
    report = services.begin_report(
        call=open_call(),
        partnership=Partnership.objects.get(name="Ytre Helgeland"),
        by=User.objects.get(email="coordinator@example.no"),
    )
    nordland.write_report(report)
    return report


def add_reports(calls: list[Call], each: int) -> None:
    """``each`` partnerships with a report in every one of an office's calls."""
    offices = {call.county_governor for call in calls}
    for office in offices:
        own = [call for call in calls if call.county_governor == office]
        for start in range(0, each, BATCH):
            partnerships = _partnerships(office, min(BATCH, each - start))
            for call in own:
                _reports(call, [(partnership, None) for partnership in partnerships])


def calls_of_ten_years() -> list[Call]:
    """A call in each of ten years at each of the ten offices, all closed."""
    now, schemes = timezone.now(), Scheme.objects.all()
    calls = [
        Call(
            county_governor=office,
            year=year,
            opens_at=now - timedelta(days=90),
            closes_at=now - timedelta(days=1),
            first_term=f"{year}-spring",
            last_term=f"{year + 1}-spring",
        )
        for office in CountyGovernor.objects.all()
        for year in range(2010, 2020)
    ]
    for call in Call.objects.bulk_create(calls):
        call.schemes.set(schemes)
    return calls


def add_member_of(reports: int) -> None:
    """A coordinator in the partnerships of so many reports, for the list of own reports."""
    person = User.objects.create_user("many@example.no", name="Mange Partnerskap")
    own = NeedsReport.objects.filter(partnership__name__startswith=NAME)
    partnerships = own.order_by("partnership", "pk").values_list("partnership", flat=True)
    Membership.objects.bulk_create(
        Membership(user=person, partnership_id=pk, role=MembershipRole.COORDINATOR)
        for pk in set(partnerships[:reports])
    )


def _partnerships(office: CountyGovernor, amount: int) -> list[Partnership]:
    universities = list(Organisation.objects.universities().filter(parent=None))
    numbers = [next(_numbers) for _one in range(amount)]
    owners = Organisation.objects.bulk_create(
        Organisation(
            name=f"Kommune {n:05}",
            kind=OrganisationKind.MUNICIPALITY,
            organisation_number=organisation_number(n),
        )
        for n in numbers
    )
    partnerships = Partnership.objects.bulk_create(
        Partnership(county_governor=office, name=f"{NAME} {n:05}", lead_owner=owner)
        for n, owner in zip(numbers, owners, strict=True)
    )
    PartnershipUniversity.objects.bulk_create(
        PartnershipUniversity(
            partnership=partnership, organisation=universities[n % len(universities)]
        )
        for n, partnership in zip(numbers, partnerships, strict=True)
    )
    people = User.objects.bulk_create(
        User(email=f"person{n}@example.no", name=f"Person Etternavn {n}") for n in numbers
    )
    Membership.objects.bulk_create(
        Membership(user=person, partnership=partnership, role=MembershipRole.COORDINATOR)
        for person, partnership in zip(people, partnerships, strict=True)
    )
    return partnerships


def add_supplements(call: Call) -> None:
    """More is asked for to the first measure of every tenth of the reports."""
    own = Measure.objects.filter(report__call=call, report__partnership__name__startswith=NAME)
    measures = list(own.filter(number=1).select_related("report__partnership").order_by("report"))
    of_partnerships = [(each.report.partnership, each) for each in measures[::10]]
    for start in range(0, len(of_partnerships), BATCH):
        _reports(call, of_partnerships[start : start + BATCH])


def _reports(call: Call, asked_by: list[tuple[Partnership, Measure | None]]) -> None:
    """Of each partnership a report, or more to the measure."""
    people = dict(
        Membership.objects.filter(
            partnership__in=[each for each, _measure in asked_by]
        ).values_list("partnership", "user")
    )
    case_worker = User.objects.get(email="caseworker@example.no")
    reports = NeedsReport.objects.bulk_create(
        _report(call, partnership, place, people[partnership.pk], case_worker, supplements)
        for place, (partnership, supplements) in enumerate(asked_by)
    )
    CodeterminationMeeting.objects.bulk_create(
        CodeterminationMeeting(report=report, discussed=True) for report in reports
    )
    Transition.objects.bulk_create(
        Transition(
            report=report,
            to_status=ReportStatus.SUBMITTED if report.submitted_at else ReportStatus.DRAFT,
            by_id=report.created_by_id,
            at=report.changed_at,
            warnings=["R-28"] if place % 4 == 0 else [],
        )
        for place, report in enumerate(reports)
    )
    payees = ReportPayee.objects.bulk_create(_payees(reports))
    of_report: dict[int, list[ReportPayee]] = {}
    for payee in payees:
        of_report.setdefault(payee.report_id, []).append(payee)
    measures = Measure.objects.bulk_create(_measures(call, reports))
    lines = FundingLine.objects.bulk_create(
        FundingLine(
            measure=measure,
            payee=of_report[measure.report_id][line % 2],
            text="Samlinger og veiledning",
            quantity=1 + line,
            unit_price_nok=25_000,
        )
        for measure in measures
        for line in range(LINES)
    )
    _sum_up(reports, measures, lines)


def _sum_up(reports: list[NeedsReport], measures: list[Measure], lines: list[FundingLine]) -> None:
    """What sending does with one report."""
    asked = {report.pk: {PayeeKind.OWNER: 0, PayeeKind.UNIVERSITY: 0} for report in reports}
    for line in lines:
        asked[line.payee.report_id][line.payee.kind] += line.amount_nok
    sent = [report for report in reports if report.submitted_at]
    for report in sent:
        report.sent_owner_nok = asked[report.pk][PayeeKind.OWNER]
        report.sent_university_nok = asked[report.pk][PayeeKind.UNIVERSITY]
        report.sent_measures = MEASURES
    NeedsReport.objects.bulk_update(sent, SUM_FIELDS)
    through, keys = NeedsReport.sent_schemes.through, {report.pk for report in sent}
    pairs = {(each.report_id, each.scheme_id) for each in measures if each.report_id in keys}
    through.objects.bulk_create(
        through(needsreport_id=report, scheme_id=scheme) for report, scheme in sorted(pairs)
    )


def _report(
    call: Call,
    partnership: Partnership,
    place: int,
    person: int,
    case_worker: User,
    supplements: Measure | None,
) -> NeedsReport:
    """A third have a case worker, and a seventh a deadline of their own that has passed."""
    now = timezone.now()
    status = STATUSES[place % len(STATUSES)]
    sent = status != ReportStatus.DRAFT
    number = f"{call.pk}-{partnership.pk}"
    return NeedsReport(
        call=call,
        partnership=partnership,
        kind=ReportKind.SUPPLEMENTARY if supplements else ReportKind.ORDINARY,
        supplements=supplements,
        status=status,
        case_worker=case_worker if place % 3 == 0 else None,
        may_send_until=now - timedelta(days=1) if place % 7 == 0 else None,
        created_by_id=person,
        created_at=now,
        changed_by_id=person,
        changed_at=now,
        submitted_at=now if sent else None,
        receipt_number=(f"{number}t" if supplements else number) if sent else None,
        municipal_kindergartens=14,
        private_kindergartens=3,
        public_schools=9,
        private_schools=0,
        educational_psychology_services=1,
        **dict.fromkeys(SUM_FIELDS, 0 if sent else None),
    )


def _payees(reports: list[NeedsReport]) -> Iterator[ReportPayee]:
    served = dict(
        PartnershipUniversity.objects.filter(
            partnership__in=[report.partnership_id for report in reports]
        ).values_list("partnership", "organisation")
    )
    for report in reports:
        for kind, organisation in (
            (PayeeKind.OWNER, report.partnership.lead_owner_id),
            (PayeeKind.UNIVERSITY, served[report.partnership_id]),
        ):
            yield ReportPayee(
                report=report,
                kind=kind,
                organisation_id=organisation,
                contact_name="Ingrid Solbakk",
                contact_phone="40 00 00 01",
                contact_email="ingrid.solbakk@example.no",
            )


def _measures(call: Call, reports: list[NeedsReport]) -> Iterator[Measure]:
    schemes = list(call.schemes.all())
    for report in reports:
        for number in range(1, MEASURES + 1):
            yield Measure(
                report=report,
                scheme=schemes[number % len(schemes)],
                number=number,
                title=f"Tiltak {number}",
                purpose=Purpose.CARRYING_OUT,
                anchoring=TEXT,
                collective_process=TEXT,
                teacher_education=TEXT,
                plan_anchoring=TEXT,
                owner_use=TEXT,
                terms=[call.first_term],
            )
