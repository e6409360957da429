"""Plain functions that make one thing each, with only what a test does not care about filled in."""

from datetime import date
from itertools import count

from stdnum.no import orgnr

from partnerships.choices import MembershipRole, OfficeRoleKind, OrganisationKind, WrittenForm
from partnerships.models import (
    CountyGovernor,
    Membership,
    Municipality,
    Network,
    NetworkMember,
    OfficeRole,
    Organisation,
    Partnership,
    Scheme,
    Unit,
    User,
)

_numbers = count(1)

SCHEMES = {
    "regional": (1, "Regional ordning (REKOM)", "Regional ordning"),
    "decentralised": (2, "Desentralisert ordning (DEKOM)", "Desentralisert ordning"),
    "inclusive_practice": (3, "Kompetanseløftet for inkluderende praksis", "Kompetanseløftet"),
}


def organisation_number(n: int) -> str:
    """An invented number of its own for each n; passes the check digit."""
    # Valid numbers are never more than 28 apart.
    first = 990_000_000 + 30 * n
    return next(str(number) for number in range(first, first + 30) if orgnr.is_valid(str(number)))


def make_scheme(code: str = "regional") -> Scheme:
    """One of the three; the same row when it is there already."""
    position, name, short_name = SCHEMES[code]
    scheme, _created = Scheme.objects.get_or_create(
        code=code,
        defaults={
            "position": position,
            "valid_from": date(2017, 1, 1),
            **{f"name_{form}": name for form in ("nb", "nn", "en")},
            **{f"short_name_{form}": short_name for form in ("nb", "nn", "en")},
        },
    )
    return scheme


def make_office(**fields) -> CountyGovernor:
    n = next(_numbers)
    fields.setdefault("name", f"Office {n}")
    fields.setdefault("organisation_number", organisation_number(n))
    fields.setdefault("written_form", WrittenForm.BOKMAL)
    return CountyGovernor.objects.create(**fields)


def make_organisation(**fields) -> Organisation:
    n = next(_numbers)
    fields.setdefault("name", f"Organisation {n}")
    fields.setdefault("kind", OrganisationKind.MUNICIPALITY)
    fields.setdefault("organisation_number", organisation_number(n))
    return Organisation.objects.create(**fields)


def make_university(**fields) -> Organisation:
    fields.setdefault("kind", OrganisationKind.UNIVERSITY)
    return make_organisation(**fields)


def make_municipality(*, office: CountyGovernor, **fields) -> Municipality:
    fields.setdefault("number", f"{next(_numbers):04}")
    fields.setdefault("name", f"Municipality {fields['number']}")
    fields.setdefault("official_name", fields["name"])
    fields["organisation"] = fields.get("organisation") or make_organisation(name=fields["name"])
    return Municipality.objects.create(county_governor=office, **fields)


def make_network(*, office: CountyGovernor, members: tuple[Organisation, ...] = (), **fields):
    fields.setdefault("name", f"Network {next(_numbers)}")
    network = Network.objects.create(county_governor=office, **fields)
    for organisation in members:
        NetworkMember.objects.create(network=network, organisation=organisation)
    return network


def make_partnership(
    *,
    office: CountyGovernor | None = None,
    universities: tuple[Organisation, ...] = (),
    owners: tuple[Organisation, ...] = (),
    **fields,
) -> Partnership:
    """Owners are those besides the lead owner."""
    fields.setdefault("name", f"Partnership {next(_numbers)}")
    fields["lead_owner"] = fields.get("lead_owner") or make_organisation()
    partnership = Partnership.objects.create(county_governor=office or make_office(), **fields)
    partnership.universities.set(universities)
    partnership.owners.set(owners)
    return partnership


def make_user(name: str = "", **fields) -> User:
    """A person without a usable password unless one is given; tests log in by force."""
    name = name or f"Person {next(_numbers)}"
    fields.setdefault("email", f"{name.lower().replace(' ', '.')}@example.no")
    return User.objects.create_user(name=name, **fields)


def make_member(
    partnership: Partnership,
    role: MembershipRole = MembershipRole.COORDINATOR,
    *,
    user: User | None = None,
    university: Organisation | None = None,
) -> User:
    user = user or make_user()
    Membership.objects.create(partnership=partnership, user=user, role=role, university=university)
    return user


def make_staff(
    office: CountyGovernor,
    role: OfficeRoleKind = OfficeRoleKind.CASE_WORKER,
    *,
    user: User | None = None,
    schemes: tuple[Scheme, ...] = (),
) -> User:
    """A person with a role at the county governor; a forum member is given the forum's schemes."""
    user = user or make_user()
    held = OfficeRole.objects.create(county_governor=office, user=user, role=role)
    held.schemes.set(schemes)
    return user


def make_unit(*, owner: Organisation, municipality: Municipality, **fields) -> Unit:
    fields.setdefault("name", f"Unit {next(_numbers)}")
    fields.setdefault("kind", "kindergarten")
    fields.setdefault("ownership", "public")
    return Unit.objects.create(owner=owner, municipality=municipality, **fields)
