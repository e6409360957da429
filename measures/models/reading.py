"""Rows → ReportContent. The only place that knows how a report's tables make up the value."""

from django.db.models import QuerySet
from django.utils import timezone

from measures import content as c
from measures import terms
from measures.choices import PayeeKind
from measures.models.attachment import Attachment
from measures.models.call import Call, PlanItem, TargetGroup
from measures.models.common_answer import CommonAnswer
from measures.models.measure import (
    Cohort,
    ContinuationEstimate,
    FundingLine,
    Measure,
    PlannedSession,
)
from measures.models.report import (
    CodeterminationMeeting,
    CodeterminationParticipant,
    NeedsReport,
    OpeningBalance,
    ReportPartner,
    ReportPayee,
)
from measures.rules.common import put_together
from partnerships.models import Scheme
from rekom.kit.json_rows import rows_of
from rekom.kit.prepared import Prepared

NAMES = {"nb": "name_nb", "nn": "name_nn", "en": "name_en"}


def read_content(report: NeedsReport) -> c.ReportContent:
    """The report as it is read, in five queries however long it is; six for a supplementary one."""
    return put_together(read_written(report))


def read_written(report: NeedsReport) -> c.ReportContent:
    """As it stands in the fields: each measure has only what it adds to the whole report's answers."""
    call = report.call
    partnership = report.partnership
    schemes = _schemes(call)
    rows = _measure_rows(report.pk)
    measures = [row for row in rows if row.withdrawn_at is None]
    meeting = next(iter(_meeting_rows(report.pk)), None)
    return c.ReportContent(
        year=call.year,
        kind=report.kind,
        office_name=call.county_governor.name,
        office_parallel_names=tuple(call.county_governor.parallel_names),
        partnership=partnership.name,
        network=partnership.network.name if partnership.network else "",
        lead_owner=partnership.lead_owner.name,
        lead_owner_kind=partnership.lead_owner.kind,
        schemes=tuple(scheme for scheme, _own in schemes),
        call=_call_terms(call, [scheme.code for scheme, own in schemes if own]),
        plan_title=call.plan.title if call.plan else "",
        plan_url=call.plan.url if call.plan else "",
        payees=_payees(report),
        partners=_partners(report),
        no_private_owner_reason=report.no_private_owner_reason,
        units=_units(report),
        measures=tuple(map(_measure, measures)),
        codetermination=_codetermination(meeting),
        shared_needs=_shared_needs(measures),
        attachments=_attachments(meeting),
        withdrawn=_withdrawn(rows),
        supplements=_supplemented(report),
        common_answers=_common_answers(meeting),
    )


def read_codetermination(report: int) -> c.CodeterminationContent:
    """The meeting alone, as ``read_content`` has it, in one query."""
    return _codetermination(next(iter(_meeting_rows(report)), None))


def _common_answers(
    meeting: CodeterminationMeeting | None,
) -> tuple[c.CommonAnswerContent, ...]:
    rows = sorted(meeting.common_rows, key=lambda row: row["question"]) if meeting else []
    return tuple(c.CommonAnswerContent(**row) for row in rows)


def _attachments(meeting: CodeterminationMeeting | None) -> tuple[c.AttachmentContent, ...]:
    rows = sorted(meeting.attachment_rows, key=lambda row: row["key"]) if meeting else []
    return tuple(c.AttachmentContent(row["name"], row["size"], row["sha256"]) for row in rows)


def _schemes(call: Call) -> list[tuple[c.SchemeContent, bool]]:
    """The call's schemes in order, and whether an own contribution is asked for in each."""
    return [
        (c.SchemeContent(row.code, _names(row), _names(row, "short_name")), bool(row.own))
        for row in _scheme_rows(call.pk)
    ]


@Prepared
def _scheme_rows(call: int) -> QuerySet[Scheme]:
    asked = Call.own_contribution_schemes.through.objects.filter(call=call)
    return Scheme.objects.filter(calls=call).annotate(own=rows_of(asked, "scheme", id="id"))


def _call_terms(call: Call, own_contribution_schemes: list[str]) -> c.CallTerms:
    return c.CallTerms(
        terms=tuple(call.terms),
        continuation_periods=tuple(call.continuation_periods),
        max_terms=2 * call.years_covered,
        closes_at=timezone.localtime(call.closes_at).isoformat(),
        own_contribution_percent=call.own_contribution_percent,
        own_contribution_base=call.own_contribution_base,
        own_contribution_blocks=call.own_contribution_blocks,
        own_contribution_schemes=tuple(own_contribution_schemes),
        own_contribution_source=call.own_contribution_source,
        individual_share_percent=call.individual_share_percent,
    )


