from partnerships.models.desk import Absence, SavedView
from partnerships.models.office import CountyGovernor, Municipality, Scheme
from partnerships.models.organisation import AccountChange, Organisation, OrganisationName, Unit
from partnerships.models.outbox import OutgoingMail
from partnerships.models.partnership import (
    Membership,
    Network,
    NetworkAlias,
    NetworkMember,
    Partnership,
    PartnershipOwner,
    PartnershipUniversity,
)
from partnerships.models.people import (
    CompletedAction,
    EndedOfficeRole,
    Invitation,
    OfficeRole,
    User,
)

__all__ = [
    "Absence",
    "AccountChange",
    "CompletedAction",
    "CountyGovernor",
    "EndedOfficeRole",
    "Invitation",
    "Membership",
    "Municipality",
    "Network",
    "NetworkAlias",
    "NetworkMember",
    "OfficeRole",
    "Organisation",
    "OrganisationName",
    "OutgoingMail",
    "Partnership",
    "PartnershipOwner",
    "PartnershipUniversity",
    "SavedView",
    "Scheme",
    "Unit",
    "User",
]
