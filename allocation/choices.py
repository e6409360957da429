from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext


class Rounding(models.TextChoices):
    """How a division comes to whole kroner. What each promises: docs/algorithms/division.md."""

    EXACT = "exact", _("Adds up to the sum")
    NEAREST = "nearest", _("Rounded one by one")


class PostKind(models.TextChoices):
    """What a part of the frame is for."""

    COMMON = "common", _("Common measures")
    INDIVIDUAL = "individual", _("Individual measures")
    COLLECTIVE = "collective", _("Collective measures, pro rata")
    CARRIED_OVER = "carried_over", _("Carried over")


class BasisColumn(models.TextChoices):
    """What the figures of a basis count, besides municipalities."""

    FTE = "fte", _("FTE")
    OWNERS = "owners", _("Owners")
    CHILDREN = "children", _("Children")

    @property
    def noun(self) -> str:
        """Inside a sentence or after a figure: 228.1 FTE, by owners."""
        return {
            BasisColumn.FTE: pgettext("after a figure", "FTE"),
            BasisColumn.OWNERS: pgettext("after a figure", "owners"),
            BasisColumn.CHILDREN: pgettext("after a figure", "children"),
        }[self]


class DivisionStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    LAID = "laid", _("Laid before the forum")
    RECOMMENDED = "recommended", _("Recommended")
    IN_FORCE = "in_force", _("In force")
    SUPERSEDED = "superseded", _("Superseded")
    SET_ASIDE = "set_aside", _("Set aside")


# What may follow what; a status that is not a key has no way out. No version is altered by it.
NEXT_DIVISION_STATUSES: dict[str, frozenset[str]] = {
    DivisionStatus.DRAFT: frozenset(
        {
            DivisionStatus.LAID,
            DivisionStatus.IN_FORCE,  # the county governor's correction, after the forum
            DivisionStatus.SET_ASIDE,
        }
    ),
    DivisionStatus.LAID: frozenset(
        {
            DivisionStatus.DRAFT,  # another version takes its place before the meeting
            DivisionStatus.RECOMMENDED,
            DivisionStatus.SET_ASIDE,
        }
    ),
    DivisionStatus.RECOMMENDED: frozenset({DivisionStatus.IN_FORCE, DivisionStatus.SUPERSEDED}),
    DivisionStatus.IN_FORCE: frozenset({DivisionStatus.SUPERSEDED}),
}

# What the members of the forum read: what was laid before them, and what came of it.
READ_BY_FORUM = frozenset(
    {
        DivisionStatus.LAID,
        DivisionStatus.RECOMMENDED,
        DivisionStatus.IN_FORCE,
        DivisionStatus.SUPERSEDED,
    }
)


class LedgerKind(models.TextChoices):
    """What is told of money from earlier years."""

    OPENING = "opening", _("Held from earlier years")
    ALLOCATED = "allocated", _("Allocated")
    USED = "used", _("Used")
    REPAID = "repaid", _("Repaid")
    PLANNED_DRAW = "planned_draw", _("Use of money granted earlier")


class SeatKind(models.TextChoices):
    """Who is in the forum (domain: the list of the mandate)."""

    PUBLIC_OWNER = "public_owner", _("Public owner")
    PRIVATE_OWNER = "private_owner", _("Private owner")
    KINDERGARTEN_AUTHORITY = "kindergarten_authority", _("Kindergarten authority")
    UNIVERSITY = "university", _("University or university college")
    KS = "ks", _("KS")
    PBL = "pbl", _("PBL")
    TEACHERS_UNION = "teachers_union", _("Teachers' organisation")
    OTHER_UNION = "other_union", _("Other employees' organisation")
    EDUCATIONAL_PSYCHOLOGY = "educational_psychology", _("Educational psychology service")
    STATPED = "statped", _("Statped")
    SAMI = "sami", _("Sámi representative")
    SECRETARIAT = "secretariat", _("Secretariat")


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")


class ItemKind(models.TextChoices):
    CURRENT = "current", _("Current matters")
    INFORMATION = "information", _("Information")
    DISCUSSION = "discussion", _("Discussion")
    RECOMMENDATION = "recommendation", _("Recommendation")


class ItemOutcome(models.TextChoices):
    RECOMMENDED = "recommended", _("Recommended")
    AGREED = "agreed", _("Agreed")
    VOTED = "voted", _("Decided by vote")
    POSTPONED = "postponed", _("Postponed")
    NOTED = "noted", _("Noted")
    NOT_RECOMMENDED = "not_recommended", _("Not recommended")


class Presence(models.TextChoices):
    PRESENT = "present", _("Present")
    ABSENT = "absent", _("Absent")
    DEPUTY = "deputy", _("Deputy attended")


class ImpartialityOutcome(models.TextChoices):
    """What the forum decided, without the member."""

    DISQUALIFIED = "disqualified", _("Disqualified")
    IMPARTIAL = "impartial", _("Not disqualified")


class RecommendationOutcome(models.TextChoices):
    RECOMMENDED = "recommended", _("Recommended")
    NOT_RECOMMENDED = "not_recommended", _("Not recommended")
    POSTPONED = "postponed", _("Postponed")


class MinutesStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent for approval")
    APPROVED = "approved", _("Approved")


NEXT_MINUTES_STATUSES: dict[str, frozenset[str]] = {
    MinutesStatus.DRAFT: frozenset({MinutesStatus.SENT}),
    MinutesStatus.SENT: frozenset({MinutesStatus.DRAFT, MinutesStatus.APPROVED}),
}


class DocumentKind(models.TextChoices):
    REPORT = "report", _("Needs report")
    REPORT_WITH_PAYMENT = "report_with_payment", _("Needs report with payment details")
    DIVISION_LANDSCAPE = "division_landscape", _("Allocation table, landscape")
    DIVISION_PORTRAIT = "division_portrait", _("Allocation table, portrait")
    MINUTES = "minutes", _("Minutes")
