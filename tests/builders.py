"""Plain functions that make one thing each, with only what a test does not care about filled in."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone
from stdnum.no import orgnr

from measures.choices import (
    LineKind,
    MeasureKind,
    PayeeKind,
    Purpose,
    ReportStatus,
)
from measures.models import (
    Call,
    CodeterminationMeeting,
    CodeterminationParticipant,
    FundingLine,
    LongTermPlan,
    Measure,
    NeedsReport,
    ReportPartner,
    ReportPayee,
    TargetGroup,
)
from partnerships.choices import MembershipRole, OfficeRoleKind, OrganisationKind, WrittenForm
from partnerships.models import (
    CountyGovernor,
    Membership,
    Municipality,
    Network,
    NetworkMember,
    OfficeRole,
    Organisation,
    Partnership,
    Scheme,
    Unit,
    User,
)

_numbers = count(1)

SCHEMES = {
    "regional": (1, "Regional ordning (REKOM)", "Regional ordning"),
    "decentralised": (2, "Desentralisert ordning (DEKOM)", "Desentralisert ordning"),
    "inclusive_practice": (3, "Kompetanseløftet for inkluderende praksis", "Kompetanseløftet"),
}


def organisation_number(n: int) -> str:
    """An invented number of its own for each n; passes the check digit."""
    # Valid numbers are never more than 28 apart.
    first = 990_000_000 + 30 * n
    return next(str(number) for number in range(first, first + 30) if orgnr.is_valid(str(number)))


def make_scheme(code: str = "regional") -> Scheme:
    """One of the three; the same row when it is there already."""
    position, name, short_name = SCHEMES[code]
    scheme, _created = Scheme.objects.get_or_create(
        code=code,
        defaults={
            "position": position,
            "valid_from": date(2017, 1, 1),
            **{f"name_{form}": name for form in ("nb", "nn", "en")},
            **{f"short_name_{form}": short_name for form in ("nb", "nn", "en")},
        },
    )
    return scheme


def make_office(**fields) -> CountyGovernor:
    n = next(_numbers)
    fields.setdefault("name", f"Office {n}")
    fields.setdefault("organisation_number", organisation_number(n))
    fields.setdefault("written_form", WrittenForm.BOKMAL)
    return CountyGovernor.objects.create(**fields)


def make_organisation(**fields) -> Organisation:
    n = next(_numbers)
    fields.setdefault("name", f"Organisation {n}")
    fields.setdefault("kind", OrganisationKind.MUNICIPALITY)
    fields.setdefault("organisation_number", organisation_number(n))
    return Organisation.objects.create(**fields)


def make_university(**fields) -> Organisation:
    fields.setdefault("kind", OrganisationKind.UNIVERSITY)
    return make_organisation(**fields)


def make_municipality(*, office: CountyGovernor, **fields) -> Municipality:
    fields.setdefault("number", f"{next(_numbers):04}")
    fields.setdefault("name", f"Municipality {fields['number']}")
    fields.setdefault("official_name", fields["name"])
    fields["organisation"] = fields.get("organisation") or make_organisation(name=fields["name"])
    return Municipality.objects.create(county_governor=office, **fields)


def make_network(*, office: CountyGovernor, members: tuple[Organisation, ...] = (), **fields):
    fields.setdefault("name", f"Network {next(_numbers)}")
    network = Network.objects.create(county_governor=office, **fields)
    for organisation in members:
        NetworkMember.objects.create(network=network, organisation=organisation)
    return network


def make_partnership(
    *,
    office: CountyGovernor | None = None,
    universities: tuple[Organisation, ...] = (),
    owners: tuple[Organisation, ...] = (),
    **fields,
) -> Partnership:
    """Owners are those besides the lead owner."""
    fields.setdefault("name", f"Partnership {next(_numbers)}")
    fields["lead_owner"] = fields.get("lead_owner") or make_organisation()
    partnership = Partnership.objects.create(county_governor=office or make_office(), **fields)
    partnership.universities.set(universities)
    partnership.owners.set(owners)
    return partnership


def make_user(name: str = "", **fields) -> User:
    """A person without a usable password unless one is given; tests log in by force."""
    name = name or f"Person {next(_numbers)}"
    fields.setdefault("email", f"{name.lower().replace(' ', '.')}@example.no")
    return User.objects.create_user(name=name, **fields)


def make_member(
    partnership: Partnership,
    role: MembershipRole = MembershipRole.COORDINATOR,
    *,
    user: User | None = None,
    university: Organisation | None = None,
) -> User:
    user = user or make_user()
    Membership.objects.create(partnership=partnership, user=user, role=role, university=university)
    return user


def make_staff(
    office: CountyGovernor,
    role: OfficeRoleKind = OfficeRoleKind.CASE_WORKER,
    *,
    user: User | None = None,
    schemes: tuple[Scheme, ...] = (),
) -> User:
    """A person with a role at the county governor; a forum member is given the forum's schemes."""
    user = user or make_user()
    held = OfficeRole.objects.create(county_governor=office, user=user, role=role)
    held.schemes.set(schemes)
    return user


