"""The forum meeting in Trøndelag of 10 March 2022 as a value, to be changed at one point in each test.

Figures, posts and what was said of earlier money are those of the minutes of 2022; people, place and the
wording of the texts are invented.
"""

from dataclasses import replace
from decimal import Decimal

from allocation.choices import Rounding
from allocation.content import (
    DivisionTable,
    FrameTable,
    ItemPart,
    MinutesContent,
    NetworkPart,
    PostLine,
    Present,
    SteppedAside,
    TableLine,
    UniversityNeed,
)
from allocation.rules.division import BasisFigure, DividedPot, divide
from measures.content import Names

POT_NOK = 11_588_000

# network: municipalities, FTE, the owners' need, the universities' needs, earlier money as it was told
NETWORKS = {
    "Midtre Namdal": (3, "228.1", 740_000, {"DMMH": 815_500}, "alle tidligere tildelte midler"),
    "Indre Namdal": (5, "78.4", 200_000, {"Nord": 400_000}, "litt over 300 000 kr"),
    "Ytre Namdal": (2, "145.6", 600_000, {"DMMH": 621_500}, "en god del"),
    "Innherred": (3, "405.8", 150_000, {"DMMH": 1_300_000}, "alle tidligere tildelte midler"),
    "LevangerVerdal": (2, "460.8", 530_000, {"DMMH": 1_161_750}, "litt over 800 000 kr"),
    "Værnes": (5, "427.6", 500_000, {"DMMH": 1_200_000}, "et like stort beløp som tildelingen"),
    "TrondheimMalvik": (
        *(2, "2903.5", 1_520_000),
        {"DMMH": 3_000_000, "Nord": 600_000, "Steinerhøyskolen": 400_000},
        "noe av tidligere tildeling",
    ),
    "Gauldal": (6, "515.3", 300_000, {"DMMH": 1_400_000}, ""),
    "Trøndelag Sørvest": (
        *(6, "591.1", 400_000),
        {"DMMH": 900_000, "Nord": 400_000},
        "om lag 500 000 kr",
    ),
    "Fosen": (4, "318.1", 200_000, {"DMMH": 1_565_000}, "om lag 1 000 000 kr"),
}

SCHEME = Names(
    nb="Regional ordning for kompetanseutvikling i barnehage",
    nn="Regional ordning for kompetanseutvikling i barnehage",
    en="Regional scheme for competence development in kindergartens",
)


def make_divided(rounding: Rounding = Rounding.NEAREST) -> DividedPot:
    figures = [
        BasisFigure(name, municipalities, Decimal(fte))
        for name, (municipalities, fte, *_needs) in NETWORKS.items()
    ]
    return divide(POT_NOK, figures, rounding=rounding)


def make_table(rounding: Rounding = Rounding.NEAREST) -> DivisionTable:
    divided = make_divided(rounding)
    return DivisionTable(
        post="Kollektive tiltak",
        version=1,
        pot_nok=POT_NOK,
        flat_percent="10",
        rounding=rounding.value,
        parts_exact=divided.parts_exact,
        basis="Basil 2021",
        basis_source="Basil per 15. desember 2021",
        made_by="Siri Aune",
        made_at="2022-03-07T09:02:00+01:00",
        lines=tuple(
            TableLine(
                network=line.network,
                municipalities=line.municipalities,
                fte=str(line.fte),
                flat_nok=line.flat_nok,
                fte_nok=line.fte_nok,
                amount_nok=line.amount_nok,
            )
            for line in divided.lines
        ),
    )


def make_post(kind: str, title: str, amount_nok: int, **fields) -> PostLine:
    defaults = {
        "recipient": "",
        "note": "",
        "in_long_term_plan": True,
        "with_decision_basis": True,
        "provisional": False,
    }
    return PostLine(kind=kind, title=title, amount_nok=amount_nok, **{**defaults, **fields})


def make_frame(**fields) -> FrameTable:
    without = {"with_decision_basis": False}
    defaults = {
        "scheme": SCHEME,
        "year": 2022,
        "amount_nok": 17_873_000,
        "document_reference": "Tildelingsbrev 2022, kapittel 231 post 21",
        "posts": (
            make_post("common", "Prosjekt kompetansenettverk 2020–2022", 1_400_000, recipient="UH"),
            make_post(
                *("common", "Prosjekt kompetansenettverk 2020–2022", 1_300_000),
                recipient="Nettverkene",
            ),
            make_post("common", "Frikjøp av eiere", 500_000, note="Fordeling avklares 22. mars"),
            make_post("common", "Samarbeidsforumets møter", 200_000),
            make_post("common", "Menn i barnehage", 150_000, in_long_term_plan=False),
            make_post(
                *("individual", "Studier for assistenter", 200_000), recipient="Trøndelag Sørvest"
            ),
            make_post(
                *("individual", "Barnehagefaglig grunnkompetanse", 500_000),
                recipient="LevangerVerdal",
            ),
            make_post("individual", "Tilretteleggingsmidler", 60_000, recipient="Fosen"),
            make_post("individual", "Tilretteleggingsmidler", 200_000, recipient="TrondheimMalvik"),
            make_post(
                *("individual", "Desentralisert studium i spesialpedagogikk", 200_000),
                recipient="Trøndelag Sørvest",
                provisional=True,
            ),
            make_post("individual", "ABLU med samisk profil", 1_200_000, **without),
            make_post("individual", "Studier i samisk språk og kultur", 150_000, **without),
            make_post("individual", "Samisk grunnkompetanse", 200_000, recipient="UH", **without),
            make_post("collective", "Kollektive tiltak", POT_NOK),
        ),
    }
    return FrameTable(**{**defaults, **fields})


