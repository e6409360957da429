"""Plain functions that make one thing each, with only what a test does not care about filled in."""

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import count, cycle

from django.utils import timezone
from stdnum.no import orgnr

from allocation.choices import (
    DivisionStatus,
    ItemKind,
    LedgerKind,
    MeetingStatus,
    MinutesStatus,
    PostKind,
    Rounding,
    SeatKind,
)
from allocation.models import (
    AgendaItem,
    Basis,
    BasisRow,
    Division,
    DivisionLine,
    Document,
    Forum,
    ForumSeat,
    Frame,
    LedgerEntry,
    Meeting,
    Minutes,
    Post,
)
from allocation.rules.division import divide
from measures.choices import (
    LineKind,
    MeasureKind,
    PayeeKind,
    Purpose,
    ReportStatus,
    Section,
)
from measures.models import (
    Call,
    CodeterminationMeeting,
    CodeterminationParticipant,
    Comment,
    FundingLine,
    LongTermPlan,
    Measure,
    NeedsReport,
    ReportPartner,
    ReportPayee,
    TargetGroup,
    read_content,
)
from measures.services.criteria import set_out_criteria
from measures.services.summing import SUM_FIELDS, keep_sums
from partnerships.choices import MembershipRole, OfficeRoleKind, OrganisationKind, WrittenForm
from partnerships.models import (
    CountyGovernor,
    Membership,
    Municipality,
    Network,
    NetworkMember,
    OfficeRole,
    Organisation,
    OutgoingMail,
    Partnership,
    Scheme,
    Unit,
    User,
)

_numbers = count(1)
_municipality_numbers = cycle(range(1, 10_000))  # of four digits, however many tests there are

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
    fields.setdefault("number", f"{next(_municipality_numbers):04}")
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


def make_mail(*, office: CountyGovernor | None = None, **fields) -> OutgoingMail:
    """A letter that is to be sent. ``is_held=True`` lets it wait to be read."""
    fields.setdefault("to", ["kari@example.no"])
    fields.setdefault("subject", "Subject")
    fields.setdefault("body", "Text")
    fields.setdefault("created_at", timezone.now())
    return OutgoingMail.objects.create(county_governor=office, **fields)


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
    set_out_criteria(call=call)
    return call


def make_later_call(office: CountyGovernor) -> Call:
    """Of another year, and open now."""
    now = timezone.now()
    return make_call(
        office=office,
        year=2031,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=9),
        first_term="2031-spring",
        last_term="2032-spring",
    )


