"""What a form says beside what the draft holds: for each answer, where it would go. Nothing is written here.

An answer that has nowhere to go is listed with the reason: an unknown payee, a term outside the call, a text
longer than there is room for, a national identity number.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures import terms
from measures.choices import LineKind, MeasureKind, PayeeKind, Purpose
from measures.content import (
    EstimateContent,
    LineContent,
    MeasureContent,
    Participant,
    PayeeContent,
    ReportContent,
)
from measures.models.report import ANSWER, REASON
from measures.rules.identity_numbers import (
    find_national_identity_numbers,
    hide_national_identity_numbers,
)
from measures.word.value import OWNER, FormMeasure, FormPayee, Loose, WordForm
from measures.word.words import likeness, stems, words
from rekom.kit.errors import DomainError
from rekom.kit.kroner import format_nok

TITLE, SHORT, PHONE, REFERENCE = 200, 120, 20, 70
SAME_TITLE = 0.8  # how alike two titles of one measure are

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


def match(form: WordForm, content: ReportContent) -> Matched:
    """Raises DomainError when the form is about no single scheme of the call."""
    scheme = _scheme(form, content)
    matcher = _Matcher(form, content, scheme)
    proposals = tuple(
        proposal
        for proposal in (
            *matcher.contacts(),
            *matcher.units(),
            *matcher.partners(),
            *matcher.codetermination(),
            *matcher.measures(),
        )
        if matcher.may_be_stored(proposal)
    )
    return Matched(scheme, proposals, tuple(matcher.unplaced))


def _scheme(form: WordForm, content: ReportContent) -> str:
    found = [scheme.code for scheme in content.schemes if scheme.code in form.schemes]
    if len(form.schemes) != 1:
        raise DomainError(
            _("The form must have one scheme ticked. Tick it in Word and save once more.")
        )
    if not found:
        raise DomainError(_("The form is about a scheme that is no part of this call."))
    return found[0]


class _Matcher:
    def __init__(self, form: WordForm, content: ReportContent, scheme: str) -> None:
        self.form, self.content, self.scheme = form, content, scheme
        self.unplaced: list[Loose] = []
        self.payees = self._payees()

    def may_be_stored(self, proposal: Proposal) -> bool:
        place = f"{proposal.heading}: {proposal.label}"
        if find_national_identity_numbers(proposal.read):
            text = hide_national_identity_numbers(proposal.read)
            self.unplaced.append(
                Loose(_("%(place)s has a national identity number") % {"place": place}, text)
            )
            return False
        limit = LIMITS.get(proposal.field, ANSWER)
        if isinstance(proposal.value, str) and len(proposal.value) > limit:
            reason = _("%(place)s is longer than %(limit)d characters") % {
                "place": place,
                "limit": limit,
            }
            self.unplaced.append(Loose(reason, proposal.read))
            return False
        if proposal.field == "contact_email" and not _is_email(proposal.read):
            self.unplaced.append(Loose(place, proposal.read))
            return False
        return True

    # --- the report -------------------------------------------------------------------------------

    def contacts(self) -> Iterator[Proposal]:
        for read in self.form.payees:
            payee = self.payees.get(read.label)
            answers = {
                "contact_name": read.contact.name,
                "contact_role": read.contact.function,
                "contact_phone": read.contact.phone,
                "contact_email": read.contact.email,
                "payment_reference": read.payment_reference,
            }
            for field, text in answers.items():
                if text and payee:
                    yield Proposal(
                        f"contact-{payee.key}", field, payee.name, text, getattr(payee, field), text
                    )
                elif text:
                    self._lose(_("Unknown payee %(name)s") % {"name": read.label}, text)

    def units(self) -> Iterator[Proposal]:
        for field, read in vars(self.form.unit_counts).items():
            now = getattr(self.content.units, field)
            if read is not None:
                yield Proposal(
                    "units", field, _("Scope"), str(read), "" if now is None else str(now), read
                )

    def partners(self) -> Iterator[Proposal]:
        content = self.content
        known = [each.name for each in content.partners] + [each.name for each in content.payees]
        known.append(content.lead_owner)
        for number, read in enumerate(self.form.partners, start=1):
            if not read.name or not read.kind:
                self._lose(
                    _("Partner without a name or a kind"),
                    " ".join(filter(None, (read.name, read.contact))),
                )
            elif len(read.name) > SHORT or len(read.contact or "") > SHORT:
                self._lose(_("Partner with too long a name"), read.name)
            elif not any(_are_alike(read.name, name) for name in known):
                text = ", ".join(filter(None, (read.name, read.contact)))
                yield Proposal(
                    "partners",
                    f"partner-{number}",
                    _("Partnership"),
                    text,
                    "",
                    (read.name, read.contact or "", read.kind),
                )

    def codetermination(self) -> Iterator[Proposal]:
        now, heading = self.content.codetermination, _("Co-determination")
        if self.form.codetermination is not None:
            read = self.form.codetermination
            yield Proposal("meeting", "discussed", heading, _yes(read), _yes(now.discussed), read)
        people: list[Participant] = []
        for person in self.form.participants:
            if max(len(person.role or ""), len(person.name or "")) > SHORT:
                self._lose(heading, f"{person.role}, {person.name}")
            else:
                people.append(Participant(person.role or "", person.name or "", ""))
        if people:
            yield Proposal(
                "meeting",
                "participants",
                heading,
                _people(people),
                _people(now.participants),
                tuple(people),
            )

    # --- measures ---------------------------------------------------------------------------------

    def measures(self) -> Iterator[Proposal]:
        free = list(self.content.measures_in(self.scheme))
        for read in self.form.measures:
            now = next((each for each in free if _are_alike(read.title or "", each.title)), None)
            if now:
                free.remove(now)
            heading = _("Measure %(number)d, %(title)s") % {
                "number": read.number,
                "title": read.title or "–",
            }
            group = f"measure-{now.key}" if now else f"new-{read.number}"
            for field, value in self._answers(read, heading).items():
                stored = getattr(now, field) if now else None
                shown = self._shown(field, value)
                if field == "kind":
                    yield Proposal(group, field, heading, shown, shown if now else "", value)
                else:
                    yield Proposal(group, field, heading, shown, self._shown(field, stored), value)

    def _answers(self, read: FormMeasure, heading: str) -> dict[str, Any]:
        only_owner = all(amount.payee == OWNER for amount in read.amounts)
        is_coordinator = (
            only_owner and not read.purpose and "koordinator" in words(read.title or "")
        )
        answers: dict[str, Any] = {
            "title": read.title or _("Measure %(number)d") % {"number": read.number},
            "kind": MeasureKind.COORDINATOR.value
            if is_coordinator
            else MeasureKind.COLLECTIVE.value,
            "lines": self._lines(read, heading),
            "purpose": read.purpose,
            "anchoring": read.anchoring,
            "collective_process": read.collective_process,
            "teacher_education": read.teacher_education,
            "plan_anchoring": read.plan_anchoring,
            "owner_use": read.owner_use,
            "university_use": read.institution_use,
            "coordinator_needed": read.coordinator,
            "coordinator_reason": read.coordinator_reason,
            "terms": self._terms(read, heading),
            "estimates": self._estimates(read, heading),
            "target_group_text": read.target_groups,
        }
        return {field: value for field, value in answers.items() if value not in (None, "", ())}

    def _lines(self, read: FormMeasure, heading: str) -> tuple[LineContent, ...]:
        lines = []
        for amount in read.amounts:
            if payee := self.payees.get(amount.payee):
                lines.append(
                    LineContent(0, payee.key, LineKind.GRANT.value, "other", "", 1, amount.nok, "")
                )
            else:
                self._lose(f"{heading}: {amount.payee}", format_nok(amount.nok))
        return tuple(line for line in lines if line.unit_price_nok)

    def _terms(self, read: FormMeasure, heading: str) -> tuple[str, ...]:
        for term in read.terms:
            if term not in self.content.call.terms:
                self._lose(
                    _("%(measure)s: outside the call") % {"measure": heading}, terms.label(term)
                )
        return tuple(term for term in read.terms if term in self.content.call.terms)

    def _estimates(self, read: FormMeasure, heading: str) -> tuple[EstimateContent, ...]:
        estimates = []
        for each in read.continuation:
            payee = self.payees.get(each.payee)
            is_asked = each.period in self.content.call.continuation_periods
            if payee and is_asked and len(each.reason or "") <= REASON:
                estimates.append(
                    EstimateContent(each.period, payee.key, each.nok, each.reason or "")
                )
            else:
                text = " ".join(filter(None, (format_nok(each.nok or 0), each.reason)))
                self._lose(f"{heading}: {terms.label(each.period)}", text)
        return tuple(estimates)

    def _shown(self, field: str, value: Any) -> str:
        """An answer in words, the draft's and the form's alike."""
        if value in (None, "", ()):
            return ""
        if field == "lines":
            return self._shown_lines(value)
        if field == "estimates":
            return "\n".join(
                f"{terms.label(each.period)}, {self._name(each.payee)}: "
                + " ".join(
                    filter(
                        None,
                        (
                            "" if each.amount_nok is None else format_nok(each.amount_nok),
                            each.reason,
                        ),
                    )
                )
                for each in value
            )
        if field == "terms":
            return ", ".join(map(terms.label, value))
        if field == "purpose":
            return str(Purpose(value).label)
        if field == "kind":
            return str(MeasureKind(value).label)
        return _yes(value) if field == "coordinator_needed" else str(value)

    def _shown_lines(self, lines: Iterable[LineContent]) -> str:
        sums: dict[int, int] = {}
        for line in lines:
            if line.kind == LineKind.GRANT:
                sums[line.payee] = sums.get(line.payee, 0) + line.amount_nok
        return "\n".join(
            f"{self._name(payee)}: {format_nok(nok)}" for payee, nok in sums.items() if nok
        )

    def _name(self, key: int) -> str:
        payee = self.content.payee(key)
        return payee.short_name or payee.name

    # --- payees -----------------------------------------------------------------------------------

    def _payees(self) -> Mapping[str, PayeeContent]:
        """The draft's payees by what the form calls them."""
        universities = list(self.content.universities)
        found = {OWNER: self.content.owner}
        read = {
            payee.label: payee for payee in self.form.payees if payee.kind == PayeeKind.UNIVERSITY
        }
        for label in dict.fromkeys([*read, *self._other_labels()]):
            match = next(
                (each for each in universities if _is_payee(label, read.get(label), each)), None
            )
            if match is None and label == "UH" and len(universities) == 1:
                match = universities[0]
            if match:
                found[label] = match
        return found

    def _other_labels(self) -> Iterator[str]:
        for measure in self.form.measures:
            yield from (each.payee for each in measure.amounts if each.payee != OWNER)
            yield from (each.payee for each in measure.continuation if each.payee != OWNER)

    def _lose(self, place: str, text: str) -> None:
        if text:
            self.unplaced.append(Loose(place, hide_national_identity_numbers(text)))


