"""What a university writes in the report itself: its part of each measure, while the coordinator writes the rest.

The fields are those of the measure's own page, under the same names: two who write in the same field meet
whichever page they write on.
"""

import json
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from measures import permissions
from measures.choices import MeasureKind, Section
from measures.content import MeasureContent, PayeeContent, ReportContent
from measures.forms.own_part import OwnPartForms
from measures.models import NeedsReport, OwnPart, own_parts, read_content
from measures.rules import SectionState
from measures.rules.states import CONTACT
from measures.rules.sums import amounts_by_payee
from measures.rules.texts import is_unanswered
from measures.services import measures as services
from measures.services.answers import is_own, measure_values
from measures.services.merging import Marks, WrittenByTwo, marks
from measures.views import confirmations
from measures.views.conflicts import Conflict, conflict_in_report, sent_marks, stored_lines
from measures.views.doors import Told, own_payees, report_with_own_part, visible_report
from measures.views.measure import estimate_periods, inside_a_sentence
from measures.views.tasks import state_tag
from rekom.kit import error_summary
from rekom.kit.errors import DomainError
from rekom.kit.kroner import format_nok


class Page(NamedTuple):
    """A measure with what is the university's in it, as it is stored or as it was sent."""

    report: NeedsReport
    content: ReportContent
    payees: list[PayeeContent]
    measure: MeasureContent
    forms: OwnPartForms


@require_GET
def own_part(request: HttpRequest, pk: int) -> HttpResponse:
    """What there is to write, how far it has come, and what is to be confirmed."""
    report = visible_report(request, pk)
    if not permissions.has_own_part(request.user, report):
        raise PermissionDenied
    content = read_content(report)
    payees = own_payees(request, report, content)
    parts = own_parts(report)
    asked = {payee.organisation_key for payee in payees}
    lines = confirmations.lines_with(parts, report, content, request.user)
    context = {
        "report": report,
        "content": content,
        "names": get_text_list([payee.name for payee in payees], _("and")),
        "measures": _measure_rows(request, report, content, payees, parts),
        "contacts": _contact_rows(request, report, payees),
        "lines": [each for each in lines if each.asked.university in asked],
    }
    return render(request, "measures/own_part.html", context)


@require_http_methods(["GET", "POST"])
def own_measure(request: HttpRequest, pk: int, measure_pk: int) -> HttpResponse:
    page = _read(request, pk, measure_pk)
    if request.method == "GET":
        return _answer(request, page, seen=_shown(page))
    seen = sent_marks(request)
    if not page.forms.is_valid():
        return _answer(request, page, seen=seen, status=422)
    try:
        services.save_own_part(
            report=page.report, answers=page.forms.value(), by=request.user, seen=seen
        )
    except WrittenByTwo as error:
        page = _read(request, pk, measure_pk)
        rows = stored_lines(page.content, page.measure, error.stored)
        conflict = conflict_in_report(
            page.forms.each(), page.report, error.stored, by=request.user, also=rows
        )
        seen |= marks(error.stored)
        return _answer(request, page, seen=seen, conflict=conflict, status=422)
    except DomainError as error:
        return _answer(request, page, seen=seen, told=str(error), status=422)
    messages.success(
        request, _("Your part of measure %(number)d is saved.") % {"number": page.measure.number}
    )
    if request.POST.get("then") == "stay":
        return redirect("measures:own_measure", pk, measure_pk)
    return redirect("measures:own_part", pk)


@require_POST
def own_rows(request: HttpRequest, pk: int, measure_pk: int) -> HttpResponse:
    """The same page with a line more or less; nothing is stored."""
    return _answer(request, _read(request, pk, measure_pk), seen=sent_marks(request))


@require_POST
def own_sums(request: HttpRequest, pk: int, measure_pk: int) -> HttpResponse:
    """The sums of what stands on the page now; nothing is stored."""
    page = _read(request, pk, measure_pk)
    return render(request, "measures/_own_sums_live.html", {"forms": page.forms})


