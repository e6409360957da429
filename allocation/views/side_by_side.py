"""Versions of a post side by side, on a page and on paper. Members of the forum see those they may read."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from allocation import permissions
from allocation.choices import DivisionStatus
from allocation.models import Division
from allocation.models.division import first_of
from allocation.models.side_by_side import read_side_by_side
from allocation.pdf.charts import versions_chart
from allocation.pdf.versions import ComparisonFacts, VersionFacts, not_closing, versions_pdf
from allocation.rules.comparison import SideBySide
from allocation.services.documents import language_of
from allocation.templatetags.divisions import version_name
from allocation.views.documents import paper_failed
from rekom.kit.chart import chart_response
from rekom.kit.http import file_response
from rekom.kit.kroner import format_nok, format_percent
from rekom.kit.pdf import PaperError

MOST_VERSIONS = 10
LETTERS = "ABCDEFGHIJ"
# What a version is compared with when the address names none: the first of these there is.
REFERENCES = (
    DivisionStatus.IN_FORCE,
    DivisionStatus.RECOMMENDED,
    DivisionStatus.LAID,
)


@dataclass(frozen=True)
class _Chosen:
    reference: Division
    others: list[Division]
    versions: list[Division]  # all there are to choose from, the newest first

    @property
    def table(self) -> SideBySide:
        return read_side_by_side(self.reference, self.others)

    @property
    def facts(self) -> list[VersionFacts]:
        return [
            VersionFacts(letter, version_name(one), _rules(one), one.get_status_display())
            for letter, one in zip(LETTERS, [self.reference, *self.others], strict=False)
        ]


@require_GET
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """``?mot=`` names the version to compare with, ``&vis=`` each that is shown."""
    chosen = _choose(request, pk)
    table, post = chosen.table, chosen.reference.post
    context: dict[str, Any] = {
        "post": post,
        "frame": post.frame,
        "reference": chosen.reference,
        "others": chosen.others,
        "sides": list(
            zip(
                chosen.facts,
                [chosen.reference, *chosen.others],
                (None, *table.columns),
                strict=True,
            )
        ),
        "versions": chosen.versions,
        "shown": [one.pk for one in chosen.others],
        "table": table,
        "chart": versions_chart(table, LETTERS),
        "query": request.GET.urlencode(),
        "notes": not_closing(table, chosen.facts),
        "sees_post": permissions.can_view_post(request.user, post),
        "most": MOST_VERSIONS,
    }
    return render(request, "allocation/side_by_side.html", context)


@require_GET
def versions_drawing(request: HttpRequest, pk: int) -> HttpResponse:
    return chart_response(versions_chart(_choose(request, pk).table, LETTERS))


@require_GET
def versions_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """It compares acts and records none, so it is not stored."""
    chosen = _choose(request, pk)
    post = chosen.reference.post
    office = post.frame.call.county_governor
    language = language_of(office)
    with translation.override(language):
        reference, *others = chosen.facts
        facts = ComparisonFacts(
            title=_("%(post)s: versions compared") % {"post": post.title},
            office_name=office.name,
            office_parallel_names=tuple(office.parallel_names),
            subtitle=f"{post.frame.scheme.name} {post.frame.call.year}",
            reference=reference,
            others=tuple(others),
        )
    try:
        paper = versions_pdf(chosen.table, facts=facts, language=language)
    except PaperError as error:
        return paper_failed(request, error)
    return file_response(paper, f"{facts.title}.pdf")


def _choose(request: HttpRequest, pk: int) -> _Chosen:
    """404 for everyone who may read no version of the post."""
    found = (
        Division.objects.visible_to(request.user)
        .filter(post=pk)
        .select_related(
            "post__frame__call__county_governor", "post__frame__scheme", "made_by", "basis"
        )
        .order_by("-version")
    )
    versions = list(found)
    if not versions:
        raise Http404
    asked = request.GET.getlist("vis")
    reference = _reference(versions, request.GET.get("mot", ""))
    others = [
        one
        for one in reversed(versions)
        if one.pk != reference.pk
        and (str(one.pk) in asked if asked else one.status != DivisionStatus.SET_ASIDE)
    ]
    return _Chosen(reference, others[: MOST_VERSIONS - 1], versions)


def _reference(versions: list[Division], named: str) -> Division:
    """The one that is named, or in force, or before the forum; else the first version."""
    chosen = next((one for one in versions if str(one.pk) == named), None)
    return chosen or first_of(versions, REFERENCES) or versions[-1]


def _rules(division: Division) -> str:
    return _("%(pot)s, flat part %(percent)s, %(basis)s. %(rounding)s.") % {
        "pot": format_nok(division.pot_nok),
        "percent": format_percent(division.flat_percent),
        "basis": division.basis.title,
        "rounding": division.get_rounding_display(),
    }