def _payees(report: NeedsReport) -> tuple[c.PayeeContent, ...]:
    payees = [
        c.PayeeContent(
            key=row.pk,
            kind=row.kind,
            name=row.organisation.name,
            short_name=row.organisation.label,
            sub_unit=row.sub_unit.name if row.sub_unit else "",
            organisation_number=row.organisation.organisation_number or "",
            contact_name=row.contact_name,
            contact_role=row.contact_role,
            contact_phone=row.contact_phone,
            contact_email=row.contact_email,
            # The organisation's own, until it is sent: see services.lifecycle.
            bank_account=row.organisation.bank_account,
            payment_reference=row.payment_reference,
            opening_balances=tuple(
                c.OpeningBalance(balance["scheme"], balance["amount_nok"])
                for balance in sorted(row.balances, key=lambda balance: balance["position"])
            ),
            organisation_key=row.organisation_id,
        )
        for row in _payee_rows(report.pk)
    ]
    return tuple(sorted(payees, key=lambda payee: (payee.kind != PayeeKind.OWNER, payee.key)))


@Prepared
def _payee_rows(report: int) -> QuerySet[ReportPayee]:
    return (
        ReportPayee.objects.filter(report=report)
        .select_related("organisation", "sub_unit")
        .annotate(
            balances=rows_of(
                OpeningBalance.objects.all(),
                "payee",
                position="scheme__position",
                scheme="scheme__code",
                amount_nok="amount_nok",
            )
        )
    )


def _partners(report: NeedsReport) -> tuple[c.PartnerContent, ...]:
    return tuple(
        c.PartnerContent(
            key=row.pk,
            kind=row.kind,
            name=row.organisation.name if row.organisation else row.name,
            organisation_number=(row.organisation and row.organisation.organisation_number) or "",
            organisation_kind=row.organisation.kind if row.organisation else "",
            contact_name=row.contact_name,
        )
        for row in _partner_rows(report.pk)
    )


@Prepared
def _partner_rows(report: int) -> QuerySet[ReportPartner]:
    return ReportPartner.objects.filter(report=report).select_related("organisation")


def _units(report: NeedsReport) -> c.UnitCounts:
    return c.UnitCounts(
        municipal_kindergartens=report.municipal_kindergartens,
        private_kindergartens=report.private_kindergartens,
        public_schools=report.public_schools,
        private_schools=report.private_schools,
        educational_psychology_services=report.educational_psychology_services,
    )


@Prepared
def _measure_rows(report: int) -> QuerySet[Measure]:
    return (
        Measure.objects.filter(report=report)
        .select_related("scheme", "shared_need", "withdrawn_by")
        .order_by("number")
        .annotate(
            line_rows=rows_of(
                FundingLine.objects.all(),
                "measure",
                key="id",
                payee="payee_id",
                kind="kind",
                cost_type="cost_type",
                text="text",
                quantity="quantity",
                unit_price_nok="unit_price_nok",
                term="term",
            ),
            estimate_rows=rows_of(
                ContinuationEstimate.objects.all(),
                "measure",
                period="period",
                payee="payee_id",
                amount_nok="amount_nok",
                reason="reason",
            ),
            cohort_rows=rows_of(
                Cohort.objects.all(),
                "measure",
                key="id",
                name="name",
                start_term="start_term",
                units="units",
                staff="staff",
                years="years",
            ),
            session_rows=rows_of(
                PlannedSession.objects.all(),
                "measure",
                key="id",
                cohort="cohort__name",
                term="term",
                mode="mode",
                count="count",
                per_unit="per_unit",
            ),
            group_rows=rows_of(TargetGroup.objects.all(), "measures", position="position", **NAMES),
            plan_rows=rows_of(
                PlanItem.objects.all(),
                "measures",
                position="position",
                number="number",
                title="title",
            ),
        )
    )


