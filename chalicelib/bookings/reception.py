"""What reception looks at: who is expected today, and how many of a month's guests came."""

from datetime import date, datetime, timedelta

from chalicelib.bookings.arrivals import Tally, presence, tally_of
from chalicelib.bookings.find import bookings_over, ended_lately
from chalicelib.bookings.model import Booking, Status
from chalicelib.core.lazy import dataclass
from chalicelib.core.period import Period
from chalicelib.core.zones import boundary
from chalicelib.spaces.model import Space

COUNTED = timedelta(days=30)


@dataclass(frozen=True)
class Day:
    """The confirmed `bookings` that touch a local day, by their start."""

    space: Space
    day: date
    bookings: tuple[Booking, ...]


@dataclass(frozen=True)
class Figures:
    """`capped`: only the earliest were counted."""

    since: date
    until: date
    tally: Tally
    capped: bool


def arrivals_of(space: Space, now: datetime) -> Day:
    """Of today in the space's zone. Reads like the planning of a day."""
    day = now.astimezone(space.zone).date()
    span = Period(boundary(day, 0, space.zone), boundary(day + timedelta(days=1), 0, space.zone))
    found = bookings_over(space.host_id, space.id, span)
    return Day(space, day, tuple(one for one in found if one.status is Status.CONFIRMED))


def figures_of(space: Space, now: datetime) -> Figures:
    """Of the thirty days that end today: up to 1,000 RCU for a host with as many bookings."""
    span = Period(now - COUNTED, now)
    ended, capped = ended_lately(space.host_id, space.id, span)
    tally = tally_of([presence(booking, now) for booking in ended])
    since, until = (at.astimezone(space.zone).date() for at in (span.start, span.end))
    return Figures(since, until, tally, capped)
