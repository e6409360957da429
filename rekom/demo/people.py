"""Everybody in the demo. All of them are invented; one name per role, the same on every screen and paper.

Ten of them can log in. The others only stand on lists.
"""

from django.conf import settings

from partnerships.choices import MembershipRole, OfficeRoleKind
from partnerships.models import (
    CountyGovernor,
    Membership,
    OfficeRole,
    Organisation,
    Partnership,
    Scheme,
    User,
)

# e-mail → name, title, telephone
LOG_INS = {
    "coordinator@example.no": ("Ingrid Solbakk", "Koordinator", "40 00 00 01"),
    "university@example.no": ("Torgeir Lund", "Prosjektleder", "40 00 00 02"),
    "reader@example.no": ("Jonas Mikalsen", "Kommunalsjef oppvekst", "40 00 00 03"),
    "neighbour@example.no": ("Marit Hanssen", "Barnehagefaglig rådgiver", "40 00 00 04"),
    "caseworker@example.no": ("Kari Nystad", "Seniorrådgiver", "40 00 00 05"),
    "trondelag@example.no": ("Silje Rønning", "Seniorrådgiver", "40 00 00 06"),
    "approver@example.no": ("Håkon Bergli", "Utdanningsdirektør", "40 00 00 07"),
    "secretary@example.no": ("Kari Lunde", "Rådgiver", "40 00 00 08"),
    "forum@example.no": ("Hilde Brandvold", "Prosjektleder", "40 00 00 09"),
    "admin@example.no": ("Anders Moen", "IKT-rådgiver", "40 00 00 10"),
}
OTHERS = {
    "anne.brekke@example.no": ("Anne Brekke", "Hovedtillitsvalgt", "40 00 00 11"),
    "berit.sandnes@example.no": ("Berit Sandnes", "Økonomirådgiver", "40 00 00 12"),
    "mats.eidem@example.no": ("Mats Eidem", "Studieleder", "40 00 00 13"),
}


def make_people() -> dict[str, User]:
    """The people by e-mail address; those who are there already are left as they are."""
    people = {}
    for email, (name, title, phone) in (LOG_INS | OTHERS).items():
        password = settings.DEMO_PASSWORD if email in LOG_INS else None
        people[email] = person(email, name, title=title, phone=phone, password=password)
    return people


def person(email: str, name: str, password: str | None = None, **fields: str) -> User:
    found = User.objects.filter(email=email).first()
    return found or User.objects.create_user(email, password, name=name, **fields)


def member(
    partnership: Partnership,
    user: User,
    role: MembershipRole,
    university: Organisation | None = None,
) -> None:
    Membership.objects.get_or_create(
        partnership=partnership, user=user, role=role, university=university
    )


def account(organisation: Organisation, number: str, reference: str) -> None:
    """An invented account that passes the check digit; put in place, not proposed and confirmed."""
    if not organisation.bank_account:
        organisation.bank_account, organisation.payment_reference = number, reference
        organisation.save(update_fields=["bank_account", "payment_reference"])


def staff(
    office: CountyGovernor, user: User, role: OfficeRoleKind, schemes: tuple[Scheme, ...] = ()
) -> None:
    held, _created = OfficeRole.objects.get_or_create(county_governor=office, user=user, role=role)
    held.schemes.set(schemes)
