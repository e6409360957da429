"""What was sent before: each version to read, and any two beside each other."""

from itertools import groupby
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from measures import permissions
from measures.content import MeasureContent, ReportContent
from measures.models import NeedsReport
from measures.rules.comparison import Change, compare
from measures.views.doors import visible_report
from measures.views.kin import kin_of

NOW, EARLIER = "na", "tidligere"  # as they stand in the address


class Version(NamedTuple):
    """One that can be chosen: one that was sent, the report as it stands, or an earlier year's."""

    code: str
    label: str


@require_GET
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """?fra=1&til=2 names two versions; without them the last two."""
    report = _report(request, pk)
    versions = _versions(request, report)
    chosen = _chosen(request, versions)
    changes = []
    if chosen:
        before, after = (_content(request, report, each) for each in chosen)
        changes = compare(before, after, same=_same(report, chosen, before, after))
    context = {
        "report": report,
        "versions": versions,
        "sent": report.versions.select_related("submitted_by"),
        "chosen": chosen,
        "parts": _by_part(changes),
        "count": len(changes),
    }
    return render(request, "measures/history.html", context)


def changes_since_last_sent(
    request: HttpRequest, report: NeedsReport, content: ReportContent
) -> list[Change]:
    """What the partnership changed when it sent the report again: for the one who had returned it.

    ``content`` is the last version, as the person may read it.
    """
    if content.version < 2 or not permissions.can_read_versions(request.user, report):
        return []
    before = report.versions.get(number=content.version - 1).read()
    return compare(_readable(request, report, before), content)


def _report(request: HttpRequest, pk: int) -> NeedsReport:
    report = visible_report(request, pk)
    if not permissions.can_read_versions(request.user, report):
        raise PermissionDenied
    return report


def _versions(request: HttpRequest, report: NeedsReport) -> list[Version]:
    """Oldest first."""
    found = []
    is_partner = permissions.is_partner(request.user, report)
    if earlier := kin_of(request.user, report).earlier:
        year = earlier.call.year
        found.append(Version(EARLIER, _("The report of %(year)s") % {"year": year}))
    found += [
        Version(str(number), _("Version %(number)d") % {"number": number})
        for number in report.versions.order_by("number").values_list("number", flat=True)
    ]
    if report.is_open and (is_partner or report.on_behalf):
        found.append(Version(NOW, _("As it stands now")))
    return found


def _chosen(request: HttpRequest, versions: list[Version]) -> tuple[Version, Version] | tuple[()]:
    """The two to compare, the last two unless the address names others; none when there is but one."""
    if len(versions) < 2:
        return ()
    known = {each.code: each for each in versions}
    after = known.get(request.GET.get("til", versions[-1].code))
    before = known.get(request.GET.get("fra", versions[-2].code))
    if before is None or after is None:
        raise Http404
    return before, after


def _content(request: HttpRequest, report: NeedsReport, version: Version) -> ReportContent:
    if version.code == NOW:
        return permissions.readable_content(request.user, report)
    if version.code == EARLIER:
        earlier = kin_of(request.user, report).earlier
        if earlier is None:
            raise Http404
        return _readable(request, report, earlier.sent_content())
    return _readable(request, report, report.versions.get(number=version.code).read())


def _readable(request: HttpRequest, report: NeedsReport, content: ReportContent) -> ReportContent:
    if permissions.can_read_payment_details(request.user, report):
        return content
    return content.without_payment_details()


def _same(
    report: NeedsReport,
    chosen: tuple[Version, Version],
    before: ReportContent,
    after: ReportContent,
) -> dict[int, int]:
    """The measures of one year by the key that they have in the other year's report."""
    codes = [version.code for version in chosen]
    if codes[0] == codes[1] or EARLIER not in codes:
        return {}
    if codes[0] == EARLIER:
        return _by_now(report, now=after, then=before)
    return {then: now for now, then in _by_now(report, now=before, then=after).items()}


def _by_now(report: NeedsReport, *, now: ReportContent, then: ReportContent) -> dict[int, int]:
    """Measures that were copied, and those of one title in one scheme: key then by key now."""
    known = {measure.key for measure in then.measures}
    copied = report.measures.filter(copied_from__in=known).values_list("pk", "copied_from")
    same = dict(copied)
    left = {_called(each): each.key for each in then.measures if each.key not in same.values()}
    for measure in now.measures:
        if measure.key not in same and measure.title and _called(measure) in left:
            same[measure.key] = left.pop(_called(measure))
    return same


def _called(measure: MeasureContent) -> tuple[str, str]:
    return measure.scheme, measure.title.strip().casefold()


def _by_part(changes: list[Change]) -> list[tuple[str, list[Change]]]:
    return [
        (heading, list(group)) for heading, group in groupby(changes, lambda each: each.heading)
    ]
