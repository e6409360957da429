from django.db import models
from django.utils.translation import get_language

from partnerships.choices import WrittenForm
from partnerships.querysets import CountyGovernorQuerySet
from rekom.kit.numbers import validate_organisation_number


class CountyGovernor(models.Model):
    """One of the ten offices; the boundary between tenants."""

    name = models.CharField(max_length=120, unique=True)
    organisation_number = models.CharField(
        max_length=9, unique=True, validators=[validate_organisation_number]
    )
    written_form = models.CharField(max_length=7, choices=WrittenForm)
    sami_names = models.JSONField(default=list, blank=True)
    kven_name = models.CharField(max_length=120, blank=True)

    objects = CountyGovernorQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def parallel_names(self) -> list[str]:
        """The names that stand below the Norwegian one in a letterhead."""
        return [*self.sami_names, *([self.kven_name] if self.kven_name else [])]


class Scheme(models.Model):
    """A grant scheme. A row and not a choice: the three may be merged by a coming regulation."""

    code = models.SlugField(max_length=30, unique=True)
    position = models.PositiveSmallIntegerField(unique=True)
    name_nb = models.CharField(max_length=120)
    name_nn = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    short_name_nb = models.CharField(max_length=40)
    short_name_nn = models.CharField(max_length=40)
    short_name_en = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.short_name

    @property
    def name(self) -> str:
        return getattr(self, f"name_{_written_form()}")

    @property
    def short_name(self) -> str:
        return getattr(self, f"short_name_{_written_form()}")


class Municipality(models.Model):
    number = models.CharField(max_length=4, unique=True)
    name = models.CharField(max_length=60)
    official_name = models.CharField(max_length=80)
    county_governor = models.ForeignKey(
        CountyGovernor, on_delete=models.PROTECT, related_name="municipalities"
    )
    organisation = models.OneToOneField(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="municipality"
    )

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "municipalities"

    def __str__(self) -> str:
        return self.name


def _written_form() -> str:
    """The reader's language, or bokmål where reference data has no such column."""
    language = get_language() or "nb"
    return language if language in {"nb", "nn", "en"} else "nb"
