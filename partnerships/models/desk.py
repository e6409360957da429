"""What a person at the county governor has set up for their own desk."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partnerships.choices import DeskPage
from partnerships.querysets import AbsenceQuerySet, SavedViewQuerySet

VIEW_NAME = 60  # characters
VIEW_QUERY = 500


class SavedView(models.Model):
    """The filters and the order of a list, kept under a name. Each person has their own."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    page = models.CharField(max_length=10, choices=DeskPage)
    name = models.CharField(max_length=VIEW_NAME)
    query = models.CharField(
        max_length=VIEW_QUERY, blank=True
    )  # what stands after ? in the address

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["user", "page", "name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "page", "name"], name="one_view_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Absence(models.Model):
    """Days on which a colleague looks after somebody's cases; both days are among them."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences"
    )
    county_governor = models.ForeignKey(
        "partnerships.CountyGovernor", on_delete=models.CASCADE, related_name="absences"
    )
    first_day = models.DateField()
    last_day = models.DateField()
    covered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["-first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="an_absence_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(covered_by=F("user")), name="somebody_else_covers_an_absence"
            ),
        ]
        indexes = [
            models.Index(fields=["county_governor", "last_day"], name="absences_at_an_office")
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.first_day} – {self.last_day}"
