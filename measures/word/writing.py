"""The form's value → a Word file in the layout of the county governors' form, with content controls."""

from collections.abc import Iterable, Sequence

from measures import terms
from measures.choices import PayeeKind, Purpose
from measures.word.answers import institutions_in
from measures.word.filling import Frame
from measures.word.labels import BY_NAME
from measures.word.markup import (
    CHOICE_PROMPT,
    box,
    choice_control,
    package,
    paragraph,
    run,
    table,
    text_control,
)
from measures.word.printed import printed
from measures.word.value import (
    OWNER,
    TEXTS,
    UNIVERSITY,
    FormAmount,
    FormMeasure,
    FormParticipant,
    FormPartner,
    StatedTotal,
    WordForm,
)
from rekom.kit.kroner import format_amount

# The words that the county governors' form is printed with.
SCHEMES = {
    "regional": "Regional ordning",
    "decentralised": "Desentralisert ordning",
    "inclusive_practice": "Kompetanseløftet",
}
PURPOSES = {
    Purpose.ASSESSMENT: "Vurdering/analyse",
    Purpose.PLANNING: "Planlegging av tiltak",
    Purpose.CARRYING_OUT: "Gjennomføring av tiltak",
    Purpose.EVALUATION: "Evaluering av tiltak",
}
KINDS = {PayeeKind.OWNER: "Eier", PayeeKind.UNIVERSITY: "UH"}
HALVES = {"spring": "Vår", "autumn": "Høst"}
CONTACT = (("Navn", "name"), ("Funksjon", "function"), ("Telefon", "phone"), ("E-post", "email"))
ACCOUNT = (
    ("Kontonr", "bank_account"),
    ("Org. Nr", "organisation_number"),
    ("Ev. merkes", "payment_reference"),
)
UNITS = (
    ("Kommunale barnehager", "municipal_kindergartens"),
    ("Private barnehager", "private_kindergartens"),
    ("Offentlige skoler", "public_schools"),
    ("Private skoler", "private_schools"),
    ("PP-tjenester", "educational_psychology_services"),
)
# Rows that the empty form has.
PARTNER_ROWS, PARTICIPANT_ROWS = 9, 3
NO_PARTNER, NOBODY = FormPartner(None, None, None), FormParticipant(None, None)


def write_form(form: WordForm, frame: Frame) -> bytes:
    """The .docx of one scheme. Reading it gives the same value."""
    blocks = [
        *_letterhead(form, frame),
        *_payees(form),
        *_scope(form),
        *_totals(form, frame),
        *(block for measure in form.measures for block in _measure(measure, form, frame)),
        *_partners(form),
        *_codetermination(form),
        *_units(form),
    ]
    return package("".join(blocks))


def _letterhead(form: WordForm, frame: Frame) -> Iterable[str]:
    yield paragraph(run(frame.office, bold=True))
    for name in frame.parallel_names:
        yield paragraph(run(name))
    title = "Behovsmelding – lokal kompetanseutvikling i barnehage og grunnopplæring"
    yield paragraph(run(title), style="Heading1")
    if frame.supplements:
        yield paragraph(run(frame.supplements, bold=True))
    boxes = [(SCHEMES[code], code in form.schemes) for code in _schemes(form, frame)]
    yield _ticks("schemes", ":", boxes)
    yield _line("lead_owner", ":", form.lead_owner)
    yield _line("network", ":", form.network)
    yield _line("institutions", ":", _institutions(form.institutions))


def _schemes(form: WordForm, frame: Frame) -> list[str]:
    return [code for code in SCHEMES if code in {*frame.schemes, *form.schemes}]


def _institutions(names: Sequence[str]) -> str | None:
    """The sign after the last keeps a name with a comma or an "og" in one piece."""
    if list(names) == list(institutions_in("".join(names))):
        return "".join(names) or None
    return "; ".join(names) + ";"


