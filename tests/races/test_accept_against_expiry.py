"""The host answers at the very moment the request expires: one of them wins, never both, and no place is lost."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

import pytest

from chalicelib.bookings.deadlines import handle_due
from chalicelib.bookings.decide import accept
from chalicelib.bookings.errors import AlreadyDecided
from chalicelib.bookings.facts import BookingConfirmed, BookingExpired
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import Booking, Status
from chalicelib.kit.outbox import facts_of
from chalicelib.spaces.model import Room
from tests.make.bookings import book, work
from tests.races.conflicts import LONGEST_HOLD, ConflictingClient
from tests.races.conftest import UseEngine
from tests.races.crowd import a_free_room, at_once, opened, users
from tests.races.evidence import keep
from tests.races.mutants import without_swap
from tests.races.soundness import everything, fault_lines

ROUNDS = 40
FEW_ROUNDS = 10

pytestmark = pytest.mark.engine


@dataclass(frozen=True)
class Requested:
    """A client, its room, and as many requests as there are rounds."""

    client: ConflictingClient
    room: Room
    requests: list[Booking]

    @classmethod
    def of(cls, client: ConflictingClient, rounds: int) -> "Requested":
        room = a_free_room(capacity=rounds)
        space = opened(room)
        return cls(client, room, [book(space, room, user_id=user, key="key") for user in users(rounds)])

    def decide(self) -> None:
        chance = Random(ROUNDS)
        for request in self.requests:
            actors = [self._a_little_late(act, request, chance) for act in (_accept, _expire)]
            at_once(self.client, actors, together=False)

    def _a_little_late(self, act: Callable[[Booking], None], request: Booking, chance: Random) -> Callable[[], None]:
        """Neither is always first."""
        late = chance.uniform(0, LONGEST_HOLD)

        def acting() -> None:
            self.client.time.sleep(late)
            act(request)

        return acting

    def statuses(self) -> Counter[Status]:
        return Counter(booking_of(request.id).status for request in self.requests)

    def endings(self) -> list[int]:
        """How many ends the facts of each tell."""
        ends = BookingConfirmed | BookingExpired
        return [sum(isinstance(line.fact, ends) for line in facts_of(request.key)) for request in self.requests]


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


def test_accept_against_expiry_is_decided_once(use_engine: UseEngine) -> None:
    requested = Requested.of(use_engine(), ROUNDS)

    requested.decide()

    statuses = requested.statuses()
    assert set(statuses) == {Status.CONFIRMED, Status.EXPIRED}, "one of them never wins: no race"
    assert set(requested.endings()) == {1}
    assert fault_lines(everything(requested.client), [requested.room]) == []
    keep("accept_or_expire", rounds=ROUNDS, accepted=statuses[Status.CONFIRMED], expired=statuses[Status.EXPIRED])


def test_without_the_swap_a_request_is_both_accepted_and_expired(use_engine: UseEngine) -> None:
    requested = Requested.of(use_engine(tamper=without_swap), FEW_ROUNDS)

    requested.decide()

    both = sum(ends > 1 for ends in requested.endings())
    assert both > 0
    assert fault_lines(everything(requested.client), [requested.room])
    keep("accept_or_expire", both_without_swap=both, few=FEW_ROUNDS)
