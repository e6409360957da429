"""Rules about the kindergartens, schools and psychology services that take part."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.choices import Section
from measures.content import ReportContent, UnitCounts
from measures.rules.problems import Place, Problem, block, warn
from measures.rules.schemes import INCLUSIVE_PRACTICE

WRITE = {
    "municipal_kindergartens": gettext_lazy(
        "Write the number of municipal kindergartens, 0 if there are none."
    ),
    "private_kindergartens": gettext_lazy(
        "Write the number of private kindergartens, 0 if there are none."
    ),
    "public_schools": gettext_lazy("Write the number of public schools, 0 if there are none."),
    "private_schools": gettext_lazy("Write the number of private schools, 0 if there are none."),
    "educational_psychology_services": gettext_lazy(
        "Write the number of educational psychology services, 0 if there are none."
    ),
}


def units_are_counted(content: ReportContent) -> list[Problem]:
    """R-25 (block): all five counts are answered with a number, zero or more.

    Source: Bodø's report of 2024, which has “X” for the psychology services.
    """
    return [
        block("R-25", Place(Section.SCOPE, field), str(message), missing=count is None)
        for field, message in WRITE.items()
        if (count := getattr(content.units, field)) is None or count < 0
    ]


def all_kinds_of_units_take_part(content: ReportContent) -> list[Problem]:
    """R-12 (warn): Kompetanseløftet preferably takes in kindergartens, schools and the psychology service.

    Source: the county governors' portal (“fortrinnsvis”).
    """
    if not content.measures_in(INCLUSIVE_PRACTICE):
        return []
    scheme = next(each for each in content.schemes if each.code == INCLUSIVE_PRACTICE)
    return [
        warn("R-12", Place(Section.SCOPE, field), message % {"scheme": scheme.short_name})
        for field, message in _kinds_left_out(content.units)
    ]


def _kinds_left_out(units: UnitCounts) -> Iterator[tuple[str, str]]:
    if units.municipal_kindergartens == units.private_kindergartens == 0:
        yield (
            "municipal_kindergartens",
            _("%(scheme)s should preferably include kindergartens. Check that there are none."),
        )
    if units.public_schools == units.private_schools == 0:
        yield (
            "public_schools",
            _("%(scheme)s should preferably include schools. Check that there are none."),
        )
    if units.educational_psychology_services == 0:
        yield (
            "educational_psychology_services",
            _(
                "%(scheme)s should preferably include the educational psychology service. Check that there is none."
            ),
        )