def make_unit(*, owner: Organisation, municipality: Municipality, **fields) -> Unit:
    fields.setdefault("name", f"Unit {next(_numbers)}")
    fields.setdefault("kind", "kindergarten")
    fields.setdefault("ownership", "public")
    return Unit.objects.create(owner=owner, municipality=municipality, **fields)


# --- what is needed ------------------------------------------------------------------------------

# A call that is open now and whose terms stay the same: tests never meet a New Year.
FIRST_TERM, LAST_TERM = "2024-spring", "2025-spring"

TARGET_GROUPS = (
    ("leaders", "Ledere i barnehage og skole"),
    ("all_staff", "Alle ansatte"),
    ("psychology_staff", "Ansatte i PP-tjenesten"),
)


def make_target_groups() -> list[TargetGroup]:
    """The same rows when they are there already."""
    return [
        TargetGroup.objects.get_or_create(
            code=code,
            defaults={"position": place} | {f"name_{form}": name for form in ("nb", "nn", "en")},
        )[0]
        for place, (code, name) in enumerate(TARGET_GROUPS, 1)
    ]


def make_plan(office: CountyGovernor, *titles: str) -> LongTermPlan:
    plan = LongTermPlan.objects.create(
        county_governor=office,
        title="Langsiktig plan 2023–2026",
        url="https://plan.example.no/",
        first_year=2023,
        last_year=2026,
    )
    for place, title in enumerate(titles or ("Laget rundt barnet",), 1):
        plan.items.create(number=f"3.{place}", title=title, position=place)
    return plan


def make_call(
    *,
    office: CountyGovernor | None = None,
    schemes: tuple[Scheme, ...] = (),
    own_contribution_schemes: tuple[Scheme, ...] = (),
    **fields,
) -> Call:
    """Open now, for all three schemes unless some are named. ``closes_at=`` in the past closes it."""
    now = timezone.now()
    fields.setdefault("year", 2024)
    fields.setdefault("opens_at", now - timedelta(days=90))
    fields.setdefault("closes_at", now + timedelta(days=11))
    fields.setdefault("first_term", FIRST_TERM)
    fields.setdefault("last_term", LAST_TERM)
    call = Call.objects.create(county_governor=office or make_office(), **fields)
    call.schemes.set(schemes or [make_scheme(code) for code in SCHEMES])
    call.own_contribution_schemes.set(own_contribution_schemes)
    return call


def make_report(
    *,
    call: Call | None = None,
    partnership: Partnership | None = None,
    by: User | None = None,
    **fields,
) -> NeedsReport:
    """As it stands when it has been begun: payees and further owners from the partnership.

    Any status but draft gets the receipt and the time it must have.
    """
    partnership = partnership or make_partnership()
    call = call or make_call(office=partnership.county_governor)
    now = timezone.now()
    by = by or make_user()
    fields = {
        "created_by": by,
        "created_at": now,
        "changed_by": by,
        "changed_at": now,
        "status": ReportStatus.DRAFT,
        **fields,
    }
    if fields["status"] not in (ReportStatus.DRAFT, ReportStatus.WITHDRAWN):
        fields.setdefault("submitted_at", now)
        fields.setdefault("receipt_number", f"{call.year}-{next(_numbers):05}")
    report = NeedsReport.objects.create(call=call, partnership=partnership, **fields)
    make_payee(report, partnership.lead_owner, PayeeKind.OWNER)
    for university in partnership.universities.all():
        make_payee(report, university)
    for owner in partnership.owners.all():
        ReportPartner.objects.create(
            report=report, kind=PayeeKind.OWNER, organisation=owner, name=owner.name
        )
    CodeterminationMeeting.objects.create(report=report)
    return report


