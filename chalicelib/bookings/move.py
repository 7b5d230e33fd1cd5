"""The host moves a booking: old places back, new places taken, in one transaction or not at all."""

from dataclasses import replace
from datetime import timedelta

from chalicelib.availability import hold
from chalicelib.availability.hold import Holding
from chalicelib.bookings.commit import commit
from chalicelib.bookings.model import Booking
from chalicelib.bookings.moving import Difference, as_its_host_books, check_movable, moved
from chalicelib.bookings.quote import Quote, Span, quote, terms_of
from chalicelib.bookings.settle import move_money
from chalicelib.core.errors import NotFound, StaleVersion
from chalicelib.core.lazy import dataclass
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces.find import host_space
from chalicelib.spaces.model import Room, Space


@dataclass(frozen=True)
class Target:
    """Wall times of the space's zone; `room_id` None stays in the room."""

    start: str
    end: str
    room_id: str | None
    difference: Difference


def move(booking: Booking, to: Target, *, expected: int, uow: UnitOfWork) -> Booking:
    """With the guarantees of a new booking: hours, capacity and free places are checked, and who comes second is
    refused. A booking that another version has since been written of is not moved.

    Raises StaleVersion, CannotMove, NotFound, a refusal of the span, PriceWouldChange, NothingTakenYet, SlotTaken,
    CannotSell.
    """
    if booking.version != expected:
        raise StaleVersion
    check_movable(booking, uow.now)
    space = host_space(booking.host_id, booking.space_id)
    room = space.room(to.room_id or booking.room_id)
    if room is None:
        raise NotFound
    quoted = _quote(booking, space, room, to, uow)
    change = moved(booking, quoted, to.difference, uow.now)
    if change.booking.period == booking.period and room.id == booking.room_id:
        return booking
    offset = timedelta(minutes=booking.std_offset_minutes)
    before = Holding(booking.room_id, booking.held, booking.weight, offset)

    def move_places(work: UnitOfWork) -> None:
        hold.move(work, before, room, quoted.held, booking.people)

    return move_money(commit(change, uow, beside=move_places), uow.again)


def _quote(booking: Booking, space: Space, room: Room, to: Target, uow: UnitOfWork) -> Quote:
    """At today's tariff, under the terms that it was sold under; one that is free and entered by hand stays so."""
    if booking.guest:
        room = replace(room, tariff=None)
    terms = (booking.price.terms or terms_of(space, room, uow.now)) if room.tariff else None
    return quote(space, as_its_host_books(room), Span(to.start, to.end, booking.people), terms, now=uow.now)
