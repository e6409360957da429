"""Selections of the inbox that somebody has kept under a name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from measures.forms.inbox import ViewNameForm
from measures.views.inbox import ask, inbox_page
from partnerships import services
from partnerships.choices import DeskPage
from partnerships.models import SavedView
from rekom.kit.errors import DomainError


@require_POST
def view_save(request: HttpRequest, call: int) -> HttpResponse:
    asked = ask(request, call, QueryDict(request.POST.get("utvalg", "")))
    form, query = ViewNameForm(request.POST), asked.selection.query()
    if form.is_valid():
        try:
            services.save_view(
                page=DeskPage.INBOX, query=query, by=request.user, **form.cleaned_data
            )
        except DomainError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("The view is kept. It stands beside the others."))
            return redirect(f"{reverse('measures:inbox_of_call', args=[call])}?{query}")
    return inbox_page(request, asked, view_form=form, status=422)


@require_http_methods(["GET", "POST"])
def saved_view(request: HttpRequest, call: int, pk: int) -> HttpResponse:
    """Its name, and the way to be rid of it."""
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    form = ViewNameForm(request.POST or None, initial={"name": view.name})
    if request.method == "POST" and form.is_valid():
        try:
            services.rename_view(view=view, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("The view has its new name."))
            return redirect("measures:inbox_of_call", call)
    status = 422 if form.errors else 200
    context = {"view": view, "call": call, "form": form}
    return render(request, "measures/saved_view.html", context, status=status)


@require_POST
def view_delete(request: HttpRequest, call: int, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    services.delete_view(view=view, by=request.user)
    messages.success(request, _("The view is deleted."))
    return redirect("measures:inbox_of_call", call)
