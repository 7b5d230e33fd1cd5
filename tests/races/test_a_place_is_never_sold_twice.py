"""Sixty-four people want eight places at the same moment, on Amazon's engine, with conflicts injected."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.availability.errors import SlotTaken
from chalicelib.availability.slots import buckets_of
from chalicelib.availability.store import counters
from chalicelib.core.errors import Refusal
from chalicelib.spaces.model import Room, SoldAs, Space
from tests.make.bookings import NOW, SPAN, book
from tests.make.identity import saved_user
from tests.make.spaces import a_live_space, a_room, saved
from tests.races.conftest import UseEngine

BOOKERS = 64
PLACES = 8

pytestmark = pytest.mark.engine


@pytest.fixture
def room() -> Room:
    return a_room(sold_as=SoldAs.SEAT, capacity=PLACES, tariff=None)


@pytest.fixture
def space(room: Room) -> Space:
    return a_live_space(rooms=(room,))


def crowd(space: Space, room: Room, *, keys: int = BOOKERS, calls: int = BOOKERS) -> Counter[str]:
    """Each caller's outcome: "booked" or the code of the refusal."""
    for number in range(keys):
        saved_user(f"user-{number}")

    def one(number: int) -> str:
        try:
            book(space, room, user_id=f"user-{number % keys}", key=f"key-{number % keys}")
        except Refusal as refused:
            return refused.code
        return "booked"

    with ThreadPoolExecutor(BOOKERS) as people:
        return Counter(people.map(one, range(calls)))


def taken(space: Space, room: Room) -> set[int]:
    day = counters(room.key, 0, 999_999)
    period = next(iter(space.open_periods(NOW.date() + timedelta(days=1))))
    morning = buckets_of([period], space.std_offset)
    return {count for bucket, slots in morning.items() for slot in slots if (count := day[bucket].get(slot, 0))}


def test_eight_places_go_to_exactly_eight_of_sixty_four(use_engine: UseEngine, space: Space, room: Room) -> None:
    client = use_engine()
    saved(space)

    outcomes = crowd(space, room)

    assert outcomes == {"booked": PLACES, SlotTaken.code: BOOKERS - PLACES}
    assert taken(space, room) == {PLACES}
    assert client.conflicts > 0, "the race did not happen"


def test_without_the_condition_the_same_crowd_overbooks(
    use_engine: UseEngine, space: Space, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: if this did not oversell, the test above would prove nothing."""
    use_engine(drop_conditions=True)
    saved(space)

    def nothing_to_look_at(*_: Any, **__: Any) -> bool:
        return True

    monkeypatch.setattr("chalicelib.availability.hold.is_free", nothing_to_look_at)

    assert crowd(space, room)["booked"] > PLACES


def test_a_room_sold_whole_goes_to_one(use_engine: UseEngine) -> None:
    use_engine()
    room = a_room(sold_as=SoldAs.WHOLE, capacity=12, tariff=None)
    space = a_live_space(rooms=(room,))
    saved(space)

    assert crowd(space, room)["booked"] == 1


def test_the_same_call_repeated_books_once(use_engine: UseEngine, space: Space, room: Room) -> None:
    use_engine()
    saved(space)

    outcomes = crowd(space, room, keys=4, calls=BOOKERS)

    assert outcomes == {"booked": BOOKERS}
    assert taken(space, room) == {4}
    assert SPAN.people == 1
