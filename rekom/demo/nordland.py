"""Nordland: Ytre Helgeland's report of 2024 over three schemes, Hemnes' of 2023, and a call that is open.

Organisations, amounts, dates and counts are those of the papers. Invented: all people, account
numbers and texts; the lines inside the amounts; measures 4–7 and their split; the contact persons of
the three further owners.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from measures import services
from measures.choices import ContributionBase, CostType, LineKind, MeasureKind, Purpose, SessionMode
from measures.models import (
    Call,
    CodeterminationMeeting,
    Cohort,
    ContinuationEstimate,
    LongTermPlan,
    NeedsReport,
    PlannedSession,
)
from measures.services.criteria import set_out_criteria
from partnerships.choices import MembershipRole, OfficeRoleKind
from partnerships.models import (
    CountyGovernor,
    Network,
    Organisation,
    Partnership,
    PartnershipOwner,
    PartnershipUniversity,
    Scheme,
    User,
)
from partnerships.services import new_key
from rekom.demo import people as p
from rekom.demo import reviews
from rekom.demo.clock import at
from rekom.demo.reports import Line, write_contact, write_measure, write_units

OFFICE = "974764687"
INNLANDET = "918108467"
NORD = "970940243"
PLAN_ITEMS = [
    ("2.1", "Inkluderende miljø for omsorg, lek og læring"),
    ("3.3", "Profesjonsfellesskap i barnehage og skole"),
    ("4.2", "Begynneropplæring i lesing og skriving"),
    ("7.1.2", "Laget rundt barnet og eleven"),
]

TEACHER_EDUCATION = (
    "SePU underviser i grunnskolelærerutdanningene, rektorutdanningen og masteren i"
    " utdanningsledelse. Det vi erfarer sammen, blir eksempler i undervisningen, og"
    " partnerskapet legges fram på masterdagen hvert år. Slik møter studentene spørsmål fra"
    " små kommuner mens de ennå studerer."
)
COORDINATOR_TASKS = (
    "Koordinatoren holder de tre ordningene sammen: forbereder og leder møtene i styringsgruppa,"
    " følger opp planene mellom samlingene og er kontakten til Universitetet i Innlandet. Ingen av de"
    " fire kommunene er store nok til å bære oppgaven alene."
)


def load(people: dict[str, User]) -> None:
    office = CountyGovernor.objects.get(organisation_number=OFFICE)
    _staff(office, people)
    plan = _plan(office)
    helgeland = _ytre_helgeland(office, people)
    hemnes = _hemnes(office, people)
    if not office.calls.exists():
        _report_2023(_call(office, plan, 2023, "2022-10-17", "2023-02-01"), hemnes, people)
        _report_2024(_call(office, plan, 2024, "2023-10-16", "2024-02-01"), helgeland, people)
        _open_call(office, plan)


def _staff(office: CountyGovernor, people: dict[str, User]) -> None:
    p.staff(office, people["caseworker@example.no"], OfficeRoleKind.CASE_WORKER)
    p.staff(office, people["admin@example.no"], OfficeRoleKind.ADMINISTRATOR)


def _plan(office: CountyGovernor) -> LongTermPlan:
    plan, _created = LongTermPlan.objects.get_or_create(
        county_governor=office,
        title="Langsiktig plan 2023–2026",
        defaults={"first_year": 2023, "last_year": 2026},
    )
    for position, (number, title) in enumerate(PLAN_ITEMS, 1):
        plan.items.get_or_create(number=number, defaults={"title": title, "position": position})
    return plan


def _call(office: CountyGovernor, plan: LongTermPlan, year: int, opens: str, closes: str) -> Call:
    """Open from the morning of one day to the last minute of another."""
    opens_at = timezone.make_aware(datetime.combine(date.fromisoformat(opens), time(8)))
    closes_at = timezone.make_aware(datetime.combine(date.fromisoformat(closes), time(23, 59)))
    call = Call.objects.create(
        county_governor=office,
        year=year,
        opens_at=opens_at,
        closes_at=closes_at,
        forum_recommends_on=date(year, 3, 15),
        decision_by=date(year, 4, 30),
        first_term=f"{year}-spring",
        last_term=f"{year + 1}-spring",
        helper_name="Kari Nystad",
        helper_phone="40 00 00 05",
        helper_hours="Hverdager kl. 9–15",
        plan=plan,
        own_contribution_percent=30,
        own_contribution_base=ContributionBase.TOTAL_GRANT,
        own_contribution_source=f"Utlysningen for {year}",
    )
    schemes = Scheme.objects.all()
    call.schemes.set(schemes)
    call.own_contribution_schemes.set(schemes.filter(code="decentralised"))
    set_out_criteria(call=call)
    return call


def _open_call(office: CountyGovernor, plan: LongTermPlan) -> None:
    """A call for the coming year, open whenever the demo is started: to 1 February."""
    today = timezone.localdate()
    year = today.year if today < date(today.year, 2, 1) else today.year + 1
    opens = min(date(year - 1, 10, 15), today - timedelta(days=30))
    _call(office, plan, year, opens.isoformat(), f"{year}-02-01")


def _ytre_helgeland(office: CountyGovernor, people: dict[str, User]) -> Partnership:
    innlandet = _organisation(INNLANDET)
    partnership, created = Partnership.objects.get_or_create(
        county_governor=office,
        name="Ytre Helgeland",
        defaults={
            "lead_owner": _organisation("938712441"),
            "network": Network.objects.get(county_governor=office, name="Ytre Helgeland"),
        },
    )
    if created:
        for number in ("945034572", "940667852", "940192692"):  # Leirfjord, Lurøy, Træna
            PartnershipOwner.objects.create(
                partnership=partnership, organisation=_organisation(number)
            )
        PartnershipUniversity.objects.create(
            partnership=partnership,
            organisation=innlandet,
            sub_unit=innlandet.sub_units.get(short_name="SePU"),
        )
    coordinators = ("coordinator@example.no", "berit.sandnes@example.no")
    for email in coordinators:
        p.member(partnership, people[email], MembershipRole.COORDINATOR)
    for email in ("university@example.no", "mats.eidem@example.no"):
        p.member(partnership, people[email], MembershipRole.UNIVERSITY_CONTACT, innlandet)
    p.member(partnership, people["reader@example.no"], MembershipRole.READER)
    p.member(partnership, people["anne.brekke@example.no"], MembershipRole.UNION_REPRESENTATIVE)
    p.account(_organisation("938712441"), "45162794918", "God opplæring for alle")
    p.account(_organisation(INNLANDET), "76940500660", "God opplæring for alle")
    return partnership


def _hemnes(office: CountyGovernor, people: dict[str, User]) -> Partnership:
    partnership, created = Partnership.objects.get_or_create(
        county_governor=office,
        name="Hemnes",
        defaults={"lead_owner": _organisation("846316442")},
    )
    if created:
        PartnershipUniversity.objects.create(
            partnership=partnership, organisation=_organisation(NORD)
        )
    p.member(partnership, people["neighbour@example.no"], MembershipRole.COORDINATOR)
    p.account(_organisation("846316442"), "45051234573", "Rekom Hemnes")
    return partnership


def _report_2024(call: Call, partnership: Partnership, people: dict[str, User]) -> None:
    """Seven measures, 3 423 000 kr in three schemes; sent two days before the deadline and checked."""
    ingrid = people["coordinator@example.no"]
    with at("2023-11-06 09:14"):
        report = services.begin_report(call=call, partnership=partnership, by=ingrid)
    write_report(report)
    with at("2024-01-30 14:26"):
        services.submit_report(report=report, by=ingrid, key=new_key())
    with at("2024-02-07 10:05"):
        services.assign_report(
            report=report,
            by=people["caseworker@example.no"],
            case_worker=people["caseworker@example.no"],
        )
    reviews.nordland(call, people)


def write_report(report: NeedsReport) -> None:
    """All of Ytre Helgeland's report but the sending, into one that has been begun."""
    owner, university = _contacts_2024(report)
    write_units(report, 14, 4, 13, 0, 1)
    _codetermination(report)
    _measures_inclusive_practice(report, owner, university)
    _measures_regional(report, owner, university)
    _measures_decentralised(report, owner, university)


