from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

from partnerships.choices import OWNER_KINDS, STAFF_ROLES, UNIVERSITY_KINDS, MembershipRole
from partnerships.choices import OfficeRoleKind as Role

if TYPE_CHECKING:
    from datetime import date

    from partnerships.models import User


class CountyGovernorQuerySet(QuerySet):
    def with_role(self, user: User, *roles: Role) -> Self:
        """Offices in which the user has one of the roles."""
        return self.filter(
            pk__in=user.office_roles.filter(role__in=roles).values("county_governor")
        )

    def staffed_by(self, user: User) -> Self:
        return self.with_role(user, *STAFF_ROLES)


class OrganisationQuerySet(QuerySet):
    def owners(self) -> Self:
        return self.filter(kind__in=OWNER_KINDS)

    def universities(self) -> Self:
        return self.filter(kind__in=UNIVERSITY_KINDS)

    def represented_by(self, user: User) -> Self:
        """Organisations whose own people the user is one of: may change account and reference."""
        return self.filter(
            Q(
                pk__in=user.memberships.filter(role=MembershipRole.UNIVERSITY_CONTACT).values(
                    "university"
                )
            )
            | Q(
                partnerships_led__memberships__in=user.memberships.filter(
                    role=MembershipRole.COORDINATOR
                )
            )
        ).distinct()


class NetworkQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        """Networks of the user's office, and those of own partnerships."""
        return self.filter(
            Q(county_governor__in=user.office_roles.values("county_governor"))
            | Q(partnerships__memberships__user=user)
        ).distinct()


class NetworkMemberQuerySet(QuerySet):
    def on(self, day: date) -> Self:
        """Members as they were on a day; a membership without an end still holds."""
        return self.filter(
            Q(joined_on__isnull=True) | Q(joined_on__lte=day),
            Q(left_on__isnull=True) | Q(left_on__gt=day),
        )


class PartnershipQuerySet(QuerySet):
    def with_member(self, user: User, *roles: MembershipRole) -> Self:
        memberships = user.memberships.all()
        if roles:
            memberships = memberships.filter(role__in=roles)
        return self.filter(pk__in=memberships.values("partnership"))

    def overseen_by(self, user: User) -> Self:
        """Partnerships of the offices where the user is staff."""
        return self.filter(
            county_governor__in=user.office_roles.filter(role__in=STAFF_ROLES).values(
                "county_governor"
            )
        )

    def visible_to(self, user: User) -> Self:
        """Own partnerships, and those of the office; subqueries, so that sums do not multiply."""
        return self.filter(
            Q(pk__in=self.model.objects.with_member(user).values("pk"))
            | Q(pk__in=self.model.objects.overseen_by(user).values("pk"))
        )
