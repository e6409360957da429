"""The order in which problems are shown: that of the task list, and on each page from top to bottom."""

from collections.abc import Iterable

from measures.choices import Section
from measures.content import ReportContent
from measures.rules.problems import Problem

# Fields that stand together share a place. What is not here stands at the top of its page.
PAGES = {
    Section.CONTACTS: (
        ("contact_name",),
        ("contact_role",),
        ("contact_phone",),
        ("contact_email",),
        ("organisation_number",),
        ("bank_account",),
        ("payment_reference",),
        ("amount_nok",),
    ),
    Section.MEASURES: (
        ("title",),
        ("kind",),
        ("shared_need",),
        ("purpose",),
        ("anchoring",),
        ("collective_process",),
        ("teacher_education",),
        ("plan_anchoring",),
        ("target_groups", "target_group_text"),
        ("terms",),
        ("lines", "text", "quantity", "unit_price_nok"),
        ("owner_use",),
        ("university_use",),
        ("coordinator_needed",),
        ("coordinator_amount_nok",),
        ("coordinator_reason",),
        ("amount_nok", "reason"),
        ("goal",),
        ("rationale",),
        ("organisation",),
        ("topic",),
        ("participants",),
        ("name", "units"),
    ),
}
PLACES = {
    (section, field): place
    for section, page in PAGES.items()
    for place, fields in enumerate(page)
    for field in fields
}
SECTIONS = list(Section)


def in_order(problems: Iterable[Problem], content: ReportContent) -> list[Problem]:
    """Section by section, measure by measure, payee by payee."""
    numbers = {measure.key: measure.number for measure in content.measures}
    payees = {str(payee.key): place for place, payee in enumerate(content.payees)}

    def place(problem: Problem) -> tuple[int, int, int]:
        field, _dash, row = problem.field.partition("-")
        if problem.section == Section.CONTACTS:
            part = payees[row.rpartition("-")[2]]
        else:
            part = 0 if problem.measure is None else numbers[problem.measure]
        return (
            SECTIONS.index(problem.section),
            part,
            PLACES.get((problem.section, field), -1),
        )

    return sorted(problems, key=place)
