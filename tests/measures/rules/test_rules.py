"""The table of the rules: what each finds, what it lets pass, and where the line goes."""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from django.utils import translation

import partnerships
from measures import rules
from measures.content import (
    CohortContent,
    CommonAnswerContent,
    OpeningBalance,
    Participant,
    ReportContent,
    SessionContent,
    SharedNeedContent,
    UnitCounts,
)
from measures.rules import (
    amounts,
    answers,
    codetermination,
    common,
    contacts,
    dates,
    parties,
    privacy,
    prose,
    sharing,
    units,
)
from measures.rules.problems import Problem
from tests.measures.content_builder import (
    DECENTRALISED,
    INCLUSIVE_PRACTICE,
    OWNER,
    REGIONAL,
    UNIVERSITY,
    change_measure,
    make_call,
    make_codetermination,
    make_content,
    make_coordinator_measure,
    make_estimate,
    make_line,
    make_measure,
    make_owner,
    make_partner,
    make_university,
)

BEFORE = datetime.fromisoformat("2024-02-01T15:59:59+01:00")
AFTER = datetime.fromisoformat("2024-02-01T16:00:00+01:00")
WORD = "Klikk eller trykk her for å skrive inn tekst."
STRANGER = 9


def owner(**fields) -> ReportContent:
    return make_content(payees=(make_owner(**fields), make_university()))


def university(**fields) -> ReportContent:
    return make_content(payees=(make_owner(), make_university(**fields)))


def partner(name: str = "Leirfjord kommune", **fields) -> ReportContent:
    return make_content(partners=(make_partner(11, name, **fields),))


def measure(number: int = 1, **fields) -> ReportContent:
    return change_measure(make_content(), number, **fields)


def counts(*numbers: int | None, reason: str = "", **changes) -> ReportContent:
    return make_content(units=UnitCounts(*numbers), no_private_owner_reason=reason, **changes)


def meeting(**fields) -> ReportContent:
    return make_content(codetermination=make_codetermination(**fields))


def own_contribution(nok: int, **call) -> ReportContent:
    """Of a grant of 100 000 kr, 40 000 of it the owner's."""
    lines = (
        make_line(OWNER, 40_000),
        make_line(UNIVERSITY, 60_000),
        make_line(OWNER, nok, kind="own_contribution", cost_type="cash"),
    )
    only = make_measure(1, scheme=DECENTRALISED, lines=lines)
    return make_content(measures=(only,), call=make_call(**call))


def attachment(**fields) -> ReportContent:
    whole = {
        "goal": "Ledere som leder utvikling.",
        "organisation": "Fire samlinger med arbeid mellom.",
        "topic": "Ledelse av utviklingsprosesser.",
        "participants": 15,
    }
    return measure(**{**whole, **fields})


def same_need(*amounts_nok: int, need_nok: int) -> ReportContent:
    """One need reported as a measure in each scheme."""
    measures = tuple(
        make_measure(place, scheme=scheme, lines=(make_line(OWNER, amount),), shared_need=7)
        for place, (scheme, amount) in enumerate(
            zip((INCLUSIVE_PRACTICE, REGIONAL, DECENTRALISED), amounts_nok, strict=False), start=1
        )
    )
    return make_content(measures=measures, shared_needs=(SharedNeedContent(7, need_nok),))


def two_measures(one: dict, other: dict) -> ReportContent:
    return make_content(
        measures=(
            make_measure(1, **one),
            make_measure(2, **{"scheme": REGIONAL, "title": "Lese og skrive", **other}),
        )
    )


LONG = "Erfaringene fra partnerskapet tas inn i undervisningen. " * 4
COHORT = CohortContent(5, "Pulje 1", "2024-autumn", "Bjerka barnehage", 30, 2)
SESSION = SessionContent(6, "Pulje 1", "2024-autumn", "digital", 1, True)


# rule, what stands in the report, what the rule then says (nothing: the report passes)
def common_anchoring(length: int) -> ReportContent:
    """As it is read: with the common answer the first measure's is so many characters."""
    content = measure(anchoring="x" * length)
    return replace(content, common_answers=(CommonAnswerContent("anchoring", "x"),))


