"""What a university meets in Rekom: its part of every partnership's need, and its earlier money."""

from dataclasses import dataclass

from django.db.models import QuerySet

from allocation.models.earlier import LedgerEntry
from allocation.models.needs import CLOSED
from measures.models import FundingLine, NeedsReport
from partnerships.choices import MembershipRole
from partnerships.models import Organisation, Partnership, Scheme, User

Amounts = dict[tuple[int, int, int], int]  # whole kroner by report, scheme and university


@dataclass(frozen=True)
class NeedRow:
    """A partnership in a year, with the university's amount in each scheme (whole kroner).

    No amounts before the report is sent, and none while it is being corrected.
    """

    partnership: Partnership
    report: NeedsReport | None
    schemes: tuple[Scheme, ...]
    amounts: tuple[int, ...] | None

    @property
    def cells(self) -> list[tuple[int, Scheme]]:
        return list(zip(self.amounts or (), self.schemes, strict=True))

    @property
    def total_nok(self) -> int:
        return sum(self.amounts or ())


@dataclass(frozen=True)
class UniversityNeeds:
    """One university over all its partnerships in a year."""

    organisation: Organisation
    schemes: tuple[Scheme, ...]
    rows: tuple[NeedRow, ...]
    entries: tuple[LedgerEntry, ...]

    @property
    def sums(self) -> tuple[int, ...]:
        """Down the columns, of what has been sent."""
        sent = [row.amounts for row in self.rows if row.amounts is not None]
        return tuple(sum(column) for column in zip(*sent, strict=True)) or (0,) * len(self.schemes)

    @property
    def total_nok(self) -> int:
        return sum(row.total_nok for row in self.rows)

    @property
    def sum_cells(self) -> list[tuple[int, Scheme]]:
        return list(zip(self.sums, self.schemes, strict=True))

    @property
    def crosswise_nok(self) -> int:
        """The total once more, of the columns: two lines stand under it when it is the same."""
        return sum(self.sums)

    @property
    def column_count(self) -> int:
        """Cells of amounts in a row."""
        return len(self.schemes) + 1

    @property
    def sent_count(self) -> int:
        return sum(row.amounts is not None for row in self.rows)


def years_of(user: User) -> list[int]:
    """Years in which a partnership of the university's contact has a report, the newest first."""
    reports = _reports(user).order_by("-call__year")
    return list(reports.values_list("call__year", flat=True).distinct())


def read_needs(user: User, year: int | None) -> list[UniversityNeeds]:
    """For each university that the person is the contact of: all its partnerships, in six queries."""
    contacts = user.memberships.filter(role=MembershipRole.UNIVERSITY_CONTACT)
    contacts = contacts.select_related("university", "partnership__county_governor")
    reports = list(_reports(user).filter(call__year=year).select_related("call"))
    schemes = tuple(Scheme.objects.all())
    amounts = _amounts(user, reports)
    entries = LedgerEntry.objects.of_own_universities(user)
    entries = list(entries.select_related("frame__call", "frame__scheme"))
    universities: dict[Organisation, list[NeedRow]] = {}
    for contact in contacts.order_by("university__name", "partnership__name"):
        university, partnership = contact.university, contact.partnership
        own = [report for report in reports if report.partnership_id == partnership.pk]
        universities.setdefault(university, []).extend(
            NeedRow(partnership, report, schemes, _sent(report, university, schemes, amounts))
            for report in own or [None]
        )
    return [
        UniversityNeeds(
            university,
            schemes,
            tuple(rows),
            tuple(entry for entry in entries if entry.organisation_id == university.pk),
        )
        for university, rows in universities.items()
    ]


def _reports(user: User) -> QuerySet[NeedsReport]:
    partnerships = user.memberships.filter(role=MembershipRole.UNIVERSITY_CONTACT)
    return NeedsReport.objects.in_force().filter(partnership__in=partnerships.values("partnership"))


def _sent(
    report: NeedsReport | None,
    university: Organisation,
    schemes: tuple[Scheme, ...],
    amounts: Amounts,
) -> tuple[int, ...] | None:
    if report is None or report.status not in CLOSED:
        return None
    return tuple(amounts.get((report.pk, scheme.pk, university.pk), 0) for scheme in schemes)


def _amounts(user: User, reports: list[NeedsReport]) -> Amounts:
    rows = (
        FundingLine.objects.grants()
        .filter(measure__report__in=[report.pk for report in reports])
        .filter(payee__organisation__in=user.memberships.values("university"))
        .amount_by("measure__report", "measure__scheme", "payee__organisation")
    )
    return {
        (row["measure__report"], row["measure__scheme"], row["payee__organisation"]): row[
            "amount_nok"
        ]
        for row in rows
    }
