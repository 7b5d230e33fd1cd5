"""The host takes seats away while people book by what they read before: nobody is over without his being told."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from chalicelib.availability.errors import SlotTaken
from chalicelib.availability.slots import quarters
from chalicelib.bookings import edit_store
from chalicelib.bookings.blocking import Choice, Conflicts
from chalicelib.bookings.errors import ImpactNotChosen
from chalicelib.bookings.facts import BookingsCrossedEdit
from chalicelib.bookings.impact import Saved, save_space
from chalicelib.bookings.model import HOLDS_SLOTS, Booking
from chalicelib.bookings.second_look import look_again
from chalicelib.kit.outbox import facts_of
from chalicelib.spaces.model import Room, Space
from chalicelib.spaces.schemas import SpaceBody
from chalicelib.spaces.views import room_view
from tests.make.bookings import NOW, book, work
from tests.make.legal import SELLS
from tests.make.spaces import space_body
from tests.races.conflicts import ConflictingClient
from tests.races.conftest import UseEngine
from tests.races.crowd import BOOKED, a_free_room, at_once, opened, users, wish
from tests.races.soundness import bookings, everything, fault_lines

BEFORE, AFTER = 20, 6
EARLY, LATE = 8, 12

pytestmark = pytest.mark.engine


def shrunk(space: Space) -> SpaceBody:
    room = room_view(space.rooms[0], SELLS).model_dump(mode="json")
    return SpaceBody.model_validate(space_body(name=space.name, rooms=[room | {"capacity": AFTER}]))


def shrinking(space: Space, saved: list[Saved]) -> Callable[[], str]:
    """As a person does it: what is listed is read, then ended."""

    def acting() -> str:
        seen: frozenset[str] = frozenset()
        while not saved:
            choice = Choice(Conflicts.CANCEL_AND_REFUND, seen, "Moins de places")
            try:
                saved.append(save_space(space, shrunk(space), choice, expected=1, uow=work("owner")))
            except ImpactNotChosen as refused:
                seen = frozenset(refused.params["bookings"])
        return "saved"

    return acting


def raced(client: ConflictingClient) -> tuple[Room, Space, Saved]:
    """Some have booked; the host saves while others, who have all read the old capacity, write."""
    room = a_free_room(capacity=BEFORE)
    space = opened(room)
    people = users(EARLY + LATE)
    for number, user in enumerate(people[:EARLY]):
        book(space, room, user_id=user, key="early", now=NOW - timedelta(hours=1, minutes=EARLY - number))
    saved: list[Saved] = []
    crowd = [wish(space, room, user, "late") for user in people[EARLY:]]
    outcomes = Counter(at_once(client, [shrinking(space, saved), *crowd]))
    assert outcomes == {"saved": 1, BOOKED: LATE}
    assert client.conflicts > 0, "the race did not happen"
    client.start(1, together=False)
    return room, space, saved[0]


def told(space: Space, saved: Saved) -> set[str]:
    facts = [line.fact for line in facts_of(space.key)]
    crossed = [one for fact in facts if isinstance(fact, BookingsCrossedEdit) for one in fact.bookings]
    return {*crossed, *(one.booking.id for one in saved.left)}


def most_at_once(found: list[Booking]) -> int:
    carried: Counter[int] = Counter()
    for booking in found:
        carried.update(dict.fromkeys(quarters(booking.held, timedelta(hours=1)), booking.people))
    return max(carried.values())


def standing(client: ConflictingClient) -> list[Booking]:
    return [one for one in bookings(everything(client)) if one.status in HOLDS_SLOTS]


def test_whoever_is_over_the_new_capacity_was_told_to_the_host(use_engine: UseEngine) -> None:
    client = use_engine()
    room, space, saved = raced(client)
    assert len(saved.ended) == EARLY - AFTER
    assert most_at_once(standing(client)) == AFTER + LATE

    assert look_again(NOW + timedelta(minutes=3)) == 1

    unknown = [one for one in standing(client) if one.id not in told(space, saved)]
    assert most_at_once(unknown) <= AFTER
    assert fault_lines(everything(client), [room]) == []
    with pytest.raises(SlotTaken):
        book(space, space.rooms[0], user_id="user-0", key="now")


def test_without_the_second_look_he_would_not_know(use_engine: UseEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    client = use_engine()
    monkeypatch.setattr(edit_store, "add", lambda *_: None)
    _, space, saved = raced(client)

    assert look_again(NOW + timedelta(minutes=3)) == 0

    unknown = [one for one in standing(client) if one.id not in told(space, saved)]
    assert most_at_once(unknown) > AFTER