def _contacts_2024(report: NeedsReport) -> tuple:
    owner = write_contact(
        report,
        _organisation("938712441"),
        contact_name="Ingrid Solbakk",
        contact_role="Koordinator",
        contact_phone="40 00 00 01",
        contact_email="ingrid.solbakk@example.no",
        payment_reference="God opplæring for alle",
    )
    university = write_contact(
        report,
        _organisation(INNLANDET),
        contact_name="Torgeir Lund",
        contact_role="Prosjektleder, SePU",
        contact_phone="40 00 00 02",
        contact_email="torgeir.lund@example.no",
        payment_reference="God opplæring for alle",
    )
    contacts = {
        "Leirfjord": "Jonas Mikalsen",
        "Lurøy": "Ellen Kvam",
        "Træna": "Pål Nordvik",
    }
    for partner in report.partners.all():
        partner.contact_name = next(
            name for place, name in contacts.items() if partner.name.startswith(place)
        )
        partner.save(update_fields=["contact_name"])
    return owner, university


def _codetermination(report: NeedsReport) -> None:
    meeting = CodeterminationMeeting.objects.get(report=report)
    meeting.discussed, meeting.held_on = True, date(2024, 1, 24)
    meeting.save(update_fields=["discussed", "held_on"])
    meeting.participants.create(
        role="Hovedtillitsvalgt", name="Anne Brekke", union="Utdanningsforbundet"
    )


