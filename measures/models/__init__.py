from measures.models.attachment import Attachment
from measures.models.call import Call, CallAct, LongTermPlan, PlanItem, TargetGroup
from measures.models.common_answer import CommonAnswer
from measures.models.confirmation import Confirmation
from measures.models.inbox_file import InboxFile
from measures.models.measure import (
    Cohort,
    ContinuationEstimate,
    FundingLine,
    Measure,
    PlannedSession,
    SharedNeed,
)
from measures.models.own import add_totals, own_reports
from measures.models.own_part import OwnPart, own_parts
from measures.models.presence import Presence
from measures.models.reading import (
    read_codetermination,
    read_content,
    read_withdrawn,
    read_written,
)
from measures.models.reminder import Reminder
from measures.models.report import (
    CodeterminationMeeting,
    CodeterminationParticipant,
    NeedsReport,
    OpeningBalance,
    ReportPartner,
    ReportPayee,
)
from measures.models.review import (
    Assessment,
    AwardCriterion,
    Comment,
    DiscussionNote,
    DiscussionPoint,
    Flag,
)
from measures.models.trail import SentVersion, Transition

__all__ = [
    "Assessment",
    "Attachment",
    "AwardCriterion",
    "Call",
    "CallAct",
    "CodeterminationMeeting",
    "CodeterminationParticipant",
    "Cohort",
    "Comment",
    "CommonAnswer",
    "Confirmation",
    "ContinuationEstimate",
    "DiscussionNote",
    "DiscussionPoint",
    "Flag",
    "FundingLine",
    "InboxFile",
    "LongTermPlan",
    "Measure",
    "NeedsReport",
    "OpeningBalance",
    "OwnPart",
    "PlanItem",
    "PlannedSession",
    "Presence",
    "Reminder",
    "ReportPartner",
    "ReportPayee",
    "SentVersion",
    "SharedNeed",
    "TargetGroup",
    "Transition",
    "add_totals",
    "own_parts",
    "own_reports",
    "read_codetermination",
    "read_content",
    "read_withdrawn",
    "read_written",
]