def make_report(
    *,
    call: Call | None = None,
    partnership: Partnership | None = None,
    by: User | None = None,
    **fields,
) -> NeedsReport:
    """As it stands when it has been begun: payees and further owners from the partnership.

    Any status but draft gets the receipt, the time and the sums it must have; ``sum_up`` gives the
    sums of what has been written in it since.
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
        for name in SUM_FIELDS:
            fields.setdefault(name, 0)
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


def sum_up(report: NeedsReport) -> NeedsReport:
    """As if what stands in it now was what was sent last."""
    keep_sums(report, read_content(report))
    report.save(update_fields=SUM_FIELDS)
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


def make_comment(
    report: NeedsReport, *, by: User | None = None, released_to: Sequence[str] = (), **fields
) -> Comment:
    """On the measures, internal unless it is released to an audience."""
    by, now = by or make_user(), timezone.now()
    fields.setdefault("section", Section.MEASURES)
    fields.setdefault("text", "A comment")
    for audience in released_to:
        fields |= {f"{audience}_by": by, f"{audience}_at": now}
    return Comment.objects.create(report=report, by=by, at=now, **fields)


# --- how much -------------------------------------------------------------------------------------

# The table of 2022: what each network brings, and its amount when each cell is rounded on its own.
NETWORKS_2022 = [
    ("Midtre Namdal", 3, "228.1", 483_118),
    ("Indre Namdal", 5, "78.4", 287_082),
    ("Ytre Namdal", 2, "145.6", 310_976),
    ("Innherred", 3, "405.8", 788_218),
    ("LevangerVerdal", 2, "460.8", 852_155),
    ("Værnes", 5, "427.6", 886_637),
    ("TrondheimMalvik", 2, "2903.5", 5_046_121),
    ("Gauldal", 6, "515.3", 1_067_707),
    ("Trøndelag Sørvest", 6, "591.1", 1_197_851),
    ("Fosen", 4, "318.1", 668_137),
]
POT_2022 = 11_588_000


def make_frame(*, call: Call | None = None, scheme: Scheme | None = None, **fields) -> Frame:
    fields.setdefault("amount_nok", 17_873_000)
    return Frame.objects.create(
        call=call or make_call(), scheme=scheme or make_scheme("regional"), **fields
    )


def make_post(*, frame: Frame | None = None, **fields) -> Post:
    """The collective pot of 2022, unless said otherwise."""
    frame = frame or make_frame()
    fields.setdefault("kind", PostKind.COLLECTIVE)
    fields.setdefault("title", "Kollektive tiltak")
    fields.setdefault("amount_nok", POT_2022)
    fields.setdefault("position", frame.posts.count() + 1)
    return Post.objects.create(frame=frame, **fields)


def make_basis(
    *,
    office: CountyGovernor | None = None,
    figures: Sequence[tuple] = NETWORKS_2022,
    by: User | None = None,
    **fields,
) -> Basis:
    """``figures``: name, municipalities, FTE and whatever. A network that is missing is made."""
    office = office or make_office()
    fields.setdefault("title", f"Basil per 15.12.2021, {next(_numbers)}")
    fields.setdefault("source", "Basil")
    fields.setdefault("figures_on", date(2021, 12, 15))
    fields.setdefault("file_name", "basis.xlsx")
    fields.setdefault("sha256", "0" * 64)
    basis = Basis.objects.create(
        county_governor=office,
        imported_by=by or make_user(),
        imported_at=timezone.now(),
        **fields,
    )
    for position, (name, municipalities, fte, *_rest) in enumerate(figures, 1):
        network, _created = Network.objects.get_or_create(county_governor=office, name=name)
        BasisRow.objects.create(
            basis=basis,
            position=position,
            network=network,
            name=name,
            municipalities=municipalities,
            fte=Decimal(fte),
        )
    return basis


def make_division(
    *,
    post: Post | None = None,
    basis: Basis | None = None,
    flat_percent: str | int = 10,
    rounding: str = Rounding.EXACT,
    by: User | None = None,
    adopted_by: User | None = None,
    status: str = DivisionStatus.DRAFT,
    **fields,
) -> Division:
    """The next version of the post, with its lines. What is in force gets somebody who adopted it.

    As in life it begins as a draft, and is brought to its status from there.
    """
    post = post or make_post()
    basis = basis or make_basis(office=post.frame.call.county_governor)
    networks = {row.network.name: row.network for row in basis.rows.select_related("network")}
    divided = divide(
        post.amount_nok,
        basis.figures(),
        flat_percent=Decimal(flat_percent),
        rounding=Rounding(rounding),
    )
    if status in (DivisionStatus.IN_FORCE, DivisionStatus.SUPERSEDED):
        adopted_by = adopted_by or make_user()
    fields.setdefault("version", post.divisions.count() + 1)
    division = Division.objects.create(
        post=post,
        basis=basis,
        pot_nok=divided.pot_nok,
        flat_percent=divided.flat_percent,
        flat_pot_nok=divided.flat_pot_nok,
        rounding=divided.rounding,
        parts_exact=divided.parts_exact,
        made_by=by or make_user(),
        made_at=timezone.now(),
        **fields,
    )
    for position, line in enumerate(divided.lines, 1):
        DivisionLine.objects.create(
            division=division,
            network=networks[line.network],
            position=position,
            name=line.network,
            municipalities=line.municipalities,
            fte=line.fte,
            flat_nok=line.flat_nok,
            fte_nok=line.fte_nok,
            amount_nok=line.amount_nok,
        )
    row = Division.objects.filter(pk=division.pk)
    if adopted_by:
        row.update(status=DivisionStatus.RECOMMENDED)
        row.update(status=status, adopted_by=adopted_by, adopted_at=timezone.now())
    else:
        row.update(status=status)
    division.refresh_from_db()
    return division


def make_entry(*, frame: Frame, network=None, organisation=None, **fields) -> LedgerEntry:
    fields.setdefault("kind", LedgerKind.PLANNED_DRAW)
    return LedgerEntry.objects.create(
        frame=frame, network=network, organisation=organisation, **fields
    )


def make_forum(
    *, office: CountyGovernor | None = None, schemes: tuple[Scheme, ...] = (), **fields
) -> Forum:
    """For the regional scheme, unless some are named."""
    fields.setdefault("name", f"Samarbeidsforum {next(_numbers)}")
    forum = Forum.objects.create(county_governor=office or make_office(), **fields)
    forum.schemes.set(schemes or [make_scheme("regional")])
    return forum


def make_seat(forum: Forum, *, user: User | None = None, **fields) -> ForumSeat:
    fields.setdefault("name", user.name if user else f"Member {next(_numbers)}")
    fields.setdefault("kind", SeatKind.PUBLIC_OWNER)
    fields.setdefault("position", forum.seats.count() + 1)
    return ForumSeat.objects.create(forum=forum, user=user, **fields)


def make_meeting(*, forum: Forum | None = None, call: Call | None = None, **fields) -> Meeting:
    """Planned for next week; one that is held was last week."""
    forum = forum or make_forum()
    held = fields.get("status") == MeetingStatus.HELD
    starts_at = timezone.now() + timedelta(days=-7 if held else 7)
    fields.setdefault("starts_at", starts_at)
    fields.setdefault("ends_at", fields["starts_at"] + timedelta(hours=6))
    fields.setdefault("title", "Samarbeidsforum")
    return Meeting.objects.create(
        forum=forum, call=call or make_call(office=forum.county_governor), **fields
    )


def make_item(meeting: Meeting, **fields) -> AgendaItem:
    """The next number of the forum's year, an item for recommendation."""
    fields.setdefault("year", meeting.starts_at.year)
    items = AgendaItem.objects.filter(forum=meeting.forum, year=fields["year"])
    fields.setdefault("number", items.count() + 1)
    fields.setdefault("kind", ItemKind.RECOMMENDATION)
    fields.setdefault("title", "Innstilling")
    return AgendaItem.objects.create(meeting=meeting, forum=meeting.forum, **fields)


def make_minutes(*, meeting: Meeting, by: User | None = None, **fields) -> Minutes:
    """Approved ones get an approver and a content."""
    if fields.get("status") == MinutesStatus.APPROVED:
        fields.setdefault("approved_by", make_user())
        fields.setdefault("approved_at", timezone.now())
        fields.setdefault("content", {})
    return Minutes.objects.create(meeting=meeting, written_by=by or make_user(), **fields)


def make_document(**fields) -> Document:
    """Of a sent_version=, a division= or minutes=; the bytes are no paper."""
    content = fields.setdefault("content", b"%PDF-1.7 not much of one")
    fields.setdefault("sha256", hashlib.sha256(content).hexdigest())
    fields.setdefault("language", "nb")
    fields.setdefault("title", "Paper")
    return Document.objects.create(created_at=timezone.now(), **fields)
