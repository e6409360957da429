"""What the two counties of the demo need to write a report in: rows from plain tables."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from measures.choices import LineKind, MeasureKind, Purpose
from measures.models import FundingLine, Measure, NeedsReport, ReportPayee, TargetGroup
from partnerships.models import Organisation, Scheme


class Line(NamedTuple):
    """A funding line: cost type, what for, quantity, unit price in kroner."""

    cost_type: str
    text: str
    quantity: int
    unit_price_nok: int
    term: str = ""
    kind: str = LineKind.GRANT


def target_groups() -> dict[str, TargetGroup]:
    return {group.code: group for group in TargetGroup.objects.all()}


def write_measure(
    report: NeedsReport,
    *,
    scheme: str,
    lines: dict[ReportPayee, Sequence[Line]],
    groups: Sequence[str] = (),
    **fields: Any,
) -> Measure:
    """The next measure of the report, with its lines."""
    fields.setdefault("kind", MeasureKind.COLLECTIVE)
    if fields["kind"] == MeasureKind.COLLECTIVE:
        fields.setdefault("purpose", Purpose.CARRYING_OUT)
    measure = Measure.objects.create(
        report=report,
        scheme=Scheme.objects.get(code=scheme),
        number=report.measures.count() + 1,
        **fields,
    )
    measure.target_groups.set([target_groups()[code] for code in groups])
    FundingLine.objects.bulk_create(
        FundingLine(measure=measure, payee=payee, **line._asdict())
        for payee, its_lines in lines.items()
        for line in its_lines
    )
    return measure


def write_contact(report: NeedsReport, organisation: Organisation, **contact: str) -> ReportPayee:
    payee = report.payees.get(organisation=organisation)
    for field, text in contact.items():
        setattr(payee, field, text)
    payee.save()
    return payee


def write_units(report: NeedsReport, *counts: int) -> None:
    """Municipal and private kindergartens, public and private schools, psychology services."""
    names = (
        "municipal_kindergartens",
        "private_kindergartens",
        "public_schools",
        "private_schools",
        "educational_psychology_services",
    )
    for name, count in zip(names, counts, strict=True):
        setattr(report, name, count)
    report.save(update_fields=names)
