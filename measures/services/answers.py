"""What is answered in the fields of each page on which a report is written.

A field has the name of its control on the page; a table is one field: "lines-4-grant" are the lines of
payee 4, "estimate-2026-4" is amount and reason for 2026.
"""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any

from measures import terms
from measures.choices import LineKind, Section
from measures.content import (
    COMMON,
    CodeterminationContent,
    MeasureContent,
    PayeeContent,
    ReportContent,
    UnitCounts,
)

CONTACT = ("contact_name", "contact_role", "contact_phone", "contact_email", "payment_reference")
COUNTS = tuple(UnitCounts.__dataclass_fields__)
MEETING = ("discussed", "held_on", "reason_not", "comment")
# What stands in the measure's own row, besides its scheme.
ANSWERS = (
    "kind",
    "title",
    "purpose",
    "anchoring",
    "collective_process",
    "teacher_education",
    "plan_anchoring",
    "owner_use",
    "university_use",
    "coordinator_needed",
    "coordinator_amount_nok",
    "coordinator_reason",
    "target_group_text",
    "terms",
    "goal",
    "rationale",
    "organisation",
    "topic",
    "participants",
)
CHOSEN = ("target_groups", "plan_items")


def scope_values(units: UnitCounts) -> dict[str, Any]:
    return asdict(units)


def contacts_values(payees: Iterable[PayeeContent], schemes: Iterable[str]) -> dict[str, Any]:
    known = [
        (payee, {each.scheme: each.amount_nok for each in payee.opening_balances})
        for payee in payees
    ]
    texts = {
        f"{name}-{payee.key}": getattr(payee, name) for payee, _amounts in known for name in CONTACT
    }
    return texts | {
        f"amount_nok-{scheme}-{payee.key}": amounts.get(scheme)
        for payee, amounts in known
        for scheme in schemes
    }


def parties_values(content: ReportContent) -> dict[str, Any]:
    names = {f"contact_name-{partner.key}": partner.contact_name for partner in content.partners}
    return names | {"no_private_owner_reason": content.no_private_owner_reason}


def common_values(content: ReportContent) -> dict[str, Any]:
    written = {each.question: each.text for each in content.common_answers}
    return {question: written.get(question, "") for question in COMMON}


def codetermination_values(meeting: CodeterminationContent) -> dict[str, Any]:
    return {name: getattr(meeting, name) for name in (*MEETING, "participants")}


def measure_values(
    measure: MeasureContent,
    content: ReportContent,
    *,
    target_groups: Iterable[int] | None = None,
    plan_items: Iterable[int] | None = None,
) -> dict[str, Any]:
    """``content`` is the report; of the two lists the ids, where the page asks for them."""
    values = {name: getattr(measure, name) for name in ANSWERS} | {"scheme": measure.scheme}
    values["terms"] = sorted(measure.terms, key=terms.order)
    for name, keys in {"target_groups": target_groups, "plan_items": plan_items}.items():
        if keys is not None:
            values[name] = sorted(keys)
    estimates = {(each.period, each.payee): each for each in measure.estimates}
    for payee in (payee.key for payee in content.payees):
        for kind in LineKind:
            lines = [line for line in measure.lines_of(kind) if line.payee == payee]
            values[f"lines-{payee}-{kind}"] = lines
        for period in content.call.continuation_periods:
            each = estimates.get((period, payee))
            values[f"estimate-{period}-{payee}"] = each and (each.amount_nok, each.reason)
    return values | {"cohorts": (measure.cohorts, measure.sessions)}


def is_own(section: Section, name: str, payees: Collection[int]) -> bool:
    """Whether a field is for one of these universities to write, besides the coordinator."""
    sort, _dash, place = name.partition("-")
    if section == Section.CONTACTS:
        return place.rpartition("-")[2] in map(str, payees)
    if section != Section.MEASURES:
        return False
    if sort == "lines":
        return place in {f"{payee}-{LineKind.GRANT}" for payee in payees}
    if sort == "estimate":
        return place.rpartition("-")[2] in map(str, payees)
    return name == "university_use" and bool(payees)
