"""Why this amount? One page for each network of a version, and the same on paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from allocation.choices import DivisionStatus
from allocation.models import Division
from allocation.models.explained import ExplainedLine, read_explained
from allocation.pdf.explanation import ExplanationFacts, explained_line, explanation_pdf
from allocation.services.documents import language_of
from allocation.views.documents import paper_failed
from rekom.kit.dates import format_when
from rekom.kit.http import file_response
from rekom.kit.pdf import PaperError

SETTLED = (DivisionStatus.IN_FORCE, DivisionStatus.RECOMMENDED)
MOST_CHOICES = 20


@require_GET
def explanation(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    division = _division(request, pk)
    choices = _earlier(request, division)
    earlier = _chosen(request, division, choices)
    explained = read_explained(division, earlier)
    place = _place(explained.lines, line_pk)
    lines = list(division.lines.all())
    context = {
        "division": division,
        "network": explained_line(explained, explained.lines[place]),
        "earlier": earlier,
        "earlier_year": earlier.post.frame.call.year if earlier else None,
        "choices": choices,
        "before": lines[place - 1] if place else None,
        "after": lines[place + 1] if place + 1 < len(lines) else None,
    }
    return render(request, "allocation/explanation.html", context)


@require_GET
def explanation_paper(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    return _paper(request, pk, line_pk)


@require_GET
def explanations_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """All networks, a page for each."""
    return _paper(request, pk, None)


def _paper(request: HttpRequest, pk: int, line_pk: int | None) -> HttpResponse:
    """It explains an act and records none, so it is not stored."""
    division = _division(request, pk)
    earlier = _chosen(request, division, _earlier(request, division))
    explained = read_explained(division, earlier)
    lines = explained.lines
    if line_pk is not None:
        lines = (lines[_place(lines, line_pk)],)
    language = language_of(division.post.frame.call.county_governor)
    with translation.override(language):
        facts = _facts(division, earlier)
        about = lines[0].why.line.network if line_pk is not None else division.post.title
        name = _("Why this amount, %(about)s") % {"about": about}
    try:
        paper = explanation_pdf(
            explained,
            lines,
            facts=facts,
            language=language,
            draft=division.status == DivisionStatus.DRAFT,
        )
    except PaperError as error:
        return paper_failed(request, error)
    return file_response(paper, f"{name}.pdf")


def _facts(division: Division, earlier: Division | None) -> ExplanationFacts:
    frame = division.post.frame
    office = frame.call.county_governor
    made_at = timezone.localtime(division.made_at)
    return ExplanationFacts(
        title=division.post.title,
        office_name=office.name,
        office_parallel_names=tuple(office.parallel_names),
        subtitle=f"{frame.scheme.name} {frame.call.year}",
        version=_("Version %(version)d, %(day)s")
        % {"version": division.version, "day": format_when(made_at.date(), "long")},
        basis=f"{division.basis.title} ({division.basis.source})",
        created=made_at.isoformat(timespec="seconds"),
        year=frame.call.year,
        earlier_year=earlier.post.frame.call.year if earlier else 0,
        earlier_version=_("It is compared with %(post)s, version %(version)d")
        % {"post": earlier.post.title, "version": earlier.version}
        if earlier
        else "",
    )


def _earlier(request: HttpRequest, division: Division) -> list[Division]:
    """Divisions of the office and scheme in earlier years that were settled, the newest year first."""
    frame = division.post.frame
    found = (
        Division.objects.visible_to(request.user)
        .filter(
            post__frame__call__county_governor=frame.call.county_governor_id,
            post__frame__call__year__lt=frame.call.year,
            post__frame__scheme=frame.scheme_id,
            status__in=SETTLED,
        )
        .select_related("post__frame__call", "post__frame__scheme")
        .order_by("-post__frame__call__year", "post__position", "-version")
    )
    return list(found[:MOST_CHOICES])


def _chosen(request: HttpRequest, division: Division, choices: list[Division]) -> Division | None:
    """What the address names, or what was in force the year before for a post of the same title."""
    named = request.GET.get("mot", "")
    year = division.post.frame.call.year - 1
    in_force = [
        one
        for one in choices
        if one.post.frame.call.year == year and one.status == DivisionStatus.IN_FORCE
    ]
    by_title = (one for one in in_force if one.post.title == division.post.title)
    if named:
        return next((one for one in choices if str(one.pk) == named), None)
    return next(by_title, in_force[0] if in_force else next(iter(choices), None))


def _place(lines: tuple[ExplainedLine, ...], pk: int) -> int:
    place = next((place for place, line in enumerate(lines) if line.pk == pk), None)
    if place is None:
        raise Http404
    return place


def _division(request: HttpRequest, pk: int) -> Division:
    return get_object_or_404(Division.objects.visible_to(request.user).for_page(), pk=pk)
