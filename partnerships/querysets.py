from __future__ import annotations

from datetime import timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import (
    Case,
    Count,
    Min,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from partnerships.choices import (
    ACCOUNT_READERS,
    KEEPERS,
    OWNER_KINDS,
    STAFF_ROLES,
    UNIVERSITY_KINDS,
    MembershipRole,
    Ownership,
)
from partnerships.choices import OfficeRoleKind as Role
from partnerships.rules import folded, organisation_digits
from rekom.kit import spellings  # noqa: F401 - gives names the lookup ``spelled``

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from partnerships.models import Network, Organisation, User

MOST_ATTEMPTS = 5  # to send a letter
# A letter that somebody is sending is left alone this long; whoever took it may have died.
TAKEN_FOR = timedelta(minutes=10)


class CountyGovernorQuerySet(QuerySet):
    def with_role(self, user: User, *roles: Role) -> Self:
        """Offices in which the user has one of the roles."""
        return self.filter(
            pk__in=user.office_roles.filter(role__in=roles).values("county_governor")
        )

    def staffed_by(self, user: User) -> Self:
        return self.with_role(user, *STAFF_ROLES)

    def visible_to(self, user: User) -> Self:
        """Offices whose people the user may see and invite."""
        return self.with_role(user, Role.ADMINISTRATOR)


class SavedViewQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(user=user)


class AbsenceQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        """One's own; who covers for whom is told where the cases are."""
        return self.filter(user=user)

    def on(self, day: date) -> Self:
        return self.filter(first_day__lte=day, last_day__gte=day)


class UnitQuerySet(QuerySet):
    def of_owners(self, organisations: Iterable[int]) -> Self:
        """Their own units, and the private ones in the municipalities among them."""
        keys = list(organisations)
        private = Q(ownership=Ownership.PRIVATE, municipality__organisation__in=keys)
        return self.filter(Q(owner__in=keys) | private)

    def counted(self) -> dict[tuple[str, str], int]:
        """How many there are of each kind and ownership."""
        rows = self.order_by().values("kind", "ownership").annotate(count=Count("pk"))
        return {(row["kind"], row["ownership"]): row["count"] for row in rows}

    def told_by(self) -> tuple[str, date | None]:
        """The lists that they stand in, and the oldest day that one of them tells of."""
        rows = self.order_by("source").values_list("source").annotate(day=Min("as_of"))
        days = [day for _source, day in rows if day]
        return ", ".join(source for source, _day in rows if source), min(days, default=None)


def _organisation_called(text: str, at: str = "") -> Q:
    """``at``: the way to the organisation, as in a lookup."""
    if digits := organisation_digits(text):
        return Q(**{f"{at}organisation_number__contains": digits})
    names = ("name", "names__name", "municipality__name", "municipality__official_name")
    return reduce(or_, (Q(**{f"{at}{name}__spelled": text}) for name in names))


class OrganisationQuerySet(QuerySet):
    def called(self, text: str) -> Self:
        """Those with the text in their number or a name: earlier and parallel names included."""
        return self.filter(_organisation_called(text))

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

    def visible_to(self, user: User) -> Self:
        """Organisations that take part in a partnership the user sees."""
        partnerships = _model("Partnership").objects.visible_to(user)
        return self.filter(
            Q(pk__in=partnerships.values("lead_owner"))
            | Q(pk__in=partnerships.values("owners"))
            | Q(pk__in=partnerships.values("universities"))
        )

    def with_account_shown_to(self, user: User) -> Self:
        """Those whose account number the user reads unmasked: the payee's own people, and case
        workers and approvers of an office where the payee takes part."""
        offices = user.office_roles.filter(role__in=ACCOUNT_READERS).values("county_governor")
        return self.filter(
            Q(pk__in=self.model.objects.represented_by(user).values("pk"))
            | Q(partnerships_led__county_governor__in=offices)
            | Q(partnerships_joined__county_governor__in=offices)
            | Q(partnerships_served__county_governor__in=offices)
        ).distinct()


class AccountChangeQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        """Of the payees whose own people the user is one of, as ``permissions.represents`` has it."""
        led = [
            held.partnership for held in user.held_roles if held.role == MembershipRole.COORDINATOR
        ]
        owners = _model("Partnership").objects.filter(pk__in=led).values("lead_owner")
        universities = [held.university for held in user.held_roles if held.university]
        return self.filter(Q(organisation__in=owners) | Q(organisation__in=universities))

    def open(self) -> Self:
        return self.filter(confirmed_at__isnull=True, withdrawn_at__isnull=True)

    def waiting_for(self, user: User) -> Self:
        """Open, and for the person to confirm: never what they have proposed themselves."""
        return self.open().exclude(proposed_by=user)


class NetworkQuerySet(QuerySet):
    def called(self, text: str) -> Self:
        """Those with the text in a name or an alias, or in that of a member of today."""
        # By the members and not by all organisations, of which an office has many more.
        members = _model("NetworkMember").objects.filter(
            _organisation_called(text, at="organisation__"), left_on=None
        )
        spelled = Q(name__spelled=text) | Q(aliases__name__spelled=text)
        return self.filter(spelled | Q(pk__in=members.values("network")))

    def visible_to(self, user: User) -> Self:
        """Networks of the user's office, and those of own partnerships."""
        return self.filter(
            Q(county_governor__in=user.office_roles.values("county_governor"))
            | Q(partnerships__memberships__user=user)
        ).distinct()

    def by_spelling(self) -> dict[str, Network]:
        """Every name and alias, ``rules.folded``, with its network: “sørvest” is Trøndelag Sørvest."""
        found = {}
        for network in self.prefetch_related("aliases"):
            names = [network.name, *(alias.name for alias in network.aliases.all())]
            found |= {folded(name): network for name in names}
        return found


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

    def with_organisation(self, organisation: Organisation) -> Self:
        """Those where it is lead owner, owner or university."""
        return self.filter(
            Q(lead_owner=organisation) | Q(owners=organisation) | Q(universities=organisation)
        ).distinct()

    def called(self, text: str) -> Self:
        """Those with the text in their own name, their network's or an owner's, or in a number."""
        organisations = _model("Organisation").objects.called(text).values("pk")
        # By the owners and not by all organisations, which are looked through for the lead owner.
        owners = _model("PartnershipOwner").objects.filter(
            _organisation_called(text, at="organisation__")
        )
        return self.filter(
            Q(name__spelled=text)
            | Q(lead_owner__in=organisations)
            | Q(network__in=_model("Network").objects.called(text).values("pk"))
            | Q(pk__in=owners.values("partnership"))
        )

    def with_coordinators(self) -> Self:
        """Each with ``coordinators``: memberships and their users."""
        memberships = _model("Membership").objects.select_related("user")
        coordinators = memberships.filter(role=MembershipRole.COORDINATOR)
        return self.prefetch_related(
            Prefetch("memberships", coordinators, to_attr="coordinators"),
        )

    def with_everybody(self) -> Self:
        """All that a partnership's own page shows of organisations, each kind in one query."""
        owners = _model("PartnershipOwner").objects.select_related("organisation")
        universities = _model("PartnershipUniversity").objects.select_related(
            "organisation", "sub_unit"
        )
        members = _model("NetworkMember").objects.select_related("organisation")
        return self.select_related("lead_owner", "network", "county_governor").prefetch_related(
            Prefetch("owner_links", owners),
            Prefetch("university_links", universities),
            Prefetch("network__members", members),
        )

    def kept_by(self, user: User) -> Self:
        """Partnerships whose people the user looks after: own ones as coordinator, the office's."""
        offices = user.office_roles.filter(role__in=KEEPERS).values("county_governor")
        return self.filter(
            Q(pk__in=self.model.objects.with_member(user, MembershipRole.COORDINATOR).values("pk"))
            | Q(county_governor__in=offices)
        )

    def visible_to(self, user: User) -> Self:
        """Own partnerships, and those of the office; who takes part, never what they report.

        Subqueries, so that sums do not multiply.
        """
        return self.filter(
            Q(pk__in=self.model.objects.with_member(user).values("pk"))
            | Q(pk__in=self.model.objects.overseen_by(user).values("pk"))
            | Q(pk__in=self.model.objects.kept_by(user).values("pk"))
        )


class UserQuerySet(QuerySet):
    def representing(self, organisation: Organisation) -> Self:
        """A payee's own people: the university's contacts, the lead owner's coordinators."""
        return self.filter(
            Q(
                memberships__role=MembershipRole.UNIVERSITY_CONTACT,
                memberships__university=organisation,
            )
            | Q(
                memberships__role=MembershipRole.COORDINATOR,
                memberships__partnership__lead_owner=organisation,
            )
        ).distinct()

    def visible_to(self, user: User) -> Self:
        """People with a role at an office the user administers."""
        offices = user.office_roles.filter(role=Role.ADMINISTRATOR).values("county_governor")
        return self.filter(office_roles__county_governor__in=offices).distinct()

    def case_workers_at(self, office: int) -> Self:
        """Those to whom a case at the office can be given."""
        return self.filter(
            is_active=True,
            office_roles__county_governor=office,
            office_roles__role=Role.CASE_WORKER,
        )

    def with_cover(self, office: int, day: date) -> Self:
        """Each with ``cover``, the key of who looks after their cases that day, and ``away_until``."""
        absences = _model("Absence").objects.on(day)
        away = absences.filter(user=OuterRef("pk"), county_governor=office).order_by("pk")
        return self.annotate(
            cover=Subquery(away.values("covered_by")[:1]),
            away_until=Subquery(away.values("last_day")[:1]),
        )

    def with_roles_at(self, offices: CountyGovernorQuerySet) -> Self:
        """Each with ``shown_roles``: what the person is at these offices, with schemes."""
        roles = _model("OfficeRole").objects.filter(county_governor__in=offices)
        shown = roles.select_related("county_governor").prefetch_related("schemes")
        return self.prefetch_related(Prefetch("office_roles", shown, to_attr="shown_roles"))


class EndedOfficeRoleQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        """Those of the offices the user administers."""
        offices = user.office_roles.filter(role=Role.ADMINISTRATOR).values("county_governor")
        return self.filter(county_governor__in=offices)


class InvitationQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        """Those to an office the user administers; a partnership's are found through it."""
        offices = user.office_roles.filter(role=Role.ADMINISTRATOR).values("county_governor")
        return self.filter(county_governor__in=offices)

    def open_at(self, now: datetime) -> Self:
        return self.filter(used_at__isnull=True, expires_at__gt=now)


class OutgoingMailQuerySet(QuerySet):
    def visible_to(self, user: User) -> Self:
        """Letters of the offices where the user looks after people; those of no office are nobody's."""
        offices = user.office_roles.filter(role__in=KEEPERS).values("county_governor")
        return self.filter(county_governor__in=offices)

    def held(self) -> Self:
        return self.filter(is_held=True, discarded_at__isnull=True)

    def to_be_sent(self, now: datetime) -> Self:
        """Neither held nor done with, and not in the hands of another process."""
        return self.filter(
            Q(taken_at__isnull=True) | Q(taken_at__lt=now - TAKEN_FOR),
            is_held=False,
            sent_at__isnull=True,
            discarded_at__isnull=True,
            attempts__lt=MOST_ATTEMPTS,
        )

    def by_urgency(self) -> Self:
        """Those to be read first, then those that have not come through, then the others."""
        done = Q(sent_at__isnull=False) | Q(discarded_at__isnull=False)
        place = Case(When(done, then=Value(2)), When(is_held=True, then=Value(0)), default=Value(1))
        return self.order_by(place, "-created_at", "-pk")


def _model(name: str) -> type[Model]:
    """A model of this app, which stands above this room and cannot be imported."""
    return apps.get_model(f"partnerships.{name}")
