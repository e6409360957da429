from django.db import models
from django.utils.translation import gettext_lazy as _


class Rounding(models.TextChoices):
    """How a division comes to whole kroner. What each promises: docs/algorithms/division.md."""

    EXACT = "exact", _("Adds up to the sum")
    NEAREST = "nearest", _("Rounded one by one")
