"""The host answers at the very moment the request expires: one of them wins, never both, and no place is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from chalicelib.availability.store import counters
from chalicelib.bookings import store
from chalicelib.bookings.deadlines import handle_due
from chalicelib.bookings.decide import accept
from chalicelib.bookings.errors import AlreadyDecided
from chalicelib.bookings.facts import BookingConfirmed, BookingExpired
from chalicelib.bookings.model import Booking, Status
from chalicelib.kit.outbox import facts_of
from chalicelib.spaces.model import Room, SoldAs
from tests.make.bookings import book, work
from tests.make.identity import saved_user
from tests.make.spaces import a_live_space, a_room, saved
from tests.races.conftest import UseEngine

ROUNDS = 40

pytestmark = pytest.mark.engine


def test_accept_against_expiry_is_decided_once(use_engine: UseEngine) -> None:
    use_engine()
    room = a_room(sold_as=SoldAs.SEAT, capacity=ROUNDS, tariff=None)
    space = a_live_space(rooms=(room,))
    saved(space)
    for number in range(ROUNDS):
        saved_user(f"user-{number}")
    requests = [book(space, room, user_id=f"user-{n}", key=f"key-{n}") for n in range(ROUNDS)]

    with ThreadPoolExecutor(16) as threads:
        for request in requests:
            threads.submit(_accept, request)
            threads.submit(_expire, request)

    settled = [store.get(request.id) for request in requests]
    statuses = {booking.status for booking in settled if booking}
    assert statuses <= {Status.CONFIRMED, Status.EXPIRED}
    for request in requests:
        kinds = [line.fact for line in facts_of(request.key)]
        assert sum(isinstance(fact, BookingConfirmed | BookingExpired) for fact in kinds) == 1
    confirmed = sum(booking.status is Status.CONFIRMED for booking in settled if booking)
    assert counts(room) == ({confirmed} if confirmed else {0})


def _accept(request: Booking) -> None:
    deadline = request.answer_by
    assert deadline
    try:
        accept(request, uow=work("host", deadline - timedelta(microseconds=1)))
    except AlreadyDecided:
        return


def _expire(request: Booking) -> None:
    deadline = request.answer_by
    assert deadline
    handle_due(request, deadline)


def counts(room: Room) -> set[int]:
    return {count for day in counters(room.key, 0, 999_999).values() for count in day.values()}
