"""The rules of a needs report: the report in, what is wrong with it out.

Pure functions: no database, no request, no clock. Each names its id, its severity and its source;
``docs/reference/rules.md`` lists them all. Messages speak the language that is active when a rule runs.
"""

from collections.abc import Callable
from datetime import datetime

from measures.content import ReportContent
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
from measures.rules.order import in_order
from measures.rules.problems import Problem, Severity
from measures.rules.states import SectionState, measure_states, section_states

__all__ = [
    "RULES",
    "Problem",
    "SectionState",
    "Severity",
    "blocking",
    "measure_states",
    "problems",
    "section_states",
]

Rule = Callable[[ReportContent], list[Problem]]

# All that ask the report alone; dates.call_is_open asks the clock as well.
RULES: tuple[Rule, ...] = (
    contacts.contact_persons_are_written,
    contacts.organisation_numbers_are_right,
    contacts.organisation_numbers_are_known,
    contacts.account_numbers_are_right,
    contacts.account_numbers_are_known,
    contacts.email_addresses_are_right,
    contacts.telephone_numbers_are_right,
    parties.partners_have_a_contact_person,
    parties.lead_owner_is_public,
    parties.networks_have_several_owners,
    parties.lead_owner_is_not_a_partner,
    parties.organisations_are_listed_once,
    parties.private_owners_are_listed,
    units.units_are_counted,
    units.all_kinds_of_units_take_part,
    answers.required_texts_are_written,
    answers.answers_stand_alone,
    answers.closer_descriptions_are_whole,
    answers.purposes_are_chosen,
    answers.coordinators_have_a_reason,
    common.answers_have_room,
    dates.terms_are_within_the_call,
    amounts.amounts_are_whole_kroner,
    amounts.measures_ask_for_money,
    amounts.universities_take_part,
    amounts.coordinator_is_asked_for_once,
    amounts.own_contribution_is_enough,
    amounts.individual_measures_have_a_pot,
    sharing.same_needs_are_linked,
    sharing.shared_needs_are_kept,
    prose.amounts_in_texts_are_in_the_fields,
    prose.paragraphs_are_written_for_their_measure,
    prose.references_lead_to_a_measure,
    parties.payees_are_in_the_list,
    codetermination.codetermination_is_answered,
    privacy.texts_hold_no_identity_numbers,
)

# A supplementary report asks for more money to a measure that has been described and controlled.
RULES_OF_SUPPLEMENTS: tuple[Rule, ...] = (
    contacts.contact_persons_are_written,
    contacts.organisation_numbers_are_right,
    contacts.organisation_numbers_are_known,
    contacts.account_numbers_are_right,
    contacts.account_numbers_are_known,
    contacts.email_addresses_are_right,
    contacts.telephone_numbers_are_right,
    answers.supplements_say_why,
    dates.terms_are_within_the_call,
    amounts.amounts_are_whole_kroner,
    amounts.measures_ask_for_money,
    amounts.own_contribution_is_enough,
    prose.amounts_in_texts_are_in_the_fields,
    parties.payees_are_in_the_list,
    privacy.texts_hold_no_identity_numbers,
)


def problems(
    content: ReportContent, *, now: datetime, may_send_late: bool = False
) -> list[Problem]:
    """All that is wrong or worth a look, in the order of the task list and of each page."""
    rules = RULES_OF_SUPPLEMENTS if content.is_supplementary else RULES
    found = [problem for rule in rules for problem in rule(content)]
    found += dates.call_is_open(content, now=now, may_send_late=may_send_late)
    return in_order(found, content)


def blocking(
    content: ReportContent, *, now: datetime, may_send_late: bool = False
) -> list[Problem]:
    """What must be put right before the report can be sent."""
    found = problems(content, now=now, may_send_late=may_send_late)
    return [problem for problem in found if problem.severity == Severity.BLOCK]
