from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce

from measures.choices import READ_BY_OFFICE, Audience, LineKind, ReportStatus
from partnerships.choices import STAFF_ROLES, OfficeRoleKind
from partnerships.models import Partnership
from rekom.kit.json_rows import rows_of

if TYPE_CHECKING:
    from datetime import datetime

    from measures.models import NeedsReport
    from partnerships.models import User

# What names a scheme in whatever language the reader has chosen.
SCHEME_FIELDS = ("code", "position", "short_name_nb", "short_name_nn", "short_name_en")


class LongTermPlanQuerySet(QuerySet):
    def set_up_by(self, user: User) -> Self:
        """Plans of the offices where the user works or administers."""
        return self.filter(_set_up_by(user))


class CallQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        """Calls are public; one that is being prepared is its office's alone."""
        return self.filter(Q(is_being_prepared=False) | _set_up_by(user))

    def open_to_all(self, now: datetime) -> Self:
        """The calls that anyone may read of: the open ones."""
        return self.open_at(now)

    def of_offices(self, user: User) -> Self:
        """Calls of the offices the user has to do with, as partner or as staff."""
        offices = [office for _role, office in user.role_pairs]
        return self.filter(is_being_prepared=False, county_governor__in=offices)

    def staffed_by(self, user: User) -> Self:
        """Calls of the offices where the user works."""
        return self.filter(is_being_prepared=False, county_governor__in=_staffed(user))

    def set_up_by(self, user: User) -> Self:
        """Calls of the offices where the user works or administers, those being prepared too."""
        return self.filter(_set_up_by(user))

    def open_at(self, now: datetime) -> Self:
        return self.filter(is_being_prepared=False, opens_at__lte=now, closes_at__gt=now)

    def with_scheme_rows(self) -> Self:
        """Add scheme_rows: what a list of its schemes shows, in the same query."""
        fields = {name: f"scheme__{name}" for name in SCHEME_FIELDS}
        return self.annotate(
            scheme_rows=rows_of(self.model.schemes.through.objects.all(), "call", **fields)
        )

    def with_count_of(self, status: ReportStatus) -> Self:
        """Add report_count: the call's reports in the status."""
        return self.annotate(report_count=Count("reports", filter=Q(reports__status=status)))


class NeedsReportQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        """Own partnerships' reports always; the office's from the day they are sent, and from the
        first line where the office writes on behalf of the partnership; for forum members the
        checked ones with a measure in a scheme of their forum.

        Neither joins people, which would multiply the sums of ``with_totals``, nor lists what the
        office has: what one report costs may not grow with the others. Mirrors permissions.can_view;
        a test compares them.
        """
        own = Q(partnership__in=user.memberships.values("partnership"))
        offices = user.office_roles.filter(role__in=STAFF_ROLES).values("county_governor")
        overseen = Q(partnership__county_governor__in=offices)
        return self.filter(
            own
            | (overseen & (Q(status__in=READ_BY_OFFICE) | ~Q(on_behalf="")))
            | _before_the_forum(user)
        )

    def known_to(self, user: User) -> Self:
        """Reports of the office in any status: that they exist and how far they are, no content."""
        return self.filter(partnership__in=Partnership.objects.overseen_by(user).values("pk"))

    def of_members(self, user: User) -> Self:
        return self.filter(partnership__in=Partnership.objects.with_member(user).values("pk"))

    def for_page(self) -> Self:
        """With what every page about a report shows in its head."""
        return self.select_related(
            "call__county_governor",
            "call__plan",
            "partnership__lead_owner",
            "partnership__network",
            "case_worker",
            "changed_by",
        )

    def locked(self, pk: int) -> NeedsReport:
        """The report for a page, its row locked until the transaction ends.

        Two queries: a lock that joins people loses the row in PostgreSQL when the one it waited for
        has changed whom the row points at, as every save does.
        """
        self.select_for_update().get(pk=pk)
        return self.for_page().get(pk=pk)

    def sent(self) -> Self:
        return self.filter(status__in=READ_BY_OFFICE)

    def checked(self) -> Self:
        return self.filter(status=ReportStatus.CHECKED)

    def in_force(self) -> Self:
        """Reports that have not been withdrawn."""
        return self.exclude(status=ReportStatus.WITHDRAWN)

    def with_totals(self) -> Self:
        """Add total_nok (whole kroner) from the grant lines."""
        return self.annotate(total_nok=_grant_nok())

    def with_open_flags(self) -> Self:
        """Add open_flags: how many flags of the report nobody has resolved yet."""
        from measures.models import Flag  # noqa: PLC0415 - models are made of querysets

        unresolved = Flag.objects.filter(report=OuterRef("pk"), resolved_at__isnull=True)
        counted = unresolved.order_by().values("report").annotate(n=Count("pk")).values("n")
        return self.annotate(
            open_flags=Coalesce(Subquery(counted, output_field=BigIntegerField()), 0)
        )


