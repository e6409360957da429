"""What a form says of that the draft has from the register or computes: listed where the two differ."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from measures.content import PayeeContent, ReportContent
from measures.word.asides import place_of
from measures.word.value import Loose, WordForm
from measures.word.words import are_alike, words


def told_otherwise(
    form: WordForm, content: ReportContent, payees: Mapping[str, PayeeContent]
) -> Iterator[Loose]:
    owners = (content.lead_owner, content.owner.name)
    if form.lead_owner and not _is_one_of(form.lead_owner, owners):
        yield Loose(_("Lead owner"), form.lead_owner)
    if form.network and not _is_one_of(form.network, [content.network]):
        yield Loose(_("Network"), form.network)
    universities = [name for each in content.universities for name in _names(each)]
    for name in form.institutions:
        if not _is_one_of(name, universities):
            yield Loose(_("University"), name)
    if form.measure_count not in (None, len(form.measures)):
        yield Loose(_("Number of measures"), str(form.measure_count))
    yield from _numbers(form, payees)
    yield from _contacts(form, content)


def _numbers(form: WordForm, payees: Mapping[str, PayeeContent]) -> Iterator[Loose]:
    for read in form.payees:
        payee = payees.get(read.label)
        known = payee.organisation_number if payee else ""
        if read.organisation_number and read.organisation_number != known:
            name = payee.name if payee else read.label
            yield Loose(place_of(_("Organisation number"), name), read.organisation_number)


def _contacts(form: WordForm, content: ReportContent) -> Iterator[Loose]:
    """A partner that is there keeps its contact person."""
    for read in form.partners:
        known = [each for each in content.partners if are_alike(each.name, read.name or "")]
        names = [each.contact_name for each in known]
        if known and read.contact and not _is_one_of(read.contact, names):
            yield Loose(place_of(_("Contact person"), known[0].name), read.contact)


def _names(payee: PayeeContent) -> Iterable[str]:
    return (payee.name, payee.short_name, payee.sub_unit, f"{payee.name} {payee.sub_unit}")


def _is_one_of(read: str, names: Iterable[str]) -> bool:
    """Whether the text is one of the names, or names it among other words."""
    said = set(words(read))
    return any(are_alike(read, name) or (name and set(words(name)) <= said) for name in names)
