"""The link in an invitation."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from partnerships import services
from partnerships.forms import AcceptInvitationForm
from partnerships.models import Invitation
from rekom.kit.errors import DomainError

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@sensitive_post_parameters("password")
@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """A new person chooses name and password; a known one logs in and takes the role."""
    found = services.find_invitation(token)
    if found is None:
        return render(request, "partnerships/invitation_gone.html", status=404)
    if request.user.is_authenticated:
        return _known_person(request, token, found)
    if services.is_known(found.email):
        return render(request, "partnerships/invitation_log_in.html", {"invitation": found})
    return _new_person(request, token, found)


def _known_person(request: HttpRequest, token: str, found: Invitation) -> HttpResponse:
    problem = ""
    if request.method == "POST":
        try:
            services.accept_invitation(token=token, by=request.user)
        except DomainError as error:
            problem = str(error)
        else:
            return _welcome(request)
    context = {
        "invitation": found,
        "is_for_me": request.user.email == found.email,
        "problem": problem,
        "has_errors": bool(problem),
    }
    status = 422 if problem else 200
    return render(request, "partnerships/invitation_known.html", context, status=status)


def _new_person(request: HttpRequest, token: str, found: Invitation) -> HttpResponse:
    form = AcceptInvitationForm(request.POST or None, email=found.email)
    if request.method == "POST" and form.is_valid():
        try:
            user = services.accept_invitation_as_new(token=token, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            login(request, user, backend=BACKEND)
            return _welcome(request)
    context = {"invitation": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "partnerships/invitation_new.html", context, status=status)


def _welcome(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Welcome. You have been given the role."))
    return redirect("start")
