from partnerships.forms.accounts import PaymentReferenceForm, ProposeAccountForm
from partnerships.forms.desk import AbsenceForm
from partnerships.forms.organisation import OrganisationField
from partnerships.forms.people import (
    AcceptInvitationForm,
    InviteToOfficeForm,
    InviteToPartnershipForm,
    ProfileForm,
    RoleForm,
)

__all__ = [
    "AbsenceForm",
    "AcceptInvitationForm",
    "InviteToOfficeForm",
    "InviteToPartnershipForm",
    "OrganisationField",
    "PaymentReferenceForm",
    "ProfileForm",
    "ProposeAccountForm",
    "RoleForm",
]
