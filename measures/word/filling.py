"""A needs report → the value of the county governors' form: one scheme of it."""

from dataclasses import dataclass

from measures import terms
from measures.choices import LineKind, PayeeKind
from measures.content import MeasureContent, PayeeContent, ReportContent
from measures.word.value import (
    OWNER,
    UNIVERSITY,
    FormAmount,
    FormContact,
    FormEstimate,
    FormMeasure,
    FormParticipant,
    FormPartner,
    FormPayee,
    FormUnits,
    StatedTotal,
    WordForm,
)


@dataclass(frozen=True)
class Frame:
    """What the form prints that is nobody's answer."""

    office: str
    parallel_names: tuple[str, ...]
    year: int
    terms: tuple[str, ...]
    periods: tuple[str, ...]
    schemes: tuple[str, ...]
    supplements: str = ""  # of a supplementary report: which measure it is to


def frame_of(content: ReportContent) -> Frame:
    return Frame(
        office=content.office_name,
        parallel_names=content.office_parallel_names,
        year=content.year,
        terms=content.call.terms,
        periods=content.call.continuation_periods,
        schemes=tuple(scheme.code for scheme in content.schemes),
        supplements=_supplemented(content),
    )


def _supplemented(content: ReportContent) -> str:
    """In words that are the same in bokmål and nynorsk."""
    to = content.supplements
    if to is None:
        return ""
    return (
        f"Tilleggsbehov til tiltak {to.number}, «{to.title}», i behovsmelding {to.year}"
        f" (kvittering {to.receipt_number})"
    )


def form_of(content: ReportContent, scheme: str) -> WordForm:
    labels = payee_labels(content)
    measures = content.measures_in(scheme)
    partners = content.partners
    universities = [partner for partner in partners if partner.kind == PayeeKind.UNIVERSITY]
    return WordForm(
        schemes=(scheme,),
        lead_owner=_text(content.lead_owner),
        network=_text(content.network),
        institutions=tuple(_institution(payee) for payee in content.universities),
        payees=tuple(_payee(payee, labels[payee.key]) for payee in content.payees),
        several_owners=any(partner.kind == PayeeKind.OWNER for partner in partners),
        several_institutions=len(content.universities) + len(universities) > 1,
        several_schemes=len({m.scheme for m in content.measures if _grants(m, labels)}) > 1,
        measure_count=len(measures),
        stated_totals=tuple(
            _total(content, other.code, labels) for other in content.schemes if other.code != scheme
        ),
        measures=tuple(_measure(measure, labels) for measure in measures),
        partners=tuple(
            FormPartner(_text(partner.name), _text(partner.contact_name), partner.kind)
            for partner in partners
        ),
        codetermination=content.codetermination.discussed,
        participants=tuple(
            FormParticipant(_text(person.role), _text(person.name))
            for person in content.codetermination.participants
        ),
        unit_counts=FormUnits(**vars(content.units)),
    )


def payee_labels(content: ReportContent) -> dict[int, str]:
    """The name of each payee's column: one university is "UH", several go by their names."""
    labels = {payee.key: OWNER for payee in content.payees if payee.kind == PayeeKind.OWNER}
    universities = content.universities
    if len(universities) == 1:
        return {**labels, universities[0].key: UNIVERSITY}
    for payee in universities:
        name = _line(payee.sub_unit or payee.short_name or payee.name)
        name = name.replace("(", "").replace(")", "")
        twins = sum(label.startswith(name) for label in labels.values())
        labels[payee.key] = f"{name} {twins + 1}" if twins else name
    return labels


def _institution(payee: PayeeContent) -> str:
    return _line(f"{payee.name} ({payee.sub_unit})" if payee.sub_unit else payee.name)


def _payee(payee: PayeeContent, label: str) -> FormPayee:
    return FormPayee(
        kind=payee.kind,
        contact=FormContact(
            name=_text(payee.contact_name),
            function=_text(payee.contact_role),
            phone=_text(payee.contact_phone),
            email=_text(payee.contact_email),
        ),
        bank_account=_text(payee.bank_account),
        organisation_number=_text(payee.organisation_number),
        payment_reference=_text(payee.payment_reference),
        label=label,
    )


def _total(content: ReportContent, scheme: str, labels: dict[int, str]) -> StatedTotal:
    sums = dict.fromkeys(labels.values(), 0)
    for measure in content.measures_in(scheme):
        for payee, nok in _grants(measure, labels).items():
            sums[payee] += nok
    amounts = tuple(FormAmount(payee, nok) for payee, nok in sums.items())
    return StatedTotal(scheme, amounts, sum(sums.values()))


def _grants(measure: MeasureContent, labels: dict[int, str]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for line in measure.lines_of(LineKind.GRANT):
        sums[labels[line.payee]] = sums.get(labels[line.payee], 0) + line.amount_nok
    return {payee: sums[payee] for payee in labels.values() if sums.get(payee)}


def _measure(measure: MeasureContent, labels: dict[int, str]) -> FormMeasure:
    groups = [str(group) for group in measure.target_groups]
    columns = list(labels)
    estimates = sorted(
        (each for each in measure.estimates if each.amount_nok is not None or _text(each.reason)),
        key=lambda each: (terms.order(each.period), columns.index(each.payee)),
    )
    return FormMeasure(
        number=measure.number,
        title=_text(_line(measure.title)),
        amounts=tuple(FormAmount(*grant) for grant in _grants(measure, labels).items()),
        purpose=measure.purpose or None,
        anchoring=_text(measure.anchoring),
        collective_process=_text(measure.collective_process),
        teacher_education=_text(measure.teacher_education),
        plan_anchoring=_text("\n".join([*measure.plan_items, measure.plan_anchoring])),
        owner_use=_text(measure.owner_use),
        institution_use=_text(measure.university_use),
        coordinator=measure.coordinator_needed,
        coordinator_reason=_text(measure.coordinator_reason),
        terms=measure.terms,
        continuation=tuple(
            FormEstimate(each.period, labels[each.payee], each.amount_nok, _text(each.reason))
            for each in estimates
        ),
        target_groups=_text("\n".join([*groups, measure.target_group_text])),
    )


def _text(text: str) -> str | None:
    """As it can stand in a Word file: lines end in one way, and nothing surrounds it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign >= " " or sign in "\n\t").strip() or None


def _line(text: str) -> str:
    return " ".join((_text(text) or "").split())
