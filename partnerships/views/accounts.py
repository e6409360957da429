"""A payee's account number and payment reference."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from partnerships import permissions, services
from partnerships.forms import PaymentReferenceForm, ProposeAccountForm
from partnerships.models import AccountChange, Organisation
from rekom.kit.errors import DomainError


@require_GET
def account(request: HttpRequest, pk: int) -> HttpResponse:
    return _account_page(request, _organisation(request, pk))


@require_POST
def account_propose(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = _organisation(request, pk)
    if not permissions.can_change_account(request.user, organisation):
        raise PermissionDenied
    return _propose(request, organisation)


@require_POST
def account_confirm(request: HttpRequest, pk: int, change_pk: int) -> HttpResponse:
    organisation = _organisation(request, pk)
    change = _change(organisation, change_pk)
    if not permissions.can_confirm_account(request.user, change):
        raise PermissionDenied
    return _confirm(request, organisation, change)


@require_POST
def account_withdraw(request: HttpRequest, pk: int, change_pk: int) -> HttpResponse:
    organisation = _organisation(request, pk)
    try:
        services.withdraw_account_change(change=_change(organisation, change_pk), by=request.user)
    except DomainError as error:
        return _account_page(request, organisation, problem=str(error))
    messages.success(request, _("The proposed account number has been withdrawn."))
    return redirect("partnerships:account", pk)


@require_POST
def payment_reference(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = _organisation(request, pk)
    form = PaymentReferenceForm(request.POST, instance=organisation)
    if not permissions.can_change_account(request.user, organisation):
        raise PermissionDenied
    if not form.is_valid():
        return _account_page(request, organisation, reference=form)
    services.update_payment_reference(
        organisation=organisation,
        reference=form.cleaned_data["payment_reference"],
        by=request.user,
    )
    messages.success(request, _("The reference has been saved."))
    return redirect("partnerships:account", pk)


# The password once more before an account number is changed: an open session on a shared machine
# must not be enough to lead the money elsewhere.
@reauthentication_required
def _propose(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = ProposeAccountForm(request.POST)
    if form.is_valid():
        try:
            services.propose_account_change(
                organisation=organisation,
                bank_account=form.cleaned_data["bank_account"],
                by=request.user,
                absolute=request.build_absolute_uri,
            )
        except DomainError as error:
            form.add_error("bank_account", str(error))
        else:
            messages.success(request, _("Another of your people must confirm the account number."))
            return redirect("partnerships:account", organisation.pk)
    return _account_page(request, organisation, proposal=form)


@reauthentication_required
def _confirm(
    request: HttpRequest, organisation: Organisation, change: AccountChange
) -> HttpResponse:
    try:
        services.confirm_account_change(
            change=change, by=request.user, absolute=request.build_absolute_uri
        )
    except DomainError as error:
        return _account_page(request, organisation, problem=str(error))
    messages.success(request, _("The new account number holds from now on."))
    return redirect("partnerships:account", organisation.pk)


def _account_page(
    request: HttpRequest,
    organisation: Organisation,
    *,
    proposal: ProposeAccountForm | None = None,
    reference: PaymentReferenceForm | None = None,
    problem: str = "",
) -> HttpResponse:
    has_errors = any([proposal, reference, problem])
    changes = organisation.account_changes.select_related(
        "proposed_by", "confirmed_by", "withdrawn_by"
    )
    waiting = next((change for change in changes if change.is_open), None)
    context = {
        "organisation": organisation,
        "is_shown": permissions.can_view_account(request.user, organisation),
        "is_own": permissions.can_change_account(request.user, organisation),
        "waiting": waiting,
        "can_confirm": waiting and permissions.can_confirm_account(request.user, waiting),
        "changes": [change for change in changes if not change.is_open],
        "proposal": proposal or ProposeAccountForm(),
        "reference": reference or PaymentReferenceForm(instance=organisation),
        "problem": problem,
        "has_errors": has_errors,
    }
    return render(request, "partnerships/account.html", context, status=422 if has_errors else 200)


def _organisation(request: HttpRequest, pk: int) -> Organisation:
    return get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)


def _change(organisation: Organisation, pk: int) -> AccountChange:
    return get_object_or_404(organisation.account_changes.all(), pk=pk)