class AssessmentQuerySet(QuerySet):
    def current(self) -> Self:
        """The last mark of each measure by each criterion."""
        later = self.model.objects.filter(
            report=OuterRef("report"),
            measure_key=OuterRef("measure_key"),
            criterion=OuterRef("criterion"),
            number__gt=OuterRef("number"),
        )
        return self.filter(~Exists(later))


class FlagQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        """For the office's staff alone."""
        return self.filter(report__call__county_governor__in=_staffed(user))

    def waiting_for(self, user: User) -> Self:
        """Given to the person, and not resolved; the oldest first."""
        return self.filter(owner=user, resolved_at__isnull=True).order_by("raised_at", "pk")


class CommentQuerySet(QuerySet):
    def released_to(self, *audiences: Audience) -> Self:
        """Those that any of the audiences may read."""
        released = Q(pk__in=[])
        for audience in audiences:
            released |= Q(**{f"{audience}_at__isnull": False})
        return self.filter(released)

    def on_measures(self, keys: list[int]) -> Self:
        """Those on the measures, and those on no measure."""
        return self.filter(Q(measure_key__isnull=True) | Q(measure_key__in=keys))

    def with_people(self) -> Self:
        return self.select_related("by", "partnership_by", "forum_by", "answered_by")


class OwnPartQuerySet(QuerySet):
    def of_report(self, report: int) -> Self:
        """The last one first."""
        found = self.filter(measure__report=report).order_by("-at")
        return found.select_related("measure", "by", "payee__organisation")


class MeasureQuerySet(QuerySet):
    def running(self) -> Self:
        """Those that are asked for: all that have not been withdrawn."""
        return self.filter(withdrawn_at=None)

    def of(self, report_pk: int) -> Self:
        return self.filter(report=report_pk)


class FundingLineQuerySet(QuerySet):
    def grants(self) -> Self:
        """What is asked for; a measure that was withdrawn asks for nothing."""
        return self.filter(kind=LineKind.GRANT, measure__withdrawn_at=None)

    def amount_by(self, *fields: str) -> QuerySet:
        """Rows of the fields and amount_nok, the sum of quantity × unit price."""
        return (
            self.order_by()
            .values(*fields)
            .annotate(amount_nok=Sum(F("quantity") * F("unit_price_nok")))
        )


class InboxFileQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        """One's own, as long as one works at the office."""
        return self.filter(by=user, call__county_governor__in=_staffed(user))

    def asked_since(self, moment: datetime) -> Self:
        return self.filter(asked_at__gte=moment)

    def asked_before(self, moment: datetime) -> Self:
        return self.filter(asked_at__lt=moment)


def _staffed(user: User) -> list[int]:
    return [office for role, office in user.role_pairs if role in STAFF_ROLES]


def _set_up_by(user: User) -> Q:
    roles = (*STAFF_ROLES, OfficeRoleKind.ADMINISTRATOR)
    offices = [office for role, office in user.role_pairs if role in roles]
    return Q(county_governor__in=offices)


def _grant_nok() -> Coalesce:
    """The grant of a report's lines, as a subquery: joined sums would multiply each other."""
    from measures.models import FundingLine  # noqa: PLC0415 - models are made of querysets

    sums = (
        FundingLine.objects.grants()
        .filter(measure__report=OuterRef("pk"))
        .amount_by("measure__report")
        .values("amount_nok")
    )
    return Coalesce(Subquery(sums, output_field=IntegerField()), 0)


def _before_the_forum(user: User) -> Q:
    """Checked reports with a measure in a scheme of a forum in which the user sits."""
    from measures.models import Measure  # noqa: PLC0415 - models are made of querysets

    seats = user.office_roles.filter(
        role=OfficeRoleKind.FORUM_MEMBER,
        schemes=OuterRef("scheme"),
        county_governor=OuterRef("report__call__county_governor"),
    )
    measures = Measure.objects.running().filter(Exists(seats), report=OuterRef("pk"))
    return Q(Exists(measures), status=ReportStatus.CHECKED)
