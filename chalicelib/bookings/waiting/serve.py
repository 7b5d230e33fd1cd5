"""Serves the list of a room after places came free in another way than by a booking's end: a block was cancelled, a
booking moved, a room got larger. And after every end once more: whatever one transaction left is found here."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from chalicelib.availability import hold
from chalicelib.availability.errors import SlotTaken
from chalicelib.availability.facts import BlockCancelled
from chalicelib.bookings import policy
from chalicelib.bookings.facts import (
    BookingAbandoned,
    BookingCancelled,
    BookingDeclined,
    BookingExpired,
    BookingFact,
    BookingMoved,
    OfferPassed,
)
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import Booking
from chalicelib.bookings.waiting import store
from chalicelib.bookings.waiting.choose import offers_for
from chalicelib.bookings.waiting.hand_over import write
from chalicelib.bookings.waiting.model import Entry
from chalicelib.core.errors import Busy, NotFound, StaleVersion
from chalicelib.core.facts import SYSTEM, Recorded
from chalicelib.core.period import Period
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces.facts import SpacePublished, SpaceUpdated
from chalicelib.spaces.find import space_of

MOST_ROUNDS = 100
"""A room full of people takes one round each; whoever is left is served by the next fact."""

MOST_LOOKED_AT = 50

FREEING = (
    BookingCancelled,
    BookingDeclined,
    BookingExpired,
    BookingAbandoned,
    BookingMoved,
    OfferPassed,
    BlockCancelled,
    SpaceUpdated,
    SpacePublished,
)

Freed = tuple[str, Period]
"""A room and when it has places again."""


def wants(recorded: Recorded) -> bool:
    return isinstance(recorded.fact, FREEING)


def follow(recorded: Recorded, *, now: datetime) -> None:
    """Late, twice or out of order: it looks at what is free now. Raises Busy."""
    for room_id, span in _freed_by(recorded, now):
        serve(room_id, span, now=now)


def serve(room_id: str, span: Period, *, now: datetime) -> int:
    """Offers what is free in `span`, one transaction each, and says how many. Raises Busy."""
    made = 0
    for _ in range(MOST_ROUNDS):
        offers = offers_for(room_id, span, now)
        if not offers:
            return made
        uow = UnitOfWork(now=now, actor=SYSTEM)
        quoted = offers[0].quoted
        hold.take(uow, quoted.room, quoted.held, quoted.space.std_offset, quoted.people)
        write(uow, offers[0])
        try:
            uow.commit()
        except (StaleVersion, SlotTaken):
            # Somebody was faster; what is left is looked at anew.
            continue
        made += 1
    raise Busy


def waiting_since(until: datetime, *, after: str | None) -> tuple[list[Entry], str | None]:
    """Those who have waited since `until` or longer: a page, strongly read, and the next one's cursor."""
    return store.page_since(until, after, MOST_LOOKED_AT)


def _freed_by(recorded: Recorded, now: datetime) -> Iterator[Freed]:
    fact = recorded.fact
    if isinstance(fact, BlockCancelled):
        span = Period(datetime.fromisoformat(fact.start), datetime.fromisoformat(fact.end))
        yield fact.subject.removeprefix("ROOM#"), span
    elif isinstance(fact, SpaceUpdated | SpacePublished):
        yield from _rooms_of(fact.space_id, Period(now, now + policy.FREE_HORIZON))
    elif isinstance(fact, BookingFact):
        booking = booking_of(fact.subject.removeprefix("BK#"))
        if isinstance(fact, BookingMoved):
            # The fact names the room it left by a name that several may have.
            yield from _rooms_of(booking.space_id, _left(booking, fact))
        else:
            yield booking.room_id, Period(booking.held[0].start, booking.held[-1].end)


def _left(booking: Booking, fact: BookingMoved) -> Period:
    """When it was before it moved, and the time that its room stayed empty after it."""
    start, end = (
        datetime.fromisoformat(str(fact.changes[edge][0])) if edge in fact.changes else own
        for edge, own in (("start", booking.period.start), ("end", booking.period.end))
    )
    return Period(start, end + timedelta(days=1))


def _rooms_of(space_id: str, span: Period) -> Iterator[Freed]:
    try:
        space = space_of(space_id)
    except NotFound:
        return
    yield from ((room.id, span) for room in space.rooms)
