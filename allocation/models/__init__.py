from allocation.models.division import (
    Basis,
    BasisMunicipality,
    BasisRow,
    Division,
    DivisionLine,
    DivisionTransition,
)
from allocation.models.document import Document
from allocation.models.earlier import LedgerEntry
from allocation.models.forum import (
    AgendaItem,
    Attendance,
    Disqualification,
    Forum,
    ForumSeat,
    Guest,
    Meeting,
    Recommendation,
)
from allocation.models.frame import Frame, Post
from allocation.models.minutes import Minutes
from allocation.models.omission import BasisOmission
from allocation.models.reading import minutes_of, read_frame, read_minutes

__all__ = [
    "AgendaItem",
    "Attendance",
    "Basis",
    "BasisMunicipality",
    "BasisOmission",
    "BasisRow",
    "Disqualification",
    "Division",
    "DivisionLine",
    "DivisionTransition",
    "Document",
    "Forum",
    "ForumSeat",
    "Frame",
    "Guest",
    "LedgerEntry",
    "Meeting",
    "Minutes",
    "Post",
    "Recommendation",
    "minutes_of",
    "read_frame",
    "read_minutes",
]
