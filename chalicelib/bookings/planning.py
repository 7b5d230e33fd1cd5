"""All rooms of a space side by side: when it is open, what is booked, asked for and blocked."""

from datetime import date, timedelta

from chalicelib.availability.blocks import blocks_over
from chalicelib.availability.model import Block
from chalicelib.bookings.find import bookings_over
from chalicelib.bookings.model import Booking
from chalicelib.core.lazy import dataclass
from chalicelib.core.period import Period
from chalicelib.core.zones import boundary
from chalicelib.spaces.model import Space

GONE_COLOUR = "#868e96"


@dataclass(frozen=True)
class PlannedDay:
    """A local day: `period` is 23 or 25 hours long when the clocks change."""

    day: date
    period: Period
    opened: tuple[Period, ...]


@dataclass(frozen=True)
class PlannedRoom:
    """`listed` False: a room that the space no longer has, and that something still lies in."""

    id: str
    name: str
    colour: str
    listed: bool
    bookings: tuple[Booking, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Planning:
    space: Space
    days: tuple[PlannedDay, ...]
    rooms: tuple[PlannedRoom, ...]


def planning_of(space: Space, first: date, days: int) -> Planning:
    """Of `days` local days from `first`. Reads the bookings that begin in them or up to 31 days before (1 RCU each)
    and one query of blocks for each room."""
    planned = tuple(_day(space, first + timedelta(days=number)) for number in range(days))
    span = Period(planned[0].period.start, planned[-1].period.end)
    booked: dict[str, list[Booking]] = {}
    for booking in bookings_over(space.host_id, space.id, span):
        booked.setdefault(booking.room_id, []).append(booking)
    blocked = blocks_over([room.id for room in space.rooms], span)
    rooms = [
        PlannedRoom(room.id, room.name, room.colour, True, tuple(booked.pop(room.id, ())), tuple(blocked[room.id]))
        for room in space.rooms
    ]
    gone = [PlannedRoom(at, of[0].room_name, GONE_COLOUR, False, tuple(of), ()) for at, of in booked.items()]
    return Planning(space, planned, (*rooms, *gone))


def _day(space: Space, day: date) -> PlannedDay:
    start, end = boundary(day, 0, space.zone), boundary(day + timedelta(days=1), 0, space.zone)
    return PlannedDay(day, Period(start, end), tuple(space.open_periods(day)))
