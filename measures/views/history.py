"""What was sent before: each version to read, and any two beside each other."""

from itertools import groupby
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from measures import permissions
from measures.content import ReportContent
from measures.models import NeedsReport
from measures.rules.comparison import Change, compare
from measures.views.doors import visible_report

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
        changes = compare(before, after, same=_same(report, *chosen))
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
    if report.copied_from and is_partner:
        year = report.copied_from.call.year
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
        return _readable(request, report, report.copied_from.sent_content())
    return _readable(request, report, report.versions.get(number=version.code).read())


def _readable(request: HttpRequest, report: NeedsReport, content: ReportContent) -> ReportContent:
    if permissions.can_read_payment_details(request.user, report):
        return content
    return content.without_payment_details()


def _same(report: NeedsReport, before: Version, after: Version) -> dict[int, int]:
    """The measures of one year by the key that they have in the other year's report."""
    copied = report.measures.filter(copied_from__isnull=False)
    if before.code == EARLIER:
        return dict(copied.values_list("pk", "copied_from"))
    if after.code == EARLIER:
        return dict(copied.values_list("copied_from", "pk"))
    return {}


def _by_part(changes: list[Change]) -> list[tuple[str, list[Change]]]:
    return [
        (heading, list(group)) for heading, group in groupby(changes, lambda each: each.heading)
    ]