def make_payee(
    report: NeedsReport, organisation: Organisation, kind: str = PayeeKind.UNIVERSITY, **fields
) -> ReportPayee:
    return ReportPayee.objects.create(report=report, organisation=organisation, kind=kind, **fields)


def owner_of(report: NeedsReport) -> ReportPayee:
    return report.payees.get(kind=PayeeKind.OWNER)


def university_of(report: NeedsReport) -> ReportPayee:
    return report.payees.filter(kind=PayeeKind.UNIVERSITY).first()


def make_measure(report: NeedsReport, **fields) -> Measure:
    """Next in number, in the call's first scheme; a title and nothing more."""
    fields.setdefault("number", report.measures.count() + 1)
    fields.setdefault("title", f"Measure {fields['number']}")
    fields["scheme"] = fields.get("scheme") or report.call.schemes.first()
    return Measure.objects.create(report=report, **fields)


def make_line(measure: Measure, payee: ReportPayee, unit_price_nok: int, **fields) -> FundingLine:
    fields.setdefault("text", "Samlinger")
    fields.setdefault("kind", LineKind.GRANT)
    return FundingLine.objects.create(
        measure=measure, payee=payee, unit_price_nok=unit_price_nok, **fields
    )


def make_ready_measure(
    report: NeedsReport, *, owner_nok: int = 50_000, university_nok: int = 100_000, **fields
) -> Measure:
    """With everything that must be answered before it is sent."""
    answers = {
        "kind": MeasureKind.COLLECTIVE,
        "purpose": Purpose.CARRYING_OUT,
        "anchoring": "Ledere og ansatte har meldt inn sine behov.",
        "collective_process": "Profesjonsfellesskapene undersøker egen praksis.",
        "teacher_education": "Erfaringene brukes i undervisningen.",
        "plan_anchoring": "Tiltaket bygger på målet om kompetanse tett på barna.",
        "owner_use": "Lokaler, servering og vikarer.",
        "university_use": "Faglig ansvar på samlinger.",
        "coordinator_needed": False,
        "terms": ["2024-autumn", "2025-spring"],
    }
    measure = make_measure(report, **{**answers, **fields})
    measure.target_groups.set(make_target_groups()[:1])
    if owner_nok:
        make_line(measure, owner_of(report), owner_nok)
    if university_nok and (university := university_of(report)):
        make_line(measure, university, university_nok)
    return measure


def make_ready_report(*, measures: int = 1, **fields) -> NeedsReport:
    """Nothing stands in the way of sending it; there is one university and one further owner."""
    if fields.get("partnership") is None:
        fields["partnership"] = make_partnership(
            universities=(make_university(),), owners=(make_organisation(),)
        )
    counts = {
        "municipal_kindergartens": 14,
        "private_kindergartens": 0,
        "public_schools": 13,
        "private_schools": 0,
        "educational_psychology_services": 1,
    }
    report = make_report(**{**counts, **fields})
    report.payees.update(
        contact_name="Ingrid Solbakk",
        contact_role="Koordinator",
        contact_phone="40 00 00 01",
        contact_email="ingrid.solbakk@example.no",
    )
    report.partners.update(contact_name="Jonas Mikalsen")
    meeting = report.codetermination
    meeting.discussed, meeting.held_on = True, date(2024, 1, 24)
    meeting.save()
    CodeterminationParticipant.objects.create(
        meeting=meeting, role="Hovedtillitsvalgt", name="Anne Brekke", union="Utdanningsforbundet"
    )
    for _number in range(measures):
        make_ready_measure(report)
    return report
