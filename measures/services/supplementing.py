"""More money for a measure that runs: a report of its own, that asks only for what is new."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from measures import permissions
from measures.choices import ReportKind, Section
from measures.models import Call, Measure, NeedsReport, ReportPartner, ReportPayee
from measures.services.lifecycle import new_report
from partnerships.models import User
from rekom.kit.errors import DomainError

# Of a payee and of a partner, as they are in the report that is supplemented.
PAYEE = (
    "kind",
    "organisation",
    "sub_unit",
    "contact_name",
    "contact_role",
    "contact_phone",
    "contact_email",
    "payment_reference",
)
PARTNER = ("kind", "organisation", "name", "contact_name")


@transaction.atomic
def begin_supplement(*, measure: Measure, call: Call, by: User) -> NeedsReport:
    """A draft with the measure's name and scheme, and the parties of its report.

    Its rules and its deadline are those of ``call``: the one of the measure, or a later one, while it is
    open. Raises PermissionDenied, and DomainError when there is such a report already.
    """
    supplemented = measure.report
    if not permissions.can_supplement(by, supplemented, timezone.now()):
        raise PermissionDenied
    if measure.withdrawn_at is not None or call not in open_calls(supplemented, by):
        raise PermissionDenied
    if not call.schemes.filter(pk=measure.scheme_id).exists():
        raise DomainError(_("The call does not have the scheme of the measure."))
    try:
        report = new_report(
            call=call,
            partnership=supplemented.partnership,
            kind=ReportKind.SUPPLEMENTARY,
            supplements=measure,
            to_look_over=[Section.CONTACTS],
            by=by,
        )
    except IntegrityError:
        raise DomainError(_("There is a supplementary report to the measure already.")) from None
    _copy_parties(report, supplemented)
    Measure.objects.create(
        report=report,
        scheme=measure.scheme,
        number=1,
        kind=measure.kind,
        title=measure.title,
        copied_from=measure,
    )
    return report


def open_calls(report: NeedsReport, by: User) -> list[Call]:
    """Those of the office in which ``by`` can ask for more: the report's own call, and later ones."""
    now = timezone.now()
    calls = Call.objects.open_at(now).filter(
        county_governor=report.call.county_governor_id, year__gte=report.call.year
    )
    return [call for call in calls if permissions.can_begin(by, call, report.partnership, now)]


def _copy_parties(report: NeedsReport, supplemented: NeedsReport) -> None:
    ReportPayee.objects.bulk_create(
        ReportPayee(report=report, **{field: getattr(each, field) for field in PAYEE})
        for each in supplemented.payees.select_related("organisation", "sub_unit")
    )
    ReportPartner.objects.bulk_create(
        ReportPartner(report=report, **{field: getattr(each, field) for field in PARTNER})
        for each in supplemented.partners.select_related("organisation")
    )
