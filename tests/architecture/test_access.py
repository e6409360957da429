"""Every address × every method it takes × every kind of person × every status, asked for real.

The table is in access.py. Besides who is let in, every answer is looked at for what must never
happen: a GET that writes, a page that shows what belongs elsewhere, a missing header.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice, product
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from allocation.choices import DivisionStatus
from measures.choices import ReportStatus
from partnerships.models import User
from tests.architecture.access import EVERYBODY, PUBLIC, ROWS, STATUSES, Row, about, path_of
from tests.architecture.world import KINDS, SECRETS, World, make_world

IN, LOGIN, CLOSED = "in", "log in", 405
DONE = {200, 302, 409, 422}  # shown, done, overtaken, a rule was not met
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# Django keeps the session itself: the time it was last used, a message that has been read.
SESSION_TABLE = '"django_session"'

# A paper has the status of the version that it shows.
WHOSE = {"report": "report", "division": "division", "document": "division", "meeting": "meeting"}
ADDRESSES_AT_ONCE = 8  # of one status: making the world takes longer than asking


def cases() -> Iterator[Any]:
    """(status, addresses about things of that status)"""
    by_status = defaultdict(list)
    for address in sorted({row.address for row in ROWS}):
        for status in STATUSES.get(about(address), [""]):
            by_status[WHOSE.get(about(address), ""), status].append(address)
    for (kind, status), named in by_status.items():
        for number, batch in enumerate(batched(named, ADDRESSES_AT_ONCE), start=1):
            name = " ".join(filter(None, (kind, status, str(number))))
            yield pytest.param(kind, status, batch, id=name)


def batched(items: list[str], size: int) -> Iterator[list[str]]:
    each = iter(items)
    while batch := list(islice(each, size)):
        yield batch


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """Every named address of ours; the operator's console stands in test_console.py."""
    for prefix, pattern in _patterns(get_resolver().url_patterns):
        if prefix != "admin:":
            yield f"{prefix}{pattern.name}", pattern


