"""How to find frames, divisions, meetings and papers, each beginning with who asks.

The office's staff see all of their office; members of a forum what was laid before it; a university's
contact the university's own earlier money. ``permissions`` says the same of one row; tests compare them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce

from allocation.choices import (
    READ_BY_FORUM,
    DivisionStatus,
    DocumentKind,
    ItemKind,
    MeetingStatus,
    MinutesStatus,
    PostKind,
)
from measures.choices import READ_BY_OFFICE
from partnerships.choices import (
    ACCOUNT_READERS,
    STAFF_ROLES,
    MembershipRole,
    OfficeRoleKind,
)
from partnerships.models import Organisation, Partnership

if TYPE_CHECKING:
    from datetime import date, datetime

    from allocation.models import Division, Frame
    from partnerships.models import User


class FrameQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(call__county_governor__in=_staffed(user))

    def with_sums(self) -> Self:
        """Add posts_nok, the sum of the posts, and left_nok (whole kroner)."""
        posts = (
            apps.get_model("allocation.Post")
            .objects.filter(frame=OuterRef("pk"))
            .order_by()
            .values("frame")
            .annotate(sum_nok=Sum("amount_nok"))
            .values("sum_nok")
        )
        return self.annotate(
            posts_nok=Coalesce(Subquery(posts, output_field=IntegerField()), 0),
            left_nok=F("amount_nok") - F("posts_nok"),
        )

    def with_collective_posts(self) -> Self:
        """Add the list ``collective``: the posts that are divided pro rata, each with its latest version."""
        posts = apps.get_model("allocation.Post").objects.collective().with_latest_division()
        return self.prefetch_related(Prefetch("posts", posts, to_attr="collective"))


class PostQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(frame__call__county_governor__in=_staffed(user))

    def collective(self) -> Self:
        return self.filter(kind=PostKind.COLLECTIVE)

    def carried_into(self, frame: Frame) -> Self:
        """What the frame of the year before, same office and scheme, carried over."""
        return self.filter(
            kind=PostKind.CARRIED_OVER,
            frame__scheme=frame.scheme_id,
            frame__call__county_governor=frame.call.county_governor_id,
            frame__call__year=frame.call.year - 1,
        ).select_related("frame__call")

    def with_latest_division(self) -> Self:
        """Add latest_version and latest_status, and in_force_version; None where there is none."""
        divisions = (
            apps.get_model("allocation.Division")
            .objects.filter(post=OuterRef("pk"))
            .order_by("-version")
        )
        return self.annotate(
            latest_version=Subquery(divisions.values("version")[:1]),
            latest_status=Subquery(divisions.values("status")[:1]),
            in_force_version=Subquery(
                divisions.filter(status=DivisionStatus.IN_FORCE).values("version")[:1]
            ),
        )

    def by_kind(self) -> list[dict[str, Any]]:
        """kind, amount_nok (whole kroner) and count of the posts of each kind, in their order."""
        return list(
            self.order_by()
            .values("kind")
            .annotate(amount_nok=Sum("amount_nok"), count=Count("pk"), first=Min("position"))
            .order_by("first")
        )


class BasisQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(county_governor__in=_staffed(user))

    def with_sums(self) -> Self:
        """Add network_count, municipalities and fte of all its rows."""
        return self.annotate(
            network_count=Count("rows"),
            municipalities=Sum("rows__municipalities", default=0),
            fte=Sum("rows__fte", default=0),
        )


class DivisionQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        """The office's; for members of the forum what is or has been before it, and what is in force."""
        laid = Exists(
            apps.get_model("allocation.AgendaItem").objects.filter(division=OuterRef("pk"))
        )
        in_forum = _sits(user, "post__frame__scheme", "post__frame__call__county_governor")
        return self.filter(
            Q(post__frame__call__county_governor__in=_staffed(user))
            | (in_forum & (Q(status__in=READ_BY_FORUM) | Q(laid)))
        )

    def waiting_for(self, user: User) -> Self:
        """Recommended, and for the person to adopt: never what they have made themselves."""
        offices = _at_offices(user, OfficeRoleKind.APPROVER)
        return self.filter(
            status=DivisionStatus.RECOMMENDED, post__frame__call__county_governor__in=offices
        ).exclude(made_by=user)

    def for_page(self) -> Self:
        """With everything that a page about one version shows of it."""
        return self.select_related(
            "post__frame__call__county_governor",
            "post__frame__scheme",
            "made_by",
            "adopted_by",
            "basis",
        ).prefetch_related("lines")


class LedgerEntryQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        """The office's, the forum's, and a university's own."""
        return self.filter(
            Q(frame__call__county_governor__in=_staffed(user))
            | _sits(user, "frame__scheme", "frame__call__county_governor")
            | Q(organisation__in=_universities_of(user))
        )

    def of_own_universities(self, user: User) -> Self:
        return self.filter(organisation__in=_universities_of(user))


class ForumQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(
            Q(county_governor__in=_staffed(user)) | _sits(user, "schemes", "county_governor")
        ).distinct()

    def set_up_by(self, user: User) -> Self:
        """Forums of the offices where the user works or administers: who sits in them, no papers."""
        roles = (*STAFF_ROLES, OfficeRoleKind.ADMINISTRATOR)
        offices = [office for role, office in user.role_pairs if role in roles]
        return self.filter(county_governor__in=offices)


