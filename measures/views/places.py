"""Where on the site a problem is put right."""

from django.urls import reverse

from measures.choices import Section
from measures.rules import Problem

PAGES = {
    Section.CONTACTS: "measures:contacts",
    Section.PARTIES: "measures:parties",
    Section.SCOPE: "measures:scope",
    Section.MEASURES: "measures:report",
    Section.CODETERMINATION: "measures:codetermination",
    Section.REPORT: "measures:check",
}
# Radio buttons and boxes: the first of them takes the link.
GROUPS = {"terms", "target_groups", "plan_items", "purpose", "coordinator_needed", "discussed"}
# Tables that are named as a whole are places of their own.
TABLES = {"lines", "partners", "participants"}


def address(problem: Problem, report_pk: int) -> str:
    """The page of the problem's section or measure, at its field."""
    if problem.field == "shared_need":
        return reverse("measures:arrange", args=[report_pk]) + "#shared"
    if problem.measure is not None:
        page = reverse("measures:measure", args=[report_pk, problem.measure])
    else:
        page = reverse(PAGES[problem.section], args=[report_pk])
    return f"{page}{fragment(problem)}"


def fragment(problem: Problem) -> str:
    field = problem.field
    if not field:
        return "#measures" if problem.section == Section.MEASURES else ""
    if field in TABLES and not (field == "participants" and problem.measure):
        return f"#{field}"
    return f"#id_{field}_0" if field in GROUPS else f"#id_{field}"
