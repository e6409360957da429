"""Two versions of a needs report beside each other, answer by answer, each as a reader sees it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from measures import terms
from measures.choices import (
    CostType,
    LineKind,
    MeasureKind,
    PayeeKind,
    Purpose,
    Section,
    SessionMode,
)
from measures.content import (
    CohortContent,
    LineContent,
    MeasureContent,
    PayeeContent,
    ReportContent,
    SessionContent,
    WithdrawnMeasure,
)
from measures.questions import MEASURE
from measures.rules import sums
from measures.rules.words import called
from rekom.kit.dates import format_when
from rekom.kit.kroner import format_nok

WITHDRAWN = "withdrawn"  # the field that tells of it

Same = Mapping[int, int]  # the key of a measure, by its key in the other version


class Place(NamedTuple):
    """What an answer is the answer of: the same in both versions."""

    part: str  # "contacts", or "measure-12"
    field: str


@dataclass(frozen=True)
class Change:
    """One answer that is not as it was. An empty text is one that was not given, or a part not there."""

    place: Place
    heading: str  # of the part, as it is now
    label: str
    before: str
    after: str


def compare(
    before: ReportContent, after: ReportContent, *, same: Same | None = None
) -> list[Change]:
    """What has changed, in the order of the report as it is now; what is gone comes last.

    Of a measure that was withdrawn it is told who withdrew it, when and why, and not answer by answer.
    ``same``: for a report that was made from another, the key of each measure in ``before`` by its key
    in ``after``. Within one report a measure keeps its key.
    """
    old = {each.place: each for each in _answers(before, {})}
    new = {each.place: each for each in _answers(after, same or {})}
    headings = {place.part: each.heading for place, each in new.items()}
    withdrawn = {place.part for place in new if place.field == WITHDRAWN}
    changes = []
    gone = (place for place in old if place not in new and place.part not in withdrawn)
    for place in (*new, *gone):
        shown = new.get(place) or old[place]
        was = old[place].text if place in old else ""
        now = new[place].text if place in new else ""
        if was != now:
            heading = headings.get(place.part, shown.heading)
            changes.append(Change(place, heading, shown.label, was, now))
    return changes


def measure_part(key: int) -> str:
    return f"measure-{key}"


class _Answer(NamedTuple):
    place: Place
    heading: str
    label: str
    text: str


def _answers(content: ReportContent, same: Same) -> Iterator[_Answer]:
    for payee in content.payees:
        # By number or name: the rows of another year have other keys.
        who = payee.organisation_number or payee.name
        for field, label, text in _payee(content, payee):
            place = Place(Section.CONTACTS, f"{field} {who}")
            heading = f"{Section.CONTACTS.label}: {payee.name}"
            yield _Answer(place, heading, label, text)
    for section, field, label, text in _outside_measures(content):
        yield _Answer(Place(section, field), str(section.label), label, text)
    for measure in content.measures:
        part = measure_part(same.get(measure.key, measure.key))
        for field, label, text in _measure(content, measure):
            yield _Answer(Place(part, field), called(measure), label, text)
    for gone in content.withdrawn:
        part = measure_part(same.get(gone.key, gone.key))
        yield _Answer(Place(part, WITHDRAWN), gone.title, _("Withdrawn"), _withdrawn(gone))


def _withdrawn(measure: WithdrawnMeasure) -> str:
    return _("%(at)s by %(name)s: %(reason)s") % {
        "at": format_when(measure.withdrawn_at, "long"),
        "name": measure.by,
        "reason": measure.reason,
    }


def _payee(content: ReportContent, payee: PayeeContent) -> Iterator[tuple[str, str, str]]:
    yield "contact_name", _("Contact person"), payee.contact_name
    yield "contact_role", _("Role"), payee.contact_role
    yield "contact_phone", _("Telephone"), payee.contact_phone
    yield "contact_email", _("E-mail"), payee.contact_email
    yield "bank_account", _("Account number"), payee.bank_account
    yield "payment_reference", _("Payment reference"), payee.payment_reference
    names = {scheme.code: str(scheme.short_name) for scheme in content.schemes}
    for balance in payee.opening_balances:
        label = _("Earlier money, %(scheme)s") % {
            "scheme": names.get(balance.scheme, balance.scheme)
        }
        yield f"balance {balance.scheme}", label, _nok(balance.amount_nok)


def _outside_measures(content: ReportContent) -> Iterator[tuple[Section, str, str, str]]:
    for kind, label in ((PayeeKind.OWNER, _("Owners")), (PayeeKind.UNIVERSITY, _("Universities"))):
        listed = [
            ", ".join(filter(None, (each.name, each.contact_name)))
            for each in content.partners
            if each.kind == kind
        ]
        yield Section.PARTIES, f"partners {kind}", label, _lines(listed)
    yield (
        Section.PARTIES,
        "no_private_owner_reason",
        _("Private owners"),
        content.no_private_owner_reason,
    )
    units = content.units
    for field, label, count in (
        ("municipal", _("Municipal kindergartens"), units.municipal_kindergartens),
        ("private", _("Private kindergartens"), units.private_kindergartens),
        ("public_schools", _("Public schools"), units.public_schools),
        ("private_schools", _("Private schools"), units.private_schools),
        ("services", _("Educational psychology services"), units.educational_psychology_services),
    ):
        yield Section.SCOPE, field, label, _count(count)
    files = [f"{each.name} ({each.sha256[:8]})" for each in content.attachments]
    yield Section.REPORT, "attachments", _("Attachments"), _lines(files)
    meeting = content.codetermination
    section = Section.CODETERMINATION
    yield section, "discussed", _("Discussed with the unions"), _yes_no(meeting.discussed)
    day = meeting.held_on_date
    yield section, "held_on", _("Day"), format_when(day, "long") if day else ""
    people = [
        ", ".join(filter(None, (person.role, person.name, person.union)))
        for person in meeting.participants
    ]
    yield section, "participants", _("Who took part"), _lines(people)
    yield section, "reason_not", _("Why not discussed"), meeting.reason_not
    yield section, "comment", _("Comment"), meeting.comment


def _measure(content: ReportContent, measure: MeasureContent) -> Iterator[tuple[str, str, str]]:
    scheme = next((each for each in content.schemes if each.code == measure.scheme), None)
    yield "number", _("Number"), str(measure.number)
    yield "title", _("Name of the measure"), measure.title
    yield "scheme", _("Scheme"), str(scheme.short_name) if scheme else measure.scheme
    yield "kind", _("Kind of measure"), _word(MeasureKind, measure.kind)
    yield "purpose", _("Purpose"), _word(Purpose, measure.purpose)
    yield "terms", _("Duration"), ", ".join(map(terms.label, measure.terms))
    yield "target_groups", _("Target groups"), ", ".join(map(str, measure.target_groups))
    yield "plan_items", _("In the plan"), ", ".join(measure.plan_items)
    for field, question in MEASURE.items():
        yield field, str(question.label), getattr(measure, field)
    yield "coordinator_needed", _("Coordinator"), _yes_no(measure.coordinator_needed)
    yield (
        "coordinator_amount_nok",
        _("Of this for a coordinator"),
        _nok(measure.coordinator_amount_nok),
    )
    yield from _money(content, measure)
    yield "participants", _("Participants"), _count(measure.participants)
    yield "cohorts", _("Cohorts"), _lines(map(_cohort, measure.cohorts))
    yield "sessions", _("Sessions"), _lines(map(_session, measure.sessions))


def _money(content: ReportContent, measure: MeasureContent) -> Iterator[tuple[str, str, str]]:
    for kind in LineKind:
        amounts = sums.amounts_by_payee(measure, kind)
        lines = measure.lines_of(kind)
        for payee in content.payees:
            who = payee.organisation_number or payee.name
            label = f"{kind.label}, {payee.short_name}"
            amount = amounts.get(payee.key)
            yield f"{kind} {who}", label, _nok(amount)
            own = [_line(line) for line in lines if line.payee == payee.key]
            yield f"lines {kind} {who}", _("%(what)s: lines") % {"what": label}, _lines(own)
    names = {payee.key: payee.short_name for payee in content.payees}
    estimates = [
        " ".join(
            filter(
                None,
                (
                    f"{terms.label(each.period)}, {names.get(each.payee, '')}:",
                    _nok(each.amount_nok),
                    each.reason,
                ),
            )
        )
        for each in measure.estimates
        if each.amount_nok is not None or each.reason
    ]
    yield "estimates", _("Estimates for later years"), _lines(estimates)


def _line(line: LineContent) -> str:
    term = terms.label(line.term) if line.term else ""
    what = ", ".join(filter(None, (line.text, _word(CostType, line.cost_type), term)))
    price = f"{line.quantity} × {format_nok(line.unit_price_nok)}"
    return f"{what}: {price} = {format_nok(line.amount_nok)}"


def _cohort(cohort: CohortContent) -> str:
    start = terms.label(cohort.start_term) if cohort.start_term else ""
    units = ", ".join(cohort.units.split("\n"))
    return ", ".join(
        filter(None, (cohort.name, start, units, _count(cohort.staff), _count(cohort.years)))
    )


def _session(session: SessionContent) -> str:
    how = _word(SessionMode, session.mode)
    where = _("in each unit") if session.per_unit else ""
    return ", ".join(
        filter(None, (terms.label(session.term), f"{session.count} {how}", session.cohort, where))
    )


def _word(choices: type, code: str) -> str:
    return str(choices(code).label) if code else ""


def _nok(amount: int | None) -> str:
    return "" if amount is None else format_nok(amount)


def _count(count: int | None) -> str:
    return "" if count is None else str(count)


def _yes_no(answer: bool | None) -> str:
    return "" if answer is None else _("Yes") if answer else _("No")


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)
