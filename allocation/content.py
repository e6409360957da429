"""The minutes of a meeting as a value: what was approved, whatever happens to the rows later.

One shape serves the page, the checks, the paper and the frozen copy. Amounts are whole kroner; every
one of them comes from the data, none from typing. ``None`` is not stated.
"""

from __future__ import annotations

from dataclasses import dataclass

from measures.content import Names, ReportContent


@dataclass(frozen=True)
class PostLine:
    kind: str  # PostKind
    title: str
    amount_nok: int
    recipient: str
    note: str
    in_long_term_plan: bool
    with_decision_basis: bool
    provisional: bool


@dataclass(frozen=True)
class FrameTable:
    scheme: Names
    year: int
    amount_nok: int
    document_reference: str
    posts: tuple[PostLine, ...]

    @property
    def left_nok(self) -> int:
        """What is not allocated to any post."""
        return self.amount_nok - sum(post.amount_nok for post in self.posts)

    def posts_of(self, kind: str) -> tuple[PostLine, ...]:
        return tuple(post for post in self.posts if post.kind == kind)

    def sum_of(self, kind: str) -> int:
        return sum(post.amount_nok for post in self.posts_of(kind))


@dataclass(frozen=True)
class TableLine:
    network: str
    municipalities: int
    fte: str  # as a plain decimal: "228.1"
    flat_nok: int
    fte_nok: int
    amount_nok: int


@dataclass(frozen=True)
class DivisionTable:
    """The allocation table that was laid before the forum."""

    post: str
    version: int
    pot_nok: int
    flat_percent: str
    rounding: str  # Rounding
    parts_exact: bool
    basis: str
    basis_source: str
    made_by: str
    made_at: str  # ISO
    lines: tuple[TableLine, ...]
    column: str = "fte"  # BasisColumn


@dataclass(frozen=True)
class UniversityNeed:
    name: str
    amount_nok: int


@dataclass(frozen=True)
class NetworkPart:
    """What was said and recommended of one network in the item on collective measures."""

    network: str
    text: str
    outcome: str  # RecommendationOutcome
    reason: str
    criteria_confirmed: bool | None  # by the network itself; None when the text does not say
    measures: int
    owner_need_nok: int | None
    university_needs: tuple[UniversityNeed, ...]
    allotted_nok: int | None  # its line in the division that was laid before the forum
    earlier_money_nok: int | None
    earlier_money_words: str
    stepped_aside: tuple[str, ...]
    key: int = 0  # of the line, for links from a draft

    @property
    def need_nok(self) -> int | None:
        """Owners' and universities' need together; None when no report has been sent."""
        if self.owner_need_nok is None:
            return None
        return self.owner_need_nok + sum(need.amount_nok for need in self.university_needs)

    @property
    def beyond_nok(self) -> int | None:
        """How much larger the need is than the allotment; a figure, not something the meeting heard."""
        if self.need_nok is None or self.allotted_nok is None:
            return None
        return self.need_nok - self.allotted_nok


@dataclass(frozen=True)
class SteppedAside:
    """A decision on impartiality (habilitet) that concerns the whole item."""

    name: str
    ground: str
    outcome: str  # ImpartialityOutcome
    network: str  # empty when it is for the whole item


@dataclass(frozen=True)
class ItemPart:
    number: str  # "8/2022", "8/2022 d"
    part: str  # the letter, or empty
    title: str
    kind: str  # ItemKind
    text: str
    outcome: str  # ItemOutcome
    postponed_to: str  # ISO date, or empty
    frame: FrameTable | None
    shows: tuple[str, ...]  # kinds of post whose table stands here (PostKind)
    division: DivisionTable | None
    networks: tuple[NetworkPart, ...]
    impartiality: tuple[SteppedAside, ...]
    key: int = 0  # of the item, for links from a draft


@dataclass(frozen=True)
class Present:
    name: str
    represents: str
    presence: str  # Presence
    attended_by: str
    voting: bool


@dataclass(frozen=True)
class MinutesContent:
    office_name: str
    office_parallel_names: tuple[str, ...]
    forum: str
    schemes: tuple[Names, ...]
    title: str
    case_number: str
    starts_at: str  # ISO, Europe/Oslo
    ends_at: str
    place: str
    chair: str
    secretary: str
    seats: tuple[Present, ...]
    guests: tuple[str, ...]
    preamble: str
    items: tuple[ItemPart, ...]
    approved_on: str = ""  # ISO date
    approved_by: str = ""

    @property
    def absent(self) -> tuple[Present, ...]:
        return tuple(seat for seat in self.seats if seat.presence == "absent")

    @property
    def attending(self) -> tuple[Present, ...]:
        return tuple(seat for seat in self.seats if seat.presence != "absent")


@dataclass(frozen=True)
class ForumComment:
    """What the office has released to the forum, on a section or a measure of a report."""

    section: str  # Section
    measure: int | None  # its key
    text: str
    by: str


@dataclass(frozen=True)
class ForumReport:
    """A report as the forum reads it, and what was said of it."""

    content: ReportContent
    comments: tuple[ForumComment, ...] = ()
