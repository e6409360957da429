"""What a form says beside what the draft holds: for each answer, where it would go. Nothing is written here.

An answer that has nowhere to go is listed with the reason: an unknown payee, a term outside the call, a text
longer than there is room for, a national identity number.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from measures import terms
from measures.choices import LineKind, MeasureKind
from measures.content import (
    EstimateContent,
    LineContent,
    MeasureContent,
    Participant,
    ReportContent,
)
from measures.models.report import REASON
from measures.rules.identity_numbers import hide_national_identity_numbers
from measures.word.in_words import in_words, people_in_words, yes_or_no
from measures.word.payees import payees_of
from measures.word.proposals import SHORT, Matched, Proposal, refusal
from measures.word.register import told_otherwise
from measures.word.value import OWNER, FormMeasure, Loose, WordForm
from measures.word.words import are_alike, words
from rekom.kit.errors import DomainError
from rekom.kit.kroner import format_nok


def match(form: WordForm, content: ReportContent) -> Matched:
    """Raises DomainError when the form is about no single scheme of the call."""
    scheme = _scheme(form, content)
    matcher = _Matcher(form, content, scheme)
    for loose in told_otherwise(form, content, matcher.payees):
        matcher.lose(loose.place, loose.text)
    proposals = []
    for proposal in matcher.proposals():
        if refused := refusal(proposal):
            matcher.unplaced.append(refused)
        else:
            proposals.append(proposal)
    return Matched(scheme, tuple(proposals), tuple(matcher.unplaced))


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
        self.payees = payees_of(form, content)

    def proposals(self) -> Iterator[Proposal]:
        yield from self.contacts()
        yield from self.units()
        yield from self.partners()
        yield from self.codetermination()
        yield from self.measures()

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
                    self.lose(_("Unknown payee %(name)s") % {"name": read.label}, text)

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
                self.lose(
                    _("Partner without a name or a kind"),
                    " ".join(filter(None, (read.name, read.contact))),
                )
            elif len(read.name) > SHORT or len(read.contact or "") > SHORT:
                text = " ".join(filter(None, (read.name, read.contact)))
                self.lose(_("Partner with too long a name"), text)
            elif not any(are_alike(read.name, name) for name in known):
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
            yield Proposal(
                "meeting", "discussed", heading, yes_or_no(read), yes_or_no(now.discussed), read
            )
        people: list[Participant] = []
        for person in self.form.participants:
            if max(len(person.role or ""), len(person.name or "")) > SHORT:
                self.lose(heading, f"{person.role}, {person.name}")
            else:
                people.append(Participant(person.role or "", person.name or "", ""))
        if people:
            yield Proposal(
                "meeting",
                "participants",
                heading,
                people_in_words(people),
                people_in_words(now.participants),
                tuple(people),
            )

    # --- measures ---------------------------------------------------------------------------------

    def measures(self) -> Iterator[Proposal]:
        free = list(self.content.measures_in(self.scheme))
        for read in self.form.measures:
            now = next((each for each in free if are_alike(read.title or "", each.title)), None)
            if now:
                free.remove(now)
            heading = _("Measure %(number)d, %(title)s") % {
                "number": read.number,
                "title": read.title or "–",
            }
            group = f"measure-{now.key}" if now else f"new-{read.number}"
            for field, value in self._answers(read, heading).items():
                stored = getattr(now, field) if now else None
                shown = in_words(self.content, field, value)
                if field == "kind":
                    yield Proposal(group, field, heading, shown, shown if now else "", value)
                else:
                    yield Proposal(
                        group, field, heading, shown, in_words(self.content, field, stored), value
                    )

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
                self.lose(f"{heading}: {amount.payee}", format_nok(amount.nok))
        return tuple(line for line in lines if line.unit_price_nok)

    def _terms(self, read: FormMeasure, heading: str) -> tuple[str, ...]:
        for term in read.terms:
            if term not in self.content.call.terms:
                self.lose(
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
                self.lose(f"{heading}: {terms.label(each.period)}", text)
        return tuple(estimates)

    def lose(self, place: str, text: str) -> None:
        if text:
            self.unplaced.append(Loose(place, hide_national_identity_numbers(text)))


def written_over(measure: MeasureContent, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values for a measure that is there: own contributions are no part of the form, and stay."""
    if "lines" not in values:
        return dict(values)
    own = measure.lines_of(LineKind.OWN_CONTRIBUTION)
    return {**values, "lines": (*own, *values["lines"])}