def make_network(name: str, **fields) -> NetworkPart:
    _municipalities, _fte, owner_nok, universities, words = NETWORKS[name]
    [line] = [line for line in make_divided().lines if line.network == name]
    defaults = {
        "text": f"{name} la fram tiltakene sine. Forumet var enig om at kriteriene er oppfylt.",
        "outcome": "recommended",
        "reason": "",
        "criteria_confirmed": None if name == "Trøndelag Sørvest" else True,
        "measures": 1,
        "owner_need_nok": owner_nok,
        "university_needs": tuple(
            UniversityNeed(university, amount_nok)
            for university, amount_nok in universities.items()
        ),
        "allotted_nok": line.amount_nok,
        "earlier_money_nok": None,
        "earlier_money_words": words,
        "stepped_aside": (),
    }
    return NetworkPart(network=name, **{**defaults, **fields})


def make_item(number: str, title: str, **fields) -> ItemPart:
    defaults = {
        "part": "",
        "kind": "recommendation",
        "text": "",
        "outcome": "",
        "postponed_to": "",
        "frame": None,
        "shows": (),
        "division": None,
        "networks": (),
        "impartiality": (),
    }
    return ItemPart(number=number, title=title, **{**defaults, **fields})


def make_collective_item(**fields) -> ItemPart:
    networks = {name: make_network(name) for name in NETWORKS}
    networks["Værnes"] = replace(networks["Værnes"], stepped_aside=("Hilde Brandvold",))
    defaults = {
        "part": "d",
        "text": "Hvert nettverk la fram tiltakene sine. Forumet var enig om beslutningsgrunnlagene.",
        "outcome": "recommended",
        "division": make_table(),
        "networks": tuple(networks.values()),
        "impartiality": (
            SteppedAside("Hilde Brandvold", "Ansatt ved DMMH.", "disqualified", "Værnes"),
        ),
    }
    return make_item("8/2022 d", "Kollektive tiltak", **{**defaults, **fields})


def make_items() -> tuple[ItemPart, ...]:
    frame = make_frame()
    return (
        make_item(
            *("6/2022", "Aktuelt"),
            kind="current",
            text="Tallene i faktaarket er oppdatert fra Basil per 15. desember 2021.",
            outcome="noted",
        ),
        make_item("7/2022", "Funn i rapportene", outcome="postponed", postponed_to="2022-03-31"),
        make_item("8/2022", "Innstilling"),
        make_item(
            *("8/2022 a", "Økonomisk ramme"),
            part="a",
            text="Utdanningsdirektoratet har overført {frame}. Forumet innstiller slik:",
            frame=frame,
            outcome="agreed",
        ),
        make_item("8/2022 b", "Fellestiltak", part="b", frame=frame, shows=("common",)),
        make_item("8/2022 c", "Individuelle tiltak", part="c", frame=frame, shows=("individual",)),
        make_collective_item(),
    )


def make_minutes(**fields) -> MinutesContent:
    names = ("Hilde Brandvold", "Tor Bergset", "Nina Sæter", "Jorun Tangvik")
    places = ("DMMH", "PBL", "KS", "Stjørdal kommune")
    seats = [
        Present(name, place, "present", "", voting=True)
        for name, place in zip(names, places, strict=True)
    ]
    seats[1] = replace(seats[1], presence="absent")
    seats[2] = replace(seats[2], presence="deputy", attended_by="Odd Viken")
    seats.append(Present("Siri Aune", "Statsforvalteren", "present", "", voting=False))
    defaults = {
        "office_name": "Statsforvalteren i Trøndelag",
        "office_parallel_names": ("Trööndelagen Staatehaaltoje",),
        "forum": "Samarbeidsforum REKOM",
        "schemes": (SCHEME,),
        "title": "Samarbeidsforum 10. mars 2022",
        "case_number": "2022/118",
        "starts_at": "2022-03-10T09:00:00+01:00",
        "ends_at": "2022-03-10T15:00:00+01:00",
        "place": "Statens hus, Steinkjer",
        "chair": "Siri Aune",
        "secretary": "Kari Lunde",
        "seats": tuple(seats),
        "guests": ("Per Holm, Statped",),
        "preamble": "Det var første gang forumet innstilte på denne måten.",
        "items": make_items(),
        "approved_on": "2022-03-18",
        "approved_by": "Liv Foss",
    }
    return MinutesContent(**{**defaults, **fields})