def _is_payee(label: str, read: FormPayee | None, payee: PayeeContent) -> bool:
    if read and read.organisation_number and read.organisation_number == payee.organisation_number:
        return True
    said = set(words(label))
    return any(
        said and said <= set(words(name)) for name in (payee.name, payee.short_name, payee.sub_unit)
    )


def _are_alike(one: str, other: str) -> bool:
    left, right = stems(words(one)), stems(words(other))
    return bool(left and right) and likeness(left, right) >= SAME_TITLE


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _yes(answer: bool | None) -> str:
    return "" if answer is None else str(_("Yes") if answer else _("No"))


def _people(people: Iterable[Participant]) -> str:
    return "\n".join(", ".join(filter(None, (person.role, person.name))) for person in people)


def by_group(proposals: Iterable[Proposal]) -> dict[str, dict[str, Any]]:
    groups: dict[str, dict[str, Any]] = {}
    for proposal in proposals:
        groups.setdefault(proposal.group, {})[proposal.field] = proposal.value
    return groups


def written_over(measure: MeasureContent, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values for a measure that is there: own contributions are no part of the form, and stay."""
    if "lines" not in values:
        return dict(values)
    own = measure.lines_of(LineKind.OWN_CONTRIBUTION)
    return {**values, "lines": (*own, *values["lines"])}