CASES: list[tuple[Callable, str, ReportContent, list[str]]] = [
    # --- contacts ---
    (contacts.contact_persons_are_written, "all written", make_content(), []),
    (
        contacts.contact_persons_are_written,
        "none written",
        university(contact_name="", contact_role=" ", contact_phone="", contact_email=WORD),
        [
            "block contacts contact_name-2 missing",
            "block contacts contact_role-2 missing",
            "block contacts contact_phone-2 missing",
            "block contacts contact_email-2 missing",
        ],
    ),
    (contacts.organisation_numbers_are_right, "right", make_content(), []),
    (
        contacts.organisation_numbers_are_right,
        "in groups",
        owner(organisation_number="938 712 441"),
        [],
    ),
    (contacts.organisation_numbers_are_right, "not known yet", owner(organisation_number=""), []),
    (
        contacts.organisation_numbers_are_right,
        "two digits have changed places",
        university(organisation_number="918107468"),
        ["block contacts organisation_number-2"],
    ),
    (
        contacts.organisation_numbers_are_right,
        "eight digits",
        owner(organisation_number="93871244"),
        ["block contacts organisation_number-1"],
    ),
    (
        contacts.organisation_numbers_are_right,
        "begins with 7, though the check digit holds",
        owner(organisation_number="700000001"),
        ["block contacts organisation_number-1"],
    ),
    (
        contacts.organisation_numbers_are_right,
        "a partner's",
        partner(organisation_number="918107468"),
        ["block parties organisation_number-11"],
    ),
    (contacts.organisation_numbers_are_known, "known", make_content(), []),
    (
        contacts.organisation_numbers_are_known,
        "not known",
        owner(organisation_number=""),
        ["warn contacts organisation_number-1 missing"],
    ),
    (contacts.account_numbers_are_right, "right", make_content(), []),
    (contacts.account_numbers_are_right, "with dots", owner(bank_account="9999.27.11112"), []),
    (contacts.account_numbers_are_right, "not known yet", owner(bank_account=""), []),
    (
        contacts.account_numbers_are_right,
        "wrong check digit",
        owner(bank_account="99992711113"),
        ["block contacts bank_account-1"],
    ),
    (
        contacts.account_numbers_are_right,
        "ten digits",
        owner(bank_account="9999271111"),
        ["block contacts bank_account-1"],
    ),
    (contacts.account_numbers_are_known, "known", make_content(), []),
    (
        contacts.account_numbers_are_known,
        "not known",
        owner(bank_account=""),
        ["warn contacts bank_account-1 missing"],
    ),
    (contacts.email_addresses_are_right, "the name", make_content(), []),
    (contacts.email_addresses_are_right, "not written", owner(contact_email=""), []),
    (
        contacts.email_addresses_are_right,
        "a shared box",
        owner(contact_email="post@example.no"),
        [],
    ),
    (
        contacts.email_addresses_are_right,
        "initial first",
        owner(contact_email="isolbakk@example.no"),
        [],
    ),
    (
        contacts.email_addresses_are_right,
        "initial last",
        owner(contact_email="ingrids@example.no"),
        [],
    ),
    (
        contacts.email_addresses_are_right,
        "in one word",
        owner(contact_email="ingridsolbakk@example.no"),
        [],
    ),
    (
        contacts.email_addresses_are_right,
        "Norwegian letters",
        owner(contact_name="André Bjørnås", contact_email="andre.bjornas@example.no"),
        [],
    ),
    (
        contacts.email_addresses_are_right,
        "Norwegian letters as two",
        owner(contact_name="Bjørn Ås", contact_email="bjoern.aas@example.no"),
        [],
    ),
    (
        contacts.email_addresses_are_right,
        "no name to compare with",
        owner(contact_name="", contact_email="ingrid.solbak@example.no"),
        [],
    ),
    (
        contacts.email_addresses_are_right,
        "one letter differs",
        owner(contact_email="ingrid.solbak@example.no"),
        ["warn contacts contact_email-1"],
    ),
    (
        contacts.email_addresses_are_right,
        "one letter differs, the last name alone",
        owner(contact_email="solbak@example.no"),
        ["warn contacts contact_email-1"],
    ),
    (
        contacts.email_addresses_are_right,
        "no address at all",
        owner(contact_email="ingrid.solbakk(at)example.no"),
        ["warn contacts contact_email-1"],
    ),
    (contacts.telephone_numbers_are_right, "eight digits, and +47", make_content(), []),
    (contacts.telephone_numbers_are_right, "0047", owner(contact_phone="0047 40000001"), []),
    (contacts.telephone_numbers_are_right, "not written", owner(contact_phone=""), []),
    (
        contacts.telephone_numbers_are_right,
        "seven digits",
        owner(contact_phone="40 00 00 1"),
        ["warn contacts contact_phone-1"],
    ),
    (
        contacts.telephone_numbers_are_right,
        "nine digits",
        owner(contact_phone="40 00 00 011"),
        ["warn contacts contact_phone-1"],
    ),
    # --- parties ---
    (parties.partners_have_a_contact_person, "all have", make_content(), []),
    (
        parties.partners_have_a_contact_person,
        "one has not",
        partner(contact_name=WORD),
        ["block parties contact_name-11 missing"],
    ),
    (parties.lead_owner_is_public, "a municipality", make_content(), []),
    (
        parties.lead_owner_is_public,
        "a county authority",
        make_content(lead_owner_kind="county_authority"),
        [],
    ),
    (
        parties.lead_owner_is_public,
        "a private owner in another scheme",
        make_content(lead_owner_kind="private_owner", measures=(make_measure(1, scheme=REGIONAL),)),
        [],
    ),
    (
        parties.lead_owner_is_public,
        "a private owner",
        make_content(lead_owner_kind="private_owner"),
        ["warn parties"],
    ),
    (parties.networks_have_several_owners, "three further owners", make_content(), []),
    (
        parties.networks_have_several_owners,
        "one owner alone, no network",
        make_content(network="", partners=()),
        [],
    ),
    (
        parties.networks_have_several_owners,
        "nobody listed",
        make_content(partners=()),
        ["warn parties partners"],
    ),
    (
        parties.networks_have_several_owners,
        "only a university listed",
        partner("Nord universitet", kind="university"),
        ["warn parties partners"],
    ),
    (parties.payees_are_in_the_list, "all listed", make_content(), []),
    (
        parties.payees_are_in_the_list,
        "nothing for the stranger",
        measure(lines=(make_line(OWNER, 1), make_line(STRANGER, 0))),
        [],
    ),
    (
        parties.payees_are_in_the_list,
        "one krone for the stranger",
        measure(5, lines=(make_line(OWNER, 1), make_line(STRANGER, 1))),
        ["warn measures/5 lines"],
    ),
    (parties.lead_owner_is_not_a_partner, "not repeated", make_content(), []),
    (
        parties.lead_owner_is_not_a_partner,
        "same name, another number",
        partner("Alstahaug kommune", organisation_number="820000005"),
        [],
    ),
    (
        parties.lead_owner_is_not_a_partner,
        "same number, another name",
        partner("Alstahaug", organisation_number="938 712 441"),
        ["warn parties name-11"],
    ),
    (
        parties.lead_owner_is_not_a_partner,
        "same name, no number",
        partner("Alstahaug"),
        ["warn parties name-11"],
    ),
    (parties.private_owners_are_listed, "there is a reason", make_content(), []),
    (parties.private_owners_are_listed, "no private units", counts(14, 0, 13, 0, 1), []),
    (parties.private_owners_are_listed, "not counted yet", counts(14, None, 13, None, 1), []),
    (
        parties.private_owners_are_listed,
        "a private owner is listed",
        counts(
            14,
            4,
            13,
            1,
            1,
            partners=(make_partner(11, "Solstua AS", organisation_kind="private_owner"),),
        ),
        [],
    ),
    (
        parties.private_owners_are_listed,
        "a private owner leads",
        counts(14, 4, 13, 1, 1, lead_owner_kind="private_owner"),
        [],
    ),
    (
        parties.private_owners_are_listed,
        "four private kindergartens",
        counts(14, 4, 13, 0, 1),
        ["warn parties no_private_owner_reason"],
    ),
    (
        parties.private_owners_are_listed,
        "kindergartens and a school, the reason is a placeholder",
        counts(14, 1, 13, 1, 1, reason=WORD),
        ["warn parties no_private_owner_reason", "warn parties no_private_owner_reason"],
    ),
    (parties.organisations_are_listed_once, "all different", make_content(), []),
    (
        parties.organisations_are_listed_once,
        "alike names with numbers of their own",
        make_content(
            partners=(
                make_partner(11, "Hol kommune", organisation_number="820000005"),
                make_partner(12, "Hole kommune", organisation_number="820000021"),
            )
        ),
        [],
    ),
    (
        parties.organisations_are_listed_once,
        "alike names of different places",
        make_content(
            partners=(make_partner(11, "Rindal kommune"), make_partner(12, "Bindal kommune"))
        ),
        [],
    ),
    (
        parties.organisations_are_listed_once,
        "one number, two names",
        partner("Høgskolen i Innlandet", kind="university", organisation_number="918108467"),
        ["warn parties name-11"],
    ),
    (
        parties.organisations_are_listed_once,
        "two spellings of a centre",
        make_content(
            payees=(make_owner(), make_university(name="Høgskolen i Innlandet/", short_name="")),
            partners=(make_partner(11, "Høgskolen på Innlandet, SePU", kind="university"),),
        ),
        ["warn parties name-11"],
    ),
    (
        parties.organisations_are_listed_once,
        "the short name",
        partner("INN", kind="university"),
        ["warn parties name-11"],
    ),
    # --- units ---
    (units.units_are_counted, "all five", make_content(), []),
    (
        units.units_are_counted,
        "none, and one below zero",
        counts(None, -1, None, None, None),
        [
            "block scope municipal_kindergartens missing",
            "block scope private_kindergartens",
            "block scope public_schools missing",
            "block scope private_schools missing",
            "block scope educational_psychology_services missing",
        ],
    ),
    (units.all_kinds_of_units_take_part, "all kinds", make_content(), []),
    (units.all_kinds_of_units_take_part, "private ones count too", counts(0, 1, 0, 1, 1), []),
    (units.all_kinds_of_units_take_part, "not counted yet", counts(0, None, None, 0, None), []),
    (
        units.all_kinds_of_units_take_part,
        "another scheme",
        counts(14, 0, 0, 0, 0, measures=(make_measure(1, scheme=REGIONAL),)),
        [],
    ),
    (
        units.all_kinds_of_units_take_part,
        "no kind at all",
        counts(0, 0, 0, 0, 0),
        [
            "warn scope municipal_kindergartens",
            "warn scope public_schools",
            "warn scope educational_psychology_services",
        ],
    ),
    # --- answers ---
    (answers.required_texts_are_written, "all written", make_content(), []),
    (
        answers.required_texts_are_written,
        "none written",
        measure(
            title="",
            anchoring=WORD,
            collective_process="\n",
            teacher_education="–",
            plan_anchoring="",
            owner_use="",
            university_use="",
            target_groups=(),
        ),
        [
            "block measures/1 title missing",
            "block measures/1 anchoring missing",
            "block measures/1 collective_process missing",
            "block measures/1 teacher_education missing",
            "block measures/1 plan_anchoring missing",
            "block measures/1 owner_use missing",
            "block measures/1 university_use missing",
            "block measures/1 target_groups missing",
        ],
    ),
    (
        answers.required_texts_are_written,
        "target group in words",
        measure(target_groups=(), target_group_text="Alle deltakere i partnerskapet"),
        [],
    ),
    (
        answers.required_texts_are_written,
        "the owner has nothing to use",
        measure(owner_use="", lines=(make_line(UNIVERSITY, 1), make_line(OWNER, 0))),
        [],
    ),
    (
        answers.required_texts_are_written,
        "the university has one krone to use",
        measure(university_use="", lines=(make_line(UNIVERSITY, 1),)),
        ["block measures/1 university_use missing"],
    ),
    (
        answers.required_texts_are_written,
        "coordinator only",
        measure(3, title=" ", owner_use=WORD),
        ["block measures/3 title missing", "block measures/3 owner_use missing"],
    ),
    (answers.answers_stand_alone, "all do", make_content(), []),
    (
        answers.answers_stand_alone,
        "two refer to others",
        measure(
            3, coordinator_reason="Se over", plan_anchoring="Se beskrivelse under de ulike tiltak."
        ),
        ["warn measures/3 plan_anchoring", "warn measures/3 coordinator_reason"],
    ),
    (answers.closer_descriptions_are_whole, "not begun", make_content(), []),
    (answers.closer_descriptions_are_whole, "whole", attachment(), []),
    (
        answers.closer_descriptions_are_whole,
        "only the rationale",
        measure(rationale="Vi trenger ledere."),
        [
            "warn measures/1 goal missing",
            "warn measures/1 organisation missing",
            "warn measures/1 topic missing",
            "warn measures/1 participants missing",
        ],
    ),
    (
        answers.closer_descriptions_are_whole,
        "only a cohort, and the rest",
        attachment(cohorts=(COHORT,), participants=None),
        ["warn measures/1 participants missing"],
    ),
    (
        answers.closer_descriptions_are_whole,
        "only sessions and participants",
        measure(sessions=(SESSION,), participants=0),
        [
            "warn measures/1 goal missing",
            "warn measures/1 organisation missing",
            "warn measures/1 topic missing",
        ],
    ),
    (answers.purposes_are_chosen, "chosen, and not needed for a coordinator", make_content(), []),
    (
        answers.purposes_are_chosen,
        "not chosen",
        measure(purpose=""),
        ["block measures/1 purpose missing"],
    ),
    (
        answers.purposes_are_chosen,
        "not in the list",
        measure(purpose="Velg et element."),
        ["block measures/1 purpose"],
    ),
    (answers.coordinators_have_a_reason, "yes with a reason", make_content(), []),
    (
        answers.coordinators_have_a_reason,
        "no without a reason",
        measure(coordinator_needed=False, coordinator_reason=""),
        [],
    ),
    (
        answers.coordinators_have_a_reason,
        "not answered",
        measure(coordinator_needed=None, coordinator_reason=""),
        ["block measures/1 coordinator_needed missing"],
    ),
    (
        answers.coordinators_have_a_reason,
        "yes without a reason",
        measure(coordinator_reason=WORD),
        ["block measures/1 coordinator_reason missing"],
    ),
    (
        answers.coordinators_have_a_reason,
        "a measure for the coordinator answers by being one",
        measure(3, coordinator_needed=None, coordinator_reason=""),
        ["block measures/3 coordinator_reason missing"],
    ),
    # --- answers for the whole report ---
    (common.answers_have_room, "none", make_content(), []),
    (common.answers_have_room, "together just one answer", common_anchoring(5_000), []),
    (
        common.answers_have_room,
        "together more than an answer",
        common_anchoring(5_001),
        ["block measures/1 anchoring"],
    ),
    # --- dates ---
    (dates.terms_are_within_the_call, "within", make_content(), []),
    (
        dates.terms_are_within_the_call,
        "as many as the call allows",
        measure(terms=("2024-spring", "2024-autumn", "2025-spring")),
        [],
    ),
    (
        dates.terms_are_within_the_call,
        "none",
        measure(terms=()),
        ["block measures/1 terms missing"],
    ),
    (
        dates.terms_are_within_the_call,
        "one after the call",
        measure(terms=("2025-spring", "2025-autumn")),
        ["block measures/1 terms"],
    ),
    (
        dates.terms_are_within_the_call,
        "one more than the call allows",
        make_content(
            measures=(make_measure(1, terms=("2024-autumn", "2025-spring")),),
            call=make_call(max_terms=1),
        ),
        ["block measures/1 terms"],
    ),
    # --- amounts ---
    (
        amounts.amounts_are_whole_kroner,
        "whole, and zero",
        measure(lines=(make_line(OWNER, 0),)),
        [],
    ),
    (
        amounts.amounts_are_whole_kroner,
        "below zero, everywhere",
        change_measure(
            owner(opening_balances=(OpeningBalance(REGIONAL, -1),)),
            lines=(make_line(OWNER, -1, key=7), make_line(OWNER, 1, key=8, quantity=-1)),
            coordinator_amount_nok=-1,
            estimates=(make_estimate(UNIVERSITY, -1),),
        ),
        [
            "block measures/1 unit_price_nok-7",
            "block measures/1 quantity-8",
            "block measures/1 coordinator_amount_nok",
            "block measures/1 amount_nok-2025-autumn-2",
            "block contacts amount_nok-regional-1",
        ],
    ),
    (
        amounts.amounts_are_whole_kroner,
        "half a krone",
        measure(coordinator_amount_nok=0.5),
        ["block measures/1 coordinator_amount_nok"],
    ),
    (amounts.measures_ask_for_money, "all do", make_content(), []),
    (amounts.measures_ask_for_money, "one krone", measure(lines=(make_line(OWNER, 1),)), []),
    (
        amounts.measures_ask_for_money,
        "zero, whatever the own contribution",
        measure(
            lines=(make_line(OWNER, 0), make_line(OWNER, 5, kind="own_contribution")),
        ),
        ["block measures/1 lines missing"],
    ),
    (
        amounts.measures_ask_for_money,
        "no measure",
        make_content(measures=()),
        ["block measures missing"],
    ),
    (amounts.universities_take_part, "all but the coordinators'", make_content(), []),
    (
        amounts.universities_take_part,
        "one krone",
        measure(lines=(make_line(UNIVERSITY, 1),)),
        [],
    ),
    (
        amounts.universities_take_part,
        "zero, and own contribution",
        measure(
            lines=(
                make_line(OWNER, 5),
                make_line(UNIVERSITY, 0),
                make_line(UNIVERSITY, 5, kind="own_contribution"),
            )
        ),
        ["warn measures/1 lines"],
    ),
    (amounts.coordinator_is_asked_for_once, "no amount inside a measure", make_content(), []),
    (
        amounts.coordinator_is_asked_for_once,
        "an amount, and no measure of its own",
        make_content(measures=(make_measure(1, coordinator_amount_nok=20_000),)),
        [],
    ),
    (
        amounts.coordinator_is_asked_for_once,
        "both",
        measure(coordinator_amount_nok=1),
        ["warn measures/1 coordinator_amount_nok"],
    ),
    (
        amounts.coordinator_is_asked_for_once,
        "a line inside, and a measure in another scheme",
        make_content(
            measures=(
                make_measure(1, lines=(make_line(OWNER, 1, cost_type="coordinator"),)),
                make_coordinator_measure(2, scheme=REGIONAL),
            )
        ),
        ["warn measures/1 coordinator_amount_nok"],
    ),
    (amounts.own_contribution_is_enough, "30 percent to the krone", make_content(), []),
    (amounts.own_contribution_is_enough, "30 of the whole", own_contribution(30_000), []),
    (
        amounts.own_contribution_is_enough,
        "29 of the whole",
        own_contribution(29_000),
        ["warn measures"],
    ),
    (
        amounts.own_contribution_is_enough,
        "a krone too little",
        own_contribution(29_999),
        ["warn measures"],
    ),
    (
        amounts.own_contribution_is_enough,
        "nothing",
        own_contribution(0),
        ["warn measures missing"],
    ),
    (
        amounts.own_contribution_is_enough,
        "29 where the call stops it",
        own_contribution(29_000, own_contribution_blocks=True),
        ["block measures"],
    ),
    (
        amounts.own_contribution_is_enough,
        "30 of the owner's part",
        own_contribution(12_000, own_contribution_base="owner_grant"),
        [],
    ),
    (
        amounts.own_contribution_is_enough,
        "29 of the owner's part",
        own_contribution(11_600, own_contribution_base="owner_grant"),
        ["warn measures"],
    ),
    (
        amounts.own_contribution_is_enough,
        "no base given: of the whole",
        own_contribution(29_000, own_contribution_base=""),
        ["warn measures"],
    ),
    (
        amounts.own_contribution_is_enough,
        "another scheme",
        own_contribution(0, own_contribution_schemes=(REGIONAL,)),
        [],
    ),
    (
        amounts.own_contribution_is_enough,
        "a call that does not ask",
        own_contribution(0, own_contribution_percent=None),
        [],
    ),
    (
        amounts.individual_measures_have_a_pot,
        "in the regional scheme, with a pot",
        change_measure(
            make_content(call=make_call(individual_share_percent=30)), 5, kind="individual"
        ),
        [],
    ),
    (
        amounts.individual_measures_have_a_pot,
        "in the regional scheme, without a pot",
        measure(5, kind="individual"),
        ["warn measures/5 kind"],
    ),
    (
        amounts.individual_measures_have_a_pot,
        "in the decentralised scheme",
        change_measure(
            make_content(call=make_call(individual_share_percent=30)), 6, kind="individual"
        ),
        ["warn measures/6 kind"],
    ),
    # --- one need in several schemes ---
    (sharing.same_needs_are_linked, "three other needs", make_content(), []),
    (
        sharing.same_needs_are_linked,
        "the same title in two schemes",
        two_measures({"title": "Språk og  lesing"}, {"title": "språk og lesing"}),
        ["warn measures/1 shared_need"],
    ),
    (
        sharing.same_needs_are_linked,
        "the same title in one scheme",
        two_measures({"title": "Lesing"}, {"title": "Lesing", "scheme": INCLUSIVE_PRACTICE}),
        [],
    ),
    (
        sharing.same_needs_are_linked,
        "one says that it is reported as the other too",
        two_measures({"anchoring": "Vi melder dette også gjennom Rekom (tiltak 2). Takk."}, {}),
        ["warn measures/1 shared_need"],
    ),
    (
        sharing.same_needs_are_linked,
        "one only points to the other",
        two_measures({"anchoring": "Arbeidet følger etter tiltak 2."}, {}),
        [],
    ),
    (
        sharing.same_needs_are_linked,
        "linked",
        same_need(200_000, 200_000, need_nok=300_000),
        [],
    ),
    (
        sharing.shared_needs_are_kept,
        "no more than the need",
        same_need(300_000, 200_000, need_nok=300_000),
        [],
    ),
    (
        sharing.shared_needs_are_kept,
        "a krone more than the need",
        same_need(300_001, 200_000, need_nok=300_000),
        ["warn measures/1 lines"],
    ),
    # --- what is said in words ---
    (
        prose.amounts_in_texts_are_in_the_fields,
        "the coordinators of all schemes together",
        measure(3, owner_use="Det er søkt i tre ordninger, samlet sum kr 210 000."),
        [],
    ),
    (
        prose.amounts_in_texts_are_in_the_fields,
        "a figure that is no amount",
        measure(owner_use="Vi er 210 000 innbyggere i 2024, § 12.3."),
        [],
    ),
    (
        prose.amounts_in_texts_are_in_the_fields,
        "another sum",
        measure(3, owner_use="Samlet sum kr 200 000 i tre ordninger."),
        ["warn measures/3 owner_use"],
    ),
    (prose.paragraphs_are_written_for_their_measure, "all their own", make_content(), []),
    (
        prose.paragraphs_are_written_for_their_measure,
        "pasted, with other spaces",
        two_measures(
            {"teacher_education": f"Først.\n{LONG}"},
            {"teacher_education": LONG.replace(" ", "  ")},
        ),
        ["warn measures/2 teacher_education"],
    ),
    (
        prose.paragraphs_are_written_for_their_measure,
        "the same coordinator in two schemes",
        make_content(
            measures=tuple(
                make_coordinator_measure(number, scheme=scheme, coordinator_reason=LONG)
                for number, scheme in ((1, REGIONAL), (2, DECENTRALISED))
            )
        ),
        [],
    ),
    (
        prose.references_lead_to_a_measure,
        "to a measure",
        measure(anchoring="Se også tiltak 5 og 6."),
        [],
    ),
    (
        prose.references_lead_to_a_measure,
        "to one that is not there",
        measure(anchoring="Se også tiltak 6 og 8."),
        ["warn measures/1 anchoring"],
    ),
    # --- co-determination ---
    (codetermination.codetermination_is_answered, "yes with names", make_content(), []),
    (
        codetermination.codetermination_is_answered,
        "no with a reason",
        meeting(discussed=False, participants=(), reason_not="Møtet er i neste uke."),
        [],
    ),
    (
        codetermination.codetermination_is_answered,
        "not answered",
        meeting(discussed=None),
        ["block codetermination discussed missing"],
    ),
    (
        codetermination.codetermination_is_answered,
        "yes without names",
        meeting(participants=()),
        ["block codetermination participants missing"],
    ),
    (
        codetermination.codetermination_is_answered,
        "yes with a role and no name",
        meeting(participants=(Participant("Hovedtillitsvalgt", "", ""),)),
        ["block codetermination participants missing"],
    ),
    (
        codetermination.codetermination_is_answered,
        "no without a reason, whoever is named",
        meeting(discussed=False),
        ["block codetermination reason_not missing"],
    ),
    # --- privacy ---
    (privacy.texts_hold_no_identity_numbers, "none", make_content(), []),
]