def _measures_inclusive_practice(report: NeedsReport, owner, university) -> None:
    """300 000 to the owners and 280 000 to the university, as the paper has it."""
    absence = write_measure(
        report,
        scheme="inclusive_practice",
        title="Alvorlig skolefravær",
        purpose=Purpose.CARRYING_OUT,
        anchoring=(
            "Styringsgruppa i God opplæring for alle planlegger tiltaket våren 2024. Der sitter alle fire"
            " kommuner, PP-tjenesten, RKK, SePU og de tillitsvalgte. Barnehager og skoler har meldt inn"
            " sine behov etter samtaler mellom ledere og ansatte i høst.\n\nFra høsten 2024 følger vi opp"
            " med en rekke samlinger og arbeid mellom dem."
        ),
        collective_process=(
            "Profesjonsfellesskapet i hver barnehage og skole undersøker egen praksis og får veiledning"
            " fra SePU. Mellom samlingene prøver personalet ut nye måter å møte fravær på."
        ),
        teacher_education=TEACHER_EDUCATION,
        plan_anchoring=(
            "Tiltaket bygger på målet om kompetanse tett på barna og på samhandling mellom skole og"
            " støttetjenester som er satt i system."
        ),
        owner_use="Lokaler og servering til samlingene, reise fra Lurøy og Træna, vikarer.",
        university_use="Faglig ansvar på samlingene, veiledning mellom dem, reise og opphold.",
        coordinator_needed=True,
        coordinator_reason=(
            "Planlegge tiltaket i detalj, utvikle det sammen med SePU og følge opp arbeidet i"
            " partnerskapet."
        ),
        terms=["2024-autumn", "2025-spring"],
        groups=("leaders", "psychology_staff", "support_team"),
        lines={
            owner: [
                Line(CostType.PREMISES_AND_FOOD, "Tre samlinger", 3, 6_000),
                Line(CostType.TRAVEL, "Deltakere fra Lurøy og Træna", 18, 1_000),
                Line(CostType.SUBSTITUTES, "Timer under samlingene", 40, 350),
            ],
            university: [
                Line(CostType.ACADEMIC_LEAD, "Tre samlinger, SePU", 3, 20_000),
                Line(CostType.GUIDANCE, "Mellom samlingene", 4, 6_000),
                Line(CostType.TRAVEL, "Fire reiser fra Hamar", 4, 4_000),
            ],
        },
    )
    absence.plan_items.set(report.call.plan.items.filter(number__in=["3.3", "7.1.2"]))
    estimates = [
        (owner, 50_000, "Gjennomføre planlagte tiltak og utvikle rutiner"),
        (university, 75_000, "Gjennomføre planlagte tiltak"),
    ]
    for payee, nok, reason in estimates:
        ContinuationEstimate.objects.create(
            measure=absence, period="2025-autumn", payee=payee, amount_nok=nok, reason=reason
        )
    reading = write_measure(
        report,
        scheme="inclusive_practice",
        title=(
            "Prøve ut arbeidsmåter i språk, lese- og skriveopplæring som ivaretar faglig, sosial og"
            " psykisk opplevd inkludering"
        ),
        purpose=Purpose.PLANNING,
        anchoring=(
            "Vi fikk tilskudd til tiltaket i barnehagene i 2023, men ikke i skolene. Begge deler"
            " gjennomføres likevel i år, med veiledning fra SePU til våren. Å endre egen praksis tar tid,"
            " og partnerskapet vil planlegge fortsettelsen sammen med de ansatte når veiledningen er"
            " gjennomført.\n\nVi melder samme behov i regional ordning (tiltak 5) og i desentralisert"
            " ordning (tiltak 6). Får tiltaket støtte der, kan beløpet her settes ned."
        ),
        collective_process=(
            "Barnehager og skoler analyserer hvordan de inkluderer i språk, lesing og skriving. Høsten"
            " 2024 planlegges neste skritt i profesjonsfellesskapet på hvert sted."
        ),
        teacher_education=TEACHER_EDUCATION,
        plan_anchoring=(
            "Planen sier at elever skal få tidlig og rett hjelp, og at barnehagen skal observere og sette"
            " i gang tiltak som treffer. Dette tiltaket bygger opp kompetansen til å gjøre begge deler."
        ),
        owner_use="Planlegging, oppfølging mellom veiledningene, reise, møter og vikarer.",
        university_use="Faglig ansvar, veiledning, reise og opphold.",
        coordinator_needed=True,
        coordinator_reason="Samme oppgaver som i tiltak 1: planlegging, samhandling og oppfølging.",
        terms=["2024-autumn", "2025-spring"],
        groups=("all_staff", "psychology_staff"),
        lines={
            owner: [
                Line(CostType.PLANNING, "Planlegging av prosess og tiltak", 4, 15_000),
                Line(CostType.TRAVEL, "Reiser til felles møter", 30, 1_200),
                Line(CostType.MEETINGS, "Møteutgifter", 6, 4_000),
                Line(CostType.SUBSTITUTES, "Vikartimer", 150, 400),
            ],
            university: [
                Line(CostType.ACADEMIC_LEAD, "Faglig ansvar", 4, 22_500),
                Line(CostType.GUIDANCE, "Veiledning i barnehager og skoler", 12, 5_500),
                Line(CostType.TRAVEL, "Reise og opphold", 6, 4_000),
            ],
        },
    )
    reading.plan_items.set(report.call.plan.items.filter(number__in=["2.1", "4.2"]))
    _coordinator(report, "inclusive_practice", owner)


