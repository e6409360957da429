"""Trøndelag 2022, REKOM: ten networks, the frame, the division that was 2 kr too large, and the minutes.

Networks, measures, needs, posts, figures and what each network said of earlier money are those of
the minutes. Invented: all people, account numbers and descriptions; the meeting's day, place and
attendance, which the paper lacks; lead owners where it names none; kinds of kindergartens of two
networks, and the units that are counted twice in the paper's measures are counted once each.
"""

import hashlib
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from django.utils import timezone

from allocation import services as allocation
from allocation.choices import (
    ImpartialityOutcome,
    ItemKind,
    ItemOutcome,
    LedgerKind,
    PostKind,
    Presence,
    RecommendationOutcome,
    Rounding,
    SeatKind,
)
from allocation.excel.basis import read_basis
from allocation.models import (
    AgendaItem,
    Basis,
    Division,
    Forum,
    Frame,
    Guest,
    LedgerEntry,
    Meeting,
    Post,
)
from measures import services
from measures.choices import CostType, Purpose
from measures.models import Call, CodeterminationMeeting
from measures.services.criteria import set_out_criteria
from partnerships.choices import MembershipRole, OfficeRoleKind
from partnerships.models import (
    CountyGovernor,
    Municipality,
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

OFFICE = "974764350"
DMMH, NORD, STEINER = "Dronning Mauds Minne Høgskole", "Nord universitet", "Steinerhøyskolen"
WORKBOOK = Path(__file__).parent / "data" / "basis-2022.xlsx"


class Wanted(NamedTuple):
    """A measure of the minutes: its theme, who carries it out, and what both ask for (kroner)."""

    title: str
    university: str
    university_nok: int
    owner_nok: int
    where: str = ""  # the municipalities that the minutes name


class Told(NamedTuple):
    """What the minutes tell of a network."""

    network: str
    lead: str  # municipality number
    coordinator: str
    units: tuple[int, int]  # municipal and private kindergartens
    measures: tuple[Wanted, ...]
    earlier_money: str
    confirmed: bool
    text: str


LEADING = "Ledelse av kollektive utviklingsprosesser"
NETWORKS = (
    Told("Midtre Namdal", "5007", "Ola Devik", (15, 12),
         (Wanted("Ledelse og pedagogisk utviklingsarbeid", DMMH, 815_500, 740_000),),
         "alle tidligere tildelte midler", True,
         "15 kommunale og 12 private barnehager deltar. Temaet er ledelse og pedagogisk utviklingsarbeid."),
    Told("Indre Namdal", "5045", "Åse Finnvold", (11, 0),
         (Wanted("Endring av praksis og ledelse på flere nivå", NORD, 400_000, 200_000),),
         "litt over 300 000", True,
         "11 barnehager deltar. Målet er å endre praksis, øke kompetansen hos alle ansatte og lede utvikling på flere nivå."),
    Told("Ytre Namdal", "5060", "Grete Ramfjord", (7, 10),
         (Wanted("Ledelse av kollektivt utviklingsarbeid", DMMH, 621_500, 600_000),),
         "en god del av tidligere tildelte midler", True,
         "7 kommunale og 10 private barnehager deltar. Temaet er ledelse av kollektivt utviklingsarbeid."),
    Told("Innherred", "5006", "Marte Haugan", (15, 18),
         (Wanted("Ledelse av pedagogiske prosesser og endringsprosesser", DMMH, 1_300_000, 150_000),),
         "alle sine tidligere tildelte midler", True,
         "15 kommunale og 18 private barnehager deltar. Temaet er ledelse av pedagogiske prosesser og endringsprosesser."),
    Told("LevangerVerdal", "5038", "Rolf Stene", (19, 0),
         (Wanted(f"{LEADING} i barnehagen", DMMH, 1_161_750, 530_000, "Levanger og Verdal"),),
         "litt over 800 000", True,
         "9 barnehager i Verdal og 10 i Levanger deltar; alle unntatt to. Temaet er ledelse av kollektive utviklingsprosesser."),
    Told("Værnes", "5035", "Jorun Tangvik", (18, 15),
         (Wanted("Ledelse av pedagogiske prosesser", DMMH, 1_200_000, 500_000),),
         "et like stort beløp", True,
         "18 kommunale og 15 private barnehager starter våren 2022. Temaet er ledelse av pedagogiske prosesser."),
    Told("TrondheimMalvik", "5001", "Siv Aasgård", (51, 43),
         (Wanted("Ledelse av pedagogiske prosesser", DMMH, 1_000_000, 900_000),
          Wanted("Læringsmiljø", DMMH, 1_100_000, 180_000),
          Wanted("Vurdering og pedagogisk dokumentasjon", DMMH, 900_000, 240_000),
          Wanted("Digital praksis", NORD, 600_000, 140_000),
          Wanted("Kommunikasjon og språk", STEINER, 400_000, 60_000)),
         "noe av tidligere tildeling, etter en plan fram til 2024", True,
         "Fem tiltak med tre partnere: ledelse av pedagogiske prosesser, læringsmiljø, vurdering og pedagogisk dokumentasjon, digital praksis, og kommunikasjon og språk."),
    Told("Gauldal", "5028", "Per Ove Lien", (24, 18),
         (Wanted("Barnehagen som pedagogisk virksomhet", DMMH, 1_400_000, 300_000),),
         "tidligere års tildelte midler", True,
         "24 kommunale og 18 private barnehager er med i tiltaket i løpet av 2022. Temaene er ledelse, barns medvirkning og inkluderende miljø."),
    Told("Trøndelag Sørvest", "5059", "Kristian Fjellvær", (29, 3),
         (Wanted("Inkluderende barnehagemiljø og ledelse av utviklingsprosesser", DMMH, 600_000, 200_000, "Heim, Hitra og Skaun"),
          Wanted("Inkluderende barnehagemiljø, gruppe 2", DMMH, 300_000, 100_000, "Skaun"),
          Wanted("Språk og språkutvikling", NORD, 400_000, 100_000, "Frøya og Orkland")),
         "om lag 500 000", False,
         "Gruppe 1 er 16 kommunale og 2 private barnehager i Heim, Hitra og Skaun. Gruppe 2 er 3 kommunale barnehager i Skaun. Gruppe 3 er 10 kommunale og 1 privat barnehage i Frøya og Orkland."),
    Told("Fosen", "5057", "Tone Brekstad", (18, 12),
         (Wanted("Barnehagebasert kompetanseutvikling", DMMH, 950_000, 0),
          Wanted("Ekstern vurdering og veiledning", DMMH, 75_000, 0),
          Wanted("Regionale og lokale nettverk i BAKOM", DMMH, 540_000, 200_000)),
         "om lag 1 000 000", True,
         "10 kommunale og 9 private barnehager starter et nytt tiltak, 4 avslutter ekstern vurdering, og 18 kommunale og 12 private er med i nettverk i BAKOM."),
)  # fmt: skip

# (kind, title, kroner, recipient, in the plan, with a decision basis, provisional, note)
POSTS = (
    (PostKind.COMMON, "Prosjekt kompetansenettverk 2020–2022, UH", 1_400_000, "UH", True, True, False, ""),
    (PostKind.COMMON, "Prosjekt kompetansenettverk 2020–2022, nettverkene", 1_300_000, "Nettverkene", True, True, False, ""),
    (PostKind.COMMON, "Frikjøp av eiere", 500_000, "Eierne", True, True, False, "En arbeidsgruppe vurderer om det deles etter årsverk eller antall eiere."),
    (PostKind.COMMON, "Samarbeidsforumets møter", 200_000, "Samarbeidsforum", True, True, False, ""),
    (PostKind.COMMON, "Menn i barnehage", 150_000, "DMMH og Nord universitet", False, True, False, "Pågående samarbeidsprosjekt utenom langsiktig plan."),
    (PostKind.INDIVIDUAL, "Kompetansehevingsstudier, «Barn med særskilte behov»", 200_000, "Trøndelag Sørvest", True, True, False, "6 fagarbeidere."),
    (PostKind.INDIVIDUAL, "Barnehagefaglig grunnkompetanse, pilot", 500_000, "LevangerVerdal", True, True, False, ""),
    (PostKind.INDIVIDUAL, "Tilretteleggingsmidler, to ansatte i utdanning", 60_000, "Fosen", True, True, False, ""),
    (PostKind.INDIVIDUAL, "Tilretteleggingsmidler, fire deltidsstudenter", 200_000, "TrondheimMalvik", True, True, False, ""),
    (PostKind.INDIVIDUAL, "Desentralisert studium i spesialpedagogikk", 200_000, "Trøndelag Sørvest", True, True, True, "Anslaget i beslutningsgrunnlaget var 300 000. Beløpet skal avklares."),
    (PostKind.INDIVIDUAL, "ABLU med samisk profil, 15 ansatte × 80 000", 1_200_000, "Barnehageeiere i sju kommuner", True, False, False, ""),
    (PostKind.INDIVIDUAL, "Etter- og videreutdanning i samisk språk og kultur", 150_000, "Assistenter og fagarbeidere", True, False, False, ""),
    (PostKind.INDIVIDUAL, "Veiledningsopplegg i samisk språk og kultur, 2 × 100 000", 200_000, "DMMH og Nord universitet", True, False, False, ""),
    (PostKind.COLLECTIVE, "Kollektive tiltak, pro rata", 11_588_000, "De ti nettverkene", True, True, False, ""),
)  # fmt: skip

# (name, represents, kind, organisation's name, votes)
SEATS = (
    ("Hilde Brandvold", "DMMH", SeatKind.UNIVERSITY, DMMH, True),
    ("Mats Eidem", "Nord universitet", SeatKind.UNIVERSITY, NORD, True),
    ("Jorun Tangvik", "Stjørdal kommune", SeatKind.PUBLIC_OWNER, "Stjørdal kommune", True),
    ("Siv Aasgård", "Trondheim kommune", SeatKind.PUBLIC_OWNER, "Trondheim kommune", True),
    ("Kristian Fjellvær", "Orkland kommune, barnehagemyndighet", SeatKind.KINDERGARTEN_AUTHORITY, "Orkland kommune", True),
    ("Randi Myhre", "Private barnehager", SeatKind.PRIVATE_OWNER, "", True),
    ("Tor Bergset", "PBL", SeatKind.PBL, "", True),
    ("Nina Sæter", "KS", SeatKind.KS, "", True),
    ("Arnt Vikan", "Utdanningsforbundet", SeatKind.TEACHERS_UNION, "", True),
    ("Lene Opdal", "Fagforbundet", SeatKind.OTHER_UNION, "", True),
    ("Eva Storli", "PPT Innherred", SeatKind.EDUCATIONAL_PSYCHOLOGY, "", True),
    ("Ragnhild Jåma", "Samisk arbeidsgruppe", SeatKind.SAMI, "", True),
    ("Silje Rønning", "Statsforvalteren", SeatKind.SECRETARIAT, "", False),
)  # fmt: skip
ACCOUNTS = {
    DMMH: "42024739826",
    NORD: "15036750984",
    STEINER: "42024501137",
    "Grong kommune": "42029899279",
    "Melhus kommune": "42024194048",
    "Namsos kommune": "42123815089",
    "Nærøysund kommune": "42128767651",
    "Orkland kommune": "42122114168",
    "Steinkjer kommune": "86015571146",
    "Stjørdal kommune": "86014343921",
    "Trondheim kommune": "36249645057",
    "Verdal kommune": "36242656576",
    "Ørland kommune": "86013245411",
}
ABSENT = {"Tor Bergset", "Nina Sæter"}
DEPUTIES = {"Lene Opdal": "Dag Rostad"}


def load(people: dict[str, User]) -> None:
    office = CountyGovernor.objects.get(organisation_number=OFFICE)
    regional = Scheme.objects.get(code="regional")
    _staff(office, regional, people)
    if office.calls.exists():
        return
    for name, number in ACCOUNTS.items():
        p.account(Organisation.objects.get(name=name), number, "Rekom Trøndelag 2022")
    call = _call(office, regional)
    for told in NETWORKS:
        _report(call, told, _partnership(office, told, people), people)
    reviews.trondelag(call, people)
    frame = _frame(call, regional, people)
    basis = _basis(office, people)
    _earlier_money(frame, office)
    _meeting_and_after(call, frame, basis, people)


def _staff(office: CountyGovernor, regional: Scheme, people: dict[str, User]) -> None:
    p.staff(office, people["trondelag@example.no"], OfficeRoleKind.CASE_WORKER)
    p.staff(office, people["approver@example.no"], OfficeRoleKind.APPROVER)
    p.staff(office, people["secretary@example.no"], OfficeRoleKind.SECRETARY)
    p.staff(office, people["forum@example.no"], OfficeRoleKind.FORUM_MEMBER, (regional,))
    p.staff(office, people["admin@example.no"], OfficeRoleKind.ADMINISTRATOR)


def _call(office: CountyGovernor, regional: Scheme) -> Call:
    call = Call.objects.create(
        county_governor=office,
        year=2022,
        opens_at=_moment("2021-11-01", time(8)),
        closes_at=_moment("2022-02-01", time(23, 59)),
        forum_recommends_on=date(2022, 3, 15),
        decision_by=date(2022, 4, 30),
        first_term="2022-spring",
        last_term="2022-autumn",
        individual_share_percent=30,
        helper_name="Silje Rønning",
        helper_phone="40 00 00 06",
        helper_hours="Hverdager kl. 9–15",
    )
    call.schemes.add(regional)
    set_out_criteria(call=call)
    return call


def _partnership(office: CountyGovernor, told: Told, people: dict[str, User]) -> Partnership:
    """One per network in Trøndelag, led by one of its municipalities."""
    network = Network.objects.get(county_governor=office, name=told.network)
    lead = Municipality.objects.get(number=told.lead).organisation
    partnership = Partnership.objects.create(
        county_governor=office, name=told.network, lead_owner=lead, network=network
    )
    for member in network.members.exclude(organisation=lead):
        PartnershipOwner.objects.create(partnership=partnership, organisation=member.organisation)
    for name in sorted({measure.university for measure in told.measures}):
        university = Organisation.objects.get(name=name)
        PartnershipUniversity.objects.create(partnership=partnership, organisation=university)
        if name == DMMH:
            hilde = people["forum@example.no"]
            p.member(partnership, hilde, MembershipRole.UNIVERSITY_CONTACT, university)
    p.member(partnership, _coordinator(told), MembershipRole.COORDINATOR)
    return partnership


def _coordinator(told: Told) -> User:
    return p.person(_email(told.coordinator), told.coordinator, title="Nettverkskoordinator")


def _email(name: str) -> str:
    plain = name.lower().translate(str.maketrans("æøåö ", "eoao."))
    return f"{plain}@example.no"


def _report(call: Call, told: Told, partnership: Partnership, people: dict[str, User]) -> None:
    coordinator = _coordinator(told)
    with at("2021-12-06 09:00"):
        report = services.begin_report(call=call, partnership=partnership, by=coordinator)
    for payee in report.payees.select_related("organisation"):
        name = told.coordinator if payee.kind == "owner" else "Hilde Brandvold"
        write_contact(
            report,
            payee.organisation,
            contact_name=name,
            contact_role="Koordinator" if payee.kind == "owner" else "Prosjektleder",
            contact_phone="40 00 00 20",
            contact_email=_email(name),
        )
    report.partners.update(contact_name=told.coordinator)
    write_units(report, *told.units, 0, 0, 0)
    if told.units[1]:
        report.no_private_owner_reason = "De private eierne er med gjennom nettverket."
        report.save(update_fields=["no_private_owner_reason"])
    meeting = CodeterminationMeeting.objects.get(report=report)
    meeting.discussed, meeting.held_on = True, date(2022, 1, 12)
    meeting.save(update_fields=["discussed", "held_on"])
    meeting.participants.create(
        role="Hovedtillitsvalgt", name="Arnt Vikan", union="Utdanningsforbundet"
    )
    for wanted in told.measures:
        _measure(report, wanted)
    with at("2022-01-24 09:12"):
        services.submit_report(report=report, by=coordinator, key=new_key())
    with at("2022-02-08 13:40"):
        services.check_off_report(report=report, by=people["trondelag@example.no"], key=new_key())


def _measure(report, wanted: Wanted) -> None:
    owner = report.payees.get(kind="owner")
    university = report.payees.get(organisation__name=wanted.university)
    lines = {
        university: [
            Line(CostType.ACADEMIC_LEAD, "Samlinger og veiledning", 1, wanted.university_nok)
        ]
    }
    if wanted.owner_nok:
        lines[owner] = [
            Line(CostType.SUBSTITUTES, "Vikarer, reise og lokaler", 1, wanted.owner_nok)
        ]
    write_measure(
        report,
        scheme="regional",
        title=wanted.title,
        purpose=Purpose.CARRYING_OUT,
        anchoring=(
            f"Barnehagene har kartlagt hva de trenger. «{wanted.title}» er valgt i nettverket sammen med"
            f" ansatte, ledere og {wanted.university}."
            + (f" Tiltaket er for barnehager i {wanted.where}." if wanted.where else "")
        ),
        collective_process="Hele personalet deltar, og arbeidet mellom samlingene skjer i egen barnehage.",
        teacher_education=f"{wanted.university} bruker erfaringene i barnehagelærerutdanningen.",
        plan_anchoring="Temaet er et av satsingsområdene i den felles langsiktige planen.",
        owner_use="Vikarer, reise og lokaler." if wanted.owner_nok else "",
        university_use="Samlinger, veiledning og oppfølging i barnehagene.",
        coordinator_needed=False,
        terms=["2022-spring", "2022-autumn"],
        groups=("leaders", "team_leaders", "all_staff"),
        lines=lines,
    )


def _frame(call: Call, regional: Scheme, people: dict[str, User]) -> Frame:
    """17 873 000, of which 25 000 is allocated to nothing: the minutes do not say what becomes of it."""
    by = people["trondelag@example.no"]
    frame = Frame(
        call=call,
        scheme=regional,
        amount_nok=17_873_000,
        document_reference="Tildelingsbrev fra Utdanningsdirektoratet 2022",
    )
    with at("2022-02-21 10:00"):
        allocation.save_frame(frame=frame, by=by)
        for kind, title, nok, recipient, in_plan, with_basis, provisional, note in POSTS:
            post = Post(
                frame=frame,
                kind=kind,
                title=title,
                amount_nok=nok,
                recipient=recipient,
                in_long_term_plan=in_plan,
                with_decision_basis=with_basis,
                provisional=provisional,
                note=note,
            )
            allocation.save_post(post=post, by=by)
    return frame


def _basis(office: CountyGovernor, people: dict[str, User]) -> Basis:
    data = WORKBOOK.read_bytes()
    with at("2022-02-28 14:15"):
        return allocation.import_basis(
            office=office,
            figures=read_basis(data),
            title="Basil per 15.12.2021",
            source="Basil, barnehagenes årsmelding",
            figures_on=date(2021, 12, 15),
            file_name="basis-2022.xlsx",
            sha256=hashlib.sha256(data).hexdigest(),
            by=people["trondelag@example.no"],
            key=new_key(),
        )


def _earlier_money(frame: Frame, office: CountyGovernor) -> None:
    """Said in words; nothing is computed from them."""
    for told in NETWORKS:
        network = Network.objects.get(county_governor=office, name=told.network)
        LedgerEntry.objects.create(
            frame=frame, kind=LedgerKind.PLANNED_DRAW, network=network, words=told.earlier_money
        )


def _meeting_and_after(call: Call, frame: Frame, basis: Basis, people: dict[str, User]) -> None:
    """Version 1 is what the forum saw and recommended; version 2 the county governor's correction."""
    silje, kari = people["trondelag@example.no"], people["secretary@example.no"]
    post = frame.posts.get(kind=PostKind.COLLECTIVE)
    with at("2022-03-01 10:24"):
        version_1 = _divide(post, basis, Rounding.NEAREST, silje, "Foreslått tildeling 2022")
        meeting = _plan(call, frame, silje, kari)
        item = meeting.items.get(part="d")
        allocation.lay_before_forum(division=version_1, item=item, by=silje, key=new_key())
    with at("2022-03-10 15:00"):
        _hold(meeting, version_1, silje, kari)
    _minutes(meeting, people)
    with at("2022-03-21 09:02"):
        version_2 = _divide(
            post, basis, Rounding.EXACT, silje, "Tabellen fra møtet var 2 kr større enn potten."
        )
    with at("2022-03-25 11:30"):
        allocation.adopt_division(
            division=version_2,
            by=people["approver@example.no"],
            key=new_key(),
            reason=(
                "Versjon 1 var rundet av i hver celle, og radene ble 11 588 002 kr. Rammen er"
                " 11 588 000 kr. Værnes og TrondheimMalvik får én krone mindre hver."
            ),
        )


def _divide(post: Post, basis: Basis, rounding: Rounding, by: User, reason: str) -> Division:
    return allocation.make_division(
        post=post,
        basis=basis,
        flat_percent=Decimal(10),
        rounding=rounding,
        by=by,
        key=new_key(),
        reason=reason,
    )


def _plan(call: Call, frame: Frame, silje: User, kari: User) -> Meeting:
    forum = Forum.objects.create(
        county_governor=call.county_governor, name="Samarbeidsforum for regional ordning"
    )
    forum.schemes.add(frame.scheme)
    for position, (name, represents, kind, organisation, voting) in enumerate(SEATS, 1):
        forum.seats.create(
            user=User.objects.filter(name=name).first(),
            name=name,
            represents=represents,
            kind=kind,
            organisation=Organisation.objects.filter(name=organisation).first(),
            voting=voting,
            position=position,
        )
    meeting = Meeting(
        forum=forum,
        call=call,
        case_number="2022/118",
        title="Samarbeidsforum 10. mars 2022",
        starts_at=_moment("2022-03-10", time(9)),
        ends_at=_moment("2022-03-10", time(15)),
        place="Statens hus, Steinkjer",
        chair=silje,
        secretary=kari,
    )
    allocation.save_meeting(meeting=meeting, by=kari)
    for values in AGENDA:
        item = AgendaItem(meeting=meeting, number=values["number"], **_without(values, "frame"))
        item.frame = frame if values.get("frame") else None
        allocation.save_item(item=item, by=kari)
    return meeting


AGENDA = (
    {"number": 6, "title": "Aktuelt", "kind": ItemKind.CURRENT, "outcome": ItemOutcome.NOTED,
     "text": "Tallene i faktaarket til langsiktig plan er oppdatert fra Basil per 15. desember 2021.\n\nForumet er positivt til å samle dokumentene på ett sted. Statsforvalteren undersøker hvordan det virker når medlemmene bruker ulike plattformer."},
    {"number": 7, "title": "Funn i nettverkenes rapporter", "kind": ItemKind.DISCUSSION, "outcome": ItemOutcome.POSTPONED, "postponed_to": date(2022, 3, 31),
     "text": "Flyttet til et ekstra møte kl. 08.30–10.30, for å få nok tid til innstillingen."},
    {"number": 8, "title": "Innstilling", "kind": ItemKind.RECOMMENDATION, "outcome": ItemOutcome.RECOMMENDED,
     "text": "Det var første gang forumet gjorde innstillingen på denne måten. Kriterieark og retningslinjene for tilskuddet ble delt ut i møtet."},
    {"number": 8, "part": "a", "title": "Økonomisk ramme", "kind": ItemKind.RECOMMENDATION, "outcome": ItemOutcome.RECOMMENDED, "frame": True,
     "text": "Utdanningsdirektoratet har overført {frame} til Statsforvalteren i Trøndelag. Forumet innstiller på fellestiltak for {common}, individuelle tiltak for {individual} og kollektive tiltak for {collective}. {left} er ikke fordelt.\n\nAlle nettverkene bruker av tidligere tildelte midler i årets og kommende tiltak, i partnerskap med UH."},
    {"number": 8, "part": "b", "title": "Fellestiltak", "kind": ItemKind.RECOMMENDATION, "outcome": ItemOutcome.RECOMMENDED, "frame": True, "shows": [PostKind.COMMON],
     "text": "Det innstilles på tiltakene i den felles langsiktige planen, og på Menn i barnehage, som ikke står i planen."},
    {"number": 8, "part": "c", "title": "Individuelle tiltak", "kind": ItemKind.RECOMMENDATION, "outcome": ItemOutcome.RECOMMENDED, "frame": True, "shows": [PostKind.INDIVIDUAL],
     "text": "Det innstilles på individuelle tiltak for {individual}. En arbeidsgruppe ser videre på et studium i spesialpedagogikk; beløpet er foreløpig og tas opp 31. mars."},
    {"number": 8, "part": "d", "title": "Kollektive tiltak", "kind": ItemKind.RECOMMENDATION, "outcome": ItemOutcome.RECOMMENDED, "frame": True,
     "text": "Nettverkene la fram tiltakene sine, ti minutter hver. {pot} fordeles pro rata etter antall kommuner og årsverk."},
    {"number": 8, "part": "e", "title": "Forarbeid og prosess", "kind": ItemKind.RECOMMENDATION, "outcome": ItemOutcome.AGREED,
     "text": "Hvert nettverk svarte på fem drøftingspunkter, og hver UH på sin kapasitet og bruk av tidligere midler."},
    {"number": 8, "part": "f", "title": "Felles innstilling", "kind": ItemKind.RECOMMENDATION, "outcome": ItemOutcome.AGREED,
     "text": "Forumet er enig om en felles innstilling til Statsforvalteren."},
    {"number": 9, "title": "Samisk i felles plan", "kind": ItemKind.DISCUSSION, "outcome": ItemOutcome.POSTPONED, "postponed_to": date(2022, 3, 31),
     "text": "Flyttet til det ekstra møtet."},
)  # fmt: skip


def _hold(meeting: Meeting, division: Division, silje: User, kari: User) -> None:
    seats = {seat.name: seat for seat in meeting.forum.seats.all()}
    presence = {
        seat: (
            Presence.ABSENT
            if name in ABSENT
            else Presence.DEPUTY
            if name in DEPUTIES
            else Presence.PRESENT,
            DEPUTIES.get(name, ""),
        )
        for name, seat in seats.items()
    }
    guests = [Guest(name="Gunn Hestnes", represents="Statped")]
    allocation.save_attendance(meeting=meeting, presence=presence, guests=guests, by=kari)
    item = meeting.items.get(part="d")
    for name, network in (
        ("Jorun Tangvik", "Værnes"),
        ("Siv Aasgård", "TrondheimMalvik"),
        ("Kristian Fjellvær", "Trøndelag Sørvest"),
    ):
        allocation.decide_impartiality(
            item=item,
            seat=seats[name],
            network=Network.objects.get(
                county_governor=meeting.forum.county_governor, name=network
            ),
            ground="Representerer en eier i nettverket.",
            outcome=ImpartialityOutcome.DISQUALIFIED,
            by=kari,
        )
    lines = {line.network.name: line for line in division.lines.select_related("network")}
    for told in NETWORKS:
        allocation.record_recommendation(
            item=item,
            line=lines[told.network],
            outcome=RecommendationOutcome.RECOMMENDED,
            criteria_confirmed=True if told.confirmed else None,
            reason="",
            text=told.text,
            by=kari,
        )
    allocation.hold_meeting(meeting=meeting, by=kari, key=new_key())


def _minutes(meeting: Meeting, people: dict[str, User]) -> None:
    kari, approver = people["secretary@example.no"], people["approver@example.no"]
    with at("2022-03-14 11:04"):
        minutes = allocation.save_minutes(
            meeting=meeting,
            preamble="Sakene 7/2022 og 9/2022 ble flyttet til et ekstra møte 31. mars 2022.",
            by=kari,
        )
        allocation.send_minutes(minutes=minutes, by=kari, key=new_key())
    with at("2022-03-18 14:20"):
        allocation.approve_minutes(minutes=minutes, by=approver, key=new_key())


def _moment(day: str, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), clock))


def _without(values: dict, *keys: str) -> dict:
    return {key: value for key, value in values.items() if key not in ("number", *keys)}