def _payees(form: WordForm) -> Iterable[str]:
    yield _question("contacts", ":")
    rows = [["", *(_head(payee.label) for payee in form.payees)]]
    for title, name in CONTACT:
        rows.append(
            [
                _printed(title),
                *(_field(title, getattr(payee.contact, name)) for payee in form.payees),
            ]
        )
    for title, name in ACCOUNT:
        rows.append(
            [_printed(title), *(_field(title, getattr(payee, name)) for payee in form.payees)]
        )
    yield table(rows)


def _scope(form: WordForm) -> Iterable[str]:
    for name in ("several_owners", "several_institutions", "several_schemes"):
        yield _yes_or_no(name, "?", getattr(form, name))
    yield _line("measure_count", "?", _number(form.measure_count))


def _totals(form: WordForm, frame: Frame) -> Iterable[str]:
    yield paragraph(run(f"{_words('totals')} {frame.year}"), style="Question")
    labels = _labels(form)
    totals = {total.scheme: total for total in (*form.stated_totals, *_own_total(form))}
    rows = [[_printed("Ordning"), *map(_head, labels), _printed("Totalt")]]
    for code in SCHEMES:
        if total := totals.get(code):
            amounts = {amount.payee: amount.nok for amount in total.amounts}
            rows.append(
                [
                    _printed(SCHEMES[code]),
                    *(_amount(label, amounts.get(label)) for label in labels),
                    _amount("Totalt", total.total_nok),
                ]
            )
    sums = [
        sum(a.nok for total in totals.values() for a in total.amounts if a.payee == label)
        for label in labels
    ]
    rows.append([_printed("Sum"), *map(_amount, labels, sums), _amount("Sum", sum(sums))])
    yield table(rows)


def _own_total(form: WordForm) -> Iterable[StatedTotal]:
    """The sums of the form's own measures: they are computed, and no part of its value."""
    if len(form.schemes) == 1:
        amounts = tuple(amount for measure in form.measures for amount in measure.amounts)
        merged = {label: sum(a.nok for a in amounts if a.payee == label) for label in _labels(form)}
        pairs = tuple(FormAmount(*pair) for pair in merged.items())
        yield StatedTotal(form.schemes[0], pairs, sum(merged.values()))


def _measure(measure: FormMeasure, form: WordForm, frame: Frame) -> Iterable[str]:
    yield paragraph(run(f"Tiltak {measure.number}"), style="Heading2")
    yield _line("title", ":", measure.title)
    yield _question("amounts", "")
    labels = _labels(form)
    amounts = {amount.payee: amount.nok for amount in measure.amounts}
    cells = [
        *(_amount(label, amounts.get(label)) for label in labels),
        _amount("Sum totalt", sum(amounts.values())),
    ]
    yield table([[*map(_head, labels), _printed("Sum totalt")], cells])
    purpose = PURPOSES[Purpose(measure.purpose)] if measure.purpose else None
    choice = _choice(_words("purpose"), PURPOSES.values(), purpose)
    yield paragraph(run(f"{_words('purpose')}? ", bold=True), choice)
    for name in TEXTS:
        yield from _long(name, "", getattr(measure, name))
    yield _yes_or_no("coordinator", "?", measure.coordinator)
    yield from _long("coordinator_reason", "", measure.coordinator_reason)
    offered = [*frame.terms, *(term for term in measure.terms if term not in frame.terms)]
    yield _ticks("terms", " ", [(_period(term), term in measure.terms) for term in offered])
    yield from _continuation(measure, form, frame)
    yield from _long("target_groups", "?", measure.target_groups)


def _continuation(measure: FormMeasure, form: WordForm, frame: Frame) -> Iterable[str]:
    last = _period(frame.terms[-1]).lower() if frame.terms else ""
    question = printed("Dersom tiltak ønskes videreført etter %s gi anslag på behov") % last
    yield paragraph(run(question), style="Question")
    labels = _labels(form)
    found = {(estimate.period, estimate.payee): estimate for estimate in measure.continuation}
    rows = [["", *(cell for label in labels for cell in (_head(label), _printed("Begrunnelse")))]]
    periods = {*frame.periods, *(estimate.period for estimate in measure.continuation)}
    for period in sorted(periods, key=terms.order):
        row = [_printed(_period(period))]
        for label in labels:
            estimate = found.get((period, label))
            row += [
                _amount(label, estimate.nok if estimate else None),
                _field("Begrunnelse", estimate.reason if estimate else None),
            ]
        rows.append(row)
    yield table(rows)


