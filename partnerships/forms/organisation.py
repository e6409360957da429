"""Naming an organisation as people do: by number, by any of its names, or nearly."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from partnerships.models import Organisation
from partnerships.querysets import OrganisationQuerySet
from partnerships.rules import Candidate, near_matches, same_name
from rekom.kit.numbers import clean_organisation_number

# “918 108 467”, alone or after the name, as the messages offer it.
NUMBER = re.compile(r"(?:^|[\s,])(\d[\d\s.\-]{6,}\d)\s*$")


class OrganisationField(forms.CharField):
    """Text that becomes an Organisation.

    A name or number that is not found is refused with those that are near:
    “Did you mean Universitetet i Innlandet, 918 108 467?”
    """

    def __init__(self, *, queryset: OrganisationQuerySet | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.queryset = queryset

    def prepare_value(self, value: Any) -> Any:
        """An organisation that is chosen already stands as it is offered."""
        return _candidate(value).label if isinstance(value, Organisation) else value

    def clean(self, value: Any) -> Organisation | None:
        text = super().clean(value)
        if not text:
            return None
        if number := NUMBER.search(text):
            return self._by_number(number[1])
        return self._by_name(text)

    def _by_number(self, written: str) -> Organisation:
        digits = re.sub(r"\D", "", written)
        if found := self._organisations().filter(organisation_number=digits).first():
            return found
        try:
            clean_organisation_number(written)
            said = _("No organisation here has the number %(number)s.") % {"number": written}
            code = "unknown"
        except ValidationError as error:
            said, code = " ".join(error.messages), error.code
        raise self._refused(said, digits, code)

    def _by_name(self, text: str) -> Organisation:
        same = same_name(text, self._candidates())
        if len(same) == 1:
            return self._organisations().get(pk=same[0].pk)
        if same:
            raise ValidationError(
                _("Several organisations are called that: %(them)s. Write the number."),
                code="several",
                params={"them": _listed(same, _("and"))},
            )
        said = _("No organisation here is called “%(name)s”.") % {"name": text}
        raise self._refused(said, text, "unknown")

    def _refused(self, said: str, text: str, code: str) -> ValidationError:
        if near := near_matches(text, self._candidates()):
            offer = _("Did you mean %(them)s?") % {"them": _listed(near, _("or"))}
            said = f"{said} {offer}"
        return ValidationError(said, code=code)

    def _organisations(self) -> OrganisationQuerySet:
        return Organisation.objects.all() if self.queryset is None else self.queryset.all()

    def _candidates(self) -> list[Candidate]:
        related = self._organisations().select_related("municipality").prefetch_related("names")
        return [_candidate(organisation) for organisation in related]


def _candidate(organisation: Organisation) -> Candidate:
    names = [organisation.name, organisation.short_name]
    if hasattr(organisation, "municipality"):
        names += [organisation.municipality.name, organisation.municipality.official_name]
    names += [earlier.name for earlier in organisation.names.all()]
    return Candidate(
        organisation.pk, organisation.organisation_number or "", tuple(filter(None, names))
    )


def _listed(candidates: list[Candidate], last_word: str) -> str:
    return get_text_list([candidate.label for candidate in candidates], last_word)
