"""A needs report as a value: everything that was answered, and nothing of the database.

One shape serves the rules, the check page, the paper and the frozen copy of what was sent.
Amounts are whole kroner. An empty text is an unanswered question; ``None`` is an unknown figure.
A payee is referred to by its ``key``, a measure by its ``key``: the row's id when it was read.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import get_language

ANSWER = 5_000  # characters of an answer
REASON = 1_000  # characters of a reason

# Questions that can be answered once for the whole report, and added to in each measure.
COMMON = (
    "anchoring",
    "collective_process",
    "teacher_education",
    "plan_anchoring",
    "target_group_text",
    "coordinator_reason",
)


@dataclass(frozen=True)
class Names:
    """A name of reference data in each language; shown in the reader's."""

    nb: str
    nn: str
    en: str

    def __str__(self) -> str:
        language = get_language()
        return {"nn": self.nn, "en": self.en}.get(language or "nb", self.nb)


@dataclass(frozen=True)
class SchemeContent:
    code: str
    name: Names
    short_name: Names


@dataclass(frozen=True)
class OpeningBalance:
    """Earlier money still held, as told when the report was sent. Unknown is None, not 0."""

    scheme: str
    amount_nok: int | None


@dataclass(frozen=True)
class PayeeContent:
    """One who receives money: the lead owner for all owners, and each university."""

    key: int
    kind: str  # PayeeKind
    name: str
    short_name: str
    sub_unit: str
    organisation_number: str
    contact_name: str
    contact_role: str
    contact_phone: str
    contact_email: str
    bank_account: str
    payment_reference: str
    opening_balances: tuple[OpeningBalance, ...]
    organisation_key: int | None = None  # of the register; unknown in what was sent long ago


@dataclass(frozen=True)
class PartnerContent:
    """Another owner or university in the partnership."""

    key: int
    kind: str  # PayeeKind
    name: str
    organisation_number: str
    organisation_kind: str  # OrganisationKind, or empty when it is not in the register
    contact_name: str


@dataclass(frozen=True)
class LineContent:
    key: int
    payee: int
    kind: str  # LineKind
    cost_type: str  # CostType
    text: str
    quantity: int
    unit_price_nok: int
    term: str

    @property
    def amount_nok(self) -> int:
        return self.quantity * self.unit_price_nok


@dataclass(frozen=True)
class EstimateContent:
    """A wish for later years; it never counts in this year's sum (R-22)."""

    period: str
    payee: int
    amount_nok: int | None
    reason: str


@dataclass(frozen=True)
class CohortContent:
    key: int
    name: str
    start_term: str
    units: str
    staff: int | None
    years: int | None


@dataclass(frozen=True)
class SessionContent:
    key: int
    cohort: str
    term: str
    mode: str  # SessionMode
    count: int
    per_unit: bool


@dataclass(frozen=True)
class AttachmentContent:
    """A file beside the report; its bytes are found by their digest."""

    name: str
    size: int  # bytes
    sha256: str


@dataclass(frozen=True)
class CommonAnswerContent:
    """An answer for the whole report; each measure that is asked the same adds to it."""

    question: str  # one of COMMON
    text: str


@dataclass(frozen=True)
class SharedNeedContent:
    """One need that is reported as several measures, mostly one in each scheme."""

    key: int
    need_nok: int  # in all, however many schemes grant it


@dataclass(frozen=True)
class MeasureContent:
    key: int
    number: int
    scheme: str
    kind: str  # MeasureKind
    title: str
    purpose: str  # Purpose
    anchoring: str
    collective_process: str
    teacher_education: str
    plan_anchoring: str
    plan_items: tuple[str, ...]
    owner_use: str
    university_use: str
    coordinator_needed: bool | None
    coordinator_amount_nok: int | None
    coordinator_reason: str
    terms: tuple[str, ...]
    target_groups: tuple[Names, ...]
    target_group_text: str
    lines: tuple[LineContent, ...]
    estimates: tuple[EstimateContent, ...]
    # the attachment: a closer description of the measure
    goal: str
    rationale: str
    organisation: str
    topic: str
    participants: int | None
    cohorts: tuple[CohortContent, ...]
    sessions: tuple[SessionContent, ...]
    shared_need: int | None = None  # key of the need that it shares with other measures

    def lines_of(self, kind: str) -> tuple[LineContent, ...]:
        return tuple(line for line in self.lines if line.kind == kind)


