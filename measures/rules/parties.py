"""Rules about owners and universities: who takes part, and that nobody is listed twice."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measures.choices import Section
from measures.content import PartnerContent, PayeeContent, ReportContent
from measures.rules import sums
from measures.rules.problems import Place, Problem, block, in_measure, in_row, warn
from measures.rules.schemes import INCLUSIVE_PRACTICE
from measures.rules.texts import is_unanswered
from measures.rules.words import called, likeness
from partnerships.choices import OrganisationKind

PUBLIC_OWNERS = (OrganisationKind.MUNICIPALITY, OrganisationKind.COUNTY_AUTHORITY)
# Words that tell nothing apart: Leirfjord is Leirfjord kommune, "Høgskolen på" is "Høgskolen i".
SMALL_WORDS = frozenset({"kommune", "i", "på", "ved", "og", "for"})
# No two of the registers' municipalities and universities are as alike as this.
ALIKE = 0.9


class Party(NamedTuple):
    """A payee or a partner, with the spellings it goes by."""

    name: str
    number: str
    spellings: frozenset[str]
    field: str  # where its row is mended


def partners_have_a_contact_person(content: ReportContent) -> list[Problem]:
    """R-19 (block): each further owner and university has a contact person.

    Source: the list in the forms of Nordland of 2024.
    """
    return [
        block(
            "R-19",
            Place(Section.PARTIES, in_row("contact_name", partner.key)),
            _("Write the contact person in %(name)s.") % {"name": partner.name},
            missing=True,
        )
        for partner in content.partners
        if is_unanswered(partner.contact_name)
    ]


def lead_owner_is_public(content: ReportContent) -> list[Problem]:
    """R-13 (warn): in Kompetanseløftet it is the municipality or county authority that reports.

    Source: the county governors' portal; a private school may by exception.
    """
    measures = content.measures_in(INCLUSIVE_PRACTICE)
    if not measures or content.lead_owner_kind in PUBLIC_OWNERS:
        return []
    scheme = next(each for each in content.schemes if each.code == INCLUSIVE_PRACTICE)
    message = _(
        "%(scheme)s: as a rule the municipality or county authority reports the need. Check that %(owner)s is to be the lead owner."
    ) % {"scheme": scheme.short_name, "owner": content.lead_owner}
    return [warn("R-13", Place(Section.PARTIES), message)]


def networks_have_several_owners(content: ReportContent) -> list[Problem]:
    """R-14 (warn): where a network reports, further owners are listed.

    Source: Ytre Helgeland's report of 2024 names four municipalities and lists none.
    """
    if not content.network or sums.has_several_owners(content):
        return []
    message = _(
        "%(network)s is a network, but no other owners are listed. Add those who take part."
    )
    return [
        warn("R-14", Place(Section.PARTIES, "partners"), message % {"network": content.network})
    ]


def payees_are_in_the_list(content: ReportContent) -> list[Problem]:
    """R-15 (warn): whoever has an amount in a scheme is among the report's owner and universities.

    Source: Bodø's report of 2024, where Nord universitet has amounts but is not listed.
    """
    listed = {payee.key for payee in content.payees}
    return [
        warn(
            "R-15",
            in_measure(measure, "lines"),
            _(
                "%(measure)s: an amount is for somebody who is not in the list of owners and universities. Choose who receives it."
            )
            % {"measure": called(measure)},
        )
        for measure in content.measures
        if any(
            amount > 0 and payee not in listed
            for payee, amount in sums.amounts_by_payee(measure).items()
        )
    ]


def lead_owner_is_not_a_partner(content: ReportContent) -> list[Problem]:
    """R-16 (warn): the lead owner is not repeated among the other owners.

    Source: Bodø's report of 2024, row 1 of the list.
    """
    lead = _party(content.owner)
    return [
        warn(
            "R-16",
            Place(Section.PARTIES, other.field),
            _("%(name)s is the lead owner. Remove it from the list of other owners.")
            % {"name": other.name},
        )
        for other in map(_party, content.partners)
        if _is_same(lead, other)
    ]


def private_owners_are_listed(content: ReportContent) -> list[Problem]:
    """R-26 (warn): private units take part with their owners, or it is told why not.

    Source: Ytre Helgeland's report of 2024, with four private kindergartens and no owner.
    """
    owners = (content.lead_owner_kind, *(each.organisation_kind for each in content.partners))
    if OrganisationKind.PRIVATE_OWNER in owners or not is_unanswered(
        content.no_private_owner_reason
    ):
        return []
    place = Place(Section.PARTIES, "no_private_owner_reason")
    return [warn("R-26", place, message) for message in _private_units(content)]


def organisations_are_listed_once(content: ReportContent) -> list[Problem]:
    """R-34 (warn): no organisation stands twice, under one number or under two spellings.

    Two known numbers tell two organisations apart, however alike the names are. The lead owner is R-16's.

    Source: Bodø's report of 2024 (“Høgskolen i Innlandet/ SePU”, “Høgskolen på Innlandet, SePU”).
    """
    parties = [*map(_party, content.universities), *map(_party, content.partners)]
    return [
        warn(
            "R-34",
            Place(Section.PARTIES, second.field),
            _(
                "%(first)s and %(second)s look like the same organisation. If they are, remove one of them."
            )
            % {"first": first.name, "second": second.name},
        )
        for first, second in combinations(parties, 2)
        if _is_same(first, second)
    ]


def _private_units(content: ReportContent) -> Iterator[str]:
    kindergartens = content.units.private_kindergartens or 0
    schools = content.units.private_schools or 0
    if kindergartens > 0:
        yield ngettext(
            "%(count)d private kindergarten takes part, but no private owner. Add the owner, or explain why it is not listed.",
            "%(count)d private kindergartens take part, but no private owners. Add the owners, or explain why they are not listed.",
            kindergartens,
        ) % {"count": kindergartens}
    if schools > 0:
        yield ngettext(
            "%(count)d private school takes part, but no private owner. Add the owner, or explain why it is not listed.",
            "%(count)d private schools take part, but no private owners. Add the owners, or explain why they are not listed.",
            schools,
        ) % {"count": schools}


def _party(row: PayeeContent | PartnerContent) -> Party:
    names = [row.name]
    if isinstance(row, PayeeContent):
        names += [row.short_name, f"{row.name} {row.sub_unit}"]
    spellings = frozenset(spelling for name in names if (spelling := _spelling(name)))
    number = "".join(row.organisation_number.split())
    return Party(row.name, number, spellings, in_row("name", row.key))


def _spelling(name: str) -> str:
    words = re.findall(r"\w+", name.casefold())
    return " ".join(sorted(word for word in words if word not in SMALL_WORDS))


def _is_same(first: Party, second: Party) -> bool:
    if first.number and second.number:
        return first.number == second.number
    return any(
        likeness(one, other) >= ALIKE for one in first.spellings for other in second.spellings
    )
