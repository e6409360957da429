from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from partnerships.choices import MembershipRole, OfficeRoleKind
from partnerships.models.partnership import Membership
from partnerships.querysets import EndedOfficeRoleQuerySet, InvitationQuerySet, UserQuerySet
from rekom.kit.prepared import Prepared


class HeldRole(NamedTuple):
    """A role and where it is held; office roles have no partnership, few have a university."""

    role: str
    office: int
    partnership: int | None
    university: int | None


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. What a person may do stands in memberships and office roles, never here."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("title"), max_length=120, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)  # may use the administration of reference data
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    @cached_property
    def held_roles(self) -> frozenset[HeldRole]:
        """Everything the person is, read once in a request."""
        return frozenset(HeldRole(*row) for row in _roles_of(self.pk))

    @property
    def role_pairs(self) -> frozenset[tuple[str, int]]:
        """(role, office) of everything the person is."""
        return frozenset((held.role, held.office) for held in self.held_roles)

    @cached_property
    def held_memberships(self) -> list[Membership]:
        """The person's memberships, read once in a request."""
        return list(self.memberships.select_related("partnership"))


@Prepared
def _roles_of(user: int) -> models.QuerySet:
    # Unordered: SQLite takes no order inside a union.
    nothing = models.Value(None, output_field=models.BigIntegerField())
    at_offices = OfficeRole.objects.filter(user=user).order_by()
    in_partnerships = Membership.objects.filter(user=user).order_by()
    return at_offices.values_list("role", "county_governor", nothing, nothing).union(
        in_partnerships.values_list(
            "role", "partnership__county_governor", "partnership", "university"
        )
    )


class OfficeRole(models.Model):
    """What a person is at a county governor. A forum member has the schemes of the forum."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="office_roles"
    )
    county_governor = models.ForeignKey(
        "partnerships.CountyGovernor", on_delete=models.CASCADE, related_name="roles"
    )
    role = models.CharField(max_length=16, choices=OfficeRoleKind)
    schemes = models.ManyToManyField("partnerships.Scheme", blank=True, related_name="+")

    class Meta:
        ordering = ["county_governor", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "county_governor", "role"], name="one_office_role_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"


class EndedOfficeRole(models.Model):
    """A role at an office that was taken away: whose, which, when and by whom. Never altered.

    A row of its own, so that what somebody has been never gives access to anything.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ended_office_roles"
    )
    county_governor = models.ForeignKey(
        "partnerships.CountyGovernor", on_delete=models.PROTECT, related_name="ended_roles"
    )
    role = models.CharField(max_length=16, choices=OfficeRoleKind)
    schemes = models.ManyToManyField("partnerships.Scheme", blank=True, related_name="+")
    # When the invitation to it was used; unknown when it was given in another way.
    given_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = EndedOfficeRoleQuerySet.as_manager()

    class Meta:
        ordering = ["-ended_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"


class Invitation(models.Model):
    """An invitation by e-mail into a partnership or an office: one use, fourteen days.

    Only a digest of the token is stored. The person gets the role when the link is used.
    """

    email = models.EmailField()
    token_sha256 = models.CharField(max_length=64, unique=True)
    partnership = models.ForeignKey(
        "partnerships.Partnership",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="invitations",
    )
    membership_role = models.CharField(max_length=24, choices=MembershipRole, blank=True)
    university = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    county_governor = models.ForeignKey(
        "partnerships.CountyGovernor",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="invitations",
    )
    office_role = models.CharField(max_length=16, choices=OfficeRoleKind, blank=True)
    # Of a forum member: the schemes of the forum.
    schemes = models.ManyToManyField("partnerships.Scheme", blank=True, related_name="+")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(partnership__isnull=False, county_governor__isnull=True, office_role="")
                & ~Q(membership_role="")
                | Q(partnership__isnull=True, county_governor__isnull=False, membership_role="")
                & ~Q(office_role=""),
                name="an_invitation_is_to_one_role",
            )
        ]

    def __str__(self) -> str:
        return self.email

    def get_role_display(self) -> str:
        return self.get_membership_role_display() or self.get_office_role_display()

    @property
    def place(self) -> str:
        """The partnership or the office the person is invited to."""
        return str(self.partnership or self.county_governor)


class CompletedAction(models.Model):
    """An idempotency key: the same person pressing the same button twice does the thing once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    action = models.CharField(max_length=120)  # what was done to what: "submit_report 17"
    completed_at = models.DateTimeField()

    class Meta:
        ordering = ["-completed_at"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_action_per_key")]

    def __str__(self) -> str:
        return self.action
