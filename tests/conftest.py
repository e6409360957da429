"""The cast: the same people in every test, so that one has to learn them only once.

Kari coordinates, Per reads, Una answers for the university and Tor for the union, all in one
partnership; Ola coordinates next door. Siri, Arne, Liv and Anne work at the county governor,
Frida sits in its forum. Nils works for another county governor.
"""

import os
import resource
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from partnerships.choices import MembershipRole, OfficeRoleKind
from tests.builders import (
    make_member,
    make_network,
    make_office,
    make_organisation,
    make_partnership,
    make_scheme,
    make_staff,
    make_university,
    make_user,
)

# Playwright keeps an event loop in the test's own thread; Django would refuse its database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Nothing is timed: a busy machine must not fail a test.
hypothesis_settings.register_profile(
    "rekom", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("rekom")

ASKS_THE_DATABASE = {"db", "transactional_db", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="leave out what never asks the database: the same on every one",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--database-only"):
        return
    left_out = [
        item
        for item in items
        if not (ASKS_THE_DATABASE & set(item.fixturenames) or item.get_closest_marker("django_db"))
    ]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]


PARTNERSHIP_PEOPLE = ("kari", "per", "una", "tor")
OFFICE_PEOPLE = ("siri", "arne", "liv", "frida", "anne")
EVERYONE = (*PARTNERSHIP_PEOPLE, "ola", *OFFICE_PEOPLE, "nils")


@pytest.fixture(autouse=True)
def in_the_default_language():
    """A page that was asked for in another language leaves it to whatever the thread does next."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def the_process_keeps_its_limits():
    """One on its processor time would end it minutes later, in the middle of another test."""
    limits = (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_FSIZE)
    before = [resource.getrlimit(limit) for limit in limits]
    yield
    assert [resource.getrlimit(limit) for limit in limits] == before


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The thread that answered a browser last may hold a connection, and PostgreSQL then keeps the database."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def cast(db) -> SimpleNamespace:
    # Django asks SQLite once in a process whether it knows JSON; no page is to be counted for it.
    assert connection.features.supports_json_field
    cast = SimpleNamespace(**{name: make_user(name.title()) for name in EVERYONE})
    cast.regional = make_scheme("regional")
    cast.decentralised = make_scheme("decentralised")
    cast.inclusive_practice = make_scheme("inclusive_practice")
    cast.schemes = (cast.regional, cast.decentralised, cast.inclusive_practice)
    _places(cast)
    _partnership_people(cast)
    _office_people(cast)
    return cast


def _places(cast: SimpleNamespace) -> None:
    cast.office = make_office(name="Statsforvalteren i Nordland")
    cast.other_office = make_office(name="Statsforvalteren i Troms og Finnmark")
    cast.lead_owner = make_organisation(name="Alstahaug kommune")
    cast.owner = make_organisation(name="Leirfjord kommune")
    cast.university = make_university(name="Universitetet i Innlandet", short_name="INN")
    cast.network = make_network(
        office=cast.office, name="Ytre Helgeland", members=(cast.lead_owner, cast.owner)
    )
    cast.partnership = make_partnership(
        office=cast.office,
        name="Ytre Helgeland",
        network=cast.network,
        lead_owner=cast.lead_owner,
        owners=(cast.owner,),
        universities=(cast.university,),
    )
    cast.neighbour = make_partnership(office=cast.office, name="Salten")


def _partnership_people(cast: SimpleNamespace) -> None:
    make_member(cast.partnership, MembershipRole.COORDINATOR, user=cast.kari)
    make_member(cast.partnership, MembershipRole.READER, user=cast.per)
    make_member(cast.partnership, MembershipRole.UNION_REPRESENTATIVE, user=cast.tor)
    make_member(
        cast.partnership,
        MembershipRole.UNIVERSITY_CONTACT,
        user=cast.una,
        university=cast.university,
    )
    make_member(cast.neighbour, MembershipRole.COORDINATOR, user=cast.ola)


def _office_people(cast: SimpleNamespace) -> None:
    make_staff(cast.office, OfficeRoleKind.CASE_WORKER, user=cast.siri)
    make_staff(cast.office, OfficeRoleKind.APPROVER, user=cast.arne)
    make_staff(cast.office, OfficeRoleKind.SECRETARY, user=cast.liv)
    make_staff(cast.office, OfficeRoleKind.ADMINISTRATOR, user=cast.anne)
    make_staff(cast.office, OfficeRoleKind.FORUM_MEMBER, user=cast.frida, schemes=cast.schemes)
    make_staff(cast.other_office, OfficeRoleKind.CASE_WORKER, user=cast.nils)