def _partners(form: WordForm) -> Iterable[str]:
    yield paragraph(run(_words("partners")), style="Heading2")
    rows = [["", *map(_printed, ("Navn på eier/UH", "Kontaktperson", "Eier/UH"))]]
    for number in range(max(PARTNER_ROWS, len(form.partners))):
        partner = form.partners[number] if number < len(form.partners) else NO_PARTNER
        kind = KINDS[PayeeKind(partner.kind)] if partner.kind else None
        rows.append(
            [
                run(str(number + 1)),
                _field("Navn", partner.name),
                _field("Kontaktperson", partner.contact),
                _choice("Eier/UH", KINDS.values(), kind),
            ]
        )
    yield table(rows)


def _codetermination(form: WordForm) -> Iterable[str]:
    yield _yes_or_no("codetermination", " ", form.codetermination)
    yield _question("participants", ":")
    rows = [[_printed("Rolle"), _printed("Navn")]]
    for number in range(max(PARTICIPANT_ROWS, len(form.participants))):
        person = form.participants[number] if number < len(form.participants) else NOBODY
        rows.append(
            [
                _field("Rolle", person.role),
                _field("Navn", person.name),
            ]
        )
    yield table(rows)


def _units(form: WordForm) -> Iterable[str]:
    yield _question("unit_counts", "?")
    counts = [_field(title, _number(getattr(form.unit_counts, name))) for title, name in UNITS]
    yield table([[_printed(title) for title, _name in UNITS], counts])


# --- what they are made of -----------------------------------------------------------------------


def _words(name: str) -> str:
    return printed(BY_NAME[name].wordings[0])


def _question(name: str, sign: str) -> str:
    return paragraph(run(f"{_words(name)}{sign}"), style="Question")


def _line(name: str, sign: str, text: str | None) -> str:
    return paragraph(run(f"{_words(name)}{sign} ", bold=True), text_control(_words(name), text))


def _long(name: str, sign: str, text: str | None) -> Iterable[str]:
    yield _question(name, sign)
    yield paragraph(text_control(_words(name), text))


def _ticks(name: str, sign: str, options: Sequence[tuple[str, bool]]) -> str:
    boxes = [
        part
        for title, ticked in options
        for part in (box(title, ticked=ticked), run(f" {title}   "))
    ]
    return paragraph(run(f"{_words(name)}{sign} ", bold=True), *boxes)


def _yes_or_no(name: str, sign: str, answer: bool | None) -> str:
    return _ticks(name, sign, [("Ja", answer is True), ("Nei", answer is False)])


def _labels(form: WordForm) -> list[str]:
    """The columns of the form: its payees, or the two that the empty form has."""
    return [payee.label for payee in form.payees] or [OWNER, UNIVERSITY]


def _head(label: str) -> str:
    return _printed({OWNER: "Eier", UNIVERSITY: "UH"}.get(label, f"UH ({label})"))


def _printed(text: str) -> str:
    return run(printed(text), bold=True)


def _field(title: str, text: str | None) -> str:
    return text_control(printed(title), text)


def _choice(title: str, options: Iterable[str], chosen: str | None) -> str:
    prompt = printed(CHOICE_PROMPT)
    return choice_control(
        printed(title), [*map(printed, options)], chosen and printed(chosen), prompt
    )


def _amount(title: str, nok: int | None) -> str:
    return _field(title, None if nok is None else format_amount(nok))


def _number(number: int | None) -> str | None:
    return None if number is None else str(number)


def _period(code: str) -> str:
    year, _dash, half = code.partition("-")
    return f"{printed(HALVES[half])} {year}" if half else year