# Where a national identity number is found (the one of the library's own documentation).
FNR = "15108695088"
EVERYWHERE = [
    (measure(anchoring=f"Eleven (f. {FNR}) trenger …"), "block measures/1 anchoring"),
    (measure(title=FNR), "block measures/1 title"),
    (measure(topic=FNR), "block measures/1 topic"),
    (measure(lines=(make_line(OWNER, 1, key=7, text=FNR),)), "block measures/1 text-7"),
    (
        measure(estimates=(make_estimate(UNIVERSITY, 1, reason=FNR),)),
        "block measures/1 reason-2025-autumn-2",
    ),
    (measure(cohorts=(replace(COHORT, name=FNR),)), "block measures/1 name-5"),
    (measure(cohorts=(replace(COHORT, units=FNR),)), "block measures/1 units-5"),
    (owner(contact_phone=FNR), "block contacts contact_phone-1"),
    (university(payment_reference=FNR), "block contacts payment_reference-2"),
    (partner(FNR), "block parties name-11"),
    (partner(contact_name=FNR), "block parties contact_name-11"),
    (make_content(no_private_owner_reason=FNR), "block parties no_private_owner_reason"),
    (meeting(comment=FNR), "block codetermination comment"),
    (meeting(reason_not=FNR), "block codetermination reason_not"),
    (
        meeting(participants=(Participant("Leder", "Anne Brekke", FNR),)),
        "block codetermination participants",
    ),
]
CASES += [
    (privacy.texts_hold_no_identity_numbers, f"in {where.rpartition(' ')[2]}", content, [where])
    for content, where in EVERYWHERE
]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def summary(problem: Problem, content: ReportContent) -> str:
    numbers = {each.key: each.number for each in content.measures}
    place = problem.section
    if problem.measure is not None:
        place = f"{place}/{numbers[problem.measure]}"
    missing = "missing" if problem.missing else ""
    return " ".join(filter(None, [problem.severity, place, problem.field, missing]))


