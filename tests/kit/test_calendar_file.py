import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekom.kit.calendar_file import Event, calendar_file

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2024, 1, 2, 12, 0, 5, tzinfo=UTC)


def make(*events: Event, title: str = "Frister") -> bytes:
    return calendar_file(events, title=title, made_at=NOW)


def read(file: bytes) -> list[list[tuple[str, str]]]:
    """The properties of each event, names with their parameters, unfolded and unescaped."""
    lines = file.decode().replace("\r\n ", "").split("\r\n")
    events: list[list[tuple[str, str]]] = []
    for line in lines:
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append([])
        elif events and name != "END":
            events[-1].append((name, unescaped(value)))
    return [[pair for pair in event if pair != ("", "")] for event in events]


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], value)


def test_the_whole_file():
    event = Event("call-1-closes@rekom", "Frist", datetime(2024, 2, 1, 23, 59, tzinfo=OSLO))

    assert make(event).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Rekom//Calendar//NO",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Frister",
        "BEGIN:VEVENT",
        "UID:call-1-closes@rekom",
        "DTSTAMP:20240102T120005Z",
        "DTSTART:20240201T225900Z",
        "SUMMARY:Frist",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(
    ("at", "start"),
    [
        (datetime(2024, 2, 1, 23, 59, tzinfo=OSLO), ("DTSTART", "20240201T225900Z")),
        (datetime(2024, 7, 1, 0, 30, tzinfo=OSLO), ("DTSTART", "20240630T223000Z")),
        (date(2024, 3, 15), ("DTSTART;VALUE=DATE", "20240315")),
    ],
)
def test_moments_are_in_utc_and_days_are_days(at, start):
    assert start in read(make(Event("u", "t", at)))[0]


def test_several_events_with_everything():
    day = date(2024, 3, 15)
    one = Event("1@rekom", "Frist; send, i tide", day, "Linje 1\nLinje 2", "https://a.example.no/")
    two = Event("2@rekom", r"C:\sti", day)

    assert [dict(event) for event in read(make(one, two))] == [
        {
            "UID": "1@rekom",
            "DTSTAMP": "20240102T120005Z",
            "DTSTART;VALUE=DATE": "20240315",
            "SUMMARY": "Frist; send, i tide",
            "DESCRIPTION": "Linje 1\nLinje 2",
            "URL": "https://a.example.no/",
            "TRANSP": "TRANSPARENT",
        },
        {
            "UID": "2@rekom",
            "DTSTAMP": "20240102T120005Z",
            "DTSTART;VALUE=DATE": "20240315",
            "SUMMARY": r"C:\sti",
            "TRANSP": "TRANSPARENT",
        },
    ]


def test_a_title_cannot_begin_a_property_of_its_own():
    (event,) = read(make(Event("u", "Frist\r\nATTACH:https://evil.example.no/", NOW)))

    assert [name for name, _value in event] == ["UID", "DTSTAMP", "DTSTART", "SUMMARY", "TRANSP"]


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=300))
def test_any_text_comes_back_in_short_lines(text):
    file = make(Event("u", text, NOW))

    assert max(len(line) for line in file.split(b"\r\n")) <= 75
    for line in file.split(b"\r\n"):
        line.decode()  # no letter is cut in two
    kept = "".join(" " if each.isspace() else each for each in text)
    kept = "".join(each for each in kept if each.isprintable())
    assert dict(read(file)[0])["SUMMARY"] == kept
