"""The partnerships one takes part in, or whose people one looks after."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from partnerships import permissions, services
from partnerships.forms import InviteToPartnershipForm, RoleForm
from partnerships.models import Membership, Organisation, Partnership
from rekom.kit.errors import DomainError

PAGE_LENGTH = 50


@require_GET
def partnership_list(request: HttpRequest) -> HttpResponse:
    partnerships = (
        Partnership.objects.visible_to(request.user)
        .select_related("lead_owner")
        .prefetch_related("universities")
        .with_coordinators()
    )
    context = {
        "page_obj": Paginator(partnerships, PAGE_LENGTH).get_page(request.GET.get("page")),
        "own_organisations": Organisation.objects.visible_to(request.user).represented_by(
            request.user
        ),
    }
    return render(request, "partnerships/partnership_list.html", context)


@require_GET
def partnership_detail(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = _partnership(request, pk)
    form = InviteToPartnershipForm(user=request.user, partnership=partnership)
    return _detail_page(request, partnership, form)


@require_POST
def partnership_invite(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = _partnership(request, pk)
    form = InviteToPartnershipForm(request.POST, user=request.user, partnership=partnership)
    if not form.roles:
        raise PermissionDenied
    if form.is_valid():
        role, university = form.cleaned_data["role"]
        try:
            services.invite_to_partnership(
                partnership=partnership,
                email=form.cleaned_data["email"],
                role=role,
                university=university,
                by=request.user,
                absolute=request.build_absolute_uri,
            )
        except DomainError as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, _("The invitation has been sent."))
            return redirect("partnerships:partnership_detail", pk)
    return _detail_page(request, partnership, form, status=422)


@require_POST
def partnership_invitation_withdraw(
    request: HttpRequest, pk: int, invitation_pk: int
) -> HttpResponse:
    invitation = get_object_or_404(_partnership(request, pk).invitations.all(), pk=invitation_pk)
    services.withdraw_invitation(invitation=invitation, by=request.user)
    messages.success(request, _("The invitation has been withdrawn."))
    return redirect("partnerships:partnership_detail", pk)


@require_http_methods(["GET", "POST"])
def member(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    """Change a person's role in a partnership, or lead on to removing the person."""
    partnership = _partnership(request, pk)
    membership = _membership(partnership, member_pk)
    form = RoleForm(request.POST or None, user=request.user, partnership=partnership)
    if not form.roles or not permissions.can_keep_people(request.user, partnership):
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        role, university = form.cleaned_data["role"]
        try:
            services.change_role(
                membership=membership, role=role, university=university, by=request.user
            )
        except DomainError as error:
            form.add_error("role", str(error))
        else:
            messages.success(request, _("The role has been changed."))
            return redirect("partnerships:partnership_detail", pk)
    context = {
        "partnership": partnership,
        "membership": membership,
        "form": form,
        "can_remove": permissions.can_remove_member(request.user, membership),
    }
    status = 422 if form.errors else 200
    return render(request, "partnerships/member.html", context, status=status)


@require_POST
def member_remove(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    membership = _membership(_partnership(request, pk), member_pk)
    services.remove_member(membership=membership, by=request.user)
    messages.success(request, _("%(name)s has been removed.") % {"name": membership.user})
    if membership.user == request.user:
        return redirect("partnerships:partnership_list")
    return redirect("partnerships:partnership_detail", pk)


@require_POST
def partnership_approval(request: HttpRequest, pk: int) -> HttpResponse:
    needs_approval = request.POST.get("needs_approval") == "on"
    services.ask_for_approval(
        partnership=_partnership(request, pk), needs_approval=needs_approval, by=request.user
    )
    messages.success(request, _("Saved."))
    return redirect("partnerships:partnership_detail", pk)


def _detail_page(
    request: HttpRequest,
    partnership: Partnership,
    form: InviteToPartnershipForm,
    *,
    status: int = 200,
) -> HttpResponse:
    can_keep = permissions.can_keep_people(request.user, partnership)
    invitations = partnership.invitations.open_at(timezone.now()) if can_keep else []
    context = {
        "partnership": partnership,
        "owners": [link.organisation for link in partnership.owner_links.all()],
        "members": partnership.memberships.select_related("user", "university"),
        "invitations": invitations,
        "form": form,
        "can_keep": can_keep,
    }
    return render(request, "partnerships/partnership_detail.html", context, status=status)


def _partnership(request: HttpRequest, pk: int) -> Partnership:
    """The partnership, or 404 for everyone who is not supposed to know that it exists."""
    return get_object_or_404(Partnership.objects.visible_to(request.user).with_everybody(), pk=pk)


def _membership(partnership: Partnership, pk: int) -> Membership:
    return get_object_or_404(partnership.memberships.select_related("user", "university"), pk=pk)