def _measures_regional(report: NeedsReport, owner, university) -> None:
    """505 000 and 794 000; how it is split in two measures is invented."""
    _coordinator(report, "regional", owner)
    write_measure(
        report,
        scheme="regional",
        title="Språk, lesing og skriving i barnehagen",
        anchoring="Behovet er meldt av styrerne etter kartlegging i alle 18 barnehager høsten 2023.",
        collective_process="Hele personalet deltar, og pedagogiske ledere leder arbeidet mellom samlingene.",
        teacher_education=(
            "Studenter i praksis deltar på samlingene, og barnehagelærerutdanningen bruker materialet"
            " fra barnehagene i undervisningen."
        ),
        plan_anchoring="Planen løfter fram språkmiljøet i barnehagen og lek som arena for læring.",
        owner_use="Vikarer, reise, lokaler og materiell til barnehagene.",
        university_use="Samlinger, veiledning i hver barnehage og nettressurser.",
        coordinator_needed=False,
        terms=["2024-autumn", "2025-spring"],
        groups=("leaders", "team_leaders", "all_staff"),
        lines={
            owner: [
                Line(CostType.SUBSTITUTES, "Vikartimer i 18 barnehager", 600, 400),
                Line(CostType.TRAVEL, "Reise til fire samlinger", 90, 1_200),
                Line(CostType.PREMISES_AND_FOOD, "Fire samlinger", 4, 12_000),
                Line(CostType.MATERIALS, "Materiell til utprøving", 13, 3_000),
            ],
            university: [
                Line(CostType.SESSIONS, "Fire samlinger", 4, 62_000),
                Line(CostType.GUIDANCE, "Veiledning i hver barnehage", 36, 12_000),
                Line(CostType.TRAVEL, "Reise og opphold", 12, 5_500),
                Line(CostType.MATERIALS, "Drift av nettressurs", 1, 48_000),
            ],
        },
    )


