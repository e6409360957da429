from partnerships.forms.accounts import PaymentReferenceForm, ProposeAccountForm
from partnerships.forms.organisation import OrganisationField
from partnerships.forms.people import (
    AcceptInvitationForm,
    InviteToOfficeForm,
    InviteToPartnershipForm,
    ProfileForm,
    RoleForm,
)

__all__ = [
    "AcceptInvitationForm",
    "InviteToOfficeForm",
    "InviteToPartnershipForm",
    "OrganisationField",
    "PaymentReferenceForm",
    "ProfileForm",
    "ProposeAccountForm",
    "RoleForm",
]