@pytest.mark.parametrize(
    ("rule", "content", "found"),
    [pytest.param(r, c, f, id=f"{r.__name__}: {name}") for r, name, c, f in CASES],
)
def test_a_rule_finds_what_it_is_about(rule, content, found):
    problems = rule(content)

    assert [summary(problem, content) for problem in problems] == found
    assert {problem.rule for problem in problems} <= {rule.__doc__[:4]}


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_a_rule_stands_in_the_table_with_a_report_that_passes_and_one_that_does_not(rule):
    found = [bool(problems) for tried, _name, _content, problems in CASES if tried is rule]

    assert set(found) == {True, False}


@pytest.mark.parametrize(
    ("now", "may_send_late", "found"),
    [
        (BEFORE, False, []),
        (AFTER, False, ["block report"]),
        (AFTER, True, []),
        (datetime.fromisoformat("2024-02-01T14:59:59+00:00"), False, []),
        (datetime.fromisoformat("2024-02-01T15:00:00+00:00"), False, ["block report"]),
    ],
)
def test_the_call_closes_at_its_minute(now, may_send_late, found):
    content = make_content()

    problems = dates.call_is_open(content, now=now, may_send_late=may_send_late)

    assert [summary(problem, content) for problem in problems] == found
    assert {problem.rule for problem in problems} <= {"R-32"}


