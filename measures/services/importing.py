"""A needs report from Word into the draft: what is empty is filled, what stands there stays unless it is chosen."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from measures import permissions
from measures.choices import PayeeKind, ReportKind, ReportStatus
from measures.content import ReportContent
from measures.models import Call, NeedsReport, read_content, read_written
from measures.rules.common import taken_apart
from measures.services import lifecycle, measures, writing
from measures.word.matching import match, written_over
from measures.word.proposals import Matched, by_group
from measures.word.value import WordForm
from partnerships.models import Partnership, User


@transaction.atomic
def draft_from_form(
    *, form: WordForm, call: Call, partnership: Partnership, by: User
) -> tuple[NeedsReport, Matched]:
    """Begin the partnership's report if there is none, and fill what is empty in it.

    Returns it with what was read, as it was placed. Raises DomainError, PermissionDenied.
    """
    stands = NeedsReport.objects.exclude(status=ReportStatus.WITHDRAWN)
    report = stands.filter(call=call, partnership=partnership, kind=ReportKind.ORDINARY).first()
    if report is None:
        report = lifecycle.begin_report(call=call, partnership=partnership, by=by)
    return report, import_form(report=report, form=form, by=by)


@transaction.atomic
def import_form(
    *, report: NeedsReport, form: WordForm, by: User, chosen: Collection[str] = ()
) -> Matched:
    """``chosen`` are keys of proposals that go before what the draft holds. Raises DomainError."""
    report = NeedsReport.objects.locked(report.pk)
    if not permissions.can_edit(by, report) or report.kind != ReportKind.ORDINARY:
        raise PermissionDenied
    content = read_content(report)
    matched = match(form, content)
    taken = [
        proposal
        for proposal in matched.proposals
        if not proposal.is_same and (not proposal.is_choice or proposal.key in chosen)
    ]
    groups = by_group(taken)
    _write_contacts(report, content, groups, by)
    if counts := groups.get("units"):
        writing.save_scope(report=report, units=replace(content.units, **counts), by=by)
    if answers := groups.get("meeting"):
        meeting = replace(content.codetermination, **answers)
        writing.save_codetermination(report=report, answers=meeting, by=by)
    _add_partners(report, content, groups.get("partners", {}), by)
    _write_measures(report, matched.scheme, groups, by)
    return matched


def _write_contacts(
    report: NeedsReport, content: ReportContent, groups: Mapping[str, Any], by: User
) -> None:
    written = [
        replace(payee, **groups[group])
        for payee in content.payees
        if (group := f"contact-{payee.key}") in groups
    ]
    if written:
        writing.save_contacts(report=report, payees=written, by=by)


def _add_partners(
    report: NeedsReport, content: ReportContent, partners: Mapping[str, Any], by: User
) -> None:
    if partners:
        writing.save_parties(
            report=report,
            contact_names={},
            removed_partners=(),
            removed_payees=(),
            added=[
                writing.NewParty(PayeeKind(kind), name, contact_name=contact)
                for name, contact, kind in partners.values()
            ],
            no_private_owner_reason=content.no_private_owner_reason,
            by=by,
        )


def _write_measures(
    report: NeedsReport, scheme: str, groups: Mapping[str, Mapping[str, Any]], by: User
) -> None:
    added = {
        measures.add_measure(
            report=report, scheme=scheme, kind=values["kind"], title=values["title"], by=by
        ).pk: values
        for group, values in groups.items()
        if group.startswith("new-")
    }
    content = read_written(report)
    for measure in content.measures:
        values = added.get(measure.key) or groups.get(f"measure-{measure.key}")
        if values:
            # A form has one field for an answer: what the whole report says is not stored twice.
            answers = replace(measure, **written_over(measure, values))
            (answers,) = taken_apart(replace(content, measures=(answers,))).measures
            measures.save_measure(report=report, answers=answers, by=by)
