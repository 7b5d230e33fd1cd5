"""The host moves and blocks while others book: a place goes to one of them, and every block counts once."""

from collections import Counter
from collections.abc import Callable

import pytest

from chalicelib.availability.blocks import BLOCK_WEIGHT, cancel_block
from chalicelib.availability.errors import SlotTaken
from chalicelib.availability.model import Block
from chalicelib.bookings.blocking import Conflicts
from chalicelib.bookings.model import Booking
from chalicelib.bookings.quote import Span
from chalicelib.core.errors import Refusal, StaleVersion
from chalicelib.spaces.model import SoldAs, Space
from tests.make.bookings import book, work
from tests.make.planning import TUESDAY, blocked, moved, slot
from tests.races.conftest import UseEngine
from tests.races.crowd import BOOKED, a_free_room, at_once, opened, users, wish
from tests.races.mutants import without_being_there, without_condition, without_swap, without_the_look
from tests.races.soundness import bookings, counted, everything, fault_lines

BOOKERS = 24
SAVES = 6
AFTERNOON = Span(f"{TUESDAY}T13:00", f"{TUESDAY}T16:00", people=1)

pytestmark = pytest.mark.engine


def outcome(act: Callable[[], object]) -> Callable[[], str]:
    def acting() -> str:
        try:
            act()
        except Refusal as refused:
            return refused.code
        return BOOKED

    return acting


def moving(booking: Booking, start: str, end: str) -> Callable[[], str]:
    return outcome(lambda: moved(booking, start, end))


def a_whole_room() -> tuple[Space, Booking]:
    """And a booking of it from nine to noon."""
    room = a_free_room(capacity=4, sold_as=SoldAs.WHOLE)
    space = opened(room)
    return space, book(space, room, user_id=users(BOOKERS)[0], key="morning")


def booking_and_moving(space: Space, morning: Booking) -> list[Callable[[], str]]:
    bookers = [wish(space, space.rooms[0], user, "afternoon", AFTERNOON) for user in users(BOOKERS)[1:]]
    return [outcome(lambda: moved(morning, "13:00", "16:00")), *bookers]


def test_a_move_and_a_crowd_want_the_same_afternoon(use_engine: UseEngine) -> None:
    client = use_engine()
    space, morning = a_whole_room()

    outcomes = Counter(at_once(client, booking_and_moving(space, morning)))

    assert outcomes == {BOOKED: 1, SlotTaken.code: BOOKERS - 1}
    assert fault_lines(everything(client), space.rooms) == []
    assert client.conflicts > 0, "the race did not happen"


def test_without_the_condition_the_afternoon_goes_to_many(
    use_engine: UseEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = use_engine(tamper=without_condition)
    without_the_look(monkeypatch)
    space, morning = a_whole_room()

    outcomes = Counter(at_once(client, booking_and_moving(space, morning)))

    assert outcomes[BOOKED] > 1
    assert any(line.startswith("oversold") for line in fault_lines(everything(client), space.rooms))


def test_a_booking_that_two_people_move_goes_to_one_place(use_engine: UseEngine) -> None:
    """Over itself, beside itself: each quarter changes by the difference, once."""
    client = use_engine()
    space, morning = a_whole_room()
    ends = [f"{13 + number}:00" for number in range(SAVES - 1)]

    outcomes = Counter(at_once(client, [moving(morning, "10:00", end) for end in ends]))

    assert outcomes == {BOOKED: 1, StaleVersion.code: len(ends) - 1}
    assert fault_lines(everything(client), space.rooms) == []


def test_without_the_swap_two_moves_leave_wrong_sums(use_engine: UseEngine) -> None:
    client = use_engine(tamper=without_swap)
    space, morning = a_whole_room()
    # Apart from each other, so that the condition of the counters cannot stand in for the swap.
    starts = [("12:00", "13:00"), ("14:00", "15:00"), ("16:00", "17:00")]

    at_once(client, [moving(morning, *at) for at in starts])

    assert any(line.startswith("counters") for line in fault_lines(everything(client), space.rooms))


def saves(space: Space) -> list[Callable[[], str]]:
    """As many blocks of the same hours as there are saves, each of them sent twice."""

    def saving(key: str) -> Callable[[], str]:
        return outcome(lambda: blocked(space, key=key, conflicts=Conflicts.KEEP))

    return [saving(f"save {number}") for number in range(SAVES)] * 2


def made(space: Space) -> list[Block]:
    return [blocked(space, key=f"save {number}").blocks[0] for number in range(SAVES)]


def cancellations(space: Space, blocks: list[Block]) -> list[Callable[[], bool]]:
    def cancelling(block: Block) -> Callable[[], bool]:
        return lambda: cancel_block(space, block.room_id, block.period.start, block.id, uow=work("owner"))

    return [cancelling(block) for block in blocks * 2]


def test_blocks_of_the_same_hours_count_once_each(use_engine: UseEngine) -> None:
    client = use_engine()
    space = opened(a_free_room())

    outcomes = Counter(at_once(client, saves(space)))

    assert outcomes == {BOOKED: 2 * SAVES}
    assert set(counted(everything(client)).values()) == {SAVES * BLOCK_WEIGHT}
    assert fault_lines(everything(client), space.rooms) == []
    assert client.conflicts > 0, "the race did not happen"


def test_blocks_that_everybody_cancels_are_given_back_once(use_engine: UseEngine) -> None:
    client = use_engine()
    space = opened(a_free_room())
    blocks = made(space)

    gone = at_once(client, cancellations(space, blocks))

    assert sum(gone) == SAVES
    assert counted(everything(client)) == {}
    assert fault_lines(everything(client), space.rooms) == []


def test_without_looking_whether_it_is_there_a_block_is_given_back_twice(use_engine: UseEngine) -> None:
    client = use_engine(tamper=without_being_there)
    space = opened(a_free_room())

    at_once(client, cancellations(space, made(space)))

    assert any(line.startswith("negative") for line in fault_lines(everything(client), space.rooms))


def test_blocks_and_a_crowd_meet_and_every_place_is_accounted_for(use_engine: UseEngine) -> None:
    """Whoever booked first stays; whoever came after the block is refused; nothing is lost or counted twice."""
    client = use_engine()
    room = a_free_room(capacity=BOOKERS)
    space = opened(room)
    crowd = [wish(space, room, user, "key") for user in users(BOOKERS)]

    # A save that meets a booking asks its host first, and never writes: nobody may wait for it.
    outcomes = Counter(at_once(client, [*crowd, *saves(space)], together=False))

    sold = len(bookings(everything(client)))
    assert outcomes[BOOKED] == sold + 2 * SAVES - outcomes["conflicting_bookings"]
    assert outcomes[BOOKED] + outcomes[SlotTaken.code] + outcomes["conflicting_bookings"] == BOOKERS + 2 * SAVES
    assert fault_lines(everything(client), [room]) == []
    blocked(space, key="now", slots=[slot("14:00", "15:00")])
    with pytest.raises(SlotTaken):
        book(space, room, user_id="user-0", key="later", span=Span(f"{TUESDAY}T14:00", f"{TUESDAY}T15:00", 1))
