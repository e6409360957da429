"""One measure of a needs report, as it stands on paper. An empty text is a question that was not answered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db.models import Choices
from django.utils.translation import gettext as _

from measures import terms
from measures.choices import CostType, LineKind, MeasureKind, Purpose, SessionMode
from measures.content import EstimateContent, LineContent, MeasureContent, ReportContent
from measures.questions import MEASURE
from measures.rules import sums
from measures.rules.answers import has_closer_description
from measures.rules.texts import is_unanswered
from rekom.kit.kroner import format_nok

# A measure for the coordinator only is asked for no more than this.
ASKED_OF_COORDINATOR = {"owner_use", "coordinator_reason"}


@dataclass(frozen=True)
class Line:
    text: str
    cost_type: str
    term: str
    quantity: int
    unit_price_nok: int
    amount_nok: int


@dataclass(frozen=True)
class PayeeLines:
    payee: str
    lines: tuple[Line, ...]
    total_nok: int


@dataclass(frozen=True)
class Lines:
    """What the money goes to, payee by payee. Two lines under the total only when it adds up."""

    payees: tuple[PayeeLines, ...]
    total_nok: int

    @property
    def rows(self) -> int:
        return sum(1 + len(payee.lines) for payee in self.payees)

    @property
    def adds_up(self) -> bool:
        lines = [line for payee in self.payees for line in payee.lines]
        return (
            sum(payee.total_nok for payee in self.payees)
            == sum(line.quantity * line.unit_price_nok for line in lines)
            == self.total_nok
        )


@dataclass(frozen=True)
class Answer:
    question: str
    text: str
    is_asked: bool = True


@dataclass(frozen=True)
class Estimate:
    period: str
    payee: str
    amount_nok: int | None
    reason: str


@dataclass(frozen=True)
class MeasureOnPaper:
    number: int
    title: str
    is_coordinator_only: bool
    facts: tuple[Answer, ...]
    grant: Lines
    own_contribution: Lines
    answers: tuple[Answer, ...]
    estimates: tuple[Estimate, ...]
    has_closer_description: bool
    closer_description: tuple[Answer, ...]
    cohorts: tuple[tuple[str, ...], ...]
    sessions: tuple[tuple[str, ...], ...]


def measure_on_paper(content: ReportContent, measure: MeasureContent) -> MeasureOnPaper:
    alone = measure.kind == MeasureKind.COORDINATOR
    if content.is_supplementary:
        answers = [Answer(_("Why is more needed?"), _written(measure.rationale))]
    else:
        answers = [*_answers(measure), *_coordinator(measure)]
    return MeasureOnPaper(
        number=measure.number,
        title=_written(measure.title),
        is_coordinator_only=alone,
        facts=tuple(_facts(content, measure)),
        grant=_lines(content, measure, LineKind.GRANT),
        own_contribution=_lines(content, measure, LineKind.OWN_CONTRIBUTION),
        answers=tuple(answer for answer in answers if answer.text or answer.is_asked),
        estimates=tuple(_estimates(content, measure)),
        has_closer_description=not content.is_supplementary and has_closer_description(measure),
        closer_description=tuple(_closer_description(measure)),
        cohorts=tuple(_cohorts(measure)),
        sessions=tuple(_sessions(measure)),
    )


def yes_or_no(answer: bool | None) -> str:
    return "" if answer is None else _("Yes") if answer else _("No")


def _facts(content: ReportContent, measure: MeasureContent) -> Iterator[Answer]:
    scheme = next(each for each in content.schemes if each.code == measure.scheme)
    groups = [*map(str, measure.target_groups), _written(measure.target_group_text)]
    duration = Answer(_("Duration of the measure"), ", ".join(map(terms.label, measure.terms)))
    yield Answer(_("Scheme"), str(scheme.name))
    if content.is_supplementary:
        yield duration
        return
    yield Answer(_("Kind of measure"), _label(MeasureKind, measure.kind))
    if measure.kind != MeasureKind.COORDINATOR or measure.purpose:
        yield Answer(_("What is the grant to be used for?"), _label(Purpose, measure.purpose))
    yield duration
    if measure.kind != MeasureKind.COORDINATOR or any(groups):
        yield Answer(str(MEASURE["target_group_text"].question), "\n".join(filter(None, groups)))


def _lines(content: ReportContent, measure: MeasureContent, kind: str) -> Lines:
    totals = sums.amounts_by_payee(measure, kind)
    names = {payee.key: payee.name for payee in content.payees}
    payees = (
        PayeeLines(
            payee=names.get(key, _("Not in the list")),
            lines=tuple(_line(each) for each in measure.lines_of(kind) if each.payee == key),
            total_nok=total_nok,
        )
        for key, total_nok in totals.items()
    )
    return Lines(tuple(payees), sum(totals.values()))


def _line(line: LineContent) -> Line:
    return Line(
        text=_written(line.text),
        cost_type=_label(CostType, line.cost_type),
        term=terms.label(line.term) if line.term else "",
        quantity=line.quantity,
        unit_price_nok=line.unit_price_nok,
        amount_nok=line.amount_nok,
    )


def _answers(measure: MeasureContent) -> Iterator[Answer]:
    """Fields 18 to 23 of the form."""
    yield _answer(measure, "anchoring")
    yield _answer(measure, "collective_process")
    yield _answer(measure, "teacher_education")
    plan = _answer(measure, "plan_anchoring")
    yield replace(plan, text="\n".join(filter(None, [*measure.plan_items, plan.text])))
    yield _answer(measure, "owner_use")
    yield _answer(measure, "university_use")


def _coordinator(measure: MeasureContent) -> Iterator[Answer]:
    """Fields 24 and 25."""
    needed = yes_or_no(measure.coordinator_needed)
    if measure.coordinator_needed and measure.coordinator_amount_nok is not None:
        needed = _("Yes, %(amount)s") % {"amount": format_nok(measure.coordinator_amount_nok)}
    if measure.kind != MeasureKind.COORDINATOR:
        yield Answer(_("Is there a need of money for a coordinator of this measure?"), needed)
    reason = _answer(measure, "coordinator_reason")
    if reason.text or measure.coordinator_needed or measure.kind == MeasureKind.COORDINATOR:
        yield reason


def _estimates(content: ReportContent, measure: MeasureContent) -> Iterator[Estimate]:
    names = {payee.key: payee.name for payee in content.payees}
    given = (each for each in measure.estimates if _is_given(each))
    for estimate in sorted(given, key=lambda each: terms.order(each.period)):
        yield Estimate(
            period=terms.label(estimate.period),
            payee=names.get(estimate.payee, _("Not in the list")),
            amount_nok=estimate.amount_nok,
            reason=_written(estimate.reason),
        )


def _is_given(estimate: EstimateContent) -> bool:
    return estimate.amount_nok is not None or not is_unanswered(estimate.reason)


def _closer_description(measure: MeasureContent) -> Iterator[Answer]:
    """The form's attachment."""
    for field in ("goal", "rationale", "organisation", "topic"):
        yield _answer(measure, field)
    participants = "" if measure.participants is None else str(measure.participants)
    yield Answer(_("Number of participants"), participants)


