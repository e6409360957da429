"""A complete needs report as a value, to be changed at one point in each test.

The figures are Ytre Helgeland's of 2024. Its measures 4 to 7, funding lines, own contribution,
people and account numbers are invented, and the long texts are written anew. The report can be
sent, and there is nothing to remark on it.
"""

from dataclasses import replace
from itertools import count

from measures.content import (
    CallTerms,
    CodeterminationContent,
    EstimateContent,
    LineContent,
    MeasureContent,
    Names,
    OpeningBalance,
    Participant,
    PartnerContent,
    PayeeContent,
    ReportContent,
    SchemeContent,
    UnitCounts,
)

OWNER, UNIVERSITY = 1, 2
REGIONAL, DECENTRALISED, INCLUSIVE_PRACTICE = "regional", "decentralised", "inclusive_practice"

_line_keys = count(1)


def make_names(text: str) -> Names:
    return Names(nb=text, nn=text, en=text)


def make_line(payee: int, unit_price_nok: int, **fields) -> LineContent:
    fields.setdefault("key", next(_line_keys))
    fields.setdefault("kind", "grant")
    fields.setdefault("cost_type", "meetings")
    fields.setdefault("text", "Samlinger")
    fields.setdefault("quantity", 1)
    fields.setdefault("term", "")
    return LineContent(payee=payee, unit_price_nok=unit_price_nok, **fields)


def make_measure(
    number: int = 1, *, owner_nok: int = 50_000, university_nok: int = 100_000, **fields
) -> MeasureContent:
    """A collective measure with all its answers. Its key is a hundred times its number."""
    grants = ((OWNER, owner_nok), (UNIVERSITY, university_nok))
    answers = {
        "key": number * 100,
        "number": number,
        "scheme": INCLUSIVE_PRACTICE,
        "kind": "collective",
        "title": "Alvorlig skolefravær",
        "purpose": "carrying_out",
        "anchoring": "Ledere og ansatte i hver barnehage og skole har meldt inn sine behov.",
        "collective_process": "Profesjonsfellesskapene undersøker egen praksis og får veiledning.",
        "teacher_education": "Erfaringene brukes i undervisningen og på den årlige mastertorget.",
        "plan_anchoring": "Tiltaket bygger på målet om kompetanse tett på barna.",
        "plan_items": ("3.3 Laget rundt barnet",),
        "owner_use": "Lokaler, servering, reise og vikarer.",
        "university_use": "Faglig ansvar på samlinger, reise og opphold.",
        "coordinator_needed": True,
        "coordinator_amount_nok": None,
        "coordinator_reason": "Planlegge tiltaket og følge opp arbeidet i partnerskapet.",
        "terms": ("2024-autumn", "2025-spring"),
        "target_groups": (make_names("Ledere i barnehage og skole"),),
        "target_group_text": "",
        "lines": tuple(make_line(payee, amount) for payee, amount in grants if amount),
        "estimates": (),
        "goal": "",
        "rationale": "",
        "organisation": "",
        "topic": "",
        "participants": None,
        "cohorts": (),
        "sessions": (),
    }
    return MeasureContent(**{**answers, **fields})


def make_coordinator_measure(number: int, **fields) -> MeasureContent:
    """With what such a measure needs, and no more."""
    empty = dict.fromkeys(
        ("purpose", "anchoring", "collective_process", "teacher_education", "plan_anchoring"), ""
    )
    fields = {
        "kind": "coordinator",
        "title": "Koordinator",
        "owner_use": "Lønn til koordinator.",
        "university_use": "",
        "coordinator_reason": "Kommunene er små og trenger en som holder i arbeidet.",
        "plan_items": (),
        "target_groups": (),
        **empty,
        **fields,
    }
    return make_measure(number, owner_nok=70_000, university_nok=0, **fields)


def make_estimate(payee: int, amount_nok: int | None, **fields) -> EstimateContent:
    fields.setdefault("period", "2025-autumn")
    fields.setdefault("reason", "Gjennomføre det som er planlagt.")
    return EstimateContent(payee=payee, amount_nok=amount_nok, **fields)


def make_owner(**fields) -> PayeeContent:
    answers = {
        "key": OWNER,
        "kind": "owner",
        "name": "Alstahaug kommune",
        "short_name": "Alstahaug",
        "sub_unit": "",
        "organisation_number": "938712441",
        "contact_name": "Ingrid Solbakk",
        "contact_role": "Koordinator",
        "contact_phone": "40 00 00 01",
        "contact_email": "ingrid.solbakk@example.no",
        "bank_account": "99992711112",
        "payment_reference": "God opplæring for alle",
        "opening_balances": (OpeningBalance(REGIONAL, 40_000), OpeningBalance(DECENTRALISED, None)),
    }
    return PayeeContent(**{**answers, **fields})


