"""How many units take part, counted in the register: for the fields that nobody has filled in."""

from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from measures.choices import PayeeKind, Section
from measures.content import UnitCounts
from measures.models import NeedsReport
from measures.services.writing import open_section, touch
from partnerships.choices import Ownership, UnitKind
from partnerships.models import Unit, User
from rekom.kit.errors import DomainError


@transaction.atomic
def fetch_units(*, report: NeedsReport, by: User) -> NeedsReport:
    """Fill the empty counts; the part is to be looked over, and says where its figures are from.

    Raises DomainError when the register has nothing for them.
    """
    report = open_section(report, by, Section.SCOPE)
    units = Unit.objects.of_owners(_owners(report))
    counted = asdict(_counts(units.counted()))
    found = {
        field: count
        for field, count in counted.items()
        if count is not None and getattr(report, field) is None
    }
    if not found:
        raise DomainError(_("The register has no units to count for the empty fields."))
    for field, count in found.items():
        setattr(report, field, count)
    report.units_source, report.units_as_of = units.told_by()
    report.to_look_over = [*{*report.to_look_over, str(Section.SCOPE)}]
    return touch(report, by, *found, "units_source", "units_as_of")


def _owners(report: NeedsReport) -> set[int]:
    """Keys of the owners who take part."""
    payees = report.payees.filter(kind=PayeeKind.OWNER).values_list("organisation", flat=True)
    partners = report.partners.filter(kind=PayeeKind.OWNER, organisation__isnull=False)
    return {*payees, *partners.values_list("organisation", flat=True)}


def _counts(counted: dict[tuple[str, str], int]) -> UnitCounts:
    """What the register has none of at all is unknown, not nought."""
    kinds = {kind for kind, _ownership in counted}

    def count(kind: str, *ownerships: str) -> int | None:
        if kind not in kinds:
            return None
        return sum(counted.get((kind, ownership), 0) for ownership in ownerships)

    return UnitCounts(
        municipal_kindergartens=count(UnitKind.KINDERGARTEN, Ownership.PUBLIC),
        private_kindergartens=count(UnitKind.KINDERGARTEN, Ownership.PRIVATE),
        public_schools=count(UnitKind.SCHOOL, Ownership.PUBLIC),
        private_schools=count(UnitKind.SCHOOL, Ownership.PRIVATE),
        educational_psychology_services=count(
            UnitKind.EDUCATIONAL_PSYCHOLOGY, Ownership.PUBLIC, Ownership.PRIVATE
        ),
    )
