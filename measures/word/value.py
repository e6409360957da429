"""One scheme's needs report as the county governors' Word form has it: what is read from it, and written to it.

Amounts are whole kroner. ``None`` is a question that was not answered. A payee is "owner", "UH", or the name of
a university where the form has several.
"""

from dataclasses import asdict, dataclass
from typing import Any

OWNER, UNIVERSITY = "owner", "UH"

# The long answers of a measure, in the order of the form.
TEXTS = (
    "anchoring",
    "collective_process",
    "teacher_education",
    "plan_anchoring",
    "owner_use",
    "institution_use",
)


@dataclass(frozen=True)
class FormContact:
    name: str | None = None
    function: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class FormPayee:
    kind: str  # PayeeKind
    contact: FormContact
    bank_account: str | None = None
    organisation_number: str | None = None
    payment_reference: str | None = None
    label: str = ""  # the heading of its column; no part of the JSON


@dataclass(frozen=True)
class FormAmount:
    payee: str
    nok: int


@dataclass(frozen=True)
class StatedTotal:
    """A row of the sum table about another scheme than the form's own."""

    scheme: str
    amounts: tuple[FormAmount, ...]
    total_nok: int | None


@dataclass(frozen=True)
class FormEstimate:
    period: str
    payee: str
    nok: int | None
    reason: str | None


@dataclass(frozen=True)
class FormMeasure:
    number: int
    title: str | None = None
    amounts: tuple[FormAmount, ...] = ()
    purpose: str | None = None  # Purpose
    anchoring: str | None = None
    collective_process: str | None = None
    teacher_education: str | None = None
    plan_anchoring: str | None = None
    owner_use: str | None = None
    institution_use: str | None = None
    coordinator: bool | None = None
    coordinator_reason: str | None = None
    terms: tuple[str, ...] = ()
    continuation: tuple[FormEstimate, ...] = ()
    target_groups: str | None = None


@dataclass(frozen=True)
class FormPartner:
    name: str | None
    contact: str | None
    kind: str | None  # PayeeKind


@dataclass(frozen=True)
class FormParticipant:
    role: str | None
    name: str | None


@dataclass(frozen=True)
class FormUnits:
    municipal_kindergartens: int | None = None
    private_kindergartens: int | None = None
    public_schools: int | None = None
    private_schools: int | None = None
    educational_psychology_services: int | None = None


@dataclass(frozen=True)
class Unanswered:
    """A question without an answer. ``prompt`` is the kind of control that still shows its prompt, if one does."""

    path: str
    prompt: str = ""  # "text" or "choice"


@dataclass(frozen=True)
class Loose:
    """Text that belongs to no question of the form, and where it stands."""

    place: str
    text: str


@dataclass(frozen=True)
class WordForm:
    schemes: tuple[str, ...] = ()
    lead_owner: str | None = None
    network: str | None = None
    institutions: tuple[str, ...] = ()
    payees: tuple[FormPayee, ...] = ()
    several_owners: bool | None = None
    several_institutions: bool | None = None
    several_schemes: bool | None = None
    measure_count: int | None = None
    stated_totals: tuple[StatedTotal, ...] = ()
    measures: tuple[FormMeasure, ...] = ()
    partners: tuple[FormPartner, ...] = ()
    codetermination: bool | None = None
    participants: tuple[FormParticipant, ...] = ()
    unit_counts: FormUnits = FormUnits()
    not_answered: tuple[Unanswered, ...] = ()
    not_understood: tuple[Loose, ...] = ()

    def as_json(self) -> dict[str, Any]:
        shape = asdict(self)
        for payee in shape["payees"]:
            del payee["label"]
        shape["not_answered"] = [question.path for question in self.not_answered]
        return shape
