from django.db import models
from django.utils.translation import gettext_lazy as _


class WrittenForm(models.TextChoices):
    """What a body has chosen to be written to in (språklova § 13 and § 15)."""

    BOKMAL = "nb", _("Norwegian Bokmål")
    NYNORSK = "nn", _("Norwegian Nynorsk")
    NEUTRAL = "neutral", _("Neutral")


class OrganisationKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    COUNTY_AUTHORITY = "county_authority", _("County authority")
    PRIVATE_OWNER = "private_owner", _("Private owner")
    UNIVERSITY = "university", _("University or university college")
    KNOWLEDGE_PARTNER = "knowledge_partner", _("Other knowledge partner")


# Who owns kindergartens and schools, and who they work with.
OWNER_KINDS = (
    OrganisationKind.MUNICIPALITY,
    OrganisationKind.COUNTY_AUTHORITY,
    OrganisationKind.PRIVATE_OWNER,
)
UNIVERSITY_KINDS = (OrganisationKind.UNIVERSITY, OrganisationKind.KNOWLEDGE_PARTNER)


class MembershipRole(models.TextChoices):
    COORDINATOR = "coordinator", _("Coordinator")
    UNIVERSITY_CONTACT = "university_contact", _("University contact")
    UNION_REPRESENTATIVE = "union_representative", _("Union representative")
    READER = "reader", _("Reader")


class OfficeRoleKind(models.TextChoices):
    CASE_WORKER = "case_worker", _("Case worker")
    APPROVER = "approver", _("Approver")
    SECRETARY = "secretary", _("Secretary of the forum")
    FORUM_MEMBER = "forum_member", _("Forum member")
    ADMINISTRATOR = "administrator", _("Administrator")


# Those who work at the county governor and read what has been sent in.
STAFF_ROLES = (OfficeRoleKind.CASE_WORKER, OfficeRoleKind.APPROVER, OfficeRoleKind.SECRETARY)
# Those at the office who have to do with its year: the calls, the plans, the forums' seats.
YEAR_READERS = (*STAFF_ROLES, OfficeRoleKind.ADMINISTRATOR)
# Those at the office who look after the people of its partnerships.
KEEPERS = (OfficeRoleKind.CASE_WORKER, OfficeRoleKind.ADMINISTRATOR)
# Those at the office who read account numbers.
ACCOUNT_READERS = (OfficeRoleKind.CASE_WORKER, OfficeRoleKind.APPROVER)


class DeskPage(models.TextChoices):
    """Lists whose filters can be kept under a name."""

    INBOX = "inbox", _("Inbox")


class UnitKind(models.TextChoices):
    KINDERGARTEN = "kindergarten", _("Kindergarten")
    SCHOOL = "school", _("School")
    EDUCATIONAL_PSYCHOLOGY = "educational_psychology", _("Educational psychology service")


class Ownership(models.TextChoices):
    PUBLIC = "public", _("Public")
    PRIVATE = "private", _("Private")


class MailStatus(models.TextChoices):
    """What has become of a letter."""

    HELD = "held", _("Waits to be read")
    WAITING = "waiting", _("On its way")
    FAILED = "failed", _("Not delivered yet")
    GIVEN_UP = "given_up", _("Could not be delivered")
    SENT = "sent", _("Sent")
    DISCARDED = "discarded", _("Discarded")
