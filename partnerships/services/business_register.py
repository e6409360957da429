"""The national business register, asked when the local copy has no answer.

Off unless BUSINESS_REGISTER_URL names its address, and never needed: whatever goes wrong, the organisation
can be typed. Nothing is sent but the number or the name that somebody looks for, to that host alone.
"""

import http.client
import json
import logging
import time
from collections.abc import Iterator
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.exceptions import ValidationError

from partnerships.services.organisations import LONGEST_NAME, Listed
from rekom.kit.numbers import clean_organisation_number

SECONDS = 3.0  # for the whole answer
MOST_BYTES = 200_000
MOST_MATCHES = 5
SHORTEST_NAME = 3  # characters
NOT_THERE = {http.client.NOT_FOUND, http.client.GONE}
log = logging.getLogger(__name__)


class NotReached(Exception):
    """No answer, or none that can be used."""


def look_up(text: str) -> Listed | list[Listed]:
    """One for an organisation number that it knows, else those of a name. Nothing when it is off.

    Raises NotReached.
    """
    if not settings.BUSINESS_REGISTER_URL:
        return []
    try:
        number = clean_organisation_number(text)
    except ValidationError:
        is_name = any(map(str.isalpha, text))
        return find_by_name(text) if is_name else []
    return find_by_number(number) or []


def find_by_number(number: str) -> Listed | None:
    """The organisation of nine digits that hold. Raises NotReached."""
    try:
        found = _listed(_ask(f"enheter/{quote(number, safe='')}"))
    except _NotThere:
        return None
    if found.number != number:
        raise NotReached
    return found


def find_by_name(name: str) -> list[Listed]:
    """A few that are called something like it. Raises NotReached."""
    if len(name) < SHORTEST_NAME:
        return []
    try:
        answer = _ask("enheter?" + urlencode({"navn": name, "size": MOST_MATCHES}))
    except _NotThere:
        return []
    embedded = _part(answer, "_embedded", dict) if "_embedded" in answer else {"enheter": []}
    return [_listed(each) for each in _part(embedded, "enheter", list)[:MOST_MATCHES]]


class _NotThere(Exception):
    """The register says that it has none such."""


class _StayHere(HTTPRedirectHandler):
    """The host is the one of the setting, whatever an answer says."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def _ask(path: str) -> dict[str, Any]:
    request = Request(  # noqa: S310 - the operator names the address
        f"{settings.BUSINESS_REGISTER_URL.rstrip('/')}/{path}",
        headers={"Accept": "application/json"},
    )
    ends = time.monotonic() + SECONDS
    try:
        with build_opener(_StayHere).open(request, timeout=SECONDS) as answer:
            found = json.loads(b"".join(_chunks(answer, ends)))
    except HTTPError as error:
        if error.code in NOT_THERE:
            raise _NotThere from None
        raise _fault(error) from None
    # ValueError: not JSON, not UTF-8, too long. RecursionError: JSON that is nested without end.
    except (OSError, http.client.HTTPException, ValueError, RecursionError) as error:
        raise _fault(error) from None
    if not isinstance(found, dict):
        raise NotReached
    return found


def _chunks(answer: IO[bytes], ends: float) -> Iterator[bytes]:
    """A host that drips its answer is let go, and so is one that never stops."""
    size = 0
    while chunk := answer.read1(8192):  # type: ignore[attr-defined]
        size += len(chunk)
        if size > MOST_BYTES or time.monotonic() > ends:
            raise ValueError("the answer is too long, or too slow")
        yield chunk


def _fault(error: Exception) -> NotReached:
    log.warning("The business register gave no answer: %s", error)
    return NotReached()


def _listed(row: Any) -> Listed:
    try:
        number = clean_organisation_number(_part(row, "organisasjonsnummer", str))
    except ValidationError:
        raise NotReached from None
    name = " ".join(_part(row, "navn", str).split())
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise NotReached
    return Listed(number, name)


def _part(value: Any, key: str, kind: type) -> Any:
    part = value.get(key) if isinstance(value, dict) else None
    if not isinstance(part, kind):
        raise NotReached
    return part
