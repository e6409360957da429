from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Sent")
    RETURNED = "returned", _("Returned")
    CHECKED = "checked", _("Checked")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# What may follow what; a status that is not a key has no way out.
# "Not begun" is no status: it is a partnership without a report.
NEXT_STATUSES: dict[str, frozenset[str]] = {
    ReportStatus.DRAFT: frozenset({ReportStatus.SUBMITTED, ReportStatus.WITHDRAWN}),
    ReportStatus.SUBMITTED: frozenset(
        {
            ReportStatus.DRAFT,  # the coordinator takes it back before the deadline
            ReportStatus.RETURNED,
            ReportStatus.CHECKED,
            ReportStatus.WITHDRAWN,
        }
    ),
    ReportStatus.RETURNED: frozenset({ReportStatus.SUBMITTED, ReportStatus.WITHDRAWN}),
    ReportStatus.CHECKED: frozenset({ReportStatus.RETURNED, ReportStatus.WITHDRAWN}),
}

OPEN_FOR_EDITING = frozenset({ReportStatus.DRAFT, ReportStatus.RETURNED})

# From here the office reads the content; of the rest it knows only that it exists.
READ_BY_OFFICE = frozenset({ReportStatus.SUBMITTED, ReportStatus.RETURNED, ReportStatus.CHECKED})


class ReportKind(models.TextChoices):
    ORDINARY = "ordinary", _("Ordinary")
    SUPPLEMENTARY = "supplementary", _("Supplementary")


class PayeeKind(models.TextChoices):
    OWNER = "owner", _("Owner")
    UNIVERSITY = "university", _("University or university college")


class MeasureKind(models.TextChoices):
    COLLECTIVE = "collective", _("Collective measure")
    COORDINATOR = "coordinator", _("Coordinator only")
    INDIVIDUAL = "individual", _("Individual measure")
    COMMON = "common", _("Common measure")


class Purpose(models.TextChoices):
    ASSESSMENT = "assessment", _("Assessment and analysis")
    PLANNING = "planning", _("Planning")
    CARRYING_OUT = "carrying_out", _("Carrying out")
    EVALUATION = "evaluation", _("Evaluation")


class LineKind(models.TextChoices):
    GRANT = "grant", _("Grant")
    OWN_CONTRIBUTION = "own_contribution", _("Own contribution")


class CostType(models.TextChoices):
    """What the lines of the papers pay for (domain: fields 22 and 23, the attachment of 2023)."""

    PREMISES_AND_FOOD = "premises_and_food", _("Premises and food")
    TRAVEL = "travel", _("Travel and stay")
    SUBSTITUTES = "substitutes", _("Substitutes")
    RELEASE_TIME = "release_time", _("Release time")
    WAGES = "wages", _("Wages")
    MEETINGS = "meetings", _("Meetings")
    COORDINATOR = "coordinator", _("Coordinator")
    ACADEMIC_LEAD = "academic_lead", _("Academic responsibility")
    GUIDANCE = "guidance", _("Guidance")
    SESSIONS = "sessions", _("Sessions")
    PLANNING = "planning", _("Planning and organising")
    MATERIALS = "materials", _("Materials and digital resources")
    CASH = "cash", _("Own money")
    OTHER = "other", _("Other")


class SessionMode(models.TextChoices):
    PHYSICAL = "physical", _("In person")
    DIGITAL = "digital", _("Digital")


class ContributionBase(models.TextChoices):
    """What the own contribution is a percentage of; the county governors' calls differ (R-08)."""

    TOTAL_GRANT = "total_grant", _("the whole grant")
    OWNER_GRANT = "owner_grant", _("the owner's part of the grant")


class CallPart(models.TextChoices):
    """What an administrator sets up in a call, a page for each."""

    SCOPE = "scope", _("What can be applied for")
    DATES = "dates", _("Dates")
    RULES = "rules", _("Rules for the money")
    GUIDANCE = "guidance", _("Guidance")
    CRITERIA = "criteria", _("Criteria and discussion points")


class CallStatus(models.TextChoices):
    """How far a call is; told by its dates, and never stored."""

    BEING_PREPARED = "being_prepared", _("Being prepared")
    COMING = "coming", _("Opens later")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class CallActKind(models.TextChoices):
    STARTED = "started", _("Started")
    CHANGED = "changed", _("Changed")
    LOOKED_OVER = "looked_over", _("Looked over")
    OPENED = "opened", _("Opened")
    DEADLINE_MOVED = "deadline_moved", _("The deadline was moved")


class Section(models.TextChoices):
    """The parts of a needs report, in the order of the task list."""

    CONTACTS = "contacts", _("Contacts and accounts")
    PARTIES = "parties", _("Owners and universities")
    SCOPE = "scope", _("Kindergartens, schools and psychology services")
    MEASURES = "measures", _("Measures and amounts")
    CODETERMINATION = "codetermination", _("Co-determination")
    REPORT = "report", _("The whole report")


# What a report of each kind is asked: a supplementary one only for what is new.
SECTIONS_OF = {
    ReportKind.ORDINARY: frozenset(Section),
    ReportKind.SUPPLEMENTARY: frozenset({Section.CONTACTS, Section.MEASURES, Section.REPORT}),
}


class ConfirmationKind(models.TextChoices):
    """What others than the coordinator answer for."""

    AMOUNT = "amount", _("The university's amount")
    CODETERMINATION = "codetermination", _("The co-determination meeting")
    APPROVAL = "approval", _("The owner's approval")


class Mark(models.TextChoices):
    """What a measure gets by an award criterion. No points: marks are not added."""

    MET = "met", _("Met")
    PARTLY = "partly", _("Partly met")
    NOT_MET = "not_met", _("Not met")
    NOT_ASSESSED = "not_assessed", _("Not assessed")


class PointAbout(models.TextChoices):
    """Whose a discussion point is."""

    REPORT = "report", _("The report")
    UNIVERSITY = "university", _("The university")


class Audience(models.TextChoices):
    """Whom a comment can be released to, each on purpose."""

    PARTNERSHIP = "partnership", _("The partnership")
    FORUM = "forum", _("The forum")


class FileKind(models.TextChoices):
    """What the inbox can be taken away as."""

    XLSX = "xlsx", "Excel"
    CSV = "csv", "CSV"


class FileStatus(models.TextChoices):
    """How far a file is that is written beside the site."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