# --- all rules together ---------------------------------------------------------------------------


def bad_report() -> ReportContent:
    """Something wrong on each page; in the measures from the last to the first."""
    content = make_content(
        payees=(
            make_owner(contact_name="", bank_account=""),
            make_university(bank_account="1", contact_phone="1"),
        ),
        partners=(),
        units=UnitCounts(14, 4, 13, 0, None),
        codetermination=make_codetermination(discussed=None),
    )
    content = change_measure(content, 2, terms=(), title="", owner_use="")
    return change_measure(content, 1, purpose="", coordinator_reason="Se over")


def test_a_complete_report_has_no_problem():
    assert rules.problems(make_content(), now=BEFORE) == []


def test_problems_come_in_the_order_of_the_task_list_and_of_each_page():
    content = bad_report()

    found = [summary(problem, content) for problem in rules.problems(content, now=AFTER)]

    assert found == [
        "block contacts contact_name-1 missing",
        "warn contacts bank_account-1 missing",
        "warn contacts contact_phone-2",
        "block contacts bank_account-2",
        "warn parties partners",
        "block scope educational_psychology_services missing",
        "block measures/1 purpose missing",
        "warn measures/1 coordinator_reason",
        "block measures/2 title missing",
        "block measures/2 terms missing",
        "block measures/2 owner_use missing",
        "block codetermination discussed missing",
        "block report",
    ]