def _cohorts(measure: MeasureContent) -> Iterator[tuple[str, ...]]:
    for cohort in measure.cohorts:
        yield (
            cohort.name,
            terms.label(cohort.start_term) if cohort.start_term else "",
            ", ".join(cohort.units.split("\n")),
            _figure(cohort.staff),
            _figure(cohort.years),
        )


def _sessions(measure: MeasureContent) -> Iterator[tuple[str, ...]]:
    for session in measure.sessions:
        yield (
            terms.label(session.term),
            session.cohort,
            _label(SessionMode, session.mode),
            _("for each unit") if session.per_unit else _("together"),
            str(session.count),
        )


def _answer(measure: MeasureContent, field: str) -> Answer:
    """What a measure for the coordinator only is not asked is left out, unless it was answered."""
    return Answer(
        str(MEASURE[field].question),
        _written(getattr(measure, field)),
        is_asked=measure.kind != MeasureKind.COORDINATOR or field in ASKED_OF_COORDINATOR,
    )


def _written(text: str) -> str:
    """The text, or nothing where only a placeholder stands."""
    return "" if is_unanswered(text) else text.strip()


def _label(choices: type[Choices], code: str) -> str:
    labels: Iterable[tuple[str, object]] = choices.choices
    return str(dict(labels).get(code, code))


def _figure(value: int | None) -> str:
    return "" if value is None else str(value)