def make_university(**fields) -> PayeeContent:
    answers = {
        "key": UNIVERSITY,
        "kind": "university",
        "name": "Universitetet i Innlandet",
        "short_name": "INN",
        "sub_unit": "SePU",
        "organisation_number": "918108467",
        "contact_name": "Torgeir Lund",
        "contact_role": "Prosjektleder",
        "contact_phone": "+47 40 00 00 02",
        "contact_email": "torgeir.lund@example.no",
        "bank_account": "99990522223",
        "payment_reference": "",
        "opening_balances": (),
    }
    return PayeeContent(**{**answers, **fields})


def make_partner(key: int, name: str, **fields) -> PartnerContent:
    fields.setdefault("kind", "owner")
    fields.setdefault("organisation_number", "")
    fields.setdefault("organisation_kind", "municipality")
    fields.setdefault("contact_name", "Jonas Mikalsen")
    return PartnerContent(key=key, name=name, **fields)


def make_call(**fields) -> CallTerms:
    terms = {
        "terms": ("2024-spring", "2024-autumn", "2025-spring"),
        "continuation_periods": ("2025-autumn", "2026", "2027"),
        "max_terms": 3,
        "closes_at": "2024-02-01T16:00:00+01:00",
        "own_contribution_percent": 30,
        "own_contribution_base": "total_grant",
        "own_contribution_blocks": False,
        "own_contribution_schemes": (DECENTRALISED,),
        "own_contribution_source": "utlysningen, punkt 4",
    }
    return CallTerms(**{**terms, **fields})


def make_measures() -> tuple[MeasureContent, ...]:
    return (
        make_measure(
            1, estimates=(make_estimate(OWNER, 50_000), make_estimate(UNIVERSITY, 75_000))
        ),
        make_measure(
            2,
            title="Prøve ut arbeidsmåter i språk, lese- og skriveopplæring",
            purpose="planning",
            owner_nok=180_000,
            university_nok=180_000,
        ),
        make_coordinator_measure(3),
        make_coordinator_measure(4, scheme=REGIONAL),
        make_measure(
            5,
            scheme=REGIONAL,
            title="Språk, lesing og skriving i barnehagen",
            owner_nok=435_000,
            university_nok=794_000,
        ),
        make_measure(
            6,
            scheme=DECENTRALISED,
            title="Språk, lesing og skriving i skolen",
            lines=(
                make_line(OWNER, 555_000),
                make_line(UNIVERSITY, 919_000),
                make_line(OWNER, 463_200, kind="own_contribution", cost_type="wages"),
            ),
        ),
        make_coordinator_measure(7, scheme=DECENTRALISED),
    )


def make_content(**changes) -> ReportContent:
    content = ReportContent(
        year=2024,
        kind="ordinary",
        office_name="Statsforvalteren i Nordland",
        office_parallel_names=("Nordlaanten Staatehaaltoje", "Nordlánda Stáhtaháldadiddje"),
        partnership="God opplæring for alle",
        network="Kompetansenettverk Ytre Helgeland",
        lead_owner="Alstahaug kommune",
        lead_owner_kind="municipality",
        schemes=(
            _scheme(REGIONAL, "Regional ordning"),
            _scheme(DECENTRALISED, "Desentralisert ordning"),
            _scheme(INCLUSIVE_PRACTICE, "Kompetanseløftet"),
        ),
        call=make_call(),
        plan_title="Langsiktig plan 2023–2026",
        plan_url="https://example.no/plan",
        payees=(make_owner(), make_university()),
        partners=(
            make_partner(11, "Leirfjord kommune"),
            make_partner(12, "Lurøy kommune"),
            make_partner(13, "Træna kommune"),
        ),
        no_private_owner_reason="De private barnehagene deltar gjennom kommunene.",
        units=UnitCounts(14, 4, 13, 0, 1),
        measures=make_measures(),
        codetermination=make_codetermination(),
    )
    return replace(content, **changes)


def make_codetermination(**fields) -> CodeterminationContent:
    answers = {
        "discussed": True,
        "held_on": "2024-01-24",
        "reason_not": "",
        "comment": "",
        "participants": (Participant("Hovedtillitsvalgt", "Anne Brekke", "Utdanningsforbundet"),),
    }
    return CodeterminationContent(**{**answers, **fields})


def change_measure(content: ReportContent, number: int = 1, **fields) -> ReportContent:
    """The report with something else in one measure."""
    measures = tuple(
        replace(measure, **fields) if measure.number == number else measure
        for measure in content.measures
    )
    return replace(content, measures=measures)


def _scheme(code: str, short_name: str) -> SchemeContent:
    return SchemeContent(code, make_names(short_name), make_names(short_name))