def test_what_belongs_to_no_single_measure_comes_before_the_measures():
    content = change_measure(own_contribution(0), title="")

    found = [summary(problem, content) for problem in rules.problems(content, now=BEFORE)]

    assert found == ["warn measures missing", "block measures/1 title missing"]


def test_only_what_blocks_stands_in_the_way():
    content = bad_report()

    every, stopping = (ask(content, now=AFTER) for ask in (rules.problems, rules.blocking))

    assert stopping == [problem for problem in every if problem.severity == "block"]
    assert len(stopping) == 9


def test_leave_to_send_late_takes_away_the_deadline_and_nothing_else():
    content = bad_report()

    late = rules.blocking(content, now=AFTER, may_send_late=True)

    assert late == rules.blocking(content, now=BEFORE)
    assert len(late) == 8


# --- messages -------------------------------------------------------------------------------------


MESSAGES = [
    (
        answers.purposes_are_chosen,
        measure(3, kind="collective"),
        "Measure 3, Koordinator: choose what the grant is to be used for.",
    ),
    (
        answers.required_texts_are_written,
        measure(2, title=""),
        "Measure 2: write what the measure is called.",
    ),
    (
        answers.answers_stand_alone,
        measure(3, coordinator_reason="Se over."),
        "Measure 3, Koordinator: the reason is “Se over”. The forum reads each measure by itself.",
    ),
    (
        parties.private_owners_are_listed,
        counts(14, 4, 13, 0, 1),
        "4 private kindergartens take part, but no private owners. Add the owners, or explain why they are not listed.",
    ),
    (
        parties.private_owners_are_listed,
        counts(14, 0, 13, 1, 1),
        "1 private school takes part, but no private owner. Add the owner, or explain why it is not listed.",
    ),
    (
        amounts.own_contribution_is_enough,
        own_contribution(0),
        "Desentralisert ordning: no own contribution is entered. 30 percent of the whole grant, 100 000 kr, is 30 000 kr (utlysningen, punkt 4).",
    ),
    (
        amounts.own_contribution_is_enough,
        own_contribution(1, own_contribution_base="owner_grant", own_contribution_percent=33),
        "Desentralisert ordning: the own contribution is 1 kr. 33 percent of the owner's part of the grant, 40 000 kr, is 13 200 kr (utlysningen, punkt 4).",
    ),
    (
        amounts.own_contribution_is_enough,
        own_contribution(29_000, own_contribution_source=""),
        "Desentralisert ordning: the own contribution is 29 000 kr. It is to be at least 30 percent, see the call.",
    ),
    (
        amounts.coordinator_is_asked_for_once,
        measure(5, coordinator_amount_nok=20_000),
        "Measure 5, Språk, lesing og skriving i barnehagen: 20 000 kr is for a coordinator, and measure 4 is for a coordinator too. Check that the same work is not counted twice.",
    ),
    (
        contacts.organisation_numbers_are_right,
        university(organisation_number="918107468"),
        "Universitetet i Innlandet: The check digit of 918107468 is wrong. Look for two digits that have changed places.",
    ),
    (
        dates.terms_are_within_the_call,
        measure(terms=("2025-autumn",)),
        "Measure 1, Alvorlig skolefravær: the call does not cover Autumn 2025. Choose among its terms.",
    ),
]


