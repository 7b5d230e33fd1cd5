"""The open parts of a span: what a booking holds and is charged for."""

from collections.abc import Sequence
from datetime import date

from chalicelib.availability.errors import OutsideOpeningHours
from chalicelib.core.period import Period
from chalicelib.spaces.model import Room, Space


def open_parts(space: Space, span: Period) -> list[tuple[date, Period]]:
    """The parts of `span` during which the space is open, each with its local day.

    A span starts and ends while the space is open; what is closed in between (a night, a lunch break, a Sunday) is
    neither held nor charged. Raises OutsideOpeningHours.
    """
    parts = [
        (day, part)
        for day in span.local_days(space.zone)
        for period in space.open_periods(day)
        if (part := period.intersection(span))
    ]
    if not parts or parts[0][1].start != span.start or parts[-1][1].end != span.end:
        raise OutsideOpeningHours
    return parts


def held_for(room: Room, parts: Sequence[Period]) -> tuple[Period, ...]:
    """What a booking of these open parts takes on the counters, the time that the room stays empty after it too."""
    *before, last = parts
    return (*before, Period(last.start, last.end + room.rules.buffer))
