"""Calendars as text (RFC 5545). Pure.

Our own page of it, since all that we write is one kind of component with ten properties, in UTC: nothing of time
zones, recurrence or alarms, which is what a library is for (ADR 0025). The tests read it back with one.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from chalicelib.bookings.feeds.model import Event

MOST_OCTETS = 75
EVERY = "PT1H"
"""How often a program is asked to look; most have a pace of their own."""

NOT_TEXT = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
"""What TEXT may not hold once its line ends are one character (RFC 5545, 3.3.11)."""


def calendar(name: str, note: str, events: Iterable[Event]) -> str:
    """`note` is shown with the calendar's name where a program has a place for it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Pupitre//Agenda//FR",
        "CALSCALE:GREGORIAN",
        *_texts({"NAME": name, "X-WR-CALNAME": name, "DESCRIPTION": note, "X-WR-CALDESC": note}),
        f"REFRESH-INTERVAL;VALUE=DURATION:{EVERY}",
        f"X-PUBLISHED-TTL:{EVERY}",
        *(line for event in events for line in _event(event)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(event: Event) -> Iterator[str]:
    changed = _instant(event.changed_at)
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    # Of a calendar that is published and not sent, the stamp is when its entry was last revised (3.8.7.2).
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART:{_instant(event.start)}"
    yield f"DTEND:{_instant(event.end)}"
    yield f"STATUS:{event.status}"
    yield from _texts({"SUMMARY": event.summary, "DESCRIPTION": event.description, "LOCATION": event.location})
    if event.url:
        yield f"URL:{event.url}"
    yield "END:VEVENT"


def _texts(properties: dict[str, str]) -> Iterator[str]:
    yield from (f"{name}:{_escaped(words)}" for name, words in properties.items() if words)


def _escaped(words: str) -> str:
    """Whatever people typed stays one value of one property."""
    one_line_end = re.sub("\r\n|\r|\x85|\u2028|\u2029", "\n", words)
    plain = NOT_TEXT.sub(" ", one_line_end)
    return re.sub(r"([\\;,])", r"\\\1", plain).replace("\n", r"\n")


def _folded(line: str) -> str:
    """At most 75 octets a line, the space before a continuation included; no character is cut."""
    parts, octets = [""], 0
    for letter in line:
        size = len(letter.encode("utf-8", "replace"))
        if octets + size > MOST_OCTETS:
            parts.append(" ")
            octets = 1
        parts[-1] += letter
        octets += size
    return "\r\n".join(parts)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