@pytest.mark.parametrize(("rule", "content", "message"), MESSAGES)
def test_a_message_says_what_is_wrong_and_what_to_do(rule, content, message):
    assert [problem.message.replace("\u00a0", " ") for problem in rule(content)] == [message]


def test_the_deadline_is_said_in_the_time_of_the_office():
    [problem] = dates.call_is_open(make_content(), now=AFTER, may_send_late=False)

    assert problem.message == (
        "The call closed 1 February 2024 at 16:00. Ask the county governor for leave to send later."
    )


@pytest.mark.parametrize(
    ("rule", "content"),
    [pytest.param(r, c, id=f"{r.__name__}: {name}") for r, name, c, found in CASES if found],
)
def test_every_message_is_a_whole_sentence_that_names_its_measure(rule, content):
    numbers = {each.key: each.number for each in content.measures}

    for problem in rule(content):
        assert problem.message.endswith((".", ")."))
        assert "%(" not in problem.message
        assert "invalid" not in problem.message.lower()
        if problem.measure is not None:
            assert problem.message.startswith(f"Measure {numbers[problem.measure]}")


@pytest.mark.parametrize(("content", "where"), EVERYWHERE)
def test_no_message_repeats_an_identity_number(content, where):
    found = rules.problems(content, now=BEFORE)

    assert where in [summary(problem, content) for problem in found]
    assert not any(FNR in problem.message for problem in found)


def test_a_title_that_is_an_identity_number_is_hidden_in_every_message():
    [problem] = answers.purposes_are_chosen(measure(title=f"Kari {FNR}", purpose=""))

    assert problem.message == "Measure 1, Kari …: choose what the grant is to be used for."


def test_an_account_number_is_never_repeated():
    [problem] = contacts.account_numbers_are_right(owner(bank_account="99992711113"))

    assert "9999" not in problem.message


def test_no_two_organisations_of_the_registers_are_taken_for_one():
    """Even where none of them had a number."""
    data = Path(partnerships.__file__).parent / "data"
    names = [
        row["name"]
        for file in ("municipalities", "universities", "county_authorities")
        for row in csv.DictReader((data / f"{file}.csv").read_text(encoding="utf-8").splitlines())
    ]
    content = make_content(
        partners=tuple(make_partner(key, name) for key, name in enumerate(names)),
        payees=(make_owner(name="Ingen", short_name=""),),
    )

    assert len(names) > 90
    assert parties.organisations_are_listed_once(content) == []