def _measures_decentralised(report: NeedsReport, owner, university) -> None:
    """625 000 and 919 000; how it is split in two measures is invented."""
    write_measure(
        report,
        scheme="decentralised",
        title="Språk, lesing og skriving i skolen",
        anchoring="Skolene har drøftet behovet i utviklingsteamene og med de tillitsvalgte.",
        collective_process="Lærerne planlegger, prøver ut og vurderer undervisning sammen i team.",
        teacher_education="Lærerstudenter følger utprøvingen i to skoler og skriver oppgaver om den.",
        plan_anchoring="Tiltaket svarer på målet om begynneropplæring i lesing og skriving.",
        owner_use="Frikjøp av ressurslærere, vikarer, reise og lokaler.",
        university_use="Samlinger, veiledning av ressurslærere og analyse av skolenes data.",
        coordinator_needed=False,
        terms=["2024-autumn", "2025-spring"],
        groups=("leaders", "team_leaders", "all_staff"),
        lines={
            owner: [
                Line(CostType.RELEASE_TIME, "Ressurslærere, en dag i uka", 13, 25_000),
                Line(CostType.SUBSTITUTES, "Vikartimer", 350, 400),
                Line(CostType.TRAVEL, "Reise til samlinger", 50, 1_200),
                Line(CostType.PREMISES_AND_FOOD, "Tre samlinger", 3, 10_000),
            ],
            university: [
                Line(CostType.SESSIONS, "Tre samlinger", 3, 95_000),
                Line(CostType.GUIDANCE, "Veiledning av ressurslærere", 39, 13_000),
                Line(CostType.TRAVEL, "Reise og opphold", 14, 5_500),
                Line(CostType.ACADEMIC_LEAD, "Analyse av skolenes data", 1, 50_000),
            ],
        },
    )
    _coordinator(report, "decentralised", owner)


def _coordinator(report: NeedsReport, scheme: str, owner) -> None:
    """70 000 in each scheme, 210 000 in all: a measure for the coordinator only."""
    write_measure(
        report,
        scheme=scheme,
        kind=MeasureKind.COORDINATOR,
        title="Koordinator",
        owner_use="Lønn til koordinator.",
        coordinator_needed=True,
        coordinator_reason=COORDINATOR_TASKS,
        terms=["2024-autumn", "2025-spring"],
        lines={owner: [Line(CostType.COORDINATOR, "Lønn til koordinator", 1, 70_000)]},
    )


def _report_2023(call: Call, partnership: Partnership, people: dict[str, User]) -> None:
    """Two measures with price × units: 274 880 and 431 600; own funding 525 000."""
    marit = people["neighbour@example.no"]
    with at("2022-11-21 08:40"):
        report = services.begin_report(call=call, partnership=partnership, by=marit)
    owner = write_contact(
        report,
        _organisation("846316442"),
        contact_name="Marit Hanssen",
        contact_role="Barnehagefaglig rådgiver",
        contact_phone="40 00 00 04",
        contact_email="marit.hanssen@example.no",
    )
    university = write_contact(
        report,
        _organisation(NORD),
        contact_name="Sissel Aune",
        contact_role="Førstelektor",
        contact_phone="40 00 00 14",
        contact_email="sissel.aune@example.no",
    )
    write_units(report, 5, 0, 0, 0, 0)
    meeting = CodeterminationMeeting.objects.get(report=report)
    meeting.discussed, meeting.held_on = True, date(2023, 1, 17)
    meeting.save(update_fields=["discussed", "held_on"])
    meeting.participants.create(
        role="Hovedtillitsvalgt", name="Geir Olaussen", union="Utdanningsforbundet"
    )
    _leadership(report, owner, university)
    _in_the_units(report, owner, university)
    with at("2023-01-31 15:10"):
        services.submit_report(report=report, by=marit, key=new_key())
    with at("2023-02-09 12:30"):
        services.check_off_report(report=report, by=people["caseworker@example.no"], key=new_key())