@dataclass(frozen=True)
class WithdrawnMeasure:
    """A measure that is no longer asked for: what it was called, and why. Nothing counts or checks it."""

    key: int
    scheme: str
    title: str
    at: str  # ISO, in Europe/Oslo
    by: str
    reason: str

    @property
    def withdrawn_at(self) -> datetime:
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True)
class SupplementedMeasure:
    """The running measure that a supplementary report asks for more to."""

    key: int
    report: int  # its key
    year: int
    receipt_number: str
    number: int
    title: str


@dataclass(frozen=True)
class Participant:
    role: str
    name: str
    union: str


@dataclass(frozen=True)
class CodeterminationContent:
    discussed: bool | None
    held_on: str  # ISO date, or empty
    reason_not: str
    comment: str
    participants: tuple[Participant, ...]

    @property
    def held_on_date(self) -> date | None:
        return date.fromisoformat(self.held_on) if self.held_on else None


@dataclass(frozen=True)
class UnitCounts:
    municipal_kindergartens: int | None
    private_kindergartens: int | None
    public_schools: int | None
    private_schools: int | None
    educational_psychology_services: int | None


@dataclass(frozen=True)
class CallTerms:
    """The parameters of the call that rules ask for."""

    terms: tuple[str, ...]
    continuation_periods: tuple[str, ...]
    max_terms: int
    closes_at: str  # ISO, in Europe/Oslo
    own_contribution_percent: int | None
    own_contribution_base: str  # ContributionBase
    own_contribution_blocks: bool
    own_contribution_schemes: tuple[str, ...]
    own_contribution_source: str
    individual_share_percent: int | None = None  # None: no money for individual measures


@dataclass(frozen=True)
class ReportContent:
    year: int
    kind: str  # ReportKind
    office_name: str
    office_parallel_names: tuple[str, ...]
    partnership: str
    network: str
    lead_owner: str
    lead_owner_kind: str  # OrganisationKind
    schemes: tuple[SchemeContent, ...]
    call: CallTerms
    plan_title: str
    plan_url: str
    payees: tuple[PayeeContent, ...]
    partners: tuple[PartnerContent, ...]
    no_private_owner_reason: str
    units: UnitCounts
    measures: tuple[MeasureContent, ...]
    codetermination: CodeterminationContent
    # set when it is sent
    receipt_number: str = ""
    version: int = 0
    submitted_at: str = ""  # ISO, in Europe/Oslo
    submitted_by: str = ""
    on_behalf: str = ""  # how it came, when an office registered it for the partnership
    shared_needs: tuple[SharedNeedContent, ...] = ()
    attachments: tuple[AttachmentContent, ...] = ()
    withdrawn: tuple[WithdrawnMeasure, ...] = ()
    supplements: SupplementedMeasure | None = None  # of a supplementary report
    # Part of the measures' answers already, but where somebody writes: see rules.common.
    common_answers: tuple[CommonAnswerContent, ...] = ()

    @property
    def is_supplementary(self) -> bool:
        return self.kind == "supplementary"

    @property
    def on_forms(self) -> tuple[SchemeContent, ...]:
        """The schemes whose Word form it can be written on: a supplementary report is of one."""
        if self.is_supplementary:
            return tuple(scheme for scheme in self.schemes if self.measures_in(scheme.code))
        return self.schemes

    @property
    def owner(self) -> PayeeContent:
        """The payee of the owners' money."""
        return next(payee for payee in self.payees if payee.kind == "owner")

    @property
    def universities(self) -> tuple[PayeeContent, ...]:
        return tuple(payee for payee in self.payees if payee.kind == "university")

    def payee(self, key: int) -> PayeeContent:
        return next(payee for payee in self.payees if payee.key == key)

    def measures_in(self, scheme: str) -> tuple[MeasureContent, ...]:
        return tuple(measure for measure in self.measures if measure.scheme == scheme)

    def sharing(self, need: int) -> tuple[MeasureContent, ...]:
        return tuple(measure for measure in self.measures if measure.shared_need == need)

    def limited_to(self, schemes: Collection[str]) -> ReportContent:
        """Only these schemes, for a forum that covers no more."""
        return replace(
            self,
            schemes=tuple(scheme for scheme in self.schemes if scheme.code in schemes),
            measures=tuple(measure for measure in self.measures if measure.scheme in schemes),
            withdrawn=tuple(measure for measure in self.withdrawn if measure.scheme in schemes),
        )

    def without_payment_details(self) -> ReportContent:
        """No account and no telephone number, for all but payee, case worker and approver."""
        payees = (replace(payee, bank_account="", contact_phone="") for payee in self.payees)
        return replace(self, payees=tuple(payees))
