"""The coworker withdraws, the host declines and the clock expires the same request at the same moment."""

from collections.abc import Callable
from functools import partial

import pytest

from chalicelib.bookings.cancel import cancel_as_coworker
from chalicelib.bookings.deadlines import handle_due
from chalicelib.bookings.decide import decline
from chalicelib.bookings.model import Booking
from chalicelib.core.errors import Refusal
from chalicelib.spaces.model import Room
from tests.make.bookings import NOW, book, work
from tests.races.conflicts import ConflictingClient
from tests.races.conftest import UseEngine
from tests.races.crowd import a_free_room, at_once, opened, users
from tests.races.evidence import keep
from tests.races.mutants import without_swap
from tests.races.soundness import bookings, counted, everything, fault_lines, held

REQUESTS = 16
OTHERS = 4
"""Requests that nobody ends: their places must stay taken."""

pytestmark = pytest.mark.engine


def _withdraw(booking: Booking) -> None:
    cancel_as_coworker(booking, uow=work(booking.user_id))


def _decline(booking: Booking) -> None:
    decline(booking, reason="", uow=work("host"))


def _expire(booking: Booking) -> None:
    handle_due(booking, booking.answer_by or NOW)


ENDINGS: tuple[Callable[[Booking], None], ...] = (_withdraw, _decline, _expire)


def _ended(act: Callable[[Booking], None], booking: Booking) -> None:
    try:
        act(booking)
    except Refusal:
        return


def end_them_all(client: ConflictingClient, room: Room) -> None:
    space = opened(room)
    requests = [book(space, room, user_id=user, key="key") for user in users(REQUESTS + OTHERS)]
    actors = [partial(_ended, act, request) for request in requests[:REQUESTS] for act in ENDINGS]
    at_once(client, actors)


def lowest(client: ConflictingClient) -> int:
    return min(counted(everything(client)).values())


def test_a_request_that_ends_three_times_at_once_frees_its_place_once(use_engine: UseEngine) -> None:
    client, room = use_engine(), a_free_room(capacity=REQUESTS + OTHERS)

    end_them_all(client, room)

    items = everything(client)
    assert set(counted(items).values()) == {OTHERS}
    assert {booking.version for booking in bookings(items)} == {1, 2}
    assert fault_lines(items, [room]) == []
    keep("given_back", requests=REQUESTS, endings=len(ENDINGS), others=OTHERS, left=lowest(client))


def test_without_the_swap_places_are_given_back_several_times(use_engine: UseEngine) -> None:
    client, room = use_engine(tamper=without_swap), a_free_room(capacity=REQUESTS + OTHERS)

    end_them_all(client, room)

    items = everything(client)
    assert counted(items) != held(items)
    assert lowest(client) < 0
    keep("given_back", left_without_swap=lowest(client))