def _leadership(report: NeedsReport, owner, university) -> None:
    measure = write_measure(
        report,
        scheme="regional",
        title="Lederutvikling i nettverk",
        anchoring="Styrere og pedagogiske ledere møtes alt i nettverk på tvers av barnehagene, og har selv bedt om dette.",
        collective_process="Lederne øver på å lede utviklingsarbeid, og gjør mellomarbeid med personalet i egen barnehage.",
        teacher_education="Utviklingspartnerne fra universitetet tar erfaringene med inn i barnehagelærerutdanningen.",
        plan_anchoring="Planen vil at barnehagen skal være en lærende organisasjon med ledere som driver utvikling.",
        owner_use="Planlegging, organisering, tilrettelegging, rapportering, bevertning og kurslokaler.",
        university_use="To utviklingspartnere på fire nettverksmøter.",
        coordinator_needed=False,
        terms=["2023-autumn", "2024-spring"],
        groups=("leaders", "team_leaders"),
        goal="Lederne kan drive barnehagebasert kompetanseutvikling i egen barnehage og avdeling.",
        rationale="Barnehagen trenger ledere som mestrer organisasjonsutvikling og prosessarbeid.",
        organisation="To fysiske samlinger om høsten og to om våren, med arbeid i egen barnehage mellom dem.",
        topic="Organisasjonsutvikling og det å lede utviklingsprosjekter.",
        participants=15,
        lines={
            university: [Line(CostType.SESSIONS, "Fire nettverksmøter", 4, 53_720)],
            owner: [
                Line(CostType.PLANNING, "Planlegging, bevertning, kurslokaler m.m.", 1, 60_000),
                Line(CostType.WAGES, "Lønnsutgifter", 1, 105_000, "", LineKind.OWN_CONTRIBUTION),
            ],
        },
    )
    for term in ("2023-autumn", "2024-spring"):
        PlannedSession.objects.create(
            measure=measure, term=term, mode=SessionMode.PHYSICAL, count=2
        )


def _in_the_units(report: NeedsReport, owner, university) -> None:
    measure = write_measure(
        report,
        scheme="regional",
        title="Kompetansetiltak ut i enhetene",
        anchoring="Hver barnehage har kartlagt hva den trenger, og tiltaket følger det den fant.",
        collective_process="Alle ansatte deltar i sin egen barnehage, i to puljer på om lag 30.",
        teacher_education="Universitetet bruker arbeidet i enhetene som eksempler i undervisningen.",
        plan_anchoring="Tiltaket er barnehagebasert og knyttet til planens mål om kompetanse tett på barna.",
        owner_use="Planlegging, organisering, tilrettelegging, rapportering, bevertning og kurslokaler.",
        university_use="Veiledning og oppfølging i den enkelte barnehage.",
        coordinator_needed=False,
        terms=["2023-autumn", "2024-spring"],
        groups=("all_staff",),
        goal="Hver barnehage arbeider med det den selv har kartlagt at den trenger.",
        rationale="Tiltaket skal være tett på alle ansatte.",
        organisation="Fire treffpunkt i hver barnehage: ett fysisk og ett digitalt hvert halvår.",
        topic="Velges av barnehagen ut fra kartleggingen.",
        participants=60,
        lines={
            university: [Line(CostType.GUIDANCE, "Per barnehage i pulje 1", 3, 117_200)],
            owner: [
                Line(CostType.PLANNING, "Planlegging, bevertning, kurslokaler m.m.", 1, 80_000),
                Line(
                    CostType.WAGES,
                    "Lønn og overtid for 30 ansatte",
                    30,
                    7_000,
                    "2023-autumn",
                    LineKind.OWN_CONTRIBUTION,
                ),
                Line(
                    CostType.WAGES,
                    "Lønn og overtid for 30 ansatte",
                    30,
                    7_000,
                    "2024-spring",
                    LineKind.OWN_CONTRIBUTION,
                ),
            ],
        },
    )
    first = Cohort.objects.create(
        measure=measure,
        name="Pulje 1",
        start_term="2023-autumn",
        units="Hemnes barnehage\nFinneidfjord barnehage\nBjerka barnehage",
        staff=30,
        years=2,
    )
    Cohort.objects.create(
        measure=measure,
        name="Pulje 2",
        start_term="2024-autumn",
        units="Korgen barnehage\nSørfjellet gårds- og friluftsbarnehage",
        staff=30,
        years=2,
    )
    for term in ("2023-autumn", "2024-spring"):
        for mode in SessionMode:
            PlannedSession.objects.create(
                measure=measure, cohort=first, term=term, mode=mode, count=1, per_unit=True
            )


def _organisation(number: str) -> Organisation:
    return Organisation.objects.get(organisation_number=number)
