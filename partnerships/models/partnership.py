from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partnerships.choices import MembershipRole
from partnerships.querysets import NetworkMemberQuerySet, NetworkQuerySet, PartnershipQuerySet


class Network(models.Model):
    """A standing group of owners (kompetansenettverk)."""

    county_governor = models.ForeignKey(
        "partnerships.CountyGovernor", on_delete=models.PROTECT, related_name="networks"
    )
    name = models.CharField(max_length=120)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["county_governor", "name"], name="one_network_of_a_name_per_office"
            )
        ]

    def __str__(self) -> str:
        return self.name


class NetworkAlias(models.Model):
    """Another spelling of a network's name: SørVest is Trøndelag Sørvest."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "network aliases"
        constraints = [
            models.UniqueConstraint(fields=["network", "name"], name="one_alias_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class NetworkMember(models.Model):
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="network_memberships"
    )
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    objects = NetworkMemberQuerySet.as_manager()

    class Meta:
        ordering = ["network", "organisation"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True)
                | Q(joined_on__isnull=True)
                | Q(left_on__gt=F("joined_on")),
                name="a_member_leaves_after_joining",
            ),
            models.UniqueConstraint(
                fields=["network", "organisation"],
                condition=Q(left_on__isnull=True),
                name="one_open_membership_of_a_network",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.network}"


class Partnership(models.Model):
    """Owners and universities behind a needs report. The lead owner receives the owners' money."""

    county_governor = models.ForeignKey(
        "partnerships.CountyGovernor", on_delete=models.PROTECT, related_name="partnerships"
    )
    name = models.CharField(max_length=120)
    lead_owner = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="partnerships_led"
    )
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, null=True, blank=True, related_name="partnerships"
    )
    owners = models.ManyToManyField(
        "partnerships.Organisation", through="PartnershipOwner", related_name="partnerships_joined"
    )
    universities = models.ManyToManyField(
        "partnerships.Organisation",
        through="PartnershipUniversity",
        through_fields=("partnership", "organisation"),
        related_name="partnerships_served",
    )
    # Whether a second coordinator approves the needs report before it is sent.
    needs_approval = models.BooleanField(default=False)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["county_governor", "name"], name="one_partnership_of_a_name_per_office"
            )
        ]

    def __str__(self) -> str:
        return self.name


class PartnershipOwner(models.Model):
    """An owner besides the lead owner."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="owner_links"
    )
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organisation"], name="one_row_per_owner"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class PartnershipUniversity(models.Model):
    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="university_links"
    )
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    sub_unit = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organisation"], name="one_row_per_university"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Membership(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=24, choices=MembershipRole)
    university = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
    )

    class Meta:
        ordering = ["partnership", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "partnership", "role"], name="one_membership_per_role"
            ),
            models.CheckConstraint(
                condition=Q(role=MembershipRole.UNIVERSITY_CONTACT, university__isnull=False)
                | ~Q(role=MembershipRole.UNIVERSITY_CONTACT) & Q(university__isnull=True),
                name="a_university_contact_has_a_university",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"