def _measure(row: Measure) -> c.MeasureContent:
    lines = [c.LineContent(**line) for line in row.line_rows]
    estimates = [c.EstimateContent(**estimate) for estimate in row.estimate_rows]
    cohorts = [c.CohortContent(**cohort) for cohort in row.cohort_rows]
    sessions = [
        c.SessionContent(
            **{**session, "cohort": session["cohort"] or "", "per_unit": bool(session["per_unit"])}
        )
        for session in row.session_rows
    ]
    return c.MeasureContent(
        key=row.pk,
        number=row.number or 0,
        scheme=row.scheme.code,
        kind=row.kind,
        title=row.title,
        purpose=row.purpose,
        anchoring=row.anchoring,
        collective_process=row.collective_process,
        teacher_education=row.teacher_education,
        plan_anchoring=row.plan_anchoring,
        plan_items=tuple(
            f"{item['number']} {item['title']}".strip() for item in _in_position(row.plan_rows)
        ),
        owner_use=row.owner_use,
        university_use=row.university_use,
        coordinator_needed=row.coordinator_needed,
        coordinator_amount_nok=row.coordinator_amount_nok,
        coordinator_reason=row.coordinator_reason,
        terms=tuple(sorted(row.terms, key=terms.order)),
        target_groups=tuple(
            c.Names(group["nb"], group["nn"], group["en"]) for group in _in_position(row.group_rows)
        ),
        target_group_text=row.target_group_text,
        lines=tuple(sorted(lines, key=lambda line: line.key)),
        estimates=tuple(
            sorted(estimates, key=lambda estimate: (terms.order(estimate.period), estimate.payee))
        ),
        goal=row.goal,
        rationale=row.rationale,
        organisation=row.organisation,
        topic=row.topic,
        participants=row.participants,
        cohorts=tuple(sorted(cohorts, key=lambda cohort: cohort.key)),
        sessions=tuple(
            sorted(sessions, key=lambda session: (terms.order(session.term), session.key))
        ),
        shared_need=row.shared_need_id,
    )


def read_withdrawn(report: NeedsReport, measure: int) -> c.MeasureContent | None:
    """What stands in a measure that was withdrawn; its number is 0."""
    found = (row for row in _measure_rows(report.pk) if row.withdrawn_at and row.pk == measure)
    return next(map(_measure, found), None)


def _supplemented(report: NeedsReport) -> c.SupplementedMeasure | None:
    if report.supplements_id is None:
        return None
    measure = Measure.objects.select_related("report__call").get(pk=report.supplements_id)
    return c.SupplementedMeasure(
        key=measure.pk,
        report=measure.report_id,
        year=measure.report.call.year,
        receipt_number=measure.report.receipt_number or "",
        number=measure.number or 0,
        title=measure.title,
    )


def _withdrawn(rows: list[Measure]) -> tuple[c.WithdrawnMeasure, ...]:
    """In the order in which they were withdrawn."""
    gone = [row for row in rows if row.withdrawn_at is not None]
    return tuple(
        c.WithdrawnMeasure(
            key=row.pk,
            scheme=row.scheme.code,
            title=row.title,
            at=timezone.localtime(row.withdrawn_at).isoformat(timespec="minutes"),
            by=row.withdrawn_by.name,
            reason=row.withdrawn_reason,
        )
        for row in sorted(gone, key=lambda row: row.withdrawn_at)
    )


def _shared_needs(rows: list[Measure]) -> tuple[c.SharedNeedContent, ...]:
    needs = {row.shared_need_id: row.shared_need for row in rows if row.shared_need}
    return tuple(c.SharedNeedContent(key, need.need_nok) for key, need in needs.items())


def _codetermination(meeting: CodeterminationMeeting | None) -> c.CodeterminationContent:
    if meeting is None:
        return c.CodeterminationContent(None, "", "", "", ())
    people = sorted(meeting.participant_rows, key=lambda person: person["key"])
    return c.CodeterminationContent(
        discussed=meeting.discussed,
        held_on=meeting.held_on.isoformat() if meeting.held_on else "",
        reason_not=meeting.reason_not,
        comment=meeting.comment,
        participants=tuple(
            c.Participant(person["role"], person["name"], person["union"]) for person in people
        ),
    )


@Prepared
def _meeting_rows(report: int) -> QuerySet[CodeterminationMeeting]:
    """The one meeting that each report has from its beginning, and with it the report's files and common answers."""
    return CodeterminationMeeting.objects.filter(report=report).annotate(
        participant_rows=rows_of(
            CodeterminationParticipant.objects.all(),
            "meeting",
            key="id",
            role="role",
            name="name",
            union="union",
        ),
        attachment_rows=rows_of(
            Attachment.objects.filter(removed_at=None),
            "report",
            of="report",
            key="id",
            name="name",
            size="size",
            sha256="sha256",
        ),
        common_rows=rows_of(
            CommonAnswer.objects.all(), "report", of="report", question="question", text="text"
        ),
    )


def _names(row: Scheme, prefix: str = "name") -> c.Names:
    return c.Names(*(getattr(row, f"{prefix}_{form}") for form in ("nb", "nn", "en")))


def _in_position(rows: list[dict]) -> list[dict]:
    return sorted(rows, key=lambda row: row["position"])
