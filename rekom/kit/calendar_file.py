"""Dates that a calendar program takes in: an iCalendar file (RFC 5545)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

MIME_TYPE = "text/calendar; charset=utf-8"
MAKER = "-//Rekom//Calendar//NO"
LINE_OCTETS = 75  # without the line break (RFC 5545 section 3.1)


@dataclass(frozen=True)
class Event:
    """A day, or a moment: a deadline lasts no time. The same ``uid`` again replaces the event."""

    uid: str
    title: str
    at: date | datetime
    description: str = ""
    url: str = ""


def calendar_file(events: Iterable[Event], *, title: str, made_at: datetime) -> bytes:
    """Moments are written in UTC, which every program shows in its own time zone."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{MAKER}",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(title)}",
        *(line for event in events for line in _event(event, made_at)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _event(event: Event, made_at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_utc(made_at)}"
    if isinstance(event.at, datetime):
        yield f"DTSTART:{_utc(event.at)}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.at:%Y%m%d}"
    yield f"SUMMARY:{_text(event.title)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.url:
        yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"  # nobody is busy because of a deadline
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """Without what would end a value or a line; control characters may not stand there at all."""
    for character in "\\;,":
        text = text.replace(character, f"\\{character}")
    lines = ["".join(_visible(character) for character in line) for line in text.splitlines()]
    return "\\n".join(lines)


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    return character if character.isprintable() else ""


def _folded(line: str) -> bytes:
    """At most 75 octets a line; those that follow begin with a space. No letter is cut in two."""
    rows, row = [], b""
    for character in line:
        letter = character.encode()
        if len(row) + len(letter) > LINE_OCTETS:
            rows.append(row)
            row = b" "
        row += letter
    return b"\r\n".join([*rows, row]) + b"\r\n"
