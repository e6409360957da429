"""The administrator's page: who works at the office, and who sits in its forum."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from partnerships import permissions, services
from partnerships.forms import InviteToOfficeForm
from partnerships.models import CountyGovernor, EndedOfficeRole, Invitation, User
from rekom.kit.errors import DomainError


@require_GET
def person_list(request: HttpRequest) -> HttpResponse:
    return _people_page(request, InviteToOfficeForm(user=request.user))


@require_POST
def person_invite(request: HttpRequest) -> HttpResponse:
    form = InviteToOfficeForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            services.invite_to_office(
                **form.cleaned_data, by=request.user, absolute=request.build_absolute_uri
            )
        except DomainError as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, _("The invitation has been sent."))
            return redirect("partnerships:person_list")
    return _people_page(request, form, status=422)


@require_POST
def person_invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)
    services.withdraw_invitation(invitation=invitation, by=request.user)
    messages.success(request, _("The invitation has been withdrawn."))
    return redirect("partnerships:person_list")


@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    found = _person(request, pk)
    roles = (
        found.office_roles.filter(
            county_governor__in=CountyGovernor.objects.visible_to(request.user)
        )
        .select_related("county_governor")
        .prefetch_related("schemes")
    )
    context = {
        "person": found,
        "roles": [(role, permissions.can_remove_office_role(request.user, role)) for role in roles],
        "can_deactivate": permissions.can_deactivate(request.user, found),
    }
    return render(request, "partnerships/person.html", context)


@require_POST
def person_deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    found = _person(request, pk)
    services.deactivate_person(person=found, by=request.user)
    messages.success(request, _("%(name)s can no longer log in.") % {"name": found})
    return redirect("partnerships:person_list")


@require_POST
def office_role_remove(request: HttpRequest, pk: int, role_pk: int) -> HttpResponse:
    role = get_object_or_404(_person(request, pk).office_roles.all(), pk=role_pk)
    try:
        services.remove_office_role(role=role, by=request.user)
        messages.success(request, _("The role has been removed."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("partnerships:person_list")


def _people_page(
    request: HttpRequest, form: InviteToOfficeForm, *, status: int = 200
) -> HttpResponse:
    offices = form.offices
    if not offices:
        raise PermissionDenied
    people = User.objects.visible_to(request.user).with_roles_at(offices)
    context = {
        "offices": offices,
        "people": people,
        "invitations": Invitation.objects.visible_to(request.user).open_at(timezone.now()),
        "earlier": EndedOfficeRole.objects.visible_to(request.user)
        .select_related("user", "ended_by", "county_governor")
        .prefetch_related("schemes"),
        "form": form,
    }
    return render(request, "partnerships/person_list.html", context, status=status)


def _person(request: HttpRequest, pk: int) -> User:
    return get_object_or_404(User.objects.visible_to(request.user), pk=pk)
