"""One answer of a form beside the draft's, and whether the draft has room for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.models.report import ANSWER, REASON
from measures.rules.identity_numbers import (
    find_national_identity_numbers,
    hide_national_identity_numbers,
)
from measures.word.value import Loose

TITLE, SHORT, PHONE, REFERENCE = 200, 120, 20, 70

LABELS = {
    "title": gettext_lazy("Title"),
    "kind": gettext_lazy("Kind of measure"),
    "purpose": gettext_lazy("What the grant is for"),
    "anchoring": gettext_lazy("Anchoring"),
    "collective_process": gettext_lazy("Collective processes"),
    "teacher_education": gettext_lazy("Teacher education"),
    "plan_anchoring": gettext_lazy("Long-term plan"),
    "owner_use": gettext_lazy("Use of the owner's grant"),
    "university_use": gettext_lazy("Use of the university's grant"),
    "coordinator_needed": gettext_lazy("Money for a coordinator"),
    "coordinator_reason": gettext_lazy("Reason for the coordinator"),
    "terms": gettext_lazy("Terms"),
    "target_group_text": gettext_lazy("Target group"),
    "lines": gettext_lazy("Amounts"),
    "estimates": gettext_lazy("Estimates for later"),
    "contact_name": gettext_lazy("Name"),
    "contact_role": gettext_lazy("Role"),
    "contact_phone": gettext_lazy("Telephone"),
    "contact_email": gettext_lazy("E-mail"),
    "payment_reference": gettext_lazy("Payment reference"),
    "municipal_kindergartens": gettext_lazy("Municipal kindergartens"),
    "private_kindergartens": gettext_lazy("Private kindergartens"),
    "public_schools": gettext_lazy("Public schools"),
    "private_schools": gettext_lazy("Private schools"),
    "educational_psychology_services": gettext_lazy("Educational psychology services"),
    "discussed": gettext_lazy("Discussed with the unions"),
    "participants": gettext_lazy("Who took part"),
    "partner": gettext_lazy("Partner"),
}
LIMITS = {
    "title": TITLE,
    "coordinator_reason": REASON,
    "target_group_text": REASON,
    "contact_name": SHORT,
    "contact_role": SHORT,
    "contact_phone": PHONE,
    "payment_reference": REFERENCE,
    "contact_email": 254,
}


@dataclass(frozen=True)
class Proposal:
    """One answer of the form. ``group`` is what it is part of: a payee, a measure, the report."""

    group: str
    field: str
    heading: str
    read: str
    now: str
    value: Any

    @property
    def key(self) -> str:
        return f"{self.group}.{self.field}"

    @property
    def label(self) -> str:
        return str(LABELS.get(self.field.partition("-")[0], ""))

    @property
    def is_same(self) -> bool:
        return self.read == self.now

    @property
    def is_choice(self) -> bool:
        """Something else stands there: it stays, unless the person says otherwise."""
        return bool(self.now) and not self.is_same


@dataclass(frozen=True)
class Matched:
    scheme: str
    proposals: tuple[Proposal, ...]
    unplaced: tuple[Loose, ...]


def by_group(proposals: Iterable[Proposal]) -> dict[str, dict[str, Any]]:
    groups: dict[str, dict[str, Any]] = {}
    for proposal in proposals:
        groups.setdefault(proposal.group, {})[proposal.field] = proposal.value
    return groups


def refusal(proposal: Proposal) -> Loose | None:
    """Why the answer is not stored, with its text; None when it may be."""
    place = f"{proposal.heading}: {proposal.label}"
    if find_national_identity_numbers(proposal.read):
        text = hide_national_identity_numbers(proposal.read)
        return Loose(_("%(place)s has a national identity number") % {"place": place}, text)
    limit = LIMITS.get(proposal.field, ANSWER)
    if isinstance(proposal.value, str) and len(proposal.value) > limit:
        facts = {"place": place, "limit": limit}
        return Loose(_("%(place)s is longer than %(limit)d characters") % facts, proposal.read)
    if proposal.field == "contact_email" and not _is_email(proposal.read):
        return Loose(place, proposal.read)
    return None


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