def _read(request: HttpRequest, pk: int, measure_pk: int) -> Page:
    report = report_with_own_part(request, pk, Section.MEASURES)
    content = read_content(report)
    measure = next((each for each in content.measures if each.key == measure_pk), None)
    payees = own_payees(request, report, content)
    if measure is None or not payees:
        raise Http404
    forms = OwnPartForms(
        content=content,
        measure=measure,
        payees=payees,
        data=request.POST if request.method == "POST" else None,
        act=request.POST.get("do", ""),
    )
    return Page(report, content, payees, measure, forms)


def _shown(page: Page) -> dict[str, str]:
    """The marks of what the page shows."""
    own = [payee.key for payee in page.payees]
    values = measure_values(page.measure, page.content)
    return marks(
        {name: value for name, value in values.items() if is_own(Section.MEASURES, name, own)}
    )


def _answer(
    request: HttpRequest,
    page: Page,
    *,
    seen: Marks,
    conflict: Conflict | None = None,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    content, measure, forms = page.content, page.measure, page.forms
    wrong = error_summary.lines(*forms.each()) if status == 422 and not conflict else ()
    context: dict[str, Any] = {
        "report": page.report,
        "content": content,
        "measure": measure,
        "count": len(content.measures),
        "scheme": next(each for each in content.schemes if each.code == measure.scheme),
        "forms": forms,
        "after": inside_a_sentence(content.call.terms[-1]),
        "periods": estimate_periods(forms.estimates),
        "wrong": [Told(*line) for line in wrong],
        "conflict": conflict,
        "told": told,
        "seen": json.dumps(seen),
        "place": f"{Section.MEASURES}-{measure.key}",
        "has_errors": status == 422,
    }
    return render(request, "measures/own_measure.html", context, status=status)


def _measure_rows(
    request: HttpRequest,
    report: NeedsReport,
    content: ReportContent,
    payees: list[PayeeContent],
    parts: list[OwnPart],
) -> list[dict[str, Any]]:
    """For components/rows.html. Who has no payee in the report has nothing to write."""
    opens = permissions.can_write_own_part(request.user, report, Section.MEASURES) and payees
    own = {payee.key for payee in payees}
    written = {each.measure_id: each for each in parts if each.payee_id in own}
    rows = []
    for measure in content.measures:
        amounts = amounts_by_payee(measure)
        amount_nok = sum(amounts.get(payee.key, 0) for payee in payees)
        is_asked = measure.kind != MeasureKind.COORDINATOR and not content.is_supplementary
        word, tone = _tag(measure.university_use, amount_nok, is_asked=is_asked)
        rows.append(
            {
                "title": f"{measure.number}. {measure.title or _('Measure without a name')}",
                "url": reverse("measures:own_measure", args=[report.pk, measure.key])
                if opens
                else "",
                "note": format_nok(amount_nok),
                "written": written.get(measure.key),
                "tag": word,
                "tone": tone,
            }
        )
    return rows


def _tag(use: str, amount_nok: int, *, is_asked: bool) -> tuple[str, str]:
    """(word, tone) of an amount and what it is for; none where the university takes no part."""
    is_told = not is_unanswered(use)
    if not amount_nok and not is_told:
        return "", ""
    is_done = amount_nok and (is_told or not is_asked)
    return state_tag(SectionState.DONE if is_done else SectionState.MISSING)


def _contact_rows(
    request: HttpRequest, report: NeedsReport, payees: list[PayeeContent]
) -> list[dict[str, Any]]:
    opens = permissions.can_write_own_part(request.user, report, Section.CONTACTS)
    rows = []
    for payee in payees:
        missing = [is_unanswered(getattr(payee, field)) for field in CONTACT]
        state = SectionState.MISSING if any(missing) else SectionState.DONE
        word, tone = state_tag(SectionState.NOT_BEGUN if all(missing) else state)
        rows.append(
            {
                "title": _("Contact person and payment of %(university)s")
                % {"university": payee.short_name},
                "url": reverse("measures:own_contacts", args=[report.pk]) if opens else "",
                "note": payee.contact_name,
                "tag": word,
                "tone": tone,
            }
        )
    return rows