class ForumSeatQuerySet(QuerySet):
    def on(self, day: date) -> Self:
        """The seats that are held on the day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        )


class MeetingQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        forums = apps.get_model("allocation.Forum").objects.visible_to(user)
        return self.filter(forum__in=forums.values("pk"))

    def for_page(self) -> Self:
        """With everything that a page about one meeting shows of it."""
        return self.select_related(
            "forum__county_governor",
            "call",
            "chair",
            "secretary",
            "minutes__written_by",
            "minutes__approved_by",
        )

    def to_come(self, now: datetime) -> Self:
        """Planned, and not over yet; the next one first."""
        return self.filter(status=MeetingStatus.PLANNED, ends_at__gt=now).order_by("starts_at")

    def without_minutes(self) -> Self:
        """Held, and nothing has been sent for approval."""
        sent = Q(minutes__status__in=[MinutesStatus.SENT, MinutesStatus.APPROVED])
        return self.filter(status=MeetingStatus.HELD).exclude(sent)

    def minuted_by(self, user: User) -> Self:
        """Of offices where the person is secretary."""
        return self.filter(forum__county_governor__in=_at_offices(user, OfficeRoleKind.SECRETARY))


class AgendaItemQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        meetings = apps.get_model("allocation.Meeting").objects.visible_to(user)
        return self.filter(meeting__in=meetings.values("pk"))

    def open_for(self, division: Division) -> Self:
        """Items of meetings to come where the version may be laid before a forum for its scheme."""
        frame = division.post.frame
        return self.filter(
            Q(division__isnull=True) | Q(division__post=division.post_id),
            kind=ItemKind.RECOMMENDATION,
            meeting__status=MeetingStatus.PLANNED,
            forum__schemes=frame.scheme_id,
            forum__county_governor=frame.call.county_governor_id,
        ).select_related("meeting")


class MinutesQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        """The office's; for members of the forum those that are approved."""
        meetings = apps.get_model("allocation.Meeting").objects.visible_to(user)
        return self.filter(
            Q(meeting__forum__county_governor__in=_staffed(user))
            | Q(status=MinutesStatus.APPROVED, meeting__in=meetings.values("pk"))
        )

    def waiting_for(self, user: User) -> Self:
        """Sent, and for the person to approve: never what they have written in themselves."""
        offices = _at_offices(user, OfficeRoleKind.APPROVER)
        return self.filter(
            status=MinutesStatus.SENT, meeting__forum__county_governor__in=offices
        ).exclude(Q(written_by=user) | Q(meeting__writers=user))


class DocumentQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        """Whoever sees all that the paper shows sees the paper."""
        divisions = apps.get_model("allocation.Division").objects.visible_to(user)
        minutes = apps.get_model("allocation.Minutes").objects.visible_to(user)
        return self.filter(
            Q(division__in=divisions.values("pk"))
            | Q(minutes__in=minutes.values("pk"))
            | Q(kind=DocumentKind.REPORT) & _report_read_by(user)
            | Q(kind=DocumentKind.REPORT_WITH_PAYMENT) & _payment_details_read_by(user)
        )


def _staffed(user: User) -> list[int]:
    return [office for held, office in user.role_pairs if held in STAFF_ROLES]


def _at_offices(user: User, role: OfficeRoleKind) -> list[int]:
    return [office for held, office in user.role_pairs if held == role]


def _sits(user: User, scheme: str, office: str) -> Q:
    """Whether the user is a member of a forum for the row's scheme, at the row's office."""
    if not _at_offices(user, OfficeRoleKind.FORUM_MEMBER):
        return Q(pk__in=[])  # nothing to ask the database for
    return Q(
        Exists(
            user.office_roles.filter(
                role=OfficeRoleKind.FORUM_MEMBER,
                schemes=OuterRef(scheme),
                county_governor=OuterRef(office),
            )
        )
    )


def _universities_of(user: User) -> QuerySet:
    return Organisation.objects.universities().represented_by(user).values("pk")


def _report_read_by(user: User) -> Q:
    """The partnership's own people and the office's staff. A forum's members read only their schemes,
    so the whole paper is not for them: they are given one made of what they may read."""
    return Q(sent_version__report__partnership__in=_partnerships_of(user)) | Q(
        sent_version__report__call__county_governor__in=_staffed(user),
        sent_version__report__status__in=READ_BY_OFFICE,
    )


def _payment_details_read_by(user: User) -> Q:
    """Mirrors measures.permissions.can_read_payment_details, of reports that the user sees."""
    offices = user.office_roles.filter(role__in=ACCOUNT_READERS).values("county_governor")
    return Q(
        sent_version__report__partnership__in=_partnerships_of(user, MembershipRole.COORDINATOR)
    ) | Q(
        sent_version__report__call__county_governor__in=offices,
        sent_version__report__status__in=READ_BY_OFFICE,
    )


def _partnerships_of(user: User, *roles: MembershipRole) -> QuerySet:
    return Partnership.objects.with_member(user, *roles).values("pk")
