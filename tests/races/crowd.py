"""Many people at the same moment, each with one wish."""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from chalicelib.bookings.quote import Span
from chalicelib.core.errors import Refusal
from chalicelib.identity.model import User
from chalicelib.identity.store import UserItem, _user_item
from chalicelib.spaces.model import Room, SoldAs, Space
from tests.make.bookings import SPAN, book
from tests.make.spaces import a_live_space, a_room, saved
from tests.races.conflicts import ConflictingClient

T = TypeVar("T")

BOOKERS = 64
PLACES = 8
BOOKED = "booked"

Outcomes = Counter[str]
"""How many were told "booked", or the code of a refusal."""


def a_free_room(capacity: int = PLACES, sold_as: SoldAs = SoldAs.SEAT, **changes: Any) -> Room:
    return a_room(sold_as=sold_as, capacity=capacity, tariff=None, **changes)


def opened(*rooms: Room) -> Space:
    """A live space of these rooms, in the table."""
    return saved(a_live_space(rooms=rooms))


def users(number: int) -> list[str]:
    """Put at once: a crowd is not the place to test how people join."""
    names = [f"user-{n}" for n in range(number)]
    with UserItem.batch_write() as batch:
        for name in names:
            batch.save(_user_item(User(name, f"{name}@example.org", "Ada", "Lovelace", "fr")))
    return names


def wish(space: Space, room: Room, user_id: str, key: str, span: Span = SPAN) -> Callable[[], str]:
    """Calling it books and says how that ended."""

    def outcome() -> str:
        try:
            book(space, room, user_id=user_id, key=key, span=span)
        except Refusal as refused:
            return refused.code
        return BOOKED

    return outcome


def at_once(client: ConflictingClient, wishes: Iterable[Callable[[], T]], *, together: bool = True) -> list[T]:
    """Every wish in a thread of its own; `together`, their first transactions arrive at the same instant."""
    wishes = list(wishes)
    client.start(len(wishes), together=together)

    def come_true(one: Callable[[], T]) -> T:
        with client.time.taking_part():
            return one()

    with ThreadPoolExecutor(len(wishes)) as people:
        return list(people.map(come_true, wishes))


def crowd(client: ConflictingClient, space: Space, room: Room, *, bookers: int = BOOKERS) -> Outcomes:
    """Each for himself, all for the same morning."""
    return Counter(at_once(client, [wish(space, room, user, f"key of {user}") for user in users(bookers)]))


def per_success(client: ConflictingClient, outcomes: Outcomes) -> float:
    return round(client.transactions / outcomes[BOOKED], 2)
