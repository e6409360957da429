from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from partnerships.choices import OrganisationKind, Ownership, UnitKind, WrittenForm
from partnerships.querysets import AccountChangeQuerySet, OrganisationQuerySet, UnitQuerySet
from rekom.kit.numbers import validate_account_number, validate_organisation_number


class Organisation(models.Model):
    """An owner or a university; a centre at a university is a sub-unit and has no number of its own.

    The number is empty until it is known, and needed before payment.
    """

    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=30, blank=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    organisation_number = models.CharField(
        max_length=9, unique=True, null=True, blank=True, validators=[validate_organisation_number]
    )
    written_form = models.CharField(max_length=7, choices=WrittenForm, default=WrittenForm.NEUTRAL)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="sub_units"
    )
    # Changed only by the organisation's own people, see AccountChange.
    bank_account = models.CharField(max_length=11, blank=True, validators=[validate_account_number])
    payment_reference = models.CharField(max_length=70, blank=True)

    objects = OrganisationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="organisation_kind_is_known"
            ),
            models.UniqueConstraint(fields=["parent", "name"], name="one_sub_unit_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """Short where a column is narrow."""
        return self.short_name or self.name


class OrganisationName(models.Model):
    """A name the organisation had, with dates: Høgskolen i Innlandet became Universitetet i Innlandet."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=120)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organisation", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], name="one_row_per_earlier_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class AccountChange(models.Model):
    """One of the payee's own people proposes a new account, a second confirms it (R-62)."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="account_changes"
    )
    bank_account = models.CharField(max_length=11, validators=[validate_account_number])
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = AccountChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="an_account_change_ends_one_way",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="a_confirmed_account_has_a_confirmer",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="account_confirmed_by_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(confirmed_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_account_change",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.proposed_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.confirmed_at is None and self.withdrawn_at is None


class Unit(models.Model):
    """A kindergarten, a school or an educational psychology service (PPT)."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=30, choices=UnitKind)
    ownership = models.CharField(max_length=10, choices=Ownership)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="units")
    municipality = models.ForeignKey(
        "partnerships.Municipality", on_delete=models.PROTECT, related_name="units"
    )
    children = models.PositiveIntegerField(null=True, blank=True)
    fte = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    # Where it was listed, and the day that the list tells of.
    source = models.CharField(max_length=120, blank=True)
    as_of = models.DateField(null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["municipality", "kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "name"], name="one_unit_of_a_name_and_kind"
            )
        ]

    def __str__(self) -> str:
        return self.name
