"""Bookings as tests want them: requested through the real verbs."""

from datetime import UTC, datetime
from typing import Any

from chalicelib.bookings.model import Booking
from chalicelib.bookings.quote import Span, quote
from chalicelib.bookings.request import BookingRequest, new_booking, request_booking
from chalicelib.core.facts import Actor, ActorKind
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal.texts import current_terms
from chalicelib.spaces.model import Room, Space
from tests.make.legal import some_terms

NOW = datetime(2027, 3, 15, 8, tzinfo=UTC)
"""A Monday, nine o'clock in Paris."""

SPAN = Span("2027-03-16T09:00", "2027-03-16T12:00", people=1)


def work(user_id: str = "coworker", now: datetime = NOW) -> UnitOfWork:
    return UnitOfWork(now=now, actor=Actor(ActorKind.USER, user_id))


def a_request(space: Space, room: Room, **changes: Any) -> BookingRequest:
    """Tuesday from nine to noon for one person, at the price that the room asks."""
    fields: dict[str, Any] = {
        "user_id": "coworker",
        "space_id": space.id,
        "room_id": room.id,
        "span": SPAN,
        "terms": current_terms() if room.tariff else "",
        "key": "key",
        "language": "fr",
    } | changes
    if "expected_ttc" not in fields:
        fields["expected_ttc"] = quote(space, room, fields["span"], some_terms(), now=NOW).price.amounts.ttc
    return BookingRequest(**fields)


def a_booking(space: Space, room: Room, **changes: Any) -> Booking:
    """The first version of a booking, not yet written."""
    wish = a_request(space, room, **changes)
    return new_booking(wish, quote(space, room, wish.span, some_terms(), now=NOW), now=NOW)


def book(space: Space, room: Room, *, now: datetime = NOW, **changes: Any) -> Booking:
    """Books for real, in whichever table the test runs on."""
    wish = a_request(space, room, **changes)
    booking, _ = request_booking(wish, uow=work(wish.user_id, now))
    return booking
