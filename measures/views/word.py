"""The county governors' Word form: read into the draft in two steps, and written from the report."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from measures import permissions
from measures.choices import LineKind, Section
from measures.content import ReportContent
from measures.forms.word import WordFileForm
from measures.models import NeedsReport, read_content
from measures.services.importing import import_form
from measures.views.doors import visible_report, writable_report
from measures.word.filling import form_of, frame_of
from measures.word.matching import match
from measures.word.proposals import Matched
from measures.word.reading import read_form
from measures.word.value import WordForm
from measures.word.writing import write_form
from rekom.kit.errors import DomainError
from rekom.kit.values import from_json, to_json

# What was read travels in the page, signed, until it is confirmed: nothing is stored before that.
SALT = "measures.word"
SECONDS_TO_CONFIRM = 12 * 3600
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "POST"])
def word_upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Reads the file and shows what it says beside the draft. Nothing is stored."""
    report = writable_report(request, pk, Section.REPORT)
    form = WordFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            read = _without_accounts(read_form(form.data_of_file))
            matched = match(read, read_content(report))
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            return _read_page(request, report, read, matched, form.cleaned_data["file"].name)
    context = {"report": report, "form": form}
    status = 422 if form.errors else 200
    return render(request, "measures/word_upload.html", context, status=status)


@require_POST
def word_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Stores what the page before has shown."""
    report = writable_report(request, pk, Section.REPORT)
    try:
        read = _unpack(request.POST.get("read", ""), report)
    except signing.BadSignature:
        messages.error(request, _("The page is too old. Read the Word file in once more."))
        return redirect("measures:word_upload", pk)
    try:
        import_form(report=report, form=read, by=request.user, chosen=request.POST.getlist("take"))
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("measures:word_upload", pk)
    messages.success(request, _("What was read from Word now stands in the draft. Look it over."))
    return redirect("measures:report", pk)


@require_GET
def report_word(request: HttpRequest, pk: int) -> HttpResponse:
    """One scheme of the report, as far as the person may read it. It records nothing, and is not stored."""
    report = visible_report(request, pk)
    content = permissions.readable_content(request.user, report)
    scheme = request.GET.get("scheme") or _first_scheme(content)
    if scheme not in {each.code for each in content.schemes}:
        raise Http404
    name = next(str(each.short_name) for each in content.schemes if each.code == scheme)
    data = write_form(form_of(content, scheme), frame_of(content))
    file_name = f"{report.partnership.name} {content.year} {name}.docx"
    headers = {"Content-Disposition": content_disposition_header(True, file_name)}
    return HttpResponse(data, content_type=DOCX, headers=headers)


def _read_page(
    request: HttpRequest, report: NeedsReport, read: WordForm, matched: Matched, file_name: str
) -> HttpResponse:
    groups: dict[str, list[Any]] = {}
    for proposal in matched.proposals:
        groups.setdefault(proposal.heading, []).append(proposal)
    not_understood = (*read.not_understood, *matched.unplaced)
    context = {
        "report": report,
        "file_name": file_name,
        "groups": groups.items(),
        "new": sum(not each.now for each in matched.proposals),
        "choices": sum(each.is_choice for each in matched.proposals),
        "not_understood": not_understood,
        "left": len(not_understood),
        "not_answered": len(read.not_answered),
        "stated": _stated(read, read_content(report)),
        "read": _pack(read, report),
    }
    return render(request, "measures/word_read.html", context)


def _stated(read: WordForm, content: ReportContent) -> list[dict[str, Any]]:
    """The form's sums of the other schemes, beside what the draft has of them."""
    names = {scheme.code: scheme.short_name for scheme in content.schemes}
    return [
        {
            "name": names[total.scheme],
            "stated_nok": total.total_nok,
            "draft_nok": sum(
                line.amount_nok
                for measure in content.measures_in(total.scheme)
                for line in measure.lines_of(LineKind.GRANT)
            ),
        }
        for total in read.stated_totals
        if total.scheme in names and total.total_nok is not None
    ]


def _without_accounts(read: WordForm) -> WordForm:
    """Account numbers are the payee's own and never come from a file, so no page needs to carry them."""
    return replace(read, payees=tuple(replace(payee, bank_account=None) for payee in read.payees))


def _pack(read: WordForm, report: NeedsReport) -> str:
    return signing.dumps([report.pk, to_json(read)], salt=SALT, compress=True)


def _unpack(text: str, report: NeedsReport) -> WordForm:
    """Raises BadSignature for anything but what a page about the same report has carried."""
    report_pk, read = signing.loads(text, salt=SALT, max_age=SECONDS_TO_CONFIRM)
    if report_pk != report.pk:
        raise signing.BadSignature
    return from_json(WordForm, read)


def _first_scheme(content: ReportContent) -> str:
    written = {measure.scheme for measure in content.measures}
    codes = [scheme.code for scheme in content.schemes]
    return next((code for code in codes if code in written), codes[0] if codes else "")
