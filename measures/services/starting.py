"""A new needs report that begins where the last one ended: its words, people and units, not its money."""

from dataclasses import asdict

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from measures import permissions
from measures.choices import PayeeKind, ReportKind, Section
from measures.content import MeasureContent, PartnerContent, PayeeContent, ReportContent
from measures.models import (
    Call,
    Cohort,
    CommonAnswer,
    LongTermPlan,
    Measure,
    NeedsReport,
    PlanItem,
    ReportPartner,
    TargetGroup,
)
from measures.rules.common import taken_apart
from measures.rules.comparison import measure_part
from measures.rules.references import renumber
from measures.services.arrangement import COPIED, TEXTS
from measures.services.lifecycle import begin_report
from partnerships.models import Organisation, Partnership, Scheme, User
from rekom.kit.errors import DomainError

CONTACT = ("contact_name", "contact_role", "contact_phone", "contact_email", "payment_reference")


@transaction.atomic
def begin_from(
    *, call: Call, partnership: Partnership, earlier: NeedsReport, by: User
) -> NeedsReport:
    """Begin the report of a call from one that was sent. All that is copied is to be looked over.

    Measures of a scheme that the call does not have are left out. Raises DomainError when the earlier
    report was never sent or the new one is begun already, PermissionDenied when ``by`` may not read the
    one or begin the other, or the earlier one is supplementary.
    """
    is_own = permissions.is_partner(by, earlier) and earlier.partnership_id == partnership.pk
    if not is_own or earlier.kind != ReportKind.ORDINARY:
        raise PermissionDenied
    if earlier.submitted_at is None:
        raise DomainError(_("The earlier report was never sent. Begin with an empty one."))
    report = begin_report(call=call, partnership=partnership, by=by)
    content = taken_apart(earlier.sent_content())
    measures = _copy_measures(report, content)
    _copy_contacts(report, content.payees)
    _copy_partners(report, content)
    for field, count in asdict(content.units).items():
        setattr(report, field, count)
    report.no_private_owner_reason = content.no_private_owner_reason
    report.copied_from = earlier
    report.to_look_over = [
        *(Section.CONTACTS, Section.PARTIES, Section.SCOPE),
        *(measure_part(measure.pk) for measure in measures),
    ]
    report.save(
        update_fields=[
            *asdict(content.units),
            "no_private_owner_reason",
            "copied_from",
            "to_look_over",
        ]
    )
    return report


def _copy_contacts(report: NeedsReport, payees: tuple[PayeeContent, ...]) -> None:
    """For those who are payees this year too."""
    known = {payee.organisation_number or payee.name: payee for payee in payees}
    for row in report.payees.select_related("organisation"):
        organisation = row.organisation
        earlier = known.get(organisation.organisation_number or organisation.name)
        if earlier:
            for field in CONTACT:
                setattr(row, field, getattr(earlier, field))
            row.save(update_fields=CONTACT)


def _copy_partners(report: NeedsReport, content: ReportContent) -> None:
    """Contact persons of the owners in the register, and whoever was listed beside them."""
    rows = {row.name.casefold(): row for row in report.partners.all()}
    for partner in content.partners:
        row = rows.get(partner.name.casefold())
        if row:
            row.contact_name = partner.contact_name
            row.save(update_fields=["contact_name"])
        elif not _receives_money(report, partner):
            ReportPartner.objects.create(
                report=report,
                kind=partner.kind,
                organisation=_organisation(partner),
                name=partner.name,
                contact_name=partner.contact_name,
            )


def _receives_money(report: NeedsReport, partner: PartnerContent) -> bool:
    return (
        partner.kind == PayeeKind.UNIVERSITY
        and report.payees.filter(organisation__name=partner.name).exists()
    )


def _organisation(partner: PartnerContent) -> Organisation | None:
    if not partner.organisation_number:
        return None
    return Organisation.objects.filter(organisation_number=partner.organisation_number).first()


def _copy_measures(report: NeedsReport, content: ReportContent) -> list[Measure]:
    """Numbered anew; where a text speaks of another measure, its new number stands there."""
    schemes = {scheme.code: scheme for scheme in report.call.schemes.all()}
    measures = [measure for measure in content.measures if measure.scheme in schemes]
    numbers = {measure.number: str(place) for place, measure in enumerate(measures, start=1)}
    _copy_common_answers(report, content, numbers)
    originals = Measure.objects.in_bulk([measure.key for measure in measures])
    return [
        _copy_measure(report, measure, numbers, schemes[measure.scheme], originals.get(measure.key))
        for measure in measures
    ]


def _copy_common_answers(
    report: NeedsReport, content: ReportContent, numbers: dict[int, str]
) -> None:
    CommonAnswer.objects.bulk_create(
        CommonAnswer(report=report, question=each.question, text=renumber(each.text, numbers))
        for each in content.common_answers
    )


def _copy_measure(
    report: NeedsReport,
    measure: MeasureContent,
    numbers: dict[int, str],
    scheme: Scheme,
    original: Measure | None,
) -> Measure:
    copied = {field: getattr(measure, field) for field in COPIED}
    copied |= {field: renumber(copied[field], numbers) for field in TEXTS}
    copy = Measure.objects.create(
        report=report,
        number=int(numbers[measure.number]),
        scheme=scheme,
        title=measure.title,
        copied_from=original,
        **copied,
    )
    names = [name.nb for name in measure.target_groups]
    copy.target_groups.set(TargetGroup.objects.filter(name_nb__in=names))
    if plan := report.call.plan:
        copy.plan_items.set(_plan_items(plan, measure.plan_items))
    Cohort.objects.bulk_create(
        Cohort(measure=copy, name=each.name, units=each.units, staff=each.staff, years=each.years)
        for each in measure.cohorts
    )
    return copy


def _plan_items(plan: LongTermPlan, labels: tuple[str, ...]) -> list[PlanItem]:
    """Those that the plan of this year has too, word for word."""
    return [item for item in plan.items.all() if str(item) in labels]
