"""Files beside the report: a list with one form, and each file as a download."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from measures import permissions
from measures.models import NeedsReport
from measures.services.attachments import MOST_BYTES, add_attachment, remove_attachment
from measures.views.doors import visible_report
from rekom.kit.errors import DomainError
from rekom.kit.http import file_response
from rekom.kit.keys import key_of


class FileForm(forms.Form):
    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF, Word, Excel, PNG or JPEG, 10 MB at most."),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty. Choose another."),
        },
    )


@require_http_methods(["GET", "POST"])
def attachments(request: HttpRequest, pk: int) -> HttpResponse:
    report = _report(request, pk)
    if request.method == "GET":
        return _page(request, report, FileForm())
    if not permissions.can_edit(request.user, report):
        raise PermissionDenied
    act, _dash, key = request.POST.get("do", "").partition("-")
    if act == "remove":
        remove_attachment(report=report, attachment=key_of(key), by=request.user)
        messages.success(request, _("The file is removed."))
        return redirect("measures:attachments", pk)
    return _add(request, report)


@require_GET
def attachment(request: HttpRequest, pk: int, attachment_pk: int) -> HttpResponse:
    """Always a download: nothing that was sent in is ever shown as a page of ours."""
    found = get_object_or_404(_report(request, pk).attachments, pk=attachment_pk)
    return file_response(bytes(found.content), found.name, found.content_type)


def _add(request: HttpRequest, report: NeedsReport) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            content = file.read(MOST_BYTES + 1)
            add_attachment(report=report, name=file.name, content=content, by=request.user)
            messages.success(request, _("The file is added."))
            return redirect("measures:attachments", report.pk)
        except DomainError as error:
            form.add_error("file", str(error))
    return _page(request, report, form, status=422)


def _report(request: HttpRequest, pk: int) -> NeedsReport:
    report = visible_report(request, pk)
    if not permissions.can_read_versions(request.user, report):
        raise PermissionDenied
    return report


def _page(
    request: HttpRequest, report: NeedsReport, form: FileForm, status: int = 200
) -> HttpResponse:
    rows = report.attachments.filter(removed_at=None).defer("content").select_related("added_by")
    context = {
        "report": report,
        "rows": rows,
        "form": form,
        "can_edit": permissions.can_edit(request.user, report),
        "has_errors": status == 422,
    }
    return render(request, "measures/attachments.html", context, status=status)
