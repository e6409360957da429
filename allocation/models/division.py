from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from allocation.choices import NEXT_DIVISION_STATUSES, BasisColumn, DivisionStatus, Rounding
from allocation.models.frame import REASON, Post
from allocation.querysets import BasisQuerySet, DivisionQuerySet
from allocation.rules import division as rules
from allocation.rules.basis_sums import PLUS
from allocation.rules.division import BasisFigure, DividedPot, divide
from partnerships.models import CountyGovernor, Municipality, Network

MOST_PERCENT = 100
TITLE = 80  # characters of what a version is called


class Basis(models.Model):
    """A dated, imported set of figures with its source. Never altered; newer figures are a new basis."""

    county_governor = models.ForeignKey(
        CountyGovernor, on_delete=models.PROTECT, related_name="bases"
    )
    title = models.CharField(max_length=120)
    source = models.CharField(max_length=200)
    figures_on = models.DateField()
    column = models.CharField(max_length=10, choices=BasisColumn, default=BasisColumn.FTE)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    imported_at = models.DateTimeField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)

    objects = BasisQuerySet.as_manager()

    class Meta:
        ordering = ["-figures_on", "-imported_at"]
        verbose_name_plural = "bases"
        constraints = [
            models.UniqueConstraint(
                fields=["county_governor", "title"], name="one_basis_of_a_title_per_office"
            ),
            models.CheckConstraint(
                condition=Q(column__in=BasisColumn.values), name="basis_column_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def figures(self) -> list[BasisFigure]:
        """What it is divided by, each network under the name of the register."""
        return [
            BasisFigure(row.network.name, row.municipalities, row.fte)
            for row in self.rows.select_related("network")
        ]


class BasisRow(models.Model):
    basis = models.ForeignKey(Basis, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveSmallIntegerField()
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)  # as written in the file
    municipalities = models.PositiveSmallIntegerField()
    fte = models.DecimalField(max_digits=16, decimal_places=4)

    class Meta:
        ordering = ["basis", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["basis", "network"], name="one_row_per_basis_and_network"
            ),
            models.CheckConstraint(
                condition=Q(municipalities__gte=0, fte__gte=0), name="figures_are_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BasisMunicipality(models.Model):
    """The figure of one municipality behind the rows of a basis, where the source gives it.

    ``network`` is the one it counted in then; None when it was in no network.
    """

    basis = models.ForeignKey(Basis, on_delete=models.CASCADE, related_name="municipality_rows")
    position = models.PositiveSmallIntegerField()
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200)  # as written in the file
    figure = models.DecimalField(max_digits=16, decimal_places=4)

    class Meta:
        ordering = ["basis", "position"]
        verbose_name_plural = "basis municipalities"
        constraints = [
            models.UniqueConstraint(
                fields=["basis", "municipality"], name="one_row_per_basis_and_municipality"
            ),
            models.CheckConstraint(
                condition=Q(figure__gte=0), name="a_figure_of_a_municipality_is_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def parts(self) -> str:
        """What it was added up of, as written, where the file had the municipalities of earlier."""
        return self.name if PLUS in self.name else ""


class Division(models.Model):
    """A version of a post, divided. Its figures are never altered: a change makes the next version."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="divisions")
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=TITLE, blank=True)  # what the office calls it meanwhile
    pot_nok = models.PositiveBigIntegerField()
    flat_percent = models.DecimalField(max_digits=5, decimal_places=2)
    flat_pot_nok = models.PositiveBigIntegerField()  # what the flat part comes to, as it was then
    basis = models.ForeignKey(Basis, on_delete=models.PROTECT, related_name="divisions")
    rounding = models.CharField(max_length=7, choices=Rounding)
    parts_exact = models.BooleanField()
    status = models.CharField(max_length=11, choices=DivisionStatus, default=DivisionStatus.DRAFT)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    reason = models.CharField(max_length=REASON, blank=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    adopted_at = models.DateTimeField(null=True, blank=True)
    adoption_reason = models.CharField(max_length=REASON, blank=True)

    objects = DivisionQuerySet.as_manager()

    class Meta:
        ordering = ["post", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["post", "version"], name="one_division_of_a_version"),
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(status=DivisionStatus.IN_FORCE),
                name="one_division_in_force",
            ),
            models.CheckConstraint(
                condition=Q(status__in=DivisionStatus.values), name="division_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(rounding__in=Rounding.values), name="rounding_is_known"
            ),
            models.CheckConstraint(
                condition=Q(flat_percent__gte=0, flat_percent__lte=MOST_PERCENT),
                name="flat_part_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(flat_pot_nok__gte=0, pot_nok__gte=F("flat_pot_nok")),
                name="the_flat_part_is_within_the_pot",
            ),
            models.CheckConstraint(
                condition=Q(adopted_by__isnull=True) | ~Q(adopted_by=F("made_by")),
                name="a_division_is_adopted_by_another",
            ),
            models.CheckConstraint(
                condition=Q(adopted_by__isnull=True, adopted_at__isnull=True)
                | Q(adopted_by__isnull=False, adopted_at__isnull=False),
                name="an_adoption_has_a_person_and_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status=DivisionStatus.IN_FORCE) | Q(adopted_by__isnull=False),
                name="what_is_in_force_was_adopted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} v{self.version}"

    def get_absolute_url(self) -> str:
        return reverse("allocation:division", args=[self.pk])

    def may_become(self, status: str) -> bool:
        return status in NEXT_DIVISION_STATUSES.get(self.status, frozenset())

    def read(self) -> DividedPot:
        """The table as it was divided, with the names of then."""
        return DividedPot(
            pot_nok=self.pot_nok,
            flat_percent=self.flat_percent,
            rounding=Rounding(self.rounding),
            flat_pot_nok=self.flat_pot_nok,
            fte_pot_nok=self.pot_nok - self.flat_pot_nok,
            parts_exact=self.parts_exact,
            lines=tuple(line.read() for line in self.lines.all()),
            column=BasisColumn(self.basis.column),
        )

    def read_exact(self) -> DividedPot:
        """The same pot by the same figures, divided so that it adds up: to say what differs."""
        divided = self.read()
        if self.rounding == Rounding.EXACT:
            return divided
        figures = [
            BasisFigure(line.network, line.municipalities, line.fte) for line in divided.lines
        ]
        return divide(self.pot_nok, figures, flat_percent=self.flat_percent)


def first_of(versions: Iterable[Division], statuses: Iterable[DivisionStatus]) -> Division | None:
    """The first version with the first of the statuses that any has."""
    found = list(versions)
    return next((one for status in statuses for one in found if one.status == status), None)


class DivisionLine(models.Model):
    """What one network gets, and by which figures, under the name it had then. Never altered."""

    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="lines")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="division_lines")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    municipalities = models.PositiveSmallIntegerField()
    fte = models.DecimalField(max_digits=16, decimal_places=4)
    flat_nok = models.PositiveBigIntegerField()
    fte_nok = models.PositiveBigIntegerField()
    amount_nok = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["division", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "network"], name="one_line_per_division_and_network"
            ),
            models.CheckConstraint(
                condition=Q(flat_nok__gte=0, fte_nok__gte=0, amount_nok__gte=0),
                name="a_line_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.amount_nok}"

    def read(self) -> rules.DivisionLine:
        return rules.DivisionLine(
            network=self.name,
            municipalities=self.municipalities,
            fte=self.fte,
            flat_nok=self.flat_nok,
            fte_nok=self.fte_nok,
            amount_nok=self.amount_nok,
        )


class DivisionTransition(models.Model):
    """Who moved a version from which status to which, when and why. Never altered."""

    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="transitions")
    from_status = models.CharField(max_length=11, choices=DivisionStatus, blank=True)
    to_status = models.CharField(max_length=11, choices=DivisionStatus)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=REASON, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_status__in=DivisionStatus.values),
                name="division_transition_is_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.from_status} → {self.to_status}"
