"""A busy day by chance: many threads book, cancel, accept, decline and let requests expire, on few rooms.

The seed decides what each thread wishes, not who comes first: a replay wishes the same and may end differently.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from random import Random

from chalicelib.bookings.cancel import cancel_as_coworker, cancel_as_host
from chalicelib.bookings.deadlines import handle_due
from chalicelib.bookings.decide import accept, decline
from chalicelib.bookings.model import Booking, Status
from chalicelib.bookings.quote import Span
from chalicelib.core.errors import Refusal
from chalicelib.spaces.model import Room, SoldAs, Space
from tests.make.bookings import NOW, book, work
from tests.races.conflicts import ConflictingClient
from tests.races.crowd import a_free_room, at_once, opened, users

THREADS = 24
OPERATIONS = 40
MEETS = 0.1
"""The share of transactions that meet somebody who is not here."""

DAYS = ("16", "17", "18")
LATEST = 16
"""Of the bookings, so many are within reach of a decision: the fewer, the more often two decide the same one."""

Outcomes = Counter[tuple[str, str]]
"""(what was tried, how it ended): a status, or the code of a refusal."""


@dataclass
class Day:
    space: Space
    people: list[str]
    booked: list[tuple[Booking, Span, str]] = field(default_factory=list)

    def reach(self, chance: Random) -> tuple[Booking, Span, str] | None:
        """A booking as it was when it was made: whoever decides on it may come late."""
        return chance.choice(self.booked[-LATEST:]) if self.booked else None


def rooms() -> list[Room]:
    return [
        a_free_room(capacity=4),
        a_free_room(capacity=3, automatic_acceptance=True),
        a_free_room(capacity=12, sold_as=SoldAs.WHOLE),
    ]


def run(client: ConflictingClient, the_rooms: list[Room], seed: int, operations: int = OPERATIONS) -> Outcomes:
    day = Day(opened(*the_rooms), users(THREADS))
    threads = [partial(_person, day, seed, number, operations) for number in range(THREADS)]
    return sum(at_once(client, threads, together=False), Counter())


def _person(day: Day, seed: int, number: int, operations: int) -> Outcomes:
    chance = Random(f"{seed} {number}")
    outcomes: Outcomes = Counter()
    for turn in range(operations):
        name, act = _wish(day, chance, f"user-{number}", f"key {turn}")
        try:
            outcomes[name, act().status.value] += 1
        except Refusal as refused:
            outcomes[name, refused.code] += 1
    return outcomes


def _wish(day: Day, chance: Random, user: str, key: str) -> tuple[str, Callable[[], Booking]]:
    name = chance.choices(list(SHARES), list(SHARES.values()))[0]
    within_reach = day.reach(chance)
    if name == "book" or within_reach is None:
        return "book", partial(_book, day, chance.choice(day.space.rooms), _span(chance), user, key)
    booking, span, its_key = within_reach
    if name == "repeat":
        return name, partial(_repeat, day, booking, span, its_key)
    return name, partial(DECISIONS[name], booking)


def _span(chance: Random) -> Span:
    """One to four hours of one day, or from one day into a later one."""
    first = chance.randrange(len(DAYS))
    last = chance.randrange(first, len(DAYS)) if chance.random() < 0.2 else first
    start = chance.randrange(9 * 4, 17 * 4)
    end = chance.randrange(start + 4, min(start + 16, 18 * 4) + 1)
    return Span(_wall(DAYS[first], start), _wall(DAYS[last], end), people=chance.randint(1, 3))


def _wall(day: str, quarter: int) -> str:
    return f"2027-03-{day}T{quarter // 4:02d}:{quarter % 4 * 15:02d}"


def _book(day: Day, room: Room, span: Span, user: str, key: str) -> Booking:
    booking = book(day.space, room, user_id=user, key=key, span=span)
    day.booked.append((booking, span, key))
    return booking


def _repeat(day: Day, booking: Booking, span: Span, key: str) -> Booking:
    room = day.space.room(booking.room_id)
    assert room
    return book(day.space, room, user_id=booking.user_id, key=key, span=span)


def _accept(booking: Booking) -> Booking:
    return accept(booking, uow=work("host", (booking.answer_by or NOW) - timedelta(seconds=1)))


def _decline(booking: Booking) -> Booking:
    return decline(booking, reason="", uow=work("host"))


def _expire(booking: Booking) -> Booking:
    return handle_due(booking, booking.answer_by or NOW)


def _cancel(booking: Booking) -> Booking:
    return cancel_as_coworker(booking, uow=work(booking.user_id))


def _cancel_for(booking: Booking) -> Booking:
    return cancel_as_host(booking, refund=True, reason="", uow=work("host"))


DECISIONS: dict[str, Callable[[Booking], Booking]] = {
    "accept": _accept,
    "decline": _decline,
    "expire": _expire,
    "cancel": _cancel,
    "cancel for them": _cancel_for,
}
SHARES = {"book": 40, "repeat": 4, "accept": 16, "decline": 10, "expire": 10, "cancel": 14, "cancel for them": 6}

SUCCESSES = {
    ("book", Status.PENDING_HOST), ("book", Status.CONFIRMED), ("accept", Status.CONFIRMED),
    ("decline", Status.DECLINED), ("expire", Status.EXPIRED), ("cancel", Status.CANCELLED),
    ("cancel for them", Status.CANCELLED),
}  # fmt: skip
"""What every run must have seen, or it was no busy day."""
