"""Whom a form means by the names of its columns."""

from collections.abc import Iterator, Mapping

from measures.choices import PayeeKind
from measures.content import PayeeContent, ReportContent
from measures.word.value import OWNER, UNIVERSITY, FormPayee, WordForm
from measures.word.words import words


def payees_of(form: WordForm, content: ReportContent) -> Mapping[str, PayeeContent]:
    """The draft's payees by what the form calls them."""
    universities = list(content.universities)
    found = {OWNER: content.owner}
    read = {payee.label: payee for payee in form.payees if payee.kind == PayeeKind.UNIVERSITY}
    for label in dict.fromkeys([*read, *_other_labels(form)]):
        match = next(
            (each for each in universities if _is_payee(label, read.get(label), each)), None
        )
        if match is None and label == UNIVERSITY and len(universities) == 1:
            match = universities[0]
        if match:
            found[label] = match
    return found


def _other_labels(form: WordForm) -> Iterator[str]:
    for measure in form.measures:
        yield from (each.payee for each in measure.amounts if each.payee != OWNER)
        yield from (each.payee for each in measure.continuation if each.payee != OWNER)


def _is_payee(label: str, read: FormPayee | None, payee: PayeeContent) -> bool:
    if read and read.organisation_number and read.organisation_number == payee.organisation_number:
        return True
    said = set(words(label))
    return any(
        said and said <= set(words(name)) for name in (payee.name, payee.short_name, payee.sub_unit)
    )
