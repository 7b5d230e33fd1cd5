"""Shapes of arrivals: who is expected, who came, and the figures of a month."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from chalicelib.bookings.arrivals import Presence
from chalicelib.bookings.model import Outcome, Proof
from chalicelib.kit.shapes import Instant, Shape

ArrivalCode = Annotated[str, Field(min_length=1, max_length=20, examples=["7K3M-9QXA"])]
"""In whatever case, with or without its hyphen."""


class AttendanceView(Shape):
    """`at` and `by` say when this was marked and on whose word: reception's, or the code that only the guest could
    show. `may_mark` and `may_undo` are what the caller may do now; nothing for a coworker."""

    presence: Presence
    at: Instant | None
    by: Proof | None
    may_mark: list[Outcome]
    may_undo: bool


class CheckInView(Shape):
    """What the coworker shows on arriving: a code for people, and what its QR code leads to, path and fragment."""

    code: str
    path: str


class ArrivalBody(Shape):
    """`code`, if it is given, must be the booking's: the guest showed it."""

    outcome: Outcome = Outcome.ARRIVED
    code: ArrivalCode | None = None


class ArrivalCodeBody(Shape):
    code: ArrivalCode


class ExpectedView(Shape):
    """`who` is the coworker's name, or the guest's for a booking that the host entered."""

    id: str
    space_id: str
    room_name: str
    who: str | None
    people: int
    start: Instant
    end: Instant
    attendance: AttendanceView


class PresencesView(Shape):
    """Bookings counted by what became of them."""

    arrived: int
    no_show: int
    unmarked: int


class ArrivalsView(Shape):
    """The confirmed bookings that touch `day` in the space's zone, by their start; one of several days is there on
    each, and its guest arrives once. `expected` are those nobody was marked for and that are not over."""

    day: dt.date
    timezone: str
    arrivals: list[ExpectedView]
    expected: int
    tally: PresencesView


class ArrivalFiguresView(Shape):
    """Of the bookings that began on or after `since` and are over. `capped`: the host has so many that only the
    earliest were counted."""

    since: dt.date
    until: dt.date
    tally: PresencesView
    capped: bool