def _patterns(patterns: list, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _patterns(pattern.url_patterns, inside)
        else:
            yield prefix, pattern


def expected(row: Row, name: str) -> int | str:
    person, _space, place = name.partition(" ")
    if row.let_in == PUBLIC:
        return IN
    if name in ("visitor", "gone"):
        return LOGIN
    if row.let_in == EVERYBODY:
        return IN
    if name == "ola" and row.anywhere:
        person = "kari"
    if person in row.let_in.split() and (row.anywhere or not place):
        return IN
    if person in row.refused.split() and (row.anywhere or not place):
        return 403
    return row.otherwise


def outcome(response: HttpResponse) -> int | str:
    if response.status_code == 302 and response.url.split("?")[0] == reverse("account_login"):
        return LOGIN
    return IN if response.status_code in DONE else response.status_code


def log_in(person: User | None) -> str:
    """The key of a session whose owner has just given the password; none for a visitor."""
    if person is None:
        return ""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session.create()
    return session.session_key


class Door:
    """Asks as everybody who might come. Nothing that was done stays done."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.client = Client()
        self.sessions = {name: log_in(person) for name, person in world.people.items()}
        User.objects.filter(pk=world.people["gone"].pk).update(is_active=False)

    def ask(self, name: str, address: str, method: str, **data: str) -> tuple[HttpResponse, list]:
        """The answer, and the SQL behind it."""
        self.client.cookies.clear()
        if self.sessions[name]:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[name]
        url = reverse(address, args=[self._key(name) for name in path_of(address)])
        send = getattr(self.client, method.lower())
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            response = send(url, {field: self._key(name) for field, name in data.items()})
            transaction.set_rollback(True)
        return response, [query["sql"] for query in queries]

    def _key(self, name: str) -> str:
        thing = getattr(self.world, name)
        return str(getattr(thing, "pk", thing))


def written(queries: list[str]) -> list[str]:
    return [sql for sql in queries if sql.startswith(WRITES) and SESSION_TABLE not in sql]


def foreign_to(name: str) -> list[str]:
    """Words that the person must never read."""
    person, _space, place = name.partition(" ")
    at_home = not place and person in KINDS
    own = (
        {"elsewhere"}
        if place
        else {"next door"}
        if name == "ola"
        else {"home"}
        if at_home
        else set()
    )
    return [secret for where, secret in SECRETS.items() if where not in own]


def careless(response: HttpResponse, name: str) -> list[str]:
    """Headers that are not as they should be."""
    wanted = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    found = [header for header, value in wanted.items() if response.headers.get(header) != value]
    policy = response.headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy:
        found.append("Content-Security-Policy")
    # A redirect shows nothing, and logging out ends in one.
    is_private = name not in ("visitor", "gone") and response.status_code != 302
    if is_private and "no-store" not in response.headers.get("Cache-Control", ""):
        found.append("Cache-Control")
    return found


def rows_of(address: str, status: str) -> dict[str, Row]:
    """Method → the row that answers."""
    rows = [row for row in ROWS if row.address == address and row.answers(status)]
    return {method: row for row in rows for method in row.methods.split()}


@pytest.mark.parametrize(("kind", "status", "named"), list(cases()))
def test_who_is_let_in(cast, kind, status, named):
    door = Door(make_world(cast, **({kind: status} if status else {})))

    assert {
        (address, *key): fault
        for address in named
        for key, fault in wrong_answers(door, address, status).items()
    } == {}


def wrong_answers(door: Door, address: str, status: str) -> dict[tuple[str, ...], Any]:
    """(method, person) → what happened instead; nothing when all is as the table says."""
    rows = rows_of(address, status)
    wrong = {}
    for (method, row), name in product(rows.items(), door.world.people):
        response, queries = door.ask(name, address, method, **row.data)
        if outcome(response) != expected(row, name):
            wrong[method, name] = f"{outcome(response)}, not {expected(row, name)}"
        text = b"".join(response).decode(errors="replace")
        faults = careless(response, name) + [
            secret for secret in foreign_to(name) if secret in text
        ]
        faults += written(queries) if method == "GET" else []
        if faults:
            wrong[method, name, "answer"] = faults
    for method in set(METHODS) - set(rows):
        answers = {outcome(door.ask(name, address, method)[0]) for name in ("kari", "siri", "anne")}
        if CLOSED not in answers or not answers <= {CLOSED, 404, 403}:
            wrong[(method,)] = answers
    return wrong


# --- the table is complete -----------------------------------------------------------------------


def test_every_address_has_a_row():
    assert {name for name, _pattern in addresses()} == {row.address for row in ROWS}


def test_every_address_and_method_lets_somebody_in():
    let_in = defaultdict(set)
    for row in ROWS:
        for method in row.methods.split():
            let_in[row.address, method] |= set(row.let_in.split())

    assert [key for key, names in let_in.items() if not names] == []


def test_every_status_is_answered_for_once():
    times = Counter(
        (row.address, method, status)
        for row in ROWS
        for method in row.methods.split()
        for status in STATUSES.get(about(row.address), [""])
        if row.answers(status)
    )

    assert {key: count for key, count in times.items() if count != 1} == {}


def test_the_statuses_are_those_of_the_models():
    assert list(STATUSES["report"]) == ReportStatus.values
    assert list(STATUSES["division"]) == DivisionStatus.values


def test_only_people_of_the_cast_stand_in_the_table():
    named = {name for row in ROWS for name in f"{row.let_in} {row.refused}".split()}

    assert named - set(KINDS) == {EVERYBODY, PUBLIC}


def test_no_address_is_let_off_from_the_token_against_forged_forms():
    exempt = [
        name for name, pattern in addresses() if getattr(pattern.callback, "csrf_exempt", False)
    ]

    assert exempt == []


# --- the harness finds what it looks for ---------------------------------------------------------


def test_a_write_is_told_from_the_session():
    queries = [
        'SELECT "x"',
        'UPDATE "django_session" SET "session_data" = 1',
        'UPDATE "measures_needsreport" SET "status" = 2',
    ]

    assert written(queries) == queries[2:]


def test_a_careless_answer_is_found():
    assert careless(HttpResponse(), "kari") == [
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Referrer-Policy",
        "Cross-Origin-Opener-Policy",
        "Content-Security-Policy",
        "Cache-Control",
    ]


def test_everybody_has_a_place_that_is_foreign():
    assert foreign_to("kari") == [SECRETS["next door"], SECRETS["elsewhere"]]
    assert foreign_to("ola") == [SECRETS["home"], SECRETS["elsewhere"]]
    assert foreign_to("siri elsewhere") == [SECRETS["home"], SECRETS["next door"]]
    assert foreign_to("left") == list(SECRETS.values())
